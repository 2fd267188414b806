import type { ColumnPlaces } from "../cells/cells.ts";
import type { Fault, Notice } from "../faults/problem.ts";
import type { Work } from "../platforms/catalog.ts";
import { platforms } from "../platforms/index.ts";
import type { ParseRules } from "../platforms/request-kind.ts";
import { perhapsHeld } from "../roster/perhaps-held.ts";
import { nearMisses, readingOf, type HeaderPlace, type Reading } from "../roster/reading.ts";
import type { SourceRow } from "../roster/source.ts";
import { openStaging, stageRoster } from "./staging.ts";

/** What is wrong with a roster. */
export interface CheckedRoster {
  readonly reading: Reading;
  readonly rows: number;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** What a person should know about the file as a whole. */
  readonly notices: readonly Notice[];
}

/** Finds everything that is wrong with the rows of a roster, as far as the file alone tells. */
export async function checkRoster(
  rows: AsyncIterable<SourceRow>,
  places: ColumnPlaces,
  parsing: ParseRules,
  only: ReadonlySet<Work>,
  headerPlace: HeaderPlace = { sheet: undefined, row: 1 },
  notices: readonly Notice[] = [],
): Promise<CheckedRoster> {
  const staging = openStaging();
  try {
    // nobody is asked, so that no account is needed and no flag of a platform counts
    const resources = platforms.flatMap(({ open }) => open(undefined, {}).resources);
    const faults: Fault[] = [];
    const contradictory = new Map<number, Fault>();
    const { row: headerRow } = headerPlace;
    const warnings: Fault[] = [...nearMisses(places, headerRow), ...perhapsHeld(places, headerRow)];
    const rules = { places, parsing, only, filter: () => true };
    const counts = await stageRoster(
      rows,
      { ...rules, resources: new Map(resources.map((resource) => [resource.kind, resource])) },
      staging,
      (row) => {
        faults.push(...row.faults);
        warnings.push(...row.warnings);
      },
      (fault) => {
        // one is enough to say that a row is wrong
        if (!contradictory.has(fault.row)) contradictory.set(fault.row, fault);
      },
    );
    return {
      reading: readingOf(places, headerPlace),
      rows: counts.rows,
      faults: [...faults, ...contradictory.values()].toSorted((one, other) => one.row - other.row),
      warnings,
      notices: [...notices, ...counts.notices],
    };
  } finally {
    staging.close();
  }
}
