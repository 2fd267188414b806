import type { CaqhProfile, CaqhWorld } from "./caqh-world.ts";
import { demoPeople, type DemoPerson } from "./demo-people.ts";
import { demoMedallion } from "./demo-medallion.ts";
import { demoVerifiable } from "./demo-verifiable.ts";
import type { World } from "./world.ts";

/** CAQH's side of the demo world: every documented status, in Illinois and elsewhere. */
function demoCaqh(): CaqhWorld {
  const people = demoPeople;
  return {
    organizationId: "4321",
    profiles: [
      profile(people.okafor, "ACTIVE", "Y", "Re-Attestation", 40, "CA"),
      profile(people.castellano, "ACTIVE", "Y", "Initial Profile Complete", 112, "GA"),
      profile(people.nakamura, "ACTIVE", "Y", "Profile Data Submitted", 9, "NV"),
      // 150 days: overdue anywhere but in Illinois, where the cycle has 180.
      profile(people.whitfield, "ACTIVE", "Y", "Re-Attestation", 150, "IL"),
      profile(people.mcallister, "ACTIVE", "N", "Re-Attestation", 21, "WY"),
      profile(people.siddiqui, "ACTIVE", "Y", "Re-Attestation", 133, "TX"),
      // As in CAQH's own example, without an authorization flag.
      profile(people.moreau, "NOT ON ROSTER", undefined, "Initial Outreach", 63, "OR"),
      profile(people.lindqvist, "INACTIVE", "N", "Re-Attestation", 77, "MN"),
      profile(people.thornbury, "ACTIVE", "Y", "Re-Attestation", 3, "WA"),
      profile(people.oyelaran, "ACTIVE", undefined, "First Provider Contact", 18, "WA"),
      profile(people.watanabe, "ACTIVE", "Y", "Expired Attestation", 12, "CA"),
      profile(people.fernandez, "ACTIVE", "Y", "Expired Attestation", 30, "IL"),
      profile(people.petrov, "ACTIVE", "N", "New Provider", 2, "NY"),
      profile(people.obrien, "INACTIVE", "N", "Provider Retired", 250, "MA"),
      profile(people.raman, "NOT ON ROSTER", undefined, "Alternate Outreach", 33, "OH"),
      profile(people.otherRaman, "ACTIVE", "N", "OptOut", 500, "MI"),
      // A day that no calendar has, sent all the same.
      {
        ...profile(people.alvarez, "ACTIVE", "Y", "Re-Attestation", 0, "NM"),
        providerStatusDate: "20260231",
      },
      profile(people.okaforSmith, "NOT ON ROSTER", "N", "Returned mail", 2200, "CA"),
      stranger("12480001", "NOT ON ROSTER", "Undeliverable"),
      stranger("12480002", "INACTIVE", "Provider Deceased"),
    ],
  };
}

function profile(
  person: DemoPerson,
  rosterStatus: string,
  authorizationFlag: string | undefined,
  providerStatus: string,
  daysAgo: number,
  practiceState: string,
): CaqhProfile {
  const onRoster = rosterStatus === "ACTIVE";
  return {
    caqhProviderId: person.caqhProviderId,
    npi: person.npi,
    rosterStatus,
    ...(authorizationFlag === undefined ? {} : { authorizationFlag }),
    providerStatus,
    providerStatusDate: { daysAgo },
    practiceState,
    ...(onRoster ? { poProviderId: `PO-${person.caqhProviderId}`, anniversaryDate: { daysAgo: 200 } } : {}),
  };
}

function stranger(caqhProviderId: string, rosterStatus: string, providerStatus: string): CaqhProfile {
  return {
    caqhProviderId,
    rosterStatus,
    providerStatus,
    providerStatusDate: "20191104",
    practiceState: "IL",
  };
}

/** A small invented world in which a few requests are open already; `samples/roster.csv` is about it. */
export function demoWorld(): World {
  return { medallion: demoMedallion(), verifiable: demoVerifiable(), caqh: demoCaqh() };
}
