import { caqh } from "./caqh/definition.ts";
import type { Platform } from "./definition.ts";
import { medallion } from "./medallion/definition.ts";
import { verifiable } from "./verifiable/definition.ts";

/** Every platform, in the order in which they are told: the one list. A further one is its folder and a line here. */
export const platforms: Platform[] = [medallion, verifiable, caqh];
