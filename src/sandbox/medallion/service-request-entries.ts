import type { SandboxContext } from "../context.ts";
import { uuidOf } from "../seeded.ts";
import {
  reachedMs,
  type ForeignServiceRequest,
  type LicenseRequest,
  type MedallionCredentialing,
} from "../state/sandbox-state.ts";
import { registrationOf, rxAuthorityOf, shownDuration } from "./licenses.ts";
import { fullName } from "./providers.ts";
import { newestFirst } from "./replies.ts";
import { commonRow, credentialingRow, genericStatus, licenseRow } from "./service-request-rows.ts";

/** A service request of any kind, as far as the list's filters look at it. */
export interface ServiceRequestEntry {
  readonly id: string;
  readonly resourcetype: string;
  readonly provider: string;
  readonly providerName: string;
  readonly status: string;
  readonly createdMs: number;
  readonly visibleFromMs: number;
  readonly state: string | null;
  readonly certificateType: string | null;
  readonly registration: string | null;
  readonly durationType: string | null;
  readonly rxAuthority: string | null;
  readonly isMedallionOwned: boolean;
  readonly completedMs: number | undefined;
  readonly submittedMs: number | undefined;
  /** The row on the wire; a single one says more than a list row. */
  readonly show: (alone: boolean) => unknown;
}

/** The service requests of all kinds as entries, made once for each version of a record. */
export class ServiceRequestEntries {
  readonly #context: SandboxContext;
  readonly #made = new WeakMap<object, ServiceRequestEntry>();
  #sorted: readonly ServiceRequestEntry[] = [];
  #sortedAt = -1;

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  /** Everything that the list shows now, newest first. */
  listed(): readonly ServiceRequestEntry[] {
    const { credentialing, licenseRequests } = this.#context.stores;
    const changes = credentialing.changes + licenseRequests.changes;
    if (changes !== this.#sortedAt) {
      this.#sorted = this.#oldestFirst();
      this.#sortedAt = changes;
    }
    return newestFirst(this.#sorted, this.#context.now());
  }

  #oldestFirst(): readonly ServiceRequestEntry[] {
    const { foreign, credentialing, licenseRequests } = this.#context.stores;
    const entries = [
      ...foreign.map((row) => this.#once(row, ofForeign)),
      ...credentialing.rows.map((row) => this.#once(row, ofCredentialing)),
      ...licenseRequests.rows.map((row) => this.#once(row, ofLicense)),
    ];
    return entries.toSorted((one, other) => one.createdMs - other.createdMs);
  }

  /** One service request by its id, also when lists do not show it yet. */
  find(id: string): ServiceRequestEntry | undefined {
    const { foreign, credentialing, licenseRequests } = this.#context.stores;
    const license = licenseRequests.find(id);
    if (license !== undefined) return this.#once(license, ofLicense);
    const file = credentialing.find(id);
    if (file !== undefined) return this.#once(file, ofCredentialing);
    const other = foreign.find((row) => row.id === id);
    return other === undefined ? undefined : this.#once(other, ofForeign);
  }

  #once<T extends object>(
    record: T,
    make: (context: SandboxContext, record: T) => ServiceRequestEntry,
  ): ServiceRequestEntry {
    const known = this.#made.get(record);
    if (known !== undefined) return known;
    const made = make(this.#context, record);
    this.#made.set(record, made);
    return made;
  }
}

function ofLicense(context: SandboxContext, request: LicenseRequest): ServiceRequestEntry {
  return {
    ...request,
    resourcetype: "LicenseNewServiceRequest",
    providerName: nameOf(context, request.provider),
    createdMs: request.shownCreatedMs,
    registration: registrationOf(request),
    durationType: shownDuration(request),
    rxAuthority: rxAuthorityOf(request),
    completedMs: reachedMs(request, "completed"),
    submittedMs: reachedMs(request, "application_sent"),
    show: (alone) => licenseRow(context, request, alone),
  };
}

function ofCredentialing(context: SandboxContext, request: MedallionCredentialing): ServiceRequestEntry {
  return {
    ...request,
    ...noLicense,
    providerName: nameOf(context, request.provider),
    status: genericStatus(request.status),
    isMedallionOwned: true,
    show: () => credentialingRow(context, request),
  };
}

function ofForeign(context: SandboxContext, row: ForeignServiceRequest): ServiceRequestEntry {
  return {
    ...noLicense,
    ...row,
    providerName: nameOf(context, row.provider),
    visibleFromMs: row.createdMs,
    isMedallionOwned: true,
    show: () => ({
      ...commonRow(context, { ...row, isMedallionOwned: true }),
      ...foreignFields(row),
    }),
  };
}

function nameOf(context: SandboxContext, id: string): string {
  const provider = context.providers.get(id);
  return provider === undefined ? "" : fullName(provider);
}

const noLicense = {
  state: null,
  certificateType: null,
  registration: null,
  durationType: null,
  rxAuthority: null,
  completedMs: undefined,
  submittedMs: undefined,
};

/** What the schema asks of the other kinds: intakes count requests, licenses have a state. */
function foreignFields(row: ForeignServiceRequest): Readonly<Record<string, unknown>> {
  if (row.state === null) {
    return {
      provider__profession: row.certificateType,
      related_new_license_requests: [],
      related_loq_requests: [],
      related_payer_enrollment_requests: [],
      last_login: null,
    };
  }
  return {
    requested_by: null,
    state: row.state,
    certificate_type: row.certificateType,
    duration_type: "permanent",
    registration: "state",
    rx_authority: "",
    licensing_info: { id: uuidOf(row.id), compact: "" },
    app_sla_seconds: null,
    psv_sla_seconds: null,
    organization_profile_id: null,
    business_days_since_app_submitted: null,
  };
}
