export type { CaqhAccount } from "./status-check.ts";
