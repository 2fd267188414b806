import type { Identity } from "./request-spec.ts";
import { foldHeader, identityColumns } from "./columns.ts";
import { identityOf, type RowCells } from "./cells.ts";
import { isDamaged } from "./damage.ts";
import { shown } from "../faults/fault.ts";
import { isNpi } from "./npi.ts";
import { uuidOf } from "./values.ts";

const idColumns = [
  "provider_id",
  "verifiable_provider_id",
  "group_profile_id",
  "verifiable_facility_id",
] as const;

/** Who a row is about. Ids, NPI, e-mail and CAQH id are checked; what is wrong is a fault of the row. */
export function checkIdentity(cells: RowCells): Identity {
  const identity: { -readonly [Column in keyof Identity]: Identity[Column] } = identityOf(
    cells,
    identityColumns,
  );
  for (const column of idColumns) {
    const id = uuidOf(cells, column);
    if (id !== undefined) identity[column] = id;
  }
  if (identity.npi !== undefined) identity.npi = npiOf(cells, identity.npi);
  if (identity.caqh_provider_id !== undefined) {
    identity.caqh_provider_id = caqhIdOf(cells, identity.caqh_provider_id);
  }
  checkEmail(cells, identity.email);
  if (namesThingsAlone(identity)) {
    for (const column of ["provider_id", "verifiable_provider_id", "caqh_provider_id"] as const) {
      if (cells.isAdded(column)) delete identity[column];
    }
  }
  return identity;
}

/**
 * Whether the words of a row are those of a group or a facility and of no person. No run finds a person for such a row,
 * so that an id in a column which the program added stayed behind when the row was moved or typed over.
 */
function namesThingsAlone({ email, npi, first_name, last_name, ...identity }: Identity): boolean {
  const person = [email, npi, first_name, last_name].some((word) => word !== undefined);
  return !person && (identity.group_name !== undefined || identity.facility_name !== undefined);
}

/** Blanks, dashes and `.0` are taken out where the check digit then proves the number; nothing else is repaired. */
function npiOf(cells: RowCells, text: string): string {
  if (isNpi(text)) return text;
  const repaired = text.replaceAll(/[\s-]/g, "").replace(/\.0+$/, "");
  if (isNpi(repaired)) return repaired;
  if (isDamaged(cells, "npi", text)) return text;
  if (!/^\d{10}$/.test(repaired)) {
    cells.fault("npi", "invalid_npi", "is not an NPI: it needs ten digits", "Copy the whole NPI, as text.");
    return text;
  }
  cells.fault(
    "npi",
    "invalid_npi",
    "is not an NPI: its check digit is wrong",
    "Compare it digit by digit with the NPI registry; two digits may be swapped.",
  );
  return text;
}

function checkEmail(cells: RowCells, email: string | undefined): void {
  if (email === undefined || /^[^\s@,;<>"“”‘’]+@[^\s@,;<>"“”‘’]+\.[^\s@,;<>"“”‘’.]+$/u.test(email)) return;
  if (isDamaged(cells, "email", email)) return;
  cells.fault(
    "email",
    "invalid_email",
    "is not a single email address",
    "Write a single address, name@domain.",
  );
}

/** CAQH ids have 8 to 10 digits (Roster and Status Check API, version 1.0) and no check digit that could prove a repair. */
function caqhIdOf(cells: RowCells, text: string): string {
  // the .0 of a column that pandas took for numbers; no digit is lost with it
  const digits = text.replaceAll(/[\s-]/g, "").replace(/\.0+$/, "");
  if (/^\d{8,10}$/.test(digits)) return digits;
  if (!/^\d{7}$/.test(digits) && isDamaged(cells, "caqh_provider_id", text)) return text;
  const lostZero = /^\d{7}$/.test(digits) ? "; a leading zero may be missing" : "";
  cells.fault(
    "caqh_provider_id",
    "invalid_caqh_id",
    `is not a CAQH id: it needs 8 to 10 digits${lostZero}`,
    "Copy the id from CAQH as text, or leave it blank to have it found by NPI.",
  );
  return text;
}

/** Whether a row names a provider that Medallion can be asked about. */
export function namesProvider(identity: Identity): boolean {
  return (
    identity.provider_id !== undefined ||
    identity.email !== undefined ||
    identity.npi !== undefined ||
    (identity.first_name !== undefined && identity.last_name !== undefined)
  );
}

/** Whether a row names a group profile. */
export function namesGroup(identity: Identity): boolean {
  return identity.group_profile_id !== undefined || identity.group_name !== undefined;
}

/** Whether a row names a facility of Verifiable. */
export function namesFacility(identity: Identity): boolean {
  return identity.verifiable_facility_id !== undefined || identity.facility_name !== undefined;
}

/** Whether a row names a provider that Verifiable can be asked about: it finds people by NPI only. */
export function namesVerifiableProvider(identity: Identity): boolean {
  return identity.verifiable_provider_id !== undefined || identity.npi !== undefined;
}

/**
 * A fault where a row that would be about a group or a facility names a person too, though not so that anybody can be
 * found: half a name, a CAQH id alone, a whole name in a column that is not read. The person is meant, and not the group.
 */
export function refusePartOfPerson(cells: RowCells, identity: Identity, subject: "group" | "facility"): void {
  const unread = cells.unreadPerson();
  const isName = unread !== undefined && !isThing(unread.value, identity);
  const column = personWords.find((word) => identity[word] !== undefined && !isAnswer(cells, word));
  if (column === undefined && !isName) return;
  const person = column ?? shown(unread?.header ?? "");
  const needed = subject === "group" ? "npi, email, or first and last name" : "npi";
  cells.rowFault(
    "ambiguous_subject",
    `names a ${subject}, and a person too (${person}) who cannot be looked up by that`,
    `If the person is meant, fill in ${needed}; if the ${subject} is meant, clear the person's cells.`,
  );
}

const personWords = ["first_name", "last_name", "caqh_provider_id", "verifiable_provider_id"] as const;

/** The ids that an earlier run filled in may be of a person who stood in the row before. */
function isAnswer(cells: RowCells, word: (typeof personWords)[number]): boolean {
  return word.endsWith("_id") && cells.text("sync_result") !== "";
}

/** `Provider Name` may hold what the group or facility is called. */
function isThing(name: string, identity: Identity): boolean {
  return [identity.group_name, identity.facility_name].some(
    (thing) => thing !== undefined && foldHeader(thing) === foldHeader(name),
  );
}

/** A fault of the row unless it names a provider that Medallion can be asked about. */
export function needProvider(cells: RowCells, identity: Identity): void {
  if (namesProvider(identity)) return;
  cells.rowFault(
    "no_identity",
    "requests something from Medallion but names no provider",
    "Fill in one of provider_id, email, npi, or first and last name.",
  );
}
