import { uuidOf } from "../seeded.ts";
import { demoMedallion } from "./demo-medallion.ts";
import { demoPeople, type DemoPerson, npiFrom } from "./people.ts";
import type {
  CaqhProfile,
  CaqhWorld,
  World,
  Facility,
  VerifiableLicense,
  VerifiableProvider,
  VerifiableWorld,
} from "./world.ts";

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

/** The kinds of provider that the organization has named for itself. */
export const providerTypes = ["Physician", "Advanced Practice Nurse", "Allied Health"].map((name) => ({
  id: uuidOf(`provider type ${name}`),
  name,
}));

/** The kinds of facility. */
export const facilityTaxonomies = [
  { code: "261QU0200X", name: "Clinic/Center, Urgent Care" },
  { code: "261QR0200X", name: "Clinic/Center, Radiology" },
  { code: "261QR0206X", name: "Clinic/Center, Radiology, Mammography" },
  { code: "261QM1300X", name: "Clinic/Center, Multi-Specialty" },
  { code: "282N00000X", name: "General Acute Care Hospital" },
].map((taxonomy) => ({ id: uuidOf(`taxonomy ${taxonomy.code}`), ...taxonomy }));

const riverside = facility("Riverside Urgent Care", "Portland", "OR", 1);
// A name that contains another one: a filter that matches parts of names finds both.
const riversideWest = facility("Riverside Urgent Care West", "Beaverton", "OR", 2);
const harborImaging = facility("Harborview Imaging Center", "Seattle", "WA", 3);

/** Verifiable's side of the demo world. */
function demoVerifiable(): VerifiableWorld {
  const { castellano, fernandez, lindqvist, obrien, okafor, oyelaran, thornbury } = demoPeople;
  const people = [okafor, castellano, lindqvist, thornbury, oyelaran, fernandez, obrien];
  return {
    providerTypes,
    providers: people.map(providerOf),
    licenses: people.flatMap(licensesOf),
    facilities: [riverside, riversideWest, harborImaging],
    facilityTaxonomies,
    facilitySpecialties: [
      specialty(riverside, "261QU0200X"),
      specialty(riverside, "261QR0200X"),
      specialty(riversideWest, "261QU0200X"),
      specialty(harborImaging, "261QR0200X"),
    ],
    credentialingRequests: [
      {
        entityId: oyelaran.verifiableId,
        type: "Initial",
        isSelfManaged: true,
        status: "RequestInProgress",
        created: { daysAgo: 9 },
      },
      {
        entityId: okafor.verifiableId,
        type: "Initial",
        status: "Completed",
        created: { daysAgo: 400 },
        statusSince: { daysAgo: 370 },
      },
      {
        entityType: "Facility",
        entityId: harborImaging.id,
        facilitySpecialtyIds: [specialty(harborImaging, "261QR0200X").id],
        status: "AdditionalInformationRequested",
        created: { daysAgo: 21 },
      },
    ],
  };
}

/** Whoever is on both platforms has the same numbers there, if not in the same spelling. */
function licensesOf(person: DemoPerson, index: number): readonly VerifiableLicense[] {
  const nth = Object.values(demoPeople).findIndex(({ verifiableId }) => verifiableId === person.verifiableId);
  const state = person.states.map((code) => ({
    id: uuidOf(`verifiable license ${person.verifiableId} ${code}`),
    provider: person.verifiableId,
    typeName: person.profession === "MD" ? "Physician" : `${person.profession} License`,
    state: code,
    number: `${code}-${String(40_000 + nth * 37)}`,
    status: "Active",
    issued: { daysAgo: 300 + nth * 20 },
    expires: { daysAgo: 300 + nth * 20 - 730 },
  }));
  const [home = "WA"] = person.states;
  const dea = {
    id: uuidOf(`verifiable dea ${person.verifiableId}`),
    provider: person.verifiableId,
    typeName: "DEA Registration",
    state: home,
    number: `FX${String(1_000_000 + index * 7_919)}`,
    status: "Active",
    issued: { daysAgo: 1_000 + index * 10 },
    expires: { daysAgo: -20 - index * 15 },
  };
  return ["MD", "DO"].includes(person.profession) ? [...state, dea] : state;
}

function providerOf(person: DemoPerson): VerifiableProvider {
  const type = person.profession === "MD" ? "Physician" : "Advanced Practice Nurse";
  return {
    id: person.verifiableId,
    firstName: person.firstName,
    lastName: person.lastName,
    npi: person.npi,
    email: person.email,
    primaryPracticeState: person.states[0] ?? "WA",
    providerTypeId: uuidOf(`provider type ${type}`),
    aliases: person.lastName === "Lindqvist" ? [{ firstName: "Hanna", lastName: "Lindkvist" }] : [],
    deactivated: person.lastName === "O'Brien",
    ...(person.lastName === "Castellano" ? { nextCredentialing: { daysAgo: -45 } } : {}),
  };
}

function facility(name: string, city: string, state: string, number: number): Facility {
  return {
    id: uuidOf(`facility ${name}`),
    name,
    addressLine1: `${number * 20} River Road`,
    city,
    state,
    zipCode: `970${10 + number}`,
    facilityTaxId: `93-000${number}00${number}`,
    npis: [npiFrom(275_000_000 + number * 457)],
  };
}

function specialty(of: Facility, code: string): VerifiableWorld["facilitySpecialties"][number] {
  return {
    id: uuidOf(`specialty ${of.id} ${code}`),
    facilityId: of.id,
    taxonomyId: uuidOf(`taxonomy ${code}`),
  };
}
