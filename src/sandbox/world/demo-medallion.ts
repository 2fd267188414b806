import { uuidOf } from "../seeded.ts";
import { demoPeople, type DemoPerson, npiFrom } from "./people.ts";
import type { GroupProfile, MedallionProvider, MedallionWorld, Practice } from "./world.ts";

/** The lines of business that an organization can choose from. */
export const linesOfBusiness = [
  "Commercial",
  "Medicare Advantage",
  "Medicaid",
  "Medicare",
  "Exchange",
  "Workers' Compensation",
].map((label) => ({ id: uuidOf(`line of business ${label}`), label }));

const harborview = group("Harborview Medical Group", "WA", 1);
const lakeside = group("Lakeside Health Partners", "TX", 2);
// A name that contains another one: a filter that matches parts of names finds both.
const lakesideEast = group("Lakeside Health Partners East", "TX", 3);

const lakesideClinic = practice("Lakeside Family Clinic", "Austin", "TX", lakeside, 1);
const harborClinic = practice("Harborview Downtown", "Seattle", "WA", harborview, 2);
// Practice names repeat.
const mainStreet = practice("Main Street Practice", "Dallas", "TX", lakeside, 3);
const otherMainStreet = practice("Main Street Practice", "Tacoma", "WA", harborview, 4);

/** Medallion's side of the demo world. */
export function demoMedallion(): MedallionWorld {
  const { castellano, lindqvist, moreau, obrien, okafor, petrov, siddiqui, thornbury } = demoPeople;
  const commercial = linesOfBusiness.find(({ label }) => label === "Commercial");
  return {
    organizationId: uuidOf("demo organization"),
    organizationName: "Cedar & Main Credentialing",
    providers: Object.values(demoPeople).map(providerOf),
    groupProfiles: [harborview, lakeside, lakesideEast],
    practices: [lakesideClinic, harborClinic, mainStreet, otherMainStreet],
    linesOfBusiness,
    licenses: Object.values(demoPeople).flatMap((person, index) =>
      person.states.map((state) => ({
        id: uuidOf(`license ${person.medallionId} ${state}`),
        provider: person.medallionId,
        state,
        certificateType: person.profession,
        registration: "state" as const,
        licenseNumber: `${state}${String(40_000 + index * 37)}`,
        // one has come to nothing, so that it is asked for again
        status:
          person.lastName === "Castellano" && state === "FL" ? ("superceded" as const) : ("active" as const),
        issued: { daysAgo: 300 + index * 20 },
        // one that has lapsed without anybody saying so
        ...(person.lastName === "Okafor" ? { expires: { daysAgo: 12 } } : {}),
      })),
    ),
    enrollmentsOnFile: [
      {
        id: uuidOf("enrollment on file 1"),
        subject: lindqvist.medallionId,
        payerName: "Medica",
        state: "MN",
        linesOfBusiness: commercial === undefined ? [] : [commercial.id],
        effective: { daysAgo: 400 },
        revalidation: { daysAgo: -80 },
      },
      {
        id: uuidOf("enrollment on file 2"),
        subject: thornbury.medallionId,
        payerName: "Premera Blue Cross",
        state: "WA",
        effective: { daysAgo: -20 },
        revalidation: { daysAgo: -1115 },
      },
      {
        id: uuidOf("enrollment on file 3"),
        subject: castellano.medallionId,
        payerName: "Aetna",
        state: "GA",
        parStatus: "non-par",
        effective: { daysAgo: 90 },
      },
    ],
    licenseRequests: [
      {
        provider: okafor.medallionId,
        kind: "license",
        state: "TX",
        certificateType: "MD",
        status: "application_sent",
        created: { daysAgo: 34 },
        statusSince: { daysAgo: 6 },
      },
    ],
    enrollments: [
      {
        subject: moreau.medallionId,
        payerName: "Blue Cross Blue Shield of Oregon",
        state: "OR",
        linesOfBusiness: commercial === undefined ? [] : [commercial.id],
        status: "follow_up_in_progress",
        statusReason: "payer_requested_info",
        created: { daysAgo: 41 },
        statusSince: { daysAgo: 3 },
      },
      {
        subject: siddiqui.medallionId,
        payerName: "Aetna",
        state: "OK",
        status: "active",
        created: { daysAgo: 200 },
        statusSince: { daysAgo: 90 },
      },
    ],
    credentialing: [
      {
        provider: castellano.medallionId,
        status: "verification_inprogress",
        created: { daysAgo: 12 },
        statusSince: { daysAgo: 5 },
      },
      {
        provider: petrov.medallionId,
        status: "closed",
        credentialingStatus: "clear",
        created: { daysAgo: 120 },
        statusSince: { daysAgo: 60 },
      },
      {
        provider: obrien.medallionId,
        status: "ready_for_committee",
        credentialingStatus: "needs_attention",
        created: { daysAgo: 30 },
        statusSince: { daysAgo: 2 },
      },
    ],
    otherServiceRequests: [
      {
        resourcetype: "LicenseRenewalServiceRequest",
        provider: okafor.medallionId,
        status: "pending_renewal_window",
        state: "CA",
        certificateType: "MD",
      },
      {
        resourcetype: "LicenseLOQServiceRequest",
        provider: petrov.medallionId,
        status: "loq_in_process",
        state: "NY",
        certificateType: "MD",
      },
      {
        resourcetype: "IntakeServiceRequest",
        provider: castellano.medallionId,
        status: "intake_in_progress",
      },
    ],
  };
}

/** Profiles with something open. */
const unfinished: Readonly<Record<string, NonNullable<MedallionProvider["profile"]>>> = {
  McAllister: { percent: 72, todos: 3 },
  Whitfield: { percent: 95, todos: 1 },
};

function providerOf(person: DemoPerson): MedallionProvider {
  const atLakeside = person.states.includes("TX");
  const inWashington = person.states.includes("WA");
  const places = [...(atLakeside ? [lakesideClinic] : []), ...(inWashington ? [harborClinic] : [])];
  const groups = [...(atLakeside ? [lakeside] : []), ...(inWashington ? [harborview] : [])];
  return {
    id: person.medallionId,
    firstName: person.firstName,
    lastName: person.lastName,
    email: person.email,
    npi: person.npi,
    profession: person.profession,
    licenseStates: person.states,
    practiceIds: places.map(({ id }) => id),
    groupProfileIds: groups.map(({ id }) => id),
    caqhNumber: person.caqhProviderId,
    ...(unfinished[person.lastName] === undefined ? {} : { profile: unfinished[person.lastName] }),
    employmentStatus: person.lastName === "O'Brien" ? "inactive" : "active",
  };
}

function group(name: string, state: string, number: number): GroupProfile {
  return { id: uuidOf(`group ${name}`), name, npi: npiFrom(255_000_000 + number * 613), state };
}

function practice(name: string, city: string, state: string, owner: GroupProfile, number: number): Practice {
  return {
    id: uuidOf(`practice ${name} ${city}`),
    name,
    city,
    state,
    line1: `${number * 100} Main Street`,
    postalCode: state === "TX" ? "78701" : "98101",
    npi: npiFrom(265_000_000 + number * 811),
    clientPracticeId: `SITE-${number}`,
    groupProfileIds: [owner.id],
  };
}
