import { describe, expect, test } from "vitest";
import { attestationDueOf, statusGroup } from "../../../../src/platforms/caqh/answer.ts";

/** The list of the Roster Individual specification 2.0, and whether the status date is an attestation's. */
const statuses = [
  ["New Provider", "pre_registration", false],
  ["Initial Outreach", "pre_registration", false],
  ["Alternate Outreach", "pre_registration", false],
  ["Returned mail", "unreachable", false],
  ["Undeliverable", "unreachable", false],
  ["First Provider Contact", "in_progress", false],
  ["Profile Data Submitted", "documents_pending", true],
  ["Initial Profile Complete", "current", true],
  ["Re-Attestation", "current", true],
  ["Expired Attestation", "expired", false],
  ["OptOut", "terminal", false],
  ["Provider Retired", "terminal", false],
  ["Provider Deceased", "terminal", false],
] as const;

describe("a provider status", () => {
  test.each(statuses)("%s is %s", (status, group) => {
    const spellings = [
      status,
      status.toUpperCase(),
      status.replaceAll(" ", "_"),
      ` ${status.replaceAll(/[ -]/g, "")}`,
    ];

    expect(spellings.map(statusGroup)).toEqual(spellings.map(() => group));
  });

  test.each([
    ["Opt Out", "terminal"],
    ["Retired", "terminal"],
    ["Deceased", "terminal"],
    ["Expired", "expired"],
    ["Reattestation", "current"],
    ["Re-attestation", "current"],
    ["Returned Mail", "unreachable"],
  ])("%s is the same under its other name", (status, group) => {
    expect(statusGroup(status)).toBe(group);
  });

  test.each([
    ["that is missing", undefined],
    ["that is blank", ""],
    ["in words of nobody's, such as Alternate Application,", "Alternate Application"],
    ["in capitals that nobody writes, such as ACTIVE,", "ACTIVE"],
  ])("%s is unknown", (_what, status) => {
    expect(statusGroup(status)).toBe("unknown");
  });
});

describe("the day an attestation is due", () => {
  test.each(statuses.filter(([, , attested]) => attested))("is given by the date of %s", (status) => {
    expect(attestationDueOf(status, "2026-01-01", "TX")).toBe("2026-05-01");
    expect(attestationDueOf(status, "2026-01-01", "IL")).toBe("2026-06-30");
  });

  test.each(statuses.filter(([, , attested]) => !attested))("is not given by the date of %s", (status) => {
    expect(attestationDueOf(status, "2026-01-01", "TX")).toBeUndefined();
    expect(attestationDueOf(status, "2026-01-01", "IL")).toBeUndefined();
  });

  test.each([
    ["2026-01-01", "CA", "2026-05-01"],
    ["2026-01-01", "IL", "2026-06-30"],
    ["2026-01-01", "il", "2026-06-30"],
    ["2024-02-29", "NY", "2024-06-28"],
    ["2023-12-31", "IL", "2024-06-28"],
    ["2026-09-15", "TX", "2027-01-13"],
    ["2026-03-08", "TX", "2026-07-06"],
  ])("after %s in %s is %s", (date, state, due) => {
    expect(attestationDueOf("Re-Attestation", date, state)).toBe(due);
  });

  test("after 2026-01-01 in a state that is not known is 2026-05-01", () => {
    expect(attestationDueOf("Re-Attestation", "2026-01-01", undefined)).toBe("2026-05-01");
  });

  test.each([
    ["is missing", undefined],
    ["is blank", ""],
    ["does not exist", "20260231"],
    ["is a word", "soon"],
    ["is short of digits", "2026-1-1"],
  ])("is not reported by a date that %s", (_what, date) => {
    expect(attestationDueOf("Re-Attestation", date, "TX")).toBeUndefined();
  });
});
