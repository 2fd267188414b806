import { knownKind, requestPlatforms, titleOf } from "../catalog.ts";
import type { Told } from "./owner.ts";
import { partyMeanings, type Party, type Standing } from "../../requests/party.ts";

/** A request that is on a platform. */
export interface PlacedRequest extends Told {
  readonly platform: string;
  /** Its kind without the platform: `license`. */
  readonly kind: string;
}

/** Whose move it is; of kinds that no platform has any more, nobody's. */
export function standingOf({ platform, kind, ...told }: PlacedRequest): Standing {
  return knownKind(`${platform}.${kind}`)?.owner(told) ?? { party: "unclear", category: "not known" };
}

/** What it means that somebody has to move next, for the people who read it. */
export function meaningOf(party: Party): string {
  if (party !== "platform") return partyMeanings[party];
  return `${requestPlatforms.map(titleOf).join(" or ")} is working on it`;
}
