import { hashOf, dayMs, epochOf, type When } from "../seeded.ts";
import type { World } from "../world/world.ts";
import { Store } from "./sandbox-state.ts";

/** A license on file at Medallion. */
export interface LicenseOnFile {
  readonly id: string;
  readonly provider: string;
  readonly state: string;
  readonly certificateType: string;
  readonly registration: string;
  readonly durationType: string;
  readonly rxAuthority: string | null;
  readonly licenseNumber: string;
  readonly status: string;
  readonly issuedMs: number;
  readonly expiresMs: number | null;
  readonly modifiedMs: number;
}

/** An enrollment on file at Medallion. */
export interface EnrollmentOnFile {
  readonly id: string;
  readonly subject: string;
  readonly subjectKind: string;
  readonly payerName: string;
  readonly payerId: string | null;
  readonly payerEntity: string | null;
  readonly state: string;
  readonly linesOfBusiness: readonly string[];
  readonly practices: readonly unknown[];
  readonly practiceIds: readonly string[];
  readonly parStatus: string | null;
  readonly effectiveMs: number | null;
  readonly endsMs: number | null;
  readonly revalidationMs: number | null;
  readonly updatedMs: number;
}

/** How complete a provider's profile at Medallion is. */
export interface ProfileOnFile {
  readonly id: string;
  readonly percent: number;
  readonly todos: number;
  readonly updatedMs: number;
}

/** A license on file at Verifiable. */
export interface VerifiableLicenseOnFile {
  readonly id: string;
  readonly provider: string;
  readonly typeName: string;
  readonly state: string;
  readonly number: string | null;
  readonly status: string;
  readonly issuedMs: number;
  readonly expiresMs: number | null;
}

function stored<T extends { readonly id: string }>(rows: readonly T[]): Store<T> {
  const store = new Store<T>();
  for (const row of rows) store.put(row);
  return store;
}

function epochOrNull(when: When | null | undefined, startedMs: number): number | null {
  return when === null || when === undefined ? null : epochOf(when, startedMs);
}

/** The licenses of a world at Medallion. */
export function licensesOf(world: World, startedMs: number): Store<LicenseOnFile> {
  return stored(
    world.medallion.licenses.map((license) => {
      const issuedMs = epochOf(license.issued, startedMs);
      return {
        id: license.id,
        provider: license.provider,
        state: license.state,
        certificateType: license.certificateType,
        registration: license.registration,
        durationType: license.durationType ?? "permanent",
        rxAuthority: license.rxAuthority ?? null,
        licenseNumber: license.licenseNumber,
        status: license.status,
        issuedMs,
        expiresMs:
          license.expires === undefined ? issuedMs + 730 * dayMs : epochOrNull(license.expires, startedMs),
        modifiedMs: license.modified === undefined ? issuedMs : epochOf(license.modified, startedMs),
      };
    }),
  );
}

/** The recorded enrollments of a world. */
export function enrollmentsOf(world: World, startedMs: number): Store<EnrollmentOnFile> {
  return stored(
    (world.medallion.enrollmentsOnFile ?? []).map((seed) => {
      const effectiveMs = epochOrNull(seed.effective, startedMs);
      const updated = seed.updated ?? { daysAgo: 30 };
      return {
        id: seed.id,
        subject: seed.subject,
        subjectKind: seed.subjectKind ?? "provider",
        payerName: seed.payerName,
        payerId: seed.payerId ?? null,
        payerEntity: seed.payerEntity ?? null,
        state: seed.state,
        linesOfBusiness: seed.linesOfBusiness ?? [],
        practices: [],
        practiceIds: [],
        parStatus: seed.parStatus === undefined ? "par_linked_to_group" : seed.parStatus,
        effectiveMs,
        endsMs: epochOrNull(seed.ends, startedMs),
        revalidationMs: epochOrNull(seed.revalidation, startedMs),
        updatedMs: epochOf(updated, startedMs),
      };
    }),
  );
}

/** The profiles of a world: complete, unless it says otherwise. */
export function profilesOf(world: World, startedMs: number): Store<ProfileOnFile> {
  return stored(
    world.medallion.providers.map(({ id, profile }) => ({
      id,
      percent: profile?.percent ?? 100,
      todos: profile?.todos ?? 0,
      updatedMs: startedMs - (1 + (hashOf(id) % 60)) * dayMs,
    })),
  );
}

/** The licenses of a world at Verifiable. */
export function verifiableLicensesOf(world: World, startedMs: number): Store<VerifiableLicenseOnFile> {
  return stored(
    (world.verifiable.licenses ?? []).map(({ issued, expires, ...license }) => ({
      ...license,
      issuedMs: epochOf(issued, startedMs),
      expiresMs: epochOrNull(expires, startedMs),
    })),
  );
}
