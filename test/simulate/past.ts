import { generateWorld, type World } from "../../src/sandbox/index.ts";
import { uuidOf } from "../../src/sandbox/seeded.ts";
import { askedBy, type Row } from "../edits/reference.ts";
import type { Dice } from "./dice.ts";

/** So many people are in the rosters, out of all that the platforms know. */
export const knownPeople = 6;

/** Who is on the platforms. */
export function worldOf(dice: Dice): World {
  return generateWorld({ providers: dice.between(knownPeople + 1, 30), seed: dice.between(1, 1_000) });
}

/**
 * The same world with some of what a roster asks for: somebody has requested it before the team did, or a provider
 * holds it already, or has held it. And with much that nobody asks for, so that lists have pages.
 */
export function withPast(world: World, roster: readonly Row[], dice: Dice): World {
  const keys = [...new Set(roster.flatMap((row) => Object.values(askedBy(row, world)).flat()))];
  const asked = (kind: string, share: number): readonly (readonly string[])[] =>
    dice
      .someOf(keys, share)
      .map((key) => key.split("|"))
      .filter(([first]) => first === kind)
      .map(([, ...parts]) => parts);
  const known = dice.oneOf([0.3, 0.6]);
  const own = { isMedallionOwned: dice.isHit(0.2) };
  const others = world.medallion.providers.slice(knownPeople);
  return {
    ...world,
    medallion: {
      ...world.medallion,
      licenseRequests: dice.shuffled([
        ...others.map(({ id }) => ({
          provider: id,
          kind: "license" as const,
          state: "NV",
          certificateType: "MD",
        })),
        ...asked("license", known).map(([provider = "", kind, state = "", certificateType = ""]) => ({
          provider,
          kind: kind === "dea" ? ("dea" as const) : ("license" as const),
          state,
          certificateType,
          ...own,
        })),
      ]),
      enrollments: dice.shuffled([
        ...others.map(({ id }) => ({ subject: id, payerName: "Aetna", state: "NV" })),
        ...asked("enrollment", known).map(([resourcetype = "", subject = "", state = "", payer = ""]) => ({
          resourcetype,
          subject,
          state,
          ...payerOf(payer),
          ...own,
        })),
      ]),
      credentialing: dice.shuffled([
        ...others.map(({ id }) => ({ provider: id })),
        ...asked("credentialing", known).map(([provider = ""]) => ({ provider })),
      ]),
      licenses: asked("license", 0.1).map(
        ([provider = "", kind, state = "", certificateType = ""], index) => ({
          id: uuidOf(`held license ${index}`),
          provider,
          state,
          certificateType,
          registration: kind === "dea" ? ("dea" as const) : ("state" as const),
          licenseNumber: `A${1_000 + index}`,
          status: dice.oneOf(["active", "active", "inactive"] as const),
          issued: { daysAgo: dice.oneOf([100, 500, 800]) },
        }),
      ),
      enrollmentsOnFile: asked("enrollment", 0.1).flatMap(
        ([resourcetype = "", subject = "", state = "", payer = ""], index) =>
          resourcetype.includes("Provider")
            ? [
                {
                  id: uuidOf(`enrollment on file ${index}`),
                  subject,
                  state,
                  ...payerOf(payer),
                  effective: { daysAgo: dice.oneOf([-30, 10, 400]) },
                },
              ]
            : [],
      ),
    },
    verifiable: {
      ...world.verifiable,
      credentialingRequests: dice.shuffled([
        ...world.verifiable.providers.slice(knownPeople).map(({ id }) => ({ entityId: id })),
        ...asked("verifiable", known).flatMap(([entity, entityId = "", type = ""]) =>
          entity === "Provider" ? [{ entityId, type }] : [],
        ),
      ]),
    },
  };
}

function payerOf(word: string): { readonly payerName: string; readonly payerId?: string } {
  switch (word) {
    case "60054":
      return { payerName: "Aetna", payerId: word };
    case "62308":
      return { payerName: "Cigna", payerId: word };
    default:
      return { payerName: word.slice(0, 1).toUpperCase() + word.slice(1) };
  }
}
