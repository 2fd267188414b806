import { describe, expect, test } from "vitest";
import type { Holding } from "../../../src/ledger/entry.ts";
import { licenseDates } from "../../../src/results/license-dates.ts";
import type { Named } from "../../../src/roster/columns.ts";

const today = "2026-03-15";

/** A license in California, active for another year. */
function license(changes: Partial<Holding> = {}): Holding {
  return {
    platform: "medallion",
    kind: "license",
    id: "l1",
    subject: "s",
    state: "CA",
    number: "A1",
    status: "active",
    until: "2027-03-31",
    attributes: { registration: "state", certificate_type: "MD" },
    ...changes,
  };
}

const dea = { registration: "dea" };
const csr = { registration: "state_controlled" };
const rn = { registration: "state", certificate_type: "RN" };

/** What a row names, as `CA license_states`. */
function naming(...names: readonly string[]): Named {
  return {
    licenses: names.map((name) => {
      const [state = "", field = "license_states"] = name.split(" ");
      return { state, field: field as Named["licenses"][number]["field"] };
    }),
    enrollments: [],
  };
}

/** The cells of a row: numbers, days, the earliest of the days. */
function told(named: Named, holdings: readonly Holding[]): readonly (string | undefined)[] {
  const { answers } = licenseDates(named, holdings, today);
  return [answers["license_numbers"], answers["license_expirations"], answers["license_next_expiration"]];
}

const nothing = ["", "", ""];

describe("the licenses of a row that names states", () => {
  test("are told by state and kind with number and last day", () => {
    const holdings = [
      license(),
      license({ id: "l2", number: "D2", until: "2026-05-01", attributes: dea }),
      license({ id: "l3", state: "NY", number: "N3" }),
    ];

    expect(told(naming("CA", "CA dea_states"), holdings)).toEqual([
      "CA license=A1; CA dea=D2",
      "CA license=2027-03-31; CA dea=2026-05-01",
      "2026-05-01",
    ]);
  });

  test.each<[string, Holding["attributes"], string, string]>([
    ["a DEA registration", dea, "dea_states", "dea"],
    ["a controlled-substance registration", csr, "csr_states", "csr"],
    ["an RN license by its certificate", rn, "rn_states", "rn"],
    ["an RN license by the board's words", { type: "Registered Nurse, multistate" }, "rn_states", "rn"],
    ["an RN license by the board's letters", { type: "rn" }, "rn_states", "rn"],
    ["an RN license where any license is wanted", rn, "license_states", "license"],
    ["a license", { registration: "state" }, "license_states", "license"],
    [
      "prescriptive authority",
      { rx_authority: "prescriptive_authority" },
      "prescriptive_authority_states",
      "prescriptive_authority",
    ],
    [
      "prescriptive authority by its duration type",
      { duration_type: "prescriptive_authority" },
      "prescriptive_authority_states",
      "prescriptive_authority",
    ],
    [
      "autonomous registration",
      { rx_authority: "autonomous_registration" },
      "autonomous_registration_states",
      "autonomous_registration",
    ],
    [
      "prescriptive authority as a box on the application",
      { rx_authority: "checkbox_selected" },
      "prescriptive_authority_checkbox_selected_states",
      "prescriptive_authority_checkbox_selected",
    ],
  ])("have %s under its own word", (_what, attributes, field, word) => {
    expect(told(naming(`CA ${field}`), [license({ attributes })])[0]).toBe(`CA ${word}=A1`);
  });

  test.each<[string, Holding["attributes"], string]>([
    ["a license", { registration: "state" }, "rn_states"],
    ["a license", { registration: "state" }, "dea_states"],
    ["a nurse of another kind", { type: "Intern" }, "rn_states"],
    ["a DEA registration of a nurse", { ...dea, certificate_type: "RN" }, "rn_states"],
    ["a DEA registration", dea, "license_states"],
    ["a DEA registration", dea, "csr_states"],
    ["prescriptive authority", { rx_authority: "prescriptive_authority" }, "license_states"],
  ])("do not have %s, %j, under %s", (_what, attributes, field) => {
    expect(told(naming(`CA ${field}`), [license({ attributes })])).toEqual(nothing);
  });

  test("have the RN license under its own name only, where there is another license", () => {
    const holdings = [license({ attributes: rn }), license({ id: "l2", number: "N2", attributes: {} })];

    expect(told(naming("CA"), holdings)[0]).toBe("CA license=N2");
    expect(told(naming("CA rn_states"), holdings)[0]).toBe("CA rn=A1");
  });

  test("have the registration of a nurse beside another one", () => {
    const holdings = [
      license({ attributes: dea }),
      license({ id: "l2", number: "D2", attributes: { ...dea, certificate_type: "RN" } }),
    ];

    expect(told(naming("CA dea_states"), holdings)[0]).toBe("CA dea=A1; CA dea=D2");
  });

  test("are all that are active, and of those that are not the one that lapsed last", () => {
    const old = (id: string, until: string): Holding => license({ id, number: id, until, status: "expired" });
    const lapsed = [old("E1", "2024-01-01"), old("E3", "2026-02-01"), old("E2", "2025-01-01")];

    expect(told(naming("CA"), [...lapsed, license(), license({ id: "l2", number: "A2" })])).toEqual([
      "CA license=A1; CA license=A2",
      "CA license=2027-03-31; CA license=2027-03-31",
      "2027-03-31",
    ]);
    expect(told(naming("CA"), lapsed)).toEqual(["CA license=E3", "CA license=2026-02-01", ""]);
  });

  test.each<[string, Partial<Holding>]>([
    ["is pending", { status: "Pending" }],
    ["has neither a good status nor a day", { status: "expired", until: undefined }],
    ["is in another state", { state: "NY" }],
    ["is in no state", { state: undefined }],
    ["is no license", { kind: "enrollment" }],
  ])("do not have one that %s", (_what, changes) => {
    expect(told(naming("CA"), [license(changes)])).toEqual(nothing);
  });

  test("count one that is good up to its last day as active", () => {
    expect(told(naming("CA"), [license({ until: today })])[2]).toBe(today);
    expect(told(naming("CA"), [license({ until: "2026-03-14" })])).toEqual([
      "CA license=A1",
      "CA license=2026-03-14",
      "",
    ]);
    expect(told(naming("CA"), [license({ until: undefined })])).toEqual(["CA license=A1", "", ""]);
  });

  test("have no number where the platform does not tell it", () => {
    expect(told(naming("CA"), [license({ number: undefined })])).toEqual([
      "",
      "CA license=2027-03-31",
      "2027-03-31",
    ]);
  });

  test("that two platforms know are told once, by the first, with the other's day where it has none", () => {
    const other = license({ platform: "verifiable", id: "v", number: "a-1.", until: "2028-01-01" });

    expect(told(naming("CA"), [license(), other])[1]).toBe("CA license=2027-03-31");
    expect(told(naming("CA"), [license({ until: undefined }), other])[1]).toBe("CA license=2028-01-01");
    expect(told(naming("CA"), [license(), { ...other, number: "B1" }])[0]).toBe(
      "CA license=A1; CA license=B1",
    );
    const nameless = { number: undefined };
    expect(told(naming("CA"), [license(nameless), { ...other, ...nameless }])[1]).toBe(
      "CA license=2027-03-31; CA license=2028-01-01",
    );
  });
});

describe("the licenses of a row that names no states", () => {
  test("are all that are active, in the order of states and kinds", () => {
    const holdings = [
      license({ id: "l1", state: "TX", number: "T1" }),
      license({ id: "l2", state: "NY", number: "N1", until: "2026-06-30" }),
      license({ id: "l3", state: "CA", number: "C1", until: "2024-01-01" }),
      license({ id: "l4", state: "NY", number: "N2", attributes: dea }),
      license({ id: "l5", state: undefined }),
    ];

    expect(told(naming(), holdings)).toEqual([
      "NY dea=N2; NY license=N1; TX license=T1",
      "NY dea=2027-03-31; NY license=2026-06-30; TX license=2027-03-31",
      "2026-06-30",
    ]);
  });

  test("keep the order of the platform where they are called alike", () => {
    const several = ["B2", "A1", "C3"].map((number) => license({ id: number, number }));

    expect(told(naming(), several)[0]).toBe("CA license=B2; CA license=A1; CA license=C3");
  });

  test("have an RN license under its own word beside another license of the person only", () => {
    const nurse = license({ attributes: rn });

    expect(told(naming(), [nurse])[0]).toBe("CA license=A1");
    expect(
      told(naming(), [nurse, license({ id: "l2", state: "NY", number: "N1", attributes: dea })])[0],
    ).toBe("CA license=A1; NY dea=N1");
    const registration = license({ id: "l3", number: "D1", attributes: { ...dea, certificate_type: "RN" } });
    const plain = license({ id: "l2", state: "NY", number: "N1" });
    expect(told(naming(), [registration, plain])[0]).toBe("CA dea=D1; NY license=N1");
    expect(told(naming(), [nurse, license({ id: "l2", state: "NY", number: "N1" })])[0]).toBe(
      "CA rn=A1; NY license=N1",
    );
  });
});

describe("the days of licenses", () => {
  test("are told with what they are of, where there is one", () => {
    const [one, other] = [license(), license({ id: "l2", state: "NY", until: undefined })];

    expect(licenseDates(naming("CA", "NY"), [one, other], today).days).toEqual([
      {
        column: "license_expirations",
        label: "CA license",
        name: "expiration CA license",
        value: "2027-03-31",
        holding: one,
        day: "until",
      },
    ]);
  });
});
