import { html, type Html } from "../page/html.ts";
import { statusKinds, nameOfKind, requestKinds, titleOf } from "../platforms/catalog.ts";
import { platforms } from "../platforms/index.ts";
import type { ReportPart } from "../platforms/report-part.ts";
import { doneWords, type Verb } from "../requests/operation.ts";
import type { Outcome } from "../results/outcome.ts";
import type { Summary } from "../results/summary.ts";
import type { History } from "./gather/history.ts";
import type { Group, LapseFacts } from "./gather/lapses.ts";
import type { Changes, Work } from "./gather/work.ts";
import type { Reason } from "./reasons/reasons.ts";
import type { ReportRequest } from "./report-rows.ts";

/** The figures of the run; where no results were written, its lists still have to name them. */
export type ReportedSummary = Summary & { readonly results: string };

/** What one source of statuses says of all rows. */
export interface StatusFacts {
  readonly part: ReportPart;
  /** As {@link part} understands it. */
  readonly facts: unknown;
}

/**
 * Everything that the page for people tells. Its size does not grow with the roster: what is counted is counted in
 * full, what is listed is listed up to a limit.
 */
export interface ReportData {
  /** The roster's file name. */
  readonly roster: string;
  readonly summary: ReportedSummary;
  /** The header of the roster's own column that the page is grouped by; undefined without `--report-by`. */
  readonly groupedBy: string | undefined;
  /** What each value of that column comes to. */
  readonly groups: readonly Group[];
  readonly history: History;
  /** Rows that failed as a whole, before anything could be asked for. */
  readonly faultyRows: number;
  readonly work: Work;
  readonly reasons: readonly Reason[];
  /** What sources of statuses say, each with its part of the page. */
  readonly statuses: readonly StatusFacts[];
  readonly lapses: LapseFacts;
  readonly changes: Changes;
}

/** The parts of the page that sources of statuses have, by the names of the sources. */
export type ReportParts = ReadonlyMap<string, ReportPart>;

/** Loads them: only runs that write a page need them. */
export async function loadParts(): Promise<ReportParts> {
  const parts = await Promise.all(
    statusKinds.map(async ({ name, report }) => [name, await report?.()] as const),
  );
  return new Map(parts.flatMap(([name, part]) => (part === undefined ? [] : [[name, part]])));
}

const titleOfKind: ReadonlyMap<string, string> = new Map(
  requestKinds.map(({ kind, words }) => [nameOfKind(kind), words.title]),
);

const acronyms = new RegExp(`^(?:${platforms.flatMap(({ acronyms: own = [] }) => own).join("|")})\\b`);

/** What a request is called on the page: `License CA`, `DEA NY`, `Enrollment TX`. */
export function requestName(label: string): string {
  return label
    .replace(acronyms, (word) => word.toUpperCase())
    .replace(/^[a-z]/, (letter) => letter.toUpperCase())
    .replaceAll("_", " ");
}

/** For example `Payer enrollments, PLATFORM`. */
export function lineName({ kind, platform }: Pick<ReportRequest, "kind" | "platform">): string {
  return `${titleOfKind.get(kind) ?? kind}, ${titleOf(platform)}`;
}

/** The outcomes in the order in which the page tells them. */
export const outcomes = [
  "created",
  "exists",
  "planned",
  "failed",
  "unknown",
  "skipped",
] as const satisfies readonly Outcome[];

/** What an outcome means for a request. */
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  created: "Newly requested",
  exists: "Requested before",
  planned: "Would be requested",
  failed: "Failed",
  unknown: "Outcome unknown",
  skipped: "Not requested",
};

/** What an outcome means for a row of the roster. */
export const rowOutcomeNames: Readonly<Record<Outcome, string>> = {
  created: "Done, with something newly requested",
  exists: "Done, all requested before",
  planned: "Something would be requested",
  failed: "Something failed",
  unknown: "Something is not confirmed yet",
  skipped: "Requests nothing, or was not reached",
};

/** An outcome as a small label. */
export function outcomeTag(outcome: Outcome, verb: Verb = "create"): Html {
  return html`<span class="tag ${outcome}">${outcomeName(outcome, verb)}</span>`;
}

/** What an outcome means for a request by which something was changed. */
function outcomeName(outcome: Outcome, verb: Verb): string {
  if (verb === "create") return outcomeNames[outcome];
  const done = doneWords[verb];
  switch (outcome) {
    case "created":
      return done.charAt(0).toUpperCase() + done.slice(1);
    case "exists":
      return verb === "remove" ? "Not there" : "As requested before";
    case "planned":
      return `Would be ${done}`;
    case "failed":
    case "unknown":
    case "skipped":
      return outcome === "skipped" ? `Not ${done}` : outcomeNames[outcome];
  }
}
