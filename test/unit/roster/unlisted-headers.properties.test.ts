import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layOut } from "../../../src/results/layout.ts";
import { placeColumns } from "../../../src/roster/headers.ts";
import { readRow } from "../../../src/roster/row.ts";
import { codesIn, tableBehind, textOf } from "../../support/pages.ts";
import { headerWords } from "../builders/header-words.ts";
import { everyWork, noDefaults, npi } from "../builders/rows.ts";

const reference = textOf("docs/reference.md");
/** Read from the documentation, with a folding of its own: what the page does not list must do nothing. */
const fold = (header: string): string =>
  header
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z\d]/g, "");
const listed: ReadonlySet<string> = new Set([
  ...tableBehind(reference, "roster columns").map(([name]) => fold(codesIn(name ?? "")[0] ?? "")),
  ...tableBehind(reference, "other names").flatMap(([, names]) => codesIn(names ?? "").map(fold)),
]);
const isListed = (header: string): boolean =>
  listed.has(fold(header)) || listed.has(fold(header.replaceAll("#", " number ")));

/** What people write below such headers. */
const values = [
  "CA",
  "CA; TX",
  "California",
  "ny",
  "CA, NV",
  "MD",
  "NP",
  "yes",
  "Y",
  "no",
  "x",
  "1",
  "Aetna",
  "medallion",
  "Verifiable",
  "Initial",
  "Recredentialing",
  "permanent",
  "multistate",
  "Commercial",
  "2026-03-31",
  "3/31/2026",
  "A12345",
  "BX1234567",
  "1234567893",
  "12400131",
  "abcdef00-0000-4000-8000-000000000001",
  "In process",
  "n/a",
  "-",
  "N/A",
  "not a state",
  "261QU0200X",
  "Northside Medical Group",
  "someone@example.test",
] as const;

/** All that a request needs beside the cell that asks for it: nothing else keeps one from being made. */
const base: Readonly<Record<string, string>> = {
  "Last Name": "Okafor",
  "First Name": "Amara",
  NPI: npi,
  "Certificate Type": "MD",
  "Is Medallion owned": "yes",
  "Is self managed": "no",
};

interface Outcome {
  readonly specs: number;
  readonly faults: readonly string[];
  readonly identity: object;
  readonly cells: readonly string[];
}

/** Reads rows that have these cells in front of those that every request needs, and writes answers beside them. */
function reader(
  extra: readonly string[],
  more: Readonly<Record<string, string>> = {},
): (values: readonly string[]) => Outcome {
  const known = { ...base, ...more };
  const places = placeColumns([...extra, ...Object.keys(known)], new Map());
  const layout = layOut(places);
  const defaults = { ...noDefaults, defaults: { is_medallion_owned: true } };
  return (found) => {
    const cells = [...found, ...Object.values(known)];
    const { specs, faults, identity } = readRow(places, cells, 2, defaults, everyWork);
    const written = layout.rowOf(cells, {
      sync_result: "created",
      provider_id: "p",
      changes: "c",
      caqh_found: "Y",
    });
    return {
      specs: specs.length,
      faults: faults.map(({ problem }) => problem),
      identity,
      cells: written.slice(0, extra.length),
    };
  };
}

const alone = reader([])([]);
const unlisted = headerWords.filter((header) => !isListed(header));

const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...unlisted) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...new Set(headerWords.flatMap((header) => header.split(/[\s_/]+/)))),
  },
);
const mark = fc.constantFrom("", "", "", "*", " #", ":", " (Required)", " (if any)", " 1", " (Y/N)", "?");
const header = fc
  .tuple(
    fc.array(word, { minLength: 1, maxLength: 3 }),
    fc.constantFrom(" ", "_", "-", " / ", ""),
    mark,
    fc.boolean(),
  )
  .map(([words, between, behind, upper]) => {
    const text = `${words.join(between)}${behind}`;
    return upper ? text.toUpperCase() : text;
  })
  .filter((text) => !isListed(text));
const cell = fc.constantFrom(...values);

describe("a header that the documentation does not list", () => {
  test("is one of several hundred that are tried", () => {
    expect(unlisted.length).toBeGreaterThan(300);
  });

  test.each(unlisted)(
    "leads to no request, no problem and no changed cell, whatever is below it: %s",
    (name) => {
      const read = reader([name]);
      for (const value of values) expect(read([value])).toEqual({ ...alone, cells: [value] });
    },
  );

  test("leads to none beside others, whole or in pieces, in any spelling", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(header, cell), { minLength: 1, maxLength: 8 }), (extra) => {
        const cells = extra.map(([, value]) => value);
        expect(reader(extra.map(([name]) => name))(cells)).toEqual({ ...alone, cells });
      }),
      { numRuns: 500 },
    );
  });

  test("does not get in the way of what is asked for plainly", () => {
    const wishes = [
      [{ "License States": "CA; TX" }, 2],
      [{ dea_states: "CA" }, 1],
      [{ "License states wanted": "CA" }, 1],
      [{ "Payer Name": "Aetna", "Payor States": "TX" }, 1],
      [{ CREDENTIALING: "medallion" }, 1],
    ] as const;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(header, cell), { maxLength: 8 }),
        fc.constantFrom(...wishes),
        (extra, [wish, specs]) => {
          const read = reader(
            extra.map(([name]) => name),
            wish,
          );
          expect(read(extra.map(([, value]) => value))).toMatchObject({ specs, faults: [] });
        },
      ),
      { numRuns: 200 },
    );
  });
});
