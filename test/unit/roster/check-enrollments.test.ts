import { describe, expect, test } from "vitest";
import { enrollmentLine, rowOf, uuid, type Line } from "../builders/rows.ts";

const asked = (line: Line): readonly unknown[] => rowOf(line).specs.map(({ spec }) => spec);

describe("the enrollments that a row asks for", () => {
  test("are one for each state", () => {
    const { specs, faults } = rowOf({ ...enrollmentLine, payer_states: "Texas, FL\nNA!" });

    expect(faults).toEqual([]);
    expect(specs.map(({ label }) => label)).toEqual(["TX", "FL", "NA"]);
  });

  test("carry what the row says", () => {
    const line = {
      ...enrollmentLine,
      payer_id: "60054",
      payer_entity: uuid(7).toUpperCase(),
      lines_of_business: "Commercial; Medicare Advantage",
      practices: "Lakeside Family Clinic\nHarborview",
      par_group: "Northside",
    };

    expect(asked(line)).toEqual([
      {
        kind: "medallion.enrollment",
        subject: "provider",
        state: "TX",
        payerName: "Aetna",
        payerId: "60054",
        payerEntity: uuid(7),
        linesOfBusiness: ["Commercial", "Medicare Advantage"],
        practices: ["Lakeside Family Clinic", "Harborview"],
        parGroup: "Northside",
        medallionOwned: false,
      },
    ]);
  });

  const group: Line = { ...enrollmentLine, npi: "", group_name: "Harborview Medical Group" };

  test.each<[string, Line]>([
    ["half a name", { last_name: "Okafor" }],
    ["the other half", { first_name: "Amara" }],
    ["a CAQH id", { caqh_provider_id: "12400131" }],
    ["a whole name that is not read", { "Provider Name": "Amara Okafor" }],
    ["a clinician", { Clinician: "Okafor, Amara" }],
    ["a physician's full name", { "Physician's Full Name*": "Amara Okafor" }],
    ["last and first name in one", { "Last, First MI": "Okafor, Amara" }],
  ])("are not the group's where the row also names a person by %s", (_, person) => {
    const { specs, faults } = rowOf({ ...group, ...person });

    expect(specs).toEqual([]);
    expect(faults).toMatchObject([{ code: "ambiguous_subject" }]);
  });

  test.each<[string, Line]>([
    ["names nobody else", {}],
    ["calls the group a provider", { "Provider Name": "HARBORVIEW MEDICAL GROUP" }],
    ["has a contact", { "Contact Name": "D. Ruiz" }],
    ["says who else is concerned", { "Provider Type": "Group", "Provider Count": "12", Name: "Harborview" }],
    ["has a CAQH id of an earlier run", { sync_result: "exists", caqh_provider_id: "12400131" }],
  ])("are the group's where the row %s", (_, others) => {
    expect(asked({ ...group, ...others })).toMatchObject([{ subject: "group", state: "TX" }]);
  });

  test("leave out what it does not say", () => {
    expect(asked(enrollmentLine)).toEqual([
      {
        kind: "medallion.enrollment",
        subject: "provider",
        state: "TX",
        payerName: "Aetna",
        linesOfBusiness: [],
        practices: [],
        medallionOwned: false,
      },
    ]);
  });

  test.each<[string, Line, string]>([
    ["the provider", {}, "provider"],
    ["the provider, when the group is named too", { group_name: "Northside" }, "provider"],
    ["the group, when no provider is named", { npi: "", group_name: "Northside" }, "group"],
    ["the group by its id", { npi: "", group_profile_id: uuid(3) }, "group"],
  ])("are for %s", (_what, change, subject) => {
    expect(asked({ ...enrollmentLine, ...change })).toMatchObject([{ subject }]);
  });

  test("are none when neither payer nor states are named", () => {
    const { specs, faults } = rowOf({
      ...enrollmentLine,
      payer_name: " ",
      payer_states: "",
      is_medallion_owned: "",
    });

    expect([specs, faults]).toEqual([[], []]);
  });
});

describe("an enrollment that cannot be requested", () => {
  test.each<[string, Line, object, RegExp]>([
    [
      "has states but no payer",
      { payer_name: "" },
      { code: "missing_value", letter: "B", header: "payer_name", value: "" },
      /Name the payer/,
    ],
    [
      "has a payer but no states",
      { payer_states: "" },
      { code: "missing_value", letter: "C", header: "payer_states", value: "" },
      /Write the states/,
    ],
    [
      "does not say who works it",
      { is_medallion_owned: "" },
      { code: "missing_value", letter: "D", header: "is_medallion_owned", value: "" },
      /yes when Medallion works it/,
    ],
    [
      "is in a state that only licenses take",
      { payer_states: "AS" },
      { code: "state_not_taken", letter: "C", header: "payer_states", value: "AS" },
      /from the list/,
    ],
    [
      "is in no state",
      { payer_states: "Guadalajara" },
      { code: "unknown_state", letter: "C", header: "payer_states", value: "Guadalajara" },
      /two-letter code/,
    ],
    [
      "gives a payer entity that is no id",
      { payer_entity: "Aetna Inc" },
      { code: "invalid_uuid", letter: "E", header: "payer_entity", value: "Aetna Inc" },
      /8-4-4-4-12/,
    ],
  ])("%s", (_what, change, fault, remedy) => {
    const { specs, faults } = rowOf({ ...enrollmentLine, ...change }, { row: 5 });

    expect(specs).toEqual([]);
    const problem: unknown = expect.any(String);
    expect(faults).toEqual([{ row: 5, ...fault, problem, remedy: expect.stringMatching(remedy) }]);
  });

  test("names neither a provider nor a group", () => {
    const { faults } = rowOf({ ...enrollmentLine, npi: "" });

    expect(faults).toMatchObject([
      { code: "no_identity", remedy: expect.stringMatching(/group_profile_id or group_name/) },
    ]);
  });

  test("has all its faults listed at once", () => {
    const { faults } = rowOf({
      payer_name: "",
      payer_states: "TX; AS",
      payer_entity: "x",
      is_medallion_owned: "perhaps",
    });

    expect(faults.map(({ code }) => code).toSorted()).toEqual(
      ["state_not_taken", "invalid_uuid", "missing_value", "no_identity", "invalid_boolean"].toSorted(),
    );
  });
});

describe("a payer id of a column that was treated as numbers", () => {
  test("is whole when it has five digits, as payers' ids have", () => {
    const { specs, faults } = rowOf({ ...enrollmentLine, payer_id: "60054.0" });

    expect(faults).toEqual([]);
    expect(specs).toMatchObject([{ spec: { payerId: "60054" } }]);
  });

  test("is not, when a zero may be lost", () => {
    expect(rowOf({ ...enrollmentLine, payer_id: "590.0" }).faults).toMatchObject([
      { code: "spreadsheet_damage", header: "payer_id", value: "590.0" },
    ]);
  });
});
