import { describe, expect, test } from "vitest";
import type { Holding } from "../../../src/ledger/entry.ts";
import { enrollmentVerdict } from "../../../src/platforms/medallion/enrollment-match.ts";
import { licenseVerdict } from "../../../src/platforms/medallion/license-match.ts";

const horizon = { today: "2026-06-01", renewUntil: undefined };
const in90Days = { today: "2026-06-01", renewUntil: "2026-08-30" };

const license: Holding = {
  platform: "medallion",
  kind: "license",
  id: "l1",
  subject: "p1",
  state: "CA",
  number: "A12345",
  status: "active",
  from: "2025-03-31",
  until: "2027-03-31",
  attributes: { registration: "state", certificate_type: "MD", duration_type: "permanent" },
};

const wantedLicense = { field: "license_states", state: "CA", certificate_type: "MD" };

describe("a wanted license", () => {
  test.each([
    ["of the same kind, state, certificate type and duration", {}, {}, "held A12345 until 2027-03-31"],
    ["that never ends", { until: undefined }, {}, "held A12345"],
    ["without a number", { number: undefined }, {}, "held until 2027-03-31"],
    ["on its last day", { until: "2026-06-01" }, {}, "held A12345 until 2026-06-01"],
    [
      "whose duration nobody says",
      { attributes: { ...license.attributes, duration_type: undefined } },
      {},
      "held A12345 until 2027-03-31",
    ],
    [
      "of DEA",
      { attributes: { registration: "dea", certificate_type: "MD" } },
      { field: "dea_states" },
      "held A12345 until 2027-03-31",
    ],
    [
      "of DEA without a profession",
      { attributes: { registration: "dea" } },
      { field: "dea_states" },
      "held A12345 until 2027-03-31",
    ],
    [
      "for controlled substances",
      { attributes: { registration: "state_controlled", certificate_type: "MD" } },
      { field: "csr_states" },
      "held A12345 until 2027-03-31",
    ],
    [
      "of a nurse",
      { attributes: { registration: "state", certificate_type: "RN" } },
      { field: "rn_states", certificate_type: "NP" },
      "held A12345 until 2027-03-31",
    ],
    [
      "for a time",
      { attributes: { ...license.attributes, duration_type: "temporary" } },
      { duration_type: "temporary" },
      "held A12345 until 2027-03-31",
    ],
  ])("is held where there is an active one %s", (_what, has, workItems, held) => {
    expect(licenseVerdict({ ...wantedLicense, ...workItems }, [{ ...license, ...has }], horizon)).toEqual({
      held,
    });
  });

  test.each([
    ["expired, whatever its status word says", { until: "2026-05-31" }, {}],
    ["inactive", { status: "inactive" }, {}],
    ["superseded", { status: "superceded" }, {}],
    ["of a status that nobody says", { status: undefined }, {}],
    ["of another state", { state: "NY" }, {}],
    ["of another certificate type", { attributes: { ...license.attributes, certificate_type: "DO" } }, {}],
    [
      "one whose name differs in its letters alone",
      { attributes: { ...license.attributes, certificate_type: "LAC" } },
      { certificate_type: "LAc" },
    ],
    ["a DEA registration", { attributes: { ...license.attributes, registration: "dea" } }, {}],
    [
      "a controlled-substance registration",
      { attributes: { ...license.attributes, registration: "state_controlled" } },
      { field: "dea_states" },
    ],
    [
      "a plain license of a nurse practitioner",
      { attributes: { ...license.attributes, certificate_type: "NP" } },
      { field: "rn_states", certificate_type: "NP" },
    ],
    ["for a time only", { attributes: { ...license.attributes, duration_type: "temporary" } }, {}],
    [
      "a prescriptive authority",
      { attributes: { ...license.attributes, rx_authority: "prescriptive_authority" } },
      {},
    ],
    ["without the authority", {}, { field: "prescriptive_authority_states" }],
    ["an enrollment", { kind: "enrollment" as const }, {}],
  ])("is not held where there is one that is %s", (_what, has, workItems) => {
    expect(licenseVerdict({ ...wantedLicense, ...workItems }, [{ ...license, ...has }], horizon)).toEqual({});
  });

  test("is told by the one that lasts longest", () => {
    const other = { ...license, id: "l2", number: "B2", until: "2028-01-01" };
    expect(licenseVerdict(wantedLicense, [license, other], horizon).held).toBe("held B2 until 2028-01-01");
  });

  test("is said to be pending where it is, and is not held by that", () => {
    expect(
      licenseVerdict(wantedLicense, [{ ...license, status: "pending", until: undefined }], horizon),
    ).toEqual({
      note: "Medallion has a license of this kind on file that is pending (A12345).",
    });
  });

  test.each<[string, Partial<Holding>, string | undefined]>([
    [
      "without a number",
      { number: undefined },
      "Medallion has a license of this kind on file that is pending.",
    ],
    [
      "on its last day",
      { until: "2026-06-01" },
      "Medallion has a license of this kind on file that is pending (A12345).",
    ],
    ["after its last day", { until: "2026-05-31" }, undefined],
    ["in another state", { state: "NY" }, undefined],
  ])("is said to be pending %s, or is not", (_how, has, note) => {
    const verdict = licenseVerdict(
      wantedLicense,
      [{ ...license, status: "pending", until: undefined, ...has }],
      horizon,
    );
    expect(verdict).toEqual(note === undefined ? {} : { note });
  });

  test("is held by the one of several that ends last", () => {
    const ending = (number: string, until: string | undefined): Holding => ({ ...license, number, until });
    const [early, late, never] = [
      ending("A1", "2026-12-31"),
      ending("A2", "2028-12-31"),
      ending("A3", undefined),
    ];
    for (const both of [
      [early, late],
      [late, early],
    ])
      expect(licenseVerdict(wantedLicense, both, horizon).held).toBe("held A2 until 2028-12-31");
    for (const all of [
      [early, late, never],
      [never, late],
    ])
      expect(licenseVerdict(wantedLicense, all, horizon).held).toBe("held A3");
  });

  const rx = (more: Readonly<Record<string, string>>): Partial<Holding> => ({
    attributes: { registration: "state", certificate_type: "MD", ...more },
  });
  test.each<[string, string, Partial<Holding>, boolean]>([
    [
      "as its duration",
      "prescriptive_authority_states",
      rx({ duration_type: "prescriptive_authority" }),
      true,
    ],
    [
      "as its duration",
      "autonomous_registration_states",
      rx({ duration_type: "autonomous_registration" }),
      true,
    ],
    [
      "as its duration",
      "prescriptive_authority_checkbox_selected_states",
      rx({ duration_type: "checkbox_selected" }),
      true,
    ],
    [
      "beside a lasting duration",
      "prescriptive_authority_states",
      rx({ rx_authority: "prescriptive_authority", duration_type: "permanent" }),
      true,
    ],
    [
      "twice",
      "prescriptive_authority_states",
      rx({ rx_authority: "prescriptive_authority", duration_type: "prescriptive_authority" }),
      true,
    ],
    [
      "beside another duration",
      "prescriptive_authority_states",
      rx({ rx_authority: "prescriptive_authority", duration_type: "temporary" }),
      false,
    ],
    [
      "beside another duration",
      "autonomous_registration_states",
      rx({ rx_authority: "autonomous_registration", duration_type: "temporary" }),
      false,
    ],
    [
      "of another kind",
      "autonomous_registration_states",
      rx({ rx_authority: "prescriptive_authority" }),
      false,
    ],
    [
      "where only a license is wanted",
      "license_states",
      rx({ duration_type: "prescriptive_authority" }),
      false,
    ],
  ])("with an authority that is said %s (%s) is held or not", (_how, field, has, isHeld) => {
    const { held } = licenseVerdict({ ...wantedLicense, field }, [{ ...license, ...has }], horizon);
    expect(held !== undefined).toBe(isHeld);
  });

  test.each([
    ["2026-08-30", "not held"],
    ["2026-08-31", "held"],
  ])("that ends on %s is %s where it is renewed 90 days ahead", (until, isHeld) => {
    const { held } = licenseVerdict(wantedLicense, [{ ...license, until }], in90Days);
    expect(held !== undefined).toBe(isHeld === "held");
  });

  test("without an end is held, however far ahead it is renewed", () => {
    expect(licenseVerdict(wantedLicense, [{ ...license, until: undefined }], in90Days).held).toBeDefined();
  });
});

const enrollment: Holding = {
  platform: "medallion",
  kind: "enrollment",
  id: "e1",
  subject: "p1",
  state: "TX",
  from: "2025-05-01",
  attributes: {
    subject: "provider",
    payer_name: "Aetna, Inc.",
    payer_id: "60054",
    payer_entity: "11111111-1111-4111-8111-111111111111",
    lines_of_business: ["commercial", "medicare"],
    par_status: "par_linked_to_group",
  },
};
const wantedEnrollment = {
  subject: "provider",
  state: "TX",
  payer_name: "AETNA",
  lines_of_business: ["commercial"],
};
const having = (attributes: Record<string, unknown>): Partial<Holding> => ({
  attributes: { ...enrollment.attributes, ...attributes } as Holding["attributes"],
});

describe("a wanted enrollment", () => {
  test.each([
    ["by name", {}, {}],
    ["by id", {}, { payer_name: "Another name", payer_id: "60054" }],
    ["by entity", {}, { payer_name: "Another name", payer_entity: "11111111-1111-4111-8111-111111111111" }],
    ["for all lines of business", {}, { lines_of_business: ["medicare", "commercial"] }],
    ["where none is named", {}, { lines_of_business: [] }],
    ["whose lines of business nobody says", having({ lines_of_business: undefined }), {}],
    ["since today", { from: "2026-06-01" }, {}],
    ["until today", { until: "2026-06-01" }, {}],
    ["of which nobody says whether it participates", having({ par_status: undefined }), {}],
  ])("is held where one with the same payer is in force: %s", (_what, has, workItems) => {
    const holding = { ...enrollment, ...has } as Holding;
    expect(enrollmentVerdict({ ...wantedEnrollment, ...workItems }, [holding], horizon)).toEqual({
      held: `in force since ${holding.from}`,
    });
  });

  test.each([
    ["with another payer", having({ payer_name: "Cigna" }), {}],
    ["with another payer of the same name", {}, { payer_name: "Aetna", payer_id: "99999" }],
    ["with another entity", {}, { payer_entity: "22222222-2222-4222-8222-222222222222" }],
    ["in another state", { state: "OK" }, {}],
    ["of a group", having({ subject: "group" }), {}],
    ["that has ended", { until: "2026-05-31" }, {}],
    ["for other lines of business", having({ lines_of_business: ["medicaid"] }), {}],
    ["for no line of business", having({ lines_of_business: [] }), {}],
  ])("is not held where there is only one %s", (_what, has, workItems) => {
    expect(
      enrollmentVerdict({ ...wantedEnrollment, ...workItems }, [{ ...enrollment, ...has }], horizon),
    ).toEqual({});
  });

  test.each([
    ["is effective later", { from: "2026-06-02" }, "effective only from 2026-06-02"],
    ["has no effective date", { from: undefined }, "pending"],
    ["is pending", { status: "pending" }, "as pending"],
    ["does not participate", having({ par_status: "non-par" }), "non-participating"],
  ])("is not held, and that is said, where there is one that %s", (_what, has, words) => {
    const { held, note } = enrollmentVerdict(wantedEnrollment, [{ ...enrollment, ...has }], horizon);
    expect(held).toBeUndefined();
    expect(note).toContain(words);
  });

  test("is wanted for what is not covered", () => {
    const wanted = { ...wantedEnrollment, lines_of_business: ["commercial", "medicaid", "exchange"] };
    expect(enrollmentVerdict(wanted, [enrollment], horizon)).toEqual({ uncovered: ["medicaid", "exchange"] });
  });

  test("is covered by several together, since the first of them", () => {
    const other = {
      ...enrollment,
      id: "e2",
      from: "2024-01-01",
      ...having({ lines_of_business: ["medicaid"] }),
    };
    const wanted = { ...wantedEnrollment, lines_of_business: ["commercial", "medicaid"] };
    expect(enrollmentVerdict(wanted, [enrollment, other], horizon)).toEqual({
      held: "in force since 2024-01-01",
    });
  });

  const nonPar = having({ par_status: "non_par" });
  const nonParticipating = "Medallion has this enrollment on file as non-participating.";
  test.each<[string, Partial<Holding>, object, string | undefined]>([
    ["does not participate", nonPar, {}, nonParticipating],
    ["does not participate, and ends today", { ...nonPar, until: "2026-06-01" }, {}, nonParticipating],
    ["does not participate, and has ended", { ...nonPar, until: "2026-05-31" }, {}, undefined],
    [
      "does not participate for one of the lines",
      nonPar,
      { lines_of_business: ["commercial", "medicaid"] },
      nonParticipating,
    ],
    ["does not participate, whatever the line", nonPar, { lines_of_business: [] }, nonParticipating],
    ["does not participate for another line", nonPar, { lines_of_business: ["medicaid"] }, undefined],
    [
      "begins tomorrow",
      { from: "2026-06-02" },
      {},
      "Medallion has this enrollment on file, effective only from 2026-06-02.",
    ],
    [
      "has no beginning",
      { from: undefined },
      {},
      "Medallion has this enrollment on file, without an effective date (pending).",
    ],
    ["has another status", { status: "Denied" }, {}, "Medallion has this enrollment on file, as Denied."],
    [
      "has another status since today",
      { status: "Denied", from: "2026-06-01" },
      {},
      "Medallion has this enrollment on file, as Denied.",
    ],
    ["is no enrollment", { ...nonPar, kind: "license" }, {}, undefined],
  ])("is said of one that %s, or nothing is", (_how, has, workItem, note) => {
    expect(
      enrollmentVerdict({ ...wantedEnrollment, ...workItem }, [{ ...enrollment, ...has }], horizon),
    ).toEqual(note === undefined ? {} : { note });
  });

  test.each<[string, Partial<Holding>]>([
    ["active", { status: "Active" }],
    ["without a status", {}],
  ])("says nothing of one in force that is to be renewed: %s", (_how, has) => {
    const lapsing = { ...enrollment, until: "2026-08-30", ...has };
    expect(enrollmentVerdict(wantedEnrollment, [lapsing], in90Days)).toEqual({});
  });

  test("is not held where lines of business that nobody says are all that is wanted, and none is there", () => {
    expect(enrollmentVerdict({ ...wantedEnrollment, lines_of_business: [] }, [], horizon)).toEqual({});
    expect(enrollmentVerdict({ ...wantedEnrollment, lines_of_business: undefined }, [], horizon)).toEqual({});
    expect(
      enrollmentVerdict({ ...wantedEnrollment, lines_of_business: undefined }, [enrollment], horizon).held,
    ).toBeDefined();
  });
});
