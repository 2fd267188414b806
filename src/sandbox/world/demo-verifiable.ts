import { uuidOf } from "../seeded.ts";
import { demoPeople } from "./demo-people.ts";
import type { DemoPerson } from "./demo-people.ts";
import { npiFrom } from "./npi.ts";
import type { Facility, VerifiableProvider, VerifiableWorld } from "./verifiable-world.ts";

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
export function demoVerifiable(): VerifiableWorld {
  const { castellano, fernandez, lindqvist, obrien, okafor, oyelaran, thornbury } = demoPeople;
  const people = [okafor, castellano, lindqvist, thornbury, oyelaran, fernandez, obrien];
  return {
    providerTypes,
    providers: people.map(providerOf),
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
