import { describe, expect, test } from "vitest";
import { stateCode } from "../../../src/cells/states.ts";
import { certificateTypes, durationTypes } from "../../../src/platforms/medallion/certificates.ts";
import { inputColumns } from "../../../src/roster/columns.ts";
import { isPlaceholder } from "../../../src/roster/placeholder.ts";
import { trimmed } from "../../../src/text/plain-text.ts";
import { licenseLine, npi, rowOf } from "../builders/rows.ts";

const caqhId = "12400131";

const nothings = [
  "NA|N/A|n/a|n.a.|N.A|n / a|#NA|<NA>|(n/a)|NaN|nan|NaT|-nan|1.#QNAN|none|None|NONE.|null|NULL|(null)|[null]",
  "\\N|nil|undefined|TBD|tba|TBC|TBD?|to be determined|To Be Announced|pending|Pending...|in process",
  "not applicable|Not Available|unknown|UNK|not on file|(blank)|see notes|same as above|xx|XXX|-- select --",
  'Please select|-|--|---|\u2013|\u2014|?|??|.|...|\u2026|*|/|"|_|=|~|\uFF2E\uFF0F\uFF21',
].flatMap((line) => line.split("|"));

const values = [
  "Aetna|National|Nan Health|Unknown Valley Clinic|None Such Group|Tabor|Nanticoke|NA Health|Select Health",
  "Pending Clinic|60054|0|00123|x|X|y|no|N|ND|NE|NH|OTHER|other|\u2713|\u2022|A|1|12400131|2026-01-31|a@b.example|",
].flatMap((line) => line.split("|"));

describe("a placeholder", () => {
  test.each(nothings)("is recognized in %j", (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  test.each(values)("is not recognized in %j", (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });

  test("is not a word that a column accepts", () => {
    const words = [...certificateTypes, ...durationTypes];
    words.push(
      "medallion",
      "verifiable",
      "Initial",
      "ReCredentialing",
      "OffCycle",
      "Low",
      "Medium",
      "High",
      "Urgent",
    );
    words.push("yes", "no", "true", "false", "y", "n", "1", "0", "x");
    const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    const states = letters.flatMap((one) => letters.map((other) => one + other)).filter(stateCode);

    expect(states).toHaveLength(57 - 1);
    expect([...words, ...states].filter(isPlaceholder)).toEqual([]);
  });
});

describe("a row with a placeholder", () => {
  const line = {
    ...licenseLine,
    npi,
    payer_name: "Aetna",
    payer_states: "TX",
    credentialing: "verifiable",
    is_self_managed: "no",
  };
  const facility = {
    facility_name: "Harborview",
    facility_specialties: "261QU0200X",
    credentialing: "verifiable",
    is_self_managed: "no",
  };
  const columns = inputColumns.filter((column) => column !== "first_name" && column !== "last_name");

  test.each(columns)("in %s fails with that alone, and requests nothing", (column) => {
    for (const text of ["NA", "N/A", "TBD", "-", "none", " n/a\u200E"]) {
      const { specs, faults, warnings } = rowOf({
        ...(column.startsWith("fac") ? facility : line),
        [column]: text,
      });

      expect(specs).toEqual([]);
      expect(faults).toMatchObject([{ code: "placeholder", header: column, value: trimmed(text) }]);
      expect(warnings).toEqual([]);
    }
  });

  test.each(["Na", "None", "Null", "NA"])("is none when someone is called %s", (name) => {
    const { specs, faults } = rowOf({ ...line, first_name: "Ji-woo", last_name: name });

    expect(faults).toEqual([]);
    expect(specs).toHaveLength(3);
  });

  test("in a list names the item", () => {
    const { specs, faults } = rowOf({ ...line, license_states: "CA; N/A, ZZ" });

    expect(specs).toEqual([]);
    expect(faults).toMatchObject([
      { code: "placeholder", value: "N/A", remedy: "Remove it from the list." },
      { code: "unknown_state", value: "ZZ" },
    ]);
  });

  test("in the user's own columns is nobody's business", () => {
    expect(rowOf({ ...line, Notes: "N/A", Manager: "TBD" }).faults).toEqual([]);
  });

  test("NA of a mixed table by R makes no enrollment in the state NA", () => {
    const { specs, faults } = rowOf({ npi, payer_name: "NA", payer_states: "NA", is_medallion_owned: "yes" });

    expect(specs).toEqual([]);
    expect(faults.map(({ header, code }) => [header, code])).toEqual([
      ["payer_name", "placeholder"],
      ["payer_states", "placeholder"],
    ]);
    expect(faults[1]?.remedy).toContain("NA!");
  });

  test("is none when it names the state NA by NA!", () => {
    const { specs, faults } = rowOf({
      npi,
      payer_name: "Aetna",
      payer_states: "tx; NA!",
      is_medallion_owned: "yes",
    });

    expect(faults).toEqual([]);
    expect(specs.map(({ label }) => label)).toEqual(["TX", "NA"]);
  });
});

describe("a row whose cells contain invisible characters", () => {
  test.each([
    ["npi", `\u202A${npi}\u202C`],
    ["email", "p1@clinic.example\u200E"],
    ["email", "p1@cli\u00ADnic.example"],
    ["certificate_type", "MD\u200E"],
    ["certificate_type", "MD\uFE0F"],
    ["license_states", "CA\u200E"],
    ["license_states", "\u2068CA\u2069"],
    ["is_medallion_owned", "yes\u200E"],
    ["caqh_provider_id", `\u200E${caqhId}`],
  ])("in %s asks for the very same", (column, text) => {
    const clean = { ...line(), email: "p1@clinic.example", caqh_provider_id: caqhId };

    const { specs, identity, faults, warnings } = rowOf({ ...clean, [column]: text });

    expect([faults, warnings]).toEqual([[], []]);
    expect({ specs, identity }).toEqual({ specs: rowOf(clean).specs, identity: rowOf(clean).identity });
  });

  function line(): Record<string, string> {
    return { npi, certificate_type: "MD", license_states: "CA", is_medallion_owned: "yes" };
  }
});

describe("an earlier answer that another program overwrote for want of one", () => {
  test.each(["NA", "NaN", "N/A", "NULL", "<NA>"])("is blank: %s", (text) => {
    const row = rowOf({ ...licenseLine, sync_result: text, license_request_ids: text });

    expect(row.faults).toEqual([]);
    expect(row.previousResult).toBeUndefined();
    expect(row.specs).toMatchObject([{ previousId: undefined }]);
  });
});
