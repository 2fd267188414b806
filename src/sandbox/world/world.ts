import type { CaqhWorld } from "./caqh-world.ts";
import type { MedallionWorld } from "./medallion-world.ts";
import type { VerifiableWorld } from "./verifiable-world.ts";

/** Everything that exists on the three platforms when a sandbox starts; plain data, safe to copy and change. */
export interface World {
  readonly medallion: MedallionWorld;
  readonly verifiable: VerifiableWorld;
  readonly caqh: CaqhWorld;
}
