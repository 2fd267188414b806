import type { Stores } from "../context.ts";
import { credentialingPaths } from "../medallion/credentialing.ts";
import { enrollmentPaths } from "../medallion/enrollment-variants.ts";
import { pathsOf } from "../medallion/licenses.ts";
import { uuidOf, dayOf, epochOf, type When } from "../seeded.ts";
import { pathsFor } from "../verifiable/credentialing-rows.ts";
import type {
  EnrollmentSeed,
  ForeignSeed,
  LicenseSeed,
  MedallionCredentialingSeed,
  RequestSeed,
  VerifiableCredentialingSeed,
  World,
} from "../world/world.ts";
import { credentialingOutcome, enrollmentOutcome } from "./advance.ts";
import { enrollmentsOf, licensesOf, profilesOf, verifiableLicensesOf } from "./on-file.ts";
import {
  begin,
  type Beginning,
  Store,
  type Enrollment,
  type ForeignServiceRequest,
  type LicenseRequest,
  type MedallionCredentialing,
  type VerifiableCredentialing,
} from "./sandbox-state.ts";

/** The records with which a world begins. */
export function stockedStores(world: World, startedMs: number): Stores {
  const stores: Stores = {
    licenseRequests: new Store(),
    enrollments: new Store(),
    credentialing: new Store(),
    credentialingRequests: new Store(),
    licensesOnFile: licensesOf(world, startedMs),
    enrollmentsOnFile: enrollmentsOf(world, startedMs),
    profiles: profilesOf(world, startedMs),
    verifiableLicenses: verifiableLicensesOf(world, startedMs),
    foreign: world.medallion.otherServiceRequests.map((seed, index) => foreignRow(seed, index, startedMs)),
  };
  const start = (seed: RequestSeed, kind: string, index: number): Beginning =>
    beginningOf(seed, `${kind} ${index}`, startedMs);
  for (const [index, seed] of world.medallion.licenseRequests.entries()) {
    stores.licenseRequests.put(licenseRequest(seed, start(seed, "license", index)));
  }
  for (const [index, seed] of world.medallion.enrollments.entries()) {
    stores.enrollments.put(enrollment(seed, start(seed, "enrollment", index)));
  }
  for (const [index, seed] of world.medallion.credentialing.entries()) {
    stores.credentialing.put(credentialing(seed, start(seed, "credentialing", index)));
  }
  for (const [index, seed] of world.verifiable.credentialingRequests.entries()) {
    const beginning = start(seed, "credentialing (Verifiable)", index);
    stores.credentialingRequests.put(credentialingRequest(seed, beginning));
  }
  return stores;
}

function licenseRequest(seed: LicenseSeed, beginning: Beginning): LicenseRequest {
  return {
    ...begin(pathsOf(seed.kind), beginning),
    provider: seed.provider,
    kind: seed.kind,
    state: seed.state,
    certificateType: seed.certificateType,
    durationType: seed.durationType ?? "permanent",
    isMedallionOwned: seed.isMedallionOwned ?? true,
    shownCreatedMs: beginning.createdMs,
    repliedId: null,
  };
}

function enrollment(seed: EnrollmentSeed, beginning: Beginning): Enrollment {
  return enrollmentOutcome({
    ...begin(enrollmentPaths, beginning),
    resourcetype: seed.resourcetype ?? "NewProviderPayerEnrollmentServiceRequest",
    subject: seed.subject,
    payerName: seed.payerName,
    payerId: seed.payerId ?? null,
    payerEntity: seed.payerEntity ?? null,
    state: seed.state,
    linesOfBusiness: seed.linesOfBusiness ?? [],
    practices: seed.practices ?? [],
    parGroup: seed.parGroup ?? null,
    isMedallionOwned: seed.isMedallionOwned ?? true,
    parStatus: null,
    trackingNumber: "",
    payerEnrollment: null,
  });
}

function credentialing(seed: MedallionCredentialingSeed, beginning: Beginning): MedallionCredentialing {
  return credentialingOutcome({
    ...begin(credentialingPaths, beginning),
    provider: seed.provider,
    resourcetype: seed.resourcetype ?? "InitialCredentialingServiceRequest",
    fileId: uuidOf(`file of ${beginning.id}`),
    credentialingStatus: seed.credentialingStatus ?? null,
  });
}

function credentialingRequest(
  seed: VerifiableCredentialingSeed,
  beginning: Beginning,
): VerifiableCredentialing {
  const isSelfManaged = seed.isSelfManaged ?? false;
  return {
    ...begin(pathsFor(isSelfManaged), beginning),
    entityType: seed.entityType ?? "Provider",
    entityId: seed.entityId,
    facilitySpecialtyIds: seed.facilitySpecialtyIds ?? [],
    type: seed.type ?? "Initial",
    priority: seed.priority ?? "Medium",
    isSelfManaged,
    applicationReceivedDate: dayOf(beginning.createdMs),
  };
}

function foreignRow(seed: ForeignSeed, index: number, startedMs: number): ForeignServiceRequest {
  return {
    id: seed.id ?? uuidOf(`world foreign ${index}`),
    resourcetype: seed.resourcetype,
    provider: seed.provider,
    status: seed.status,
    createdMs: epochOf(seed.created ?? usualAge, startedMs),
    state: seed.state ?? null,
    certificateType: seed.certificateType ?? null,
  };
}

const usualAge: When = { daysAgo: 10 };

function beginningOf(seed: RequestSeed, name: string, startedMs: number): Beginning {
  const createdMs = epochOf(seed.created ?? usualAge, startedMs);
  return {
    id: seed.id ?? uuidOf(`world ${name}`),
    origin: "world",
    createdMs,
    // Whatever its date says, it is there.
    visibleFromMs: 0,
    status: seed.status,
    reason: seed.statusReason,
    sinceMs: seed.statusSince === undefined ? undefined : epochOf(seed.statusSince, startedMs),
  };
}
