import type { Attributes } from "../ledger/entry.ts";
import { payerRank } from "../platforms/medallion/enrollment-match.ts";
import { licenseMatchRank } from "../platforms/medallion/license-match.ts";
import { codeIn } from "../platforms/words.ts";
import type { Holding } from "../ledger/holding.ts";

/** The days from which "in force" is told. */
export interface Horizon {
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** What ends on this day or before it counts as not held; undefined: only what has ended does. */
  readonly renewUntil: string | undefined;
}

/** What holdings say of a wanted request. */
export interface Verdict {
  /** The status of what is held already, where it is all that is wanted. */
  readonly held?: string;
  /** Of several wanted lines of business those that are not covered, where some are. */
  readonly uncovered?: readonly string[];
  /** What there is and does not stand in the way, as a sentence. */
  readonly note?: string;
}

/** Whether something has ended, or ends so soon that it is to be renewed. */
export function lapses({ until }: Pick<Holding, "until">, { today, renewUntil }: Horizon): boolean {
  return until !== undefined && (until < today || (renewUntil !== undefined && until <= renewUntil));
}

/** Whether a license is good today, whatever its status word says after its last day. */
export function isActiveLicense({ status, until }: Holding, today: string): boolean {
  return isActiveWord(status) && (until === undefined || until >= today);
}

/** Medallion writes `active`; Verifiable repeats the boards, who write `Active`, `Active - Unrestricted`, `Current`. */
function isActiveWord(status: string | undefined): boolean {
  const word = codeIn(status);
  return (
    word !== undefined && /^(?:active|current|clear|good_standing|valid|expires_?soon)(?![a-z])/.test(word)
  );
}

/** Whether an enrollment is in force today. */
export function isInForce({ from, until, status, attributes }: Holding, today: string): boolean {
  const begun = from !== undefined && from <= today;
  const participates = codeIn(attributes["par_status"]) !== "non_par";
  const word = codeIn(status);
  return (
    begun &&
    (until === undefined || until >= today) &&
    participates &&
    (word === undefined || word === "active")
  );
}

/** What the licenses on file say of a wanted license: the same kind, state, certificate type and duration, and active. */
export function licenseVerdict(wanted: Attributes, holdings: readonly Holding[], horizon: Horizon): Verdict {
  const same = holdings.filter((holding) => holding.kind === "license" && isSameLicense(wanted, holding));
  const active = same
    .filter(({ status }) => codeIn(status) === "active")
    .filter((holding) => !lapses(holding, horizon))
    .toSorted((one, other) => later(one.until, other.until));
  const [held] = active;
  if (held !== undefined) {
    const words = ["held", held.number, held.until === undefined ? undefined : `until ${held.until}`];
    return { held: words.filter((word) => word !== undefined).join(" ") };
  }
  const pending = same.find(
    ({ status, until }) => codeIn(status) === "pending" && !(until !== undefined && until < horizon.today),
  );
  if (pending === undefined) return {};
  const number = pending.number === undefined ? "" : ` (${pending.number})`;
  return { note: `Medallion has a license of this kind on file that is pending${number}.` };
}

function later(one: string | undefined, other: string | undefined): number {
  const [a, b] = [one ?? "9999", other ?? "9999"];
  return a < b ? 1 : a > b ? -1 : 0;
}

/** Kind, state, certificate type and duration are the same, as requests are compared, but stricter: nothing is guessed for what is held. */
function isSameLicense(wanted: Attributes, { state, attributes }: Holding): boolean {
  const listed = {
    attributes: { ...attributes, state },
    remoteId: "",
    subject: "",
    createdAt: undefined,
    open: true,
  };
  const rank = licenseMatchRank(wanted, listed);
  const field = wanted["field"];
  // a plain license of a nurse practitioner is no RN license
  if (field === "rn_states" && rank < 3) return false;
  const duration = codeIn(attributes["duration_type"]);
  const wantedDuration = codeIn(wanted["duration_type"]) ?? "permanent";
  const isRx = String(field).startsWith("prescriptive") || field === "autonomous_registration_states";
  const isOtherDuration =
    duration !== undefined &&
    duration !== wantedDuration &&
    !(isRx && duration === codeIn(attributes["rx_authority"] ?? duration));
  return rank > 0 && !isOtherDuration;
}

/** What enrollments say of a wanted one: the same subject, payer and state, in force, for all lines of business that are wanted. */
export function enrollmentVerdict(
  wanted: Attributes,
  holdings: readonly Holding[],
  horizon: Horizon,
): Verdict {
  const same = holdings.filter(
    ({ kind, state, attributes }) =>
      kind === "enrollment" &&
      state === wanted["state"] &&
      attributes["subject"] === wanted["subject"] &&
      payerRank(wanted, attributes) > 0,
  );
  const lines = listIn(wanted["lines_of_business"]);
  const inForce = same.filter((holding) => isInForce(holding, horizon.today) && !lapses(holding, horizon));
  const covering = inForce.filter(
    ({ attributes }) => lines.length === 0 || lines.some((line) => covers(attributes, line)),
  );
  const uncovered = lines.filter((line) => !covering.some(({ attributes }) => covers(attributes, line)));
  if (covering.length > 0 && uncovered.length === 0) {
    const since = covering.flatMap(({ from }) => from ?? []).toSorted()[0];
    return { held: `in force since ${since}` };
  }
  if (covering.length > 0) return { uncovered };
  return noteOf(
    same.filter(({ attributes }) => lines.length === 0 || lines.some((line) => covers(attributes, line))),
    horizon,
  );
}

/** An enrollment that leaves its lines of business out says nothing about them. */
function covers(attributes: Attributes, line: string): boolean {
  const lines = attributes["lines_of_business"];
  return !Array.isArray(lines) || lines.includes(line);
}

function listIn(value: Attributes[string]): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function noteOf(same: readonly Holding[], { today }: Horizon): Verdict {
  const open = same.filter(({ until }) => until === undefined || until >= today);
  for (const { from, status, attributes } of open) {
    if (codeIn(attributes["par_status"]) === "non_par")
      return { note: "Medallion has this enrollment on file as non-participating." };
    if (from !== undefined && from > today)
      return { note: `Medallion has this enrollment on file, effective only from ${from}.` };
    if (from === undefined || (status !== undefined && codeIn(status) !== "active"))
      return {
        note: `Medallion has this enrollment on file, ${from === undefined ? "without an effective date (pending)" : `as ${status}`}.`,
      };
  }
  return {};
}
