import { describe, expect, test } from "vitest";
import type { Holding } from "../../../src/ledger/entry.ts";
import { enrollmentDates } from "../../../src/results/license-dates.ts";
import type { Named } from "../../../src/roster/columns.ts";

const today = "2026-03-15";

/** An enrollment with Aetna in Texas, in force. */
function enrollment(changes: Partial<Holding> = {}): Holding {
  return {
    platform: "medallion",
    kind: "enrollment",
    id: "e1",
    subject: "s",
    state: "TX",
    status: "active",
    from: "2025-05-01",
    due: "2027-05-01",
    attributes: { payer_name: "Aetna" },
    ...changes,
  };
}

const aetna = (...states: readonly string[]): Named => ({
  licenses: [],
  enrollments: states.map((state) => ({ state, payer_name: "Aetna" })),
});

function enrolled(named: Named, holdings: readonly Holding[]): readonly (string | undefined)[] {
  const { answers } = enrollmentDates(named, holdings, today);
  return [answers["enrollment_effective_dates"], answers["enrollment_revalidation_dates"]];
}

describe("the enrollments of a row that names a payer", () => {
  test("are told bare where it names one state, and by state where it names several", () => {
    const oklahoma = enrollment({ id: "e2", state: "OK", from: "2024-01-01", due: undefined });

    expect(enrolled(aetna("TX"), [enrollment(), oklahoma])).toEqual(["2025-05-01", "2027-05-01"]);
    expect(enrolled(aetna("TX", "OK"), [enrollment(), oklahoma])).toEqual([
      "TX=2025-05-01; OK=2024-01-01",
      "TX=2027-05-01",
    ]);
  });

  test.each<[string, Partial<Holding>]>([
    ["with another payer", { attributes: { payer_name: "Cigna" } }],
    ["in another state", { state: "OK" }],
    ["that has ended", { until: "2026-03-14" }],
    ["that does not participate", { attributes: { payer_name: "Aetna", par_status: "Non-Par" } }],
    ["that is none", { kind: "license" }],
  ])("do not have one %s", (_what, changes) => {
    expect(enrolled(aetna("TX"), [enrollment(changes)])).toEqual(["", ""]);
  });

  test("have one that ends today or later, and one that is yet to begin", () => {
    expect(enrolled(aetna("TX"), [enrollment({ until: today })])[0]).toBe("2025-05-01");
    expect(enrolled(aetna("TX"), [enrollment({ from: "2026-09-01", status: "pending" })])[0]).toBe(
      "2026-09-01",
    );
  });

  test("have the earliest day of several", () => {
    const several = [
      enrollment({ id: "e1", from: "2025-05-01", due: "2028-01-01" }),
      enrollment({ id: "e2", from: "2024-01-01", due: undefined }),
      enrollment({ id: "e3", from: undefined, due: "2026-06-01" }),
    ];

    expect(enrolled(aetna("TX"), several)).toEqual(["2024-01-01", "2026-06-01"]);
    expect(enrolled(aetna("TX"), several.toReversed())).toEqual(["2024-01-01", "2026-06-01"]);
  });

  test("say of each day what it is of", () => {
    const [first, second] = [
      enrollment({ due: undefined }),
      enrollment({ id: "e2", from: "2025-06-01", due: "2026-06-01" }),
    ];

    expect(enrollmentDates(aetna("TX", "OK"), [first, second], today).days).toEqual([
      {
        column: "enrollment_effective_dates",
        label: "TX",
        name: "effective date TX",
        value: "2025-05-01",
        holding: first,
        day: "from",
      },
      {
        column: "enrollment_revalidation_dates",
        label: "TX",
        name: "revalidation TX",
        value: "2026-06-01",
        holding: second,
        day: "due",
      },
    ]);
  });
});

describe("the enrollments of a row that names no payer", () => {
  test("are all that are in force, by state, each with its label", () => {
    const nobody = aetna();

    expect(enrolled(nobody, [enrollment()])).toEqual(["TX=2025-05-01", "TX=2027-05-01"]);
    expect(
      enrolled(nobody, [
        enrollment(),
        enrollment({ id: "e2", from: "2025-01-01", attributes: { payer_name: "Cigna" } }),
        enrollment({ id: "e3", state: "OK" }),
        enrollment({ id: "e4", state: "AZ", from: "2026-09-01" }),
        enrollment({ id: "e5", state: undefined }),
        enrollment({ id: "e6", state: "NV", status: "pending" }),
      ]),
    ).toEqual(["OK=2025-05-01; TX=2025-01-01", "OK=2027-05-01; TX=2027-05-01"]);
  });
});
