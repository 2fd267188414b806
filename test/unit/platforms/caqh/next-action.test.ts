import { describe, expect, test } from "vitest";
import { type CaqhStatus, nextAction } from "../../../../src/platforms/caqh/answer.ts";

const today = "2026-05-01";

/** All is well: attested a month ago in Texas, due at the end of July. */
const good: CaqhStatus = {
  found: true,
  caqhProviderId: "12345678",
  rosterStatus: "ACTIVE",
  authorized: true,
  providerStatus: "Re-Attestation",
  statusDate: "2026-04-01",
  practiceState: "TX",
};

const next = (changes: Partial<CaqhStatus>): string => nextAction({ ...good, ...changes }, today);

describe("what a plan does next about a provider", () => {
  test.each<[string, Partial<CaqhStatus>, string]>([
    ["nothing, when all is well", {}, "none"],
    ["checks the id that CAQH does not know", { found: false }, "verify_caqh_id"],
    ["stops at one who retired", { providerStatus: "Provider Retired" }, "stop_provider_retired"],
    ["stops at one who died", { providerStatus: "Provider Deceased" }, "stop_provider_deceased"],
    ["adds one who is not on the roster", { rosterStatus: "NOT ON ROSTER" }, "add_to_roster"],
    ["adds one however that is spelled", { rosterStatus: "Not  On_Roster" }, "add_to_roster"],
    [
      "adds one who is not on the roster, in another spelling",
      { rosterStatus: "Not_On-Roster" },
      "add_to_roster",
    ],
    ["looks at one who is on the roster no more", { rosterStatus: "inactive" }, "review_roster"],
    ["asks to be authorized", { authorized: false }, "request_authorization"],
    ["does not ask when nobody says", { authorized: undefined }, "none"],
    ["waits for a new provider", { providerStatus: "New Provider" }, "provider_to_complete_profile"],
    [
      "waits for one who was written to",
      { providerStatus: "Initial Outreach" },
      "provider_to_complete_profile",
    ],
    [
      "waits for one who was written to elsewhere",
      { providerStatus: "Alternate Outreach" },
      "provider_to_complete_profile",
    ],
    [
      "waits for one whose mail came back",
      { providerStatus: "Returned mail" },
      "provider_to_complete_profile",
    ],
    [
      "waits for one whom no mail reaches",
      { providerStatus: "Undeliverable" },
      "provider_to_complete_profile",
    ],
    [
      "waits for one who has only logged in",
      { providerStatus: "First Provider Contact" },
      "provider_to_complete_profile",
    ],
    [
      "waits for one whose attestation lapsed",
      { providerStatus: "Expired Attestation" },
      "provider_to_reattest",
    ],
    ["waits for documents", { providerStatus: "Profile Data Submitted" }, "documents_pending"],
    ["nothing, after a first attestation", { providerStatus: "Initial Profile Complete" }, "none"],
    ["nothing about a status that nobody knows", { providerStatus: "Quantum Outreach" }, "none"],
    ["nothing about a roster status that nobody knows", { rosterStatus: "PARKED" }, "none"],
    ["nothing about a date that cannot be read", { statusDate: "20260231" }, "none"],
  ])("%s", (_what, changes, action) => {
    expect(next(changes)).toBe(action);
  });

  test.each(["OptOut", "Opt Out"])("stops at one who opted out: %s", (providerStatus) => {
    expect(next({ providerStatus })).toMatch(/^stop_opt_?out$/);
  });

  test.each([
    ["in 16 days", "2026-01-17", "none"],
    ["in 15 days", "2026-01-16", "reattest_soon"],
    ["in 10 days", "2026-01-11", "reattest_soon"],
    ["tomorrow", "2026-01-02", "reattest_soon"],
    ["today", "2026-01-01", "reattest_soon"],
    ["yesterday", "2025-12-31", "provider_to_reattest"],
    ["long ago", "2020-01-01", "provider_to_reattest"],
  ])("about one who is due %s", (_when, statusDate, action) => {
    expect(next({ statusDate })).toBe(action);
    expect(next({ statusDate, providerStatus: "Initial Profile Complete" })).toBe(action);
    const withDocuments = next({ statusDate, providerStatus: "Profile Data Submitted" });
    expect(withDocuments).toBe(action === "none" ? "documents_pending" : action);
  });

  test.each([
    ["in 16 days", "2025-11-18", "none"],
    ["in 15 days", "2025-11-17", "reattest_soon"],
    ["today", "2025-11-02", "reattest_soon"],
    ["yesterday", "2025-11-01", "provider_to_reattest"],
  ])("about one of Illinois who is due %s", (_when, statusDate, action) => {
    expect(next({ statusDate, practiceState: "IL" })).toBe(action);
  });

  test("is the first thing that applies", () => {
    const ladder: readonly [Partial<CaqhStatus>, string][] = [
      [{ found: false }, "verify_caqh_id"],
      [{ providerStatus: "Provider Retired" }, "stop_provider_retired"],
      [{ rosterStatus: "NOT ON ROSTER" }, "add_to_roster"],
      [{ rosterStatus: "INACTIVE" }, "review_roster"],
      [{ authorized: false }, "request_authorization"],
      [{ providerStatus: "Initial Outreach" }, "provider_to_complete_profile"],
      [{ providerStatus: "Expired Attestation" }, "provider_to_reattest"],
      [{ statusDate: "2026-01-05" }, "reattest_soon"],
      [{ providerStatus: "Profile Data Submitted" }, "documents_pending"],
    ];
    for (const [index, [, action]] of ladder.entries()) {
      // what stands further down holds as well, what stands higher up wins
      const changes = ladder
        .slice(index)
        .map(([change]) => change)
        .toReversed();
      expect(next(Object.assign({}, ...changes) as Partial<CaqhStatus>)).toBe(action);
    }
  });
});
