import { describe, expect, test } from "vitest";
import { certificateTypes } from "../../../src/platforms/medallion/certificates.ts";
import { licenseLine, rowOf } from "../builders/rows.ts";

describe("a certificate type", () => {
  test.each(["LAc", "LAC", "LPC/MHSP", "OTR/L", "OPTHAMOLOGIST", "FITNESS-PROFESSI"])(
    "%s is known",
    (type) => {
      expect(rowOf({ ...licenseLine, certificate_type: type }).warnings).toEqual([]);
      expect(rowOf({ ...licenseLine, certificate_type: type }).specs).toMatchObject([
        { spec: { certificateType: type } },
      ]);
    },
  );

  test.each([
    ["Md", /Did you mean MD\?/],
    ["lcsw", /Did you mean LCSW\?/],
    ["PMHPN", /Did you mean PMHNP\?/],
    ["SOMETHING-NEW-FROM-2027", /^It is sent as written\.$/],
  ])("%s is sent as written, with a warning", (type, remedy) => {
    const { specs, faults, warnings } = rowOf({ ...licenseLine, certificate_type: type });

    expect(faults).toEqual([]);
    expect(specs).toMatchObject([{ spec: { certificateType: type } }]);
    expect(warnings).toMatchObject([
      { code: "unknown_certificate_type", letter: "B", value: type, remedy: expect.stringMatching(remedy) },
    ]);
  });

  test.each(["Yes", "n", "X", "2", "12/31/2026", "MD, PhD", "NP;RN", "MD/DO", "RN and NP"])(
    "is not %j, whatever else the list may be open for",
    (type) => {
      const { specs, faults } = rowOf({ ...licenseLine, certificate_type: type });
      expect(specs).toEqual([]);
      expect(faults).toMatchObject([{ code: "invalid_choice", letter: "B", value: type }]);
    },
  );

  test.each([
    "prescriptive_authority_states",
    "autonomous_registration_states",
    "prescriptive_authority_checkbox_selected_states",
  ])("other than NP, CNM and PMHNP is warned about beside %s", (column) => {
    const warned = [...certificateTypes].filter(
      (type) => rowOf({ ...licenseLine, certificate_type: type, [column]: "TX" }).warnings.length > 0,
    );
    const { faults, warnings } = rowOf({ ...licenseLine, [column]: "TX" });

    expect([...certificateTypes].filter((type) => !warned.includes(type))).toEqual(["NP", "CNM", "PMHNP"]);
    expect(faults).toEqual([]);
    expect(warnings).toMatchObject([
      {
        code: "prescriptive_authority_unusual",
        header: column,
        value: "TX",
        remedy: expect.stringContaining("PMHNP"),
      },
    ]);
  });
});
