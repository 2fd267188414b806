import { caqh } from "./caqh/caqh.ts";
import { medallion } from "./medallion/medallion.ts";
import type { Platform } from "./platform.ts";
import { verifiable } from "./verifiable/verifiable.ts";

/** Every platform, in the order in which they are told: the one list. A further one is its folder and a line here. */
export const platforms: Platform[] = [medallion, verifiable, caqh];
