import type { Settings } from "../../config/settings.ts";
import { UsageError } from "../../errors.ts";
import { trimmed } from "../../text/trimmed.ts";
import { unescapeFormula } from "../../roster/escape.ts";
import { columnSpecs } from "../../roster/columns.ts";
import { placeColumns } from "../../roster/headers.ts";
import { openRoster } from "../../roster/source.ts";
import { whoIsIn } from "../../roster/who.ts";
import type { Runtime } from "../../runtime.ts";
import { pathOf } from "../path.ts";

/** A row of a roster that names somebody by a platform's id. */
export interface RosterPerson {
  readonly row: number;
  /** A name, else an email address, an NPI, a group or a facility. */
  readonly who: string;
}

/** Who the platforms' ids are, by the id columns of a roster; a results file has them filled in. */
export interface RosterPeople {
  /** The first row with this id; undefined when none has it. */
  readonly of: (subject: string) => RosterPerson | undefined;
  /** The ids that a row holds, of people, groups and facilities. */
  readonly idsIn: (row: number) => readonly string[];
}

const idColumns = columnSpecs.filter(({ id }) => id === "uuid").map(({ name }) => name);

/** Reads who is who from a roster. Throws RosterFileError or UsageError when it cannot tell. */
export async function readRosterPeople(
  roster: string,
  settings: Settings,
  runtime: Runtime,
): Promise<RosterPeople> {
  const source = await openRoster(pathOf(roster, runtime.cwd), runtime.stdin, settings, runtime.interrupted);
  try {
    const places = placeColumns(source.header, settings.map, source);
    const at = idColumns.flatMap((column) => places.indexOf.get(column) ?? []);
    if (at.length === 0) {
      throw new UsageError(
        `${source.name} has none of the columns ${idColumns.join(", ")}, so its rows cannot be matched by platform id.`,
        "Use the results file of a run: it has them.",
      );
    }
    const people = new Map<string, RosterPerson>();
    const ids = new Map<number, readonly string[]>();
    for await (const { row, cells } of source.rows()) {
      const own = at
        .map((index) => trimmed(unescapeFormula(cells[index] ?? "")).toLowerCase())
        .filter((id) => id !== "");
      if (own.length === 0) continue;
      ids.set(row, own);
      const who = whoIsIn(cells, places);
      for (const id of own) if (!people.has(id)) people.set(id, { row, who });
    }
    return { of: (subject) => people.get(subject.toLowerCase()), idsIn: (row) => ids.get(row) ?? [] };
  } finally {
    await source.close();
  }
}
