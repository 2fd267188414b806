import { hashOf } from "../seeded.ts";

/** How a request begins. */
export interface Beginning {
  readonly id: string;
  readonly origin: "world" | "posted";
  readonly createdMs: number;
  readonly visibleFromMs: number;
  readonly status?: string | undefined;
  readonly reason?: string | undefined;
  readonly sinceMs?: number | undefined;
}

/** The common part of a new record; the stages before a given status are in its history. */
export function begin(paths: readonly [Path, ...Path[]], beginning: Beginning): RequestRecord {
  const { id, origin, createdMs, visibleFromMs } = beginning;
  const track = trackFor(paths, id, beginning.status);
  const passed = track.path.slice(0, track.step).map((stage) => ({
    status: stage.status,
    reason: stage.reason ?? null,
    atMs: createdMs,
  }));
  const stage = stageOf(track);
  const current = {
    status: stage.status,
    reason: beginning.reason ?? stage.reason ?? null,
    atMs: beginning.sinceMs ?? createdMs,
  };
  const history = [...passed, current];
  return { id, origin, createdMs, visibleFromMs, status: stage.status, history, track };
}

/** The record one stage on, or undefined when it stays where it is that day. */
export function moveOn<T extends RequestRecord>(record: T, day: number, nowMs: number): T | undefined {
  const track = nextStage(record.track, record.id, day);
  if (track === undefined) return undefined;
  const stage = stageOf(track);
  const mark = { status: stage.status, reason: stage.reason ?? null, atMs: nowMs };
  return { ...record, status: stage.status, history: [...record.history, mark], track };
}

/** When the record first came to one of the statuses. */
export function reachedMs(record: RequestRecord, ...statuses: readonly string[]): number | undefined {
  return record.history.find((mark) => statuses.includes(mark.status))?.atMs;
}

/** When the record came to its present status. */
export function changedMs(record: RequestRecord): number {
  return record.history.at(-1)?.atMs ?? record.createdMs;
}

/** Why the record is in its present status, where the platform says so. */
export function reasonOf(record: RequestRecord): string | null {
  return record.history.at(-1)?.reason ?? null;
}

/** The records of one kind, in the order in which they came. */
export class Store<T extends { readonly id: string }> {
  readonly #rows: T[] = [];
  readonly #places = new Map<string, number>();
  #changes = 0;

  /** A live view: it grows and changes with the store. */
  get rows(): readonly T[] {
    return this.#rows;
  }

  /** Grows with every change, so that readers can tell whether what they made of the rows still holds. */
  get changes(): number {
    return this.#changes;
  }

  find(id: string): T | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#rows[place];
  }

  /** Adds the record, or puts it in the place of the one with the same id. */
  put(row: T): void {
    this.#changes += 1;
    const place = this.#places.get(row.id);
    if (place !== undefined) {
      this.#rows[place] = row;
      return;
    }
    this.#places.set(row.id, this.#rows.length);
    this.#rows.push(row);
  }
}

/** One stage on a request's way. */
interface Step {
  readonly status: string;
  readonly reason?: string;
}

/** The stages that a request goes through, first to last. */
export type Path = readonly [Step, ...Step[]];

/** Where a request stands on its way. */
interface Track {
  readonly path: Path;
  readonly step: number;
}

/**
 * The way of a request, chosen by its id alone. A request that starts in the middle gets a way that
 * knows its status; with a status that no way knows it stays where it is.
 */
function trackFor(paths: readonly [Path, ...Path[]], id: string, status?: string): Track {
  const own = paths[hashOf(id) % paths.length] ?? paths[0];
  if (status === undefined) return { path: own, step: 0 };
  for (const path of [own, ...paths]) {
    const step = path.findIndex((stage) => stage.status === status);
    if (step >= 0) return { path, step };
  }
  return { path: [{ status }], step: 0 };
}

/** The track one stage on, or undefined when the request rests that day or has arrived. */
function nextStage(track: Track, id: string, day: number): Track | undefined {
  if (track.step >= track.path.length - 1 || rests(id, day)) return undefined;
  return { path: track.path, step: track.step + 1 };
}

/** The stage that the track points at. */
function stageOf(track: Track): Step {
  return track.path[track.step] ?? track.path[0];
}

/** Every fourth day or so nothing happens, but never two days running. */
function rests(id: string, day: number): boolean {
  const idle = (on: number): boolean => hashOf(`${id} ${on}`) % 4 === 0;
  return idle(day) && !idle(day - 1);
}

/** What exists on the platforms now; the lists are live and count what lists over HTTP may still hide. */
export interface SandboxState {
  /** Days by which the statuses were moved on since the start. */
  readonly day: number;
  readonly licenseRequests: readonly LicenseRequest[];
  readonly enrollments: readonly Enrollment[];
  /** Credentialing requests on Medallion. */
  readonly credentialing: readonly MedallionCredentialing[];
  /** Credentialing requests on Verifiable. */
  readonly credentialingRequests: readonly VerifiableCredentialing[];
}

/** A status and when the request came to it. */
export interface Mark {
  readonly status: string;
  readonly reason: string | null;
  readonly atMs: number;
}

/** What every request on every platform has. */
export interface RequestRecord {
  readonly id: string;
  /** `world` was there from the start, `posted` was created through the API. */
  readonly origin: "world" | "posted";
  readonly createdMs: number;
  /** Lists leave the request out before this moment. */
  readonly visibleFromMs: number;
  readonly status: string;
  /** Every status so far, oldest first; the last one is `status`. */
  readonly history: readonly Mark[];
  readonly track: Track;
}

/** The kinds of license that one license POST can ask for: its body fields without `_states`. */
export type LicenseKind =
  | "license"
  | "dea"
  | "csr"
  | "rn"
  | "prescriptive_authority"
  | "autonomous_registration"
  | "prescriptive_authority_checkbox_selected";

/** A new-license request: one state and one kind. */
export interface LicenseRequest extends RequestRecord {
  readonly provider: string;
  readonly kind: LicenseKind;
  readonly state: string;
  readonly certificateType: string;
  readonly durationType: string;
  readonly isMedallionOwned: boolean;
  /** The creation time that the row shows; a POST may ask for another one than the real one. */
  readonly shownCreatedMs: number;
  /** The id that the creating POST answered; it need not be the id of this request. */
  readonly repliedId: string | null;
}

/** A payer enrollment request. */
export interface Enrollment extends RequestRecord {
  readonly resourcetype: string;
  /** The id of the provider, group profile or facility that is to be enrolled. */
  readonly subject: string;
  readonly payerName: string;
  readonly payerId: string | null;
  readonly payerEntity: string | null;
  readonly state: string;
  readonly linesOfBusiness: readonly string[];
  readonly practices: readonly string[];
  readonly parGroup: string | null;
  readonly isMedallionOwned: boolean;
  readonly parStatus: string | null;
  readonly trackingNumber: string;
  readonly payerEnrollment: string | null;
}

/** A Medallion credentialing request. */
export interface MedallionCredentialing extends RequestRecord {
  readonly provider: string;
  readonly resourcetype: "InitialCredentialingServiceRequest" | "ReCredentialingServiceRequest";
  readonly fileId: string;
  /** What the file says once it is ready; null before. */
  readonly credentialingStatus: string | null;
}

/** A Verifiable credentialing request. */
export interface VerifiableCredentialing extends RequestRecord {
  readonly entityType: "Provider" | "Facility";
  readonly entityId: string;
  readonly facilitySpecialtyIds: readonly string[];
  readonly type: string;
  readonly priority: string;
  readonly isSelfManaged: boolean;
  readonly applicationReceivedDate: string;
}

/** A row of another kind on Medallion's generic service request list; nothing ever changes it. */
export interface ForeignServiceRequest {
  readonly id: string;
  readonly resourcetype: string;
  readonly provider: string;
  readonly status: string;
  readonly createdMs: number;
  readonly state: string | null;
  readonly certificateType: string | null;
}
