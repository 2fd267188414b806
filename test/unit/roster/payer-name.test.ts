import { describe, expect, it } from "vitest";
import { RowCells } from "../../../src/cells/cells.ts";
import { payerNameOf } from "../../../src/platforms/medallion/payer-name.ts";

const places = {
  headers: ["payer_name"],
  indexOf: new Map([["payer_name", 0]] as const),
  identityColumns: [],
};

describe("the payer that a row names", () => {
  it.each([
    "Aetna",
    "Blue Cross & Blue Shield",
    "Blue Cross Blue Shield of Oregon",
    "Blue Cross, Inc.",
    "Anthem/BCBS",
    "UHC/Optum",
    "Anthem Blue Cross, CA",
    "All Savers Insurance",
    "No-Fault (NY)",
    "Northwell Direct",
    "1199SEIU",
    "Network Health Plan 360",
    "Aetna (Open Access)",
    "Molina Complete Care",
    "Health Net - Commercial",
    "Medicare Part B",
    "Cigna, Evernorth",
    "Otherwise Health",
    "Parkland Community Health Plan",
    "Nonprofit Health Cooperative",
    "L.A. Care",
    "Anyone Health",
  ])("is %j, exactly as written", (name) => {
    const cells = new RowCells(places, [name], 2);
    expect(payerNameOf(cells)).toBe(name);
    expect(cells.faults).toEqual([]);
  });

  it.each([
    ["Yes", "is a yes or no, not a payer"],
    ["n", "is a yes or no, not a payer"],
    ["X", "is a yes or no, not a payer"],
    ["\u2611", "is a yes or no, not a payer"],
    ["0", "is a number or a date, not a payer"],
    ["60054", "is a number or a date, not a payer"],
    ["12/31/2026", "is a number or a date, not a payer"],
    ["31-Dec-2026", "is a number or a date, not a payer"],
    ["2026-01-01 00:00:00", "is a number or a date, not a payer"],
    ["TX", "is a state, not a payer"],
    ["Approved", "is a status, not a payer"],
    ["Non-Par", "is a status, not a payer"],
    ["not enrolled", "is a status, not a payer"],
    ["Effective 1/1/2025", "is a status, not a payer"],
    ["None yet", "says that there is none, not a payer"],
    ["do not enroll", "says that there is none, not a payer"],
    ["N/A - cash only", "says that there is none, not a payer"],
    ["All payers", "leaves open which, not a payer"],
    ["see list", "leaves open which, not a payer"],
    ["cash only", "is not a payer to enroll with, not a payer"],
    ["Aetna (active)", "says more than the payer's name"],
    ["Aetna - denied", "says more than the payer's name"],
    ["TBD - Aetna", "says more than the payer's name"],
    ["HOLD Aetna", "says more than the payer's name"],
    ["Aetna?", "is a question"],
    ["Aetna; Cigna", "names several payers, and a row takes one"],
    ["Aetna\nUHC", "names several payers, and a row takes one"],
    ["Aetna, Cigna and Medicare", "names several payers, and a row takes one"],
    ["Medicare/Medicaid", "names several payers, and a row takes one"],
  ])("is not %j", (text, problem) => {
    const cells = new RowCells(places, [text], 2);
    expect(payerNameOf(cells)).toBeUndefined();
    expect(cells.faults).toMatchObject([{ code: "invalid_payer", problem }]);
  });
});
