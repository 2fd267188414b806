import { demoCaqh } from "./demo-caqh.ts";
import { demoMedallion } from "./demo-medallion.ts";
import { demoVerifiable } from "./demo-verifiable.ts";
import type { World } from "./world.ts";

/** A small invented world in which a few requests are open already; `samples/roster.csv` is about it. */
export function demoWorld(): World {
  return { medallion: demoMedallion(), verifiable: demoVerifiable(), caqh: demoCaqh() };
}
