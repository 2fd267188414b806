import type { ColumnPlaces, RosterColumn } from "../cells/cells.ts";
import { columnLetter, mapFlag, shortened, type Fault } from "../faults/problem.ts";

const record = "number|numbers|no|nbr|num|exp|expires?|expiry|expiration|issued?|status|effective";

/** What a column is called that tells of things of this kind which providers have. */
const held = (kind: string): RegExp => new RegExp(`\\b(?:${kind})\\b.*\\b(?:${record})\\b`);
const heldLicense = held("licen[sc]es?|licensure|lic");
const heldEnrollment =
  /\b(?:par|network|enrollment|payer|payor|plan|contract) (?:status|effective|number|pin|start|end)\b|\b(?:revalidation|ptan)\b|^effective date$/;

interface Kind {
  readonly column: RosterColumn;
  readonly held: RegExp;
  readonly what: string;
}

/** The columns that ask for something, and what stands beside them in a file that tells what is held. */
const kinds: readonly Kind[] = [
  { column: "license_states", held: heldLicense, what: "licenses" },
  { column: "rn_states", held: held("licen[sc]es?|licensure|lic|rn"), what: "licenses" },
  { column: "dea_states", held: held("dea"), what: "registrations" },
  { column: "csr_states", held: held("csr|cds|controlled substances?"), what: "registrations" },
  {
    column: "prescriptive_authority_states",
    held: held("prescriptive|prescribing|rx"),
    what: "authorizations",
  },
  { column: "payer_states", held: heldEnrollment, what: "enrollments" },
];

/**
 * Warns of columns that ask for something in a file that also tells what providers have: it may be about the same
 * licenses or enrollments. A person who says `--map` for the column is not warned.
 */
export function perhapsHeld(places: ColumnPlaces, row: number): readonly Fault[] {
  const { headers, indexOf, said } = places;
  const ours = new Set(indexOf.values());
  const others = headers.flatMap((header, index) =>
    ours.has(index) ? [] : [{ index, words: wordsOf(header) }],
  );
  return kinds.flatMap(({ column, held: looksHeld, what }) => {
    const index = indexOf.get(column);
    if (index === undefined || said?.has(index) === true) return [];
    const beside = others.find(({ words }) => looksHeld.test(words))?.index;
    if (beside === undefined) return [];
    const header = headers[index] ?? "";
    const other = `${shortened(headers[beside] ?? "")} (${columnLetter(beside)})`;
    return [
      {
        row,
        letter: columnLetter(index),
        header,
        code: "perhaps_held" as const,
        problem: `is read as ${what} to request, but ${other} looks like ${what} that the providers already have`,
        remedy: `If both are about the same ${what}, leave the column alone with ${mapFlag(header, "")}; if it says what is wanted, ${mapFlag(header, column)} ends this warning.`,
      },
    ];
  });
}

function wordsOf(header: string): string {
  return header
    .toLowerCase()
    .replaceAll("#", " number ")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
