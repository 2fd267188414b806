import { describe, expect, test } from "vitest";
import { noteOnIdleRow } from "../../../src/roster/nothing-asked.ts";
import {
  enrollmentLine,
  licenseLine,
  npi,
  placesOf,
  rowOf,
  verifiableLine,
  type Line,
} from "../builders/rows.ts";

const codesOf = (line: Line): readonly string[] => rowOf(line).warnings.map(({ code }) => code);

describe("a row that fills in options but requests nothing", () => {
  test.each<Line>([
    { npi, certificate_type: "MD", license_states: "" },
    { npi, is_medallion_owned: "yes" },
    { npi, payer_name: "", payer_id: "60054" },
    { npi, lines_of_business: "Commercial" },
    { npi, credentialing: " ", credentialing_type: "Initial" },
    { facility_name: "Riverside Urgent Care", facility_specialties: "261QU0200X" },
  ])("is a warning and not a fault: %j", (line) => {
    const { specs, faults, warnings } = rowOf(line);

    expect([specs, faults]).toEqual([[], []]);
    expect(warnings).toMatchObject([{ row: 2, code: "nothing_asked" }]);
  });

  test.each<Line>([
    licenseLine,
    enrollmentLine,
    verifiableLine,
    { npi, email: "a@example.test" },
    { npi, Notes: "x" },
  ])("is not one that asks for something, or fills no option: %j", (line) => {
    expect(codesOf(line)).not.toContain("nothing_asked");
  });

  test("is the same whatever --only leaves out", () => {
    expect(rowOf(licenseLine, { only: new Set(["enrollments"]) }).warnings).toEqual([]);
  });

  test("names what could be filled, or that there is no column for it", () => {
    expect(
      rowOf({ npi, certificate_type: "MD", license_states: "", payer_states: "" }).warnings[0]?.remedy,
    ).toBe("If something is wanted, fill in license_states, payer_states.");
    expect(rowOf({ npi, certificate_type: "MD" }).warnings[0]?.remedy).toMatch(
      /^The roster has no column that requests something, such as license_states/,
    );
  });

  test("has a note beside it that tells none of its values", () => {
    const places = placesOf(["npi", "Certificate type"]);

    expect(noteOnIdleRow([npi, "MD"], 9, places)?.message).toMatch(
      /^Certificate type is filled in, but the row requests nothing\. The roster has no column/,
    );
    expect(noteOnIdleRow([npi, ""], 9, places)).toBeUndefined();
  });
});

describe("a row right under the headers", () => {
  test.each<Line>([
    { npi: "Required", license_states: "Optional", is_medallion_owned: "Y/N" },
    { npi: "(10 digits)", last_name: "Required*", Notes: "Amara" },
    { npi: "e.g. 1234567893", application_received_date: "MM/DD/YYYY" },
  ])("that only explains them requests nothing and is no fault: %j", (line) => {
    expect(rowOf(line)).toMatchObject({
      identity: {},
      specs: [],
      faults: [],
      warnings: [{ code: "hint_row" }],
    });
  });

  test.each<Line>([
    { npi: "Required", license_states: "" },
    { npi: "Required", last_name: "Okafor" },
    { npi, license_states: "Optional" },
  ])("that may be about someone is a row: %j", (line) => {
    expect(codesOf(line)).not.toContain("hint_row");
    expect(rowOf(line).faults).not.toEqual([]);
  });

  test("is distinguished from rows further down", () => {
    const line = { npi: "Required", license_states: "Optional" };

    expect(rowOf(line, { row: 3 }).faults).not.toEqual([]);
  });
});
