import { dayNumber, type DueDay } from "../../text/days.ts";
import { objectIn, textIn } from "../reading.ts";
import type { Deadline, DeadlineWords, StatusKind } from "../status-source.ts";
import { type CaqhColumn, type CaqhResultColumn, caqhResultColumns } from "./columns.ts";
import { queryOf } from "./match-key.ts";

/** What a status check said, in one spelling. Words are CAQH's own; absent means that the answer does not say. */
export interface CaqhStatus {
  readonly found: boolean;
  readonly caqhProviderId: string | undefined;
  readonly rosterStatus: string | undefined;
  readonly authorized: boolean | undefined;
  readonly providerStatus: string | undefined;
  /** `YYYY-MM-DD` when it is a day, else as it came. */
  readonly statusDate: string | undefined;
  readonly practiceState: string | undefined;
}

/** What is wrong with an answer that cannot be used. */
interface UnusableAnswer {
  readonly code: "bad_response" | "mismatched_response";
  readonly problem: string;
}

/** Keys arrive as `provider_status`, `Provider_Status` or `providerStatus`: all are the same word. */
function folded(body: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(body).map(([key, value]) => [key.toLowerCase().replaceAll(/[^a-z]/g, ""), value]),
  );
}

/**
 * Reads the answer to a status check. Keys of any casing, numbers or text. An answer about another provider or
 * another plan than was asked about is not used.
 */
export function readStatusAnswer(
  body: unknown,
  asked: { readonly caqhProviderId: string | undefined; readonly organizationId: string },
): CaqhStatus | UnusableAnswer {
  const object = objectIn(Array.isArray(body) && body.length === 1 ? body[0] : body);
  if (object === undefined) return { code: "bad_response", problem: "the answer is empty or not an object" };
  const fields = folded(object);
  const text = (key: string): string | undefined => textIn(fields.get(key));
  const caqhProviderId = text("caqhproviderid");
  const organizationId = text("organizationid");
  if (asked.caqhProviderId !== undefined && differs(caqhProviderId, asked.caqhProviderId)) {
    return { code: "mismatched_response", problem: "the answer is about another provider" };
  }
  if (differs(organizationId, asked.organizationId)) {
    return { code: "mismatched_response", problem: "the answer is about another organization" };
  }
  const flag = flagIn(fields.get("providerfoundflag"));
  const rosterStatus = text("rosterstatus");
  const found = flag ?? (caqhProviderId !== undefined || rosterStatus !== undefined ? true : undefined);
  if (found === undefined)
    return { code: "bad_response", problem: "the answer does not say whether the provider was found" };
  return {
    found,
    caqhProviderId,
    rosterStatus,
    authorized: flagIn(fields.get("authorizationflag")),
    providerStatus: text("providerstatus"),
    statusDate: dayIn(text("providerstatusdate")),
    practiceState: text("providerpracticestate"),
  };
}

/** Ids may have come as numbers, which have no leading zeros. */
function differs(answered: string | undefined, asked: string): boolean {
  const plain = (id: string): string => id.replace(/^0+/, "");
  return answered !== undefined && plain(answered) !== plain(asked);
}

/** Y or N in any spelling; anything else says nothing. */
function flagIn(value: unknown): boolean | undefined {
  const word = typeof value === "boolean" ? String(value) : textIn(value)?.toLowerCase();
  if (word === "y" || word === "yes" || word === "true" || word === "1") return true;
  if (word === "n" || word === "no" || word === "false" || word === "0") return false;
  return undefined;
}

/** `YYYYMMDD` by the specification; other common spellings are taken, and what is no day stays as it came. */
export function dayIn(text: string | undefined): string | undefined {
  if (text === undefined || /^0+$/.test(text)) return undefined;
  const [year, month, day] =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text)?.slice(1) ??
    /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(text)?.slice(1) ??
    american(text) ??
    ([] as readonly (string | undefined)[]);
  if (year === undefined || month === undefined || day === undefined) return text;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return real ? date.toISOString().slice(0, 10) : text;
}

function american(text: string): readonly [string, string, string] | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text);
  return match === null ? undefined : [match[3] ?? "", match[1] ?? "", match[2] ?? ""];
}

/** What a provider status means for the plan (Roster Individual specification 2.0, provider status values). */
type StatusGroup =
  | "pre_registration"
  | "unreachable"
  | "in_progress"
  | "documents_pending"
  | "current"
  | "expired"
  | "terminal"
  | "unknown";

const groups: Readonly<Record<string, StatusGroup>> = {
  newprovider: "pre_registration",
  initialoutreach: "pre_registration",
  alternateoutreach: "pre_registration",
  returnedmail: "unreachable",
  undeliverable: "unreachable",
  firstprovidercontact: "in_progress",
  profiledatasubmitted: "documents_pending",
  initialprofilecomplete: "current",
  reattestation: "current",
  expiredattestation: "expired",
  expired: "expired",
  optout: "terminal",
  providerretired: "terminal",
  retired: "terminal",
  providerdeceased: "terminal",
  deceased: "terminal",
};

/** The date of these statuses is the day of an attestation; that of an expired one is the day it lapsed. */
const attested = new Set<StatusGroup>(["documents_pending", "current"]);

/** The group of a status, whatever its letter case and punctuation. */
export function statusGroup(status: string | undefined): StatusGroup {
  return groups[(status ?? "").toLowerCase().replaceAll(/[^a-z]/g, "")] ?? "unknown";
}

/**
 * The day by which a provider has to attest again: 120 days after the last time, 180 where the primary practice
 * state is Illinois. Undefined when the status date is not the date of an attestation. Days are UTC.
 */
export function attestationDueOf(
  status: string | undefined,
  statusDate: string | undefined,
  practiceState: string | undefined,
): string | undefined {
  if (statusDate === undefined || !attested.has(statusGroup(status))) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(statusDate)) return undefined;
  const days = practiceState?.toUpperCase() === "IL" ? 180 : 120;
  const due = new Date(`${statusDate}T00:00:00Z`);
  if (Number.isNaN(due.getTime())) return undefined;
  due.setUTCDate(due.getUTCDate() + days);
  return due.toISOString().slice(0, 10);
}

/** CAQH sends its own first reminder so many days before an attestation is due (FAQ for participating organizations). */
const remindDaysBefore = 15;

/**
 * What a plan should do next about a provider; the first thing that applies.
 * @param today `YYYY-MM-DD`, UTC
 */
export function nextAction(answer: CaqhStatus, today: string): string {
  if (!answer.found) return "verify_caqh_id";
  const group = statusGroup(answer.providerStatus);
  if (group === "terminal") return `stop_${snake(answer.providerStatus ?? "")}`;
  const roster = (answer.rosterStatus ?? "")
    .toUpperCase()
    .replaceAll(/[\s_-]+/g, " ")
    .trim();
  if (roster === "NOT ON ROSTER") return "add_to_roster";
  if (roster === "INACTIVE") return "review_roster";
  if (answer.authorized === false) return "request_authorization";
  if (group === "pre_registration" || group === "unreachable" || group === "in_progress") {
    return "provider_to_complete_profile";
  }
  const due = attestationDueOf(answer.providerStatus, answer.statusDate, answer.practiceState);
  if (group === "expired" || (due !== undefined && due < today)) return "provider_to_reattest";
  if (due !== undefined && daysBetween(today, due) <= remindDaysBefore) return "reattest_soon";
  return group === "documents_pending" ? "documents_pending" : "none";
}

function snake(status: string): string {
  return status
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, "_");
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

/** The statuses of providers at CAQH, as people see them. */
export const caqhStatuses: StatusKind = {
  name: "caqh",
  columns: caqhResultColumns.map(({ name }) => name),
  doing: "asking CAQH",
  queryOf,
  failures: { field: "caqh_failures", one: "CAQH status", many: "CAQH statuses" },
  absence: {
    column: "caqh_error",
    names: ["caqh_provider_id", "npi", "email", "provider_id", "last_name"],
  },
  deadlineIn: (answers) => {
    const due = dueDayOf({
      providerStatus: answers["caqh_provider_status"],
      providerStatusDate: answers["caqh_provider_status_date"],
      attestationDue: answers["caqh_attestation_due"],
    });
    return due === undefined ? undefined : { ...due, who: answers["caqh_provider_id"] };
  },
  deadlines: "attestations",
  deadlineWords,
  purpose: { name: "caqh", summary: "statuses", report: "reading CAQH statuses" },
  report: async () => (await import("./report/part.ts")).caqhReport,
};

function deadlineWords({ lapsed, who }: Deadline): DeadlineWords {
  return {
    key: `caqh|attestation|${who ?? ""}`,
    summary: `CAQH attestation${lapsed ? " lapsed" : ""}`,
    description: lapsed ? "The attestation lapsed on this day." : "To attest again at CAQH by this day.",
    category: "CAQH attestation",
  };
}

/** What CAQH says of an attestation; words and days as in the results columns. */
interface AttestationWords {
  readonly providerStatus?: string | undefined;
  readonly providerStatusDate?: string | undefined;
  readonly attestationDue?: string | undefined;
}

/** When a provider has to attest; undefined when CAQH says nothing of it. A lapsed attestation may have no day. */
export function dueDayOf({
  providerStatus,
  providerStatusDate,
  attestationDue,
}: AttestationWords): DueDay | undefined {
  const lapsed = statusGroup(providerStatus) === "expired";
  const day = dayNumber(lapsed ? providerStatusDate : attestationDue);
  return lapsed || day !== undefined ? { day, lapsed } : undefined;
}

/** The columns that CAQH's answer fills, and the provider's CAQH id. */
type CaqhAnswerColumn = CaqhResultColumn | CaqhColumn;

/**
 * An answer as columns of the results. Status words stay as CAQH spells them.
 * @param nowMs milliseconds since the epoch
 */
export function answersOfCaqh(
  answer: CaqhStatus,
  nowMs: number,
): Readonly<Partial<Record<CaqhAnswerColumn, string>>> {
  const checkedAt = new Date(nowMs).toISOString();
  const { providerStatus, statusDate, practiceState, authorized } = answer;
  return {
    caqh_provider_id: answer.found ? (answer.caqhProviderId ?? "") : "",
    caqh_found: answer.found ? "Y" : "N",
    caqh_roster_status: answer.rosterStatus ?? "",
    caqh_authorization_flag: authorized === undefined ? "" : authorized ? "Y" : "N",
    caqh_provider_status: providerStatus ?? "",
    caqh_provider_status_date: statusDate ?? "",
    caqh_practice_state: practiceState ?? "",
    caqh_attestation_due: attestationDueOf(providerStatus, statusDate, practiceState) ?? "",
    caqh_next_action: nextAction(answer, checkedAt.slice(0, 10)),
    caqh_error: "",
    caqh_checked_at: checkedAt,
  };
}
