import * as fc from "fast-check";
import type { World } from "../../src/sandbox/index.ts";
import { edited, madeEdits, madeRoster, type People } from "../edits/edits.ts";
import type { Row } from "../edits/reference.ts";
import type { Dice } from "./dice.ts";
import { knownPeople } from "./past.ts";

/** Whom the rosters of a team are about. */
export function peopleOf(world: World): People {
  return {
    world,
    persons: world.medallion.providers.slice(0, knownPeople).map(({ email, npi, firstName, lastName }) => ({
      email,
      npi: npi ?? "",
      first_name: firstName,
      last_name: lastName,
    })),
  };
}

/** The first roster, with two columns of the team's own. */
export function firstRoster(people: People, dice: Dice): readonly Row[] {
  return sampled(madeRoster(people), dice).map((row, index) => ({
    Manager: dice.oneOf(["D. Ruiz", "K. Osei", ""]),
    ...row,
    "Internal notes": `note "${index}", =1+1`,
  }));
}

/** The rows after somebody has worked on them, and what was done. */
export function workedOn(
  rows: readonly Row[],
  people: People,
  dice: Dice,
): { readonly rows: readonly Row[]; readonly edits: string } {
  const edits = sampled(madeEdits(people), dice);
  const changed = edited(rows, edits).map(withoutUnclearIds);
  // an empty roster is refused, and teaches nothing
  return changed.length === 0 ? { rows, edits: "none" } : { rows: changed, edits: JSON.stringify(edits) };
}

/**
 * An id that the team itself has put into a row is taken at its word where the platform can compare it with nothing else
 * in the row: Verifiable knows no email addresses, and a group is not a provider. By the words alone, which is how these
 * rows are judged, nobody could tell whose such a row is.
 */
function withoutUnclearIds(row: Row): Row {
  if ("sync_result" in row) return row;
  const isBlank = (...columns: readonly string[]): boolean =>
    columns.every((column) => (row[column] ?? "") === "");
  return {
    ...row,
    ...("verifiable_provider_id" in row && isBlank("npi") ? { verifiable_provider_id: "" } : {}),
    ...("provider_id" in row && isBlank("npi", "email", "last_name") ? { provider_id: "" } : {}),
  };
}

function sampled<T>(arbitrary: fc.Arbitrary<T>, dice: Dice): T {
  const [value] = fc.sample(arbitrary, { seed: dice.between(0, 2_000_000_000), numRuns: 1 });
  if (value === undefined) throw new Error("nothing was made");
  return value;
}
