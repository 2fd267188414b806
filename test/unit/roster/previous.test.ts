import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeFormula } from "../../../src/roster/columns.ts";
import { labelled, labelledValues, valueOf } from "../../../src/roster/row.ts";
import { prop } from "../builders/properties.ts";
import { cellsOf, uuid } from "../builders/rows.ts";

/** The values of a cell as the next run reads them. */
function readBack(cell: string): ReadonlyMap<string, string> {
  return labelledValues(cellsOf({ license_request_ids: cell }), "license_request_ids");
}

const label = fc
  .tuple(
    fc.stringMatching(/^[A-Z]{2}$/),
    fc.constantFrom("license", "dea", "csr", "rn", "prescriptive_authority"),
  )
  .map((parts) => parts.join(" "));
const statusWord = fc.stringMatching(/^[a-zA-Z@+-][a-zA-Z_ ]{0,20}[a-zA-Z]$/);
/** Without what reads like a further entry, which the platforms' ids do not hold. */
const opaqueId = fc.stringMatching(/^[a-zA-Z0-9+/;=]{1,12}={0,2}$/).filter((id) => !/;[A-Z]{2}=|;$/.test(id));
const value = fc.oneof(fc.uuid(), statusWord, opaqueId);

describe("the values of several requests in one cell", () => {
  test("stand with their labels", () => {
    const cell = labelled([
      ["CA license", uuid(1)],
      ["NY dea", uuid(2)],
    ]);

    expect(cell).toBe(`CA license=${uuid(1)}; NY dea=${uuid(2)}`);
  });

  test("are one bare value when there is one request", () => {
    expect(labelled([["CA license", "requested"]])).toBe("requested");
  });

  test("leave out requests without one, and keep the label of the only one that has it", () => {
    const cell = labelled([
      ["CA license", ""],
      ["NY dea", "requested"],
    ]);

    expect(cell).toBe("NY dea=requested");
    expect(
      labelled([
        ["CA license", ""],
        ["NY dea", ""],
      ]),
    ).toBe("");
    expect(labelled([])).toBe("");
  });

  prop([fc.uniqueArray(fc.tuple(label, value), { minLength: 1, maxLength: 6, selector: ([name]) => name })])(
    "are read back as they were written",
    (entries) => {
      const values = readBack(escapeFormula(labelled(entries)));

      for (const [name, written] of entries) expect(valueOf(values, name, entries.length)).toBe(written);
    },
  );

  test("are read with blanks around signs, as people leave them", () => {
    expect([...readBack(" CA license = a ;NY dea=b ")]).toEqual([
      ["CA license", "a"],
      ["NY dea", "b"],
    ]);
  });

  test("belong to nobody when the cell is bare and there are several requests", () => {
    const values = readBack("requested");

    expect(valueOf(values, "CA license", 1)).toBe("requested");
    expect(valueOf(values, "CA license", 2)).toBeUndefined();
  });

  test("are none in a blank cell, and none for a label without a value", () => {
    expect(valueOf(readBack(" "), "CA license", 1)).toBeUndefined();
    expect(valueOf(readBack("CA license=; NY dea=b"), "CA license", 2)).toBeUndefined();
  });
});
