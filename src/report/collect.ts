import { basename } from "node:path";
import { lapseName, lapseType, payerOf, type Lapse } from "../holdings/lapse.ts";
import { requestedAt } from "../ledger/entry.ts";
import type { ReportPerson } from "../page/html.ts";
import { changeLabel, kindNamed, nameOfKind, platformOf } from "../platforms/catalog.ts";
import type { ReportedRow } from "../results/reported-row.ts";
import type { AnsweredRequest } from "../results/row-answers.ts";
import { isNews } from "../results/standings.ts";
import type { Summary } from "../results/summary.ts";
import { Gathering } from "./gather/gathering.ts";
import type { History } from "./gather/history.ts";
import type { ReportData, ReportParts } from "./report-data.ts";
import type { ReportLapse, ReportProfile, ReportRequest } from "./report-rows.ts";

/** Collects what the page tells, row by row. What it holds is bounded, however long the roster. */
export class ReportCollector {
  readonly #parts: ReportParts;
  readonly #gathering: Gathering;

  /**
   * @param today days since 1970: what is due is told by how soon
   * @param groupedBy the header of the roster's own column that the page is grouped by
   */
  constructor(today: number, groupedBy: string | undefined, parts: ReportParts) {
    this.#parts = parts;
    this.#gathering = new Gathering(today, groupedBy, parts);
  }

  /**
   * Takes in a row that asks for something.
   * @param group what the row holds in the column that the page is grouped by
   * @param lapses what its provider or group has and when it lapses
   */
  add(reported: ReportedRow, group: string | undefined, lapses: readonly Lapse[] = []): void {
    const person: ReportPerson = {
      row: reported.row,
      who: reported.who === "" ? `row ${reported.row}` : reported.who,
      group,
    };
    const { specs, statuses, outcome, problem, moved } = reported;
    // a status that could not be read is told among those
    const isStatus = [...statuses.values()].some((status) => status.problem !== undefined);
    const whole = specs.length === 0 && outcome === "failed" && !isStatus;
    this.#gathering.add({
      requests: specs.map((spec) => requestOf(spec, person)),
      statuses: [...statuses].flatMap(([source, answer]) => {
        const item = this.#parts.get(source)?.itemOf(answer, reported.answers, person);
        return item === undefined ? [] : [{ source, item }];
      }),
      fault:
        whole && problem !== undefined
          ? { ...person, errorCode: problem.code, error: problem.message }
          : undefined,
      changes: moved.map(({ request, from, to, seenAt }) => ({
        ...person,
        request,
        from,
        to,
        seenAt: timeOf(seenAt) ?? "",
      })),
      lapses: lapses.map((lapse) => lapseOf(lapse, person)),
      profile: profileOf(reported, person),
    });
  }

  /** All of it, with the figures of the run and of those before it. */
  data(roster: string, summary: Summary, history: History): ReportData {
    return this.#gathering.data(roster === "-" ? "standard input" : basename(roster), summary, history);
  }
}

function requestOf(answered: AnsweredRequest, person: ReportPerson): ReportRequest {
  const { staged, workItem, entry, outcome, problem } = answered;
  const { spec } = staged;
  return {
    ...person,
    platform: platformOf(spec.kind),
    kind: nameOfKind(spec.kind),
    label: changeLabel(spec),
    key: staged.key,
    payer: kindNamed(spec.kind).partner?.(spec),
    outcome,
    verb: workItem?.verb,
    requestId: entry?.remoteId,
    status: entry?.status,
    statusReason: entry?.statusReason,
    statusCategory: entry?.details?.["status_category"],
    fileStatus: entry?.details?.["credentialing_status"],
    requestedAt: timeOf(entry === undefined ? undefined : requestedAt(entry)),
    isNew: isNews(answered),
    errorCode: problem?.code,
    error: problem?.message,
  };
}

function lapseOf(lapse: Lapse, person: ReportPerson): ReportLapse {
  const { key, kind, day, holding } = lapse;
  const { state, number, status } = holding;
  return {
    ...person,
    key,
    kind,
    what: lapseName(lapse),
    state,
    number,
    detail: payerOf(lapse) ?? lapseType(lapse),
    status,
    day,
  };
}

function profileOf({ answers, dates }: ReportedRow, person: ReportPerson): ReportProfile | undefined {
  const { profile_state: state = "" } = answers;
  const providerId = dates?.holdings.find(({ kind }) => kind === "profile")?.subject;
  if (state === "" || state === "complete" || providerId === undefined) return undefined;
  return { ...person, providerId, state };
}

function timeOf(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

/** What the run was to do. */
export function purposeOf(command: Summary["command"]): string {
  switch (command) {
    case "sync":
      return "request what is missing, and read every status";
    case "plan":
      return "show what would be requested; nothing is sent";
    case "status":
      return "read every status; nothing is requested";
  }
}

/** How a run ended. */
export interface Ending {
  /** `good` needs nobody, `look` needs somebody to read on, `stopped` needs another run. */
  readonly mood: "good" | "look" | "stopped";
  readonly sentence: string;
}

/** How a run ended, from its exit code (the table in the README). */
export function endingOf({ exit_code, command }: Pick<Summary, "exit_code" | "command">): Ending {
  switch (exit_code) {
    case 0:
      return { mood: "good", sentence: doneSentence(command) };
    case 1:
      return {
        mood: "look",
        sentence: "Finished, but some rows failed or are not confirmed yet. What to do is below.",
      };
    case 2:
      return { mood: "stopped", sentence: "Nothing was sent: a setting or the roster could not be used." };
    case 3:
      return {
        mood: "stopped",
        sentence: "Stopped early. What was done is listed below; the next run picks up from there.",
      };
    case 4:
      return { mood: "stopped", sentence: "Nothing was sent: another run was using the same ledger." };
    case 5:
      return {
        mood: "stopped",
        sentence: "Held: more would have changed than was allowed. Nothing further was sent.",
      };
    case 130:
    case 143:
      return {
        mood: "stopped",
        sentence: "Interrupted. What was done is listed below; the next run picks up from there.",
      };
    default:
      return { mood: "stopped", sentence: `Ended with the exit code ${exit_code}.` };
  }
}

function doneSentence(command: Summary["command"]): string {
  switch (command) {
    case "sync":
      return "Done: everything the roster asks for has been requested.";
    case "plan":
      return "The plan is complete, and every row of it can be carried out.";
    case "status":
      return "Done: every status has been read.";
  }
}
