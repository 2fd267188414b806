import { uuidOf } from "../seeded.ts";
import { demoPeople } from "./demo-people.ts";
import type { DemoPerson } from "./demo-people.ts";
import { npiFrom } from "./npi.ts";
import type { Facility, VerifiableLicense, VerifiableProvider, VerifiableWorld } from "./verifiable-world.ts";

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
