import { changeLabel, kindNamed, nameOfKind, platformOf } from "../platforms/catalog.ts";
import { basename } from "node:path";
import { lapseName, lapseType, payerOf, type Lapse } from "../holdings/lapse.ts";
import type { AnsweredRequest } from "../results/row-answers.ts";
import type { Summary } from "../results/summary.ts";
import type { ReportedRow } from "../results/reported-row.ts";
import { requestedAt } from "../ledger/entry.ts";
import { isNews } from "../results/standings.ts";
import { Gathering } from "./gather/gathering.ts";
import type { History } from "./gather/history.ts";
import type { ReportData } from "./report-data.ts";
import type { ReportParts } from "./parts.ts";
import type { ReportLapse, ReportProfile, ReportRequest } from "./report-rows.ts";
import type { ReportPerson } from "../page/listed.ts";

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
  const { staged, entry, outcome, problem } = answered;
  const { spec } = staged;
  return {
    ...person,
    platform: platformOf(spec.kind),
    kind: nameOfKind(spec.kind),
    label: changeLabel(spec),
    key: staged.key,
    payer: kindNamed(spec.kind).partner?.(spec),
    outcome,
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
