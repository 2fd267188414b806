import { HeldError } from "../errors.ts";
import { rm } from "node:fs/promises";
import { operationsIn, type Plan } from "../requests/plan.ts";
import { heldBy, type Answer, type Canary, type CanaryRules } from "./approval.ts";
import { rowsSentence, type CanaryReport, type CanaryRequest } from "./canary-words.ts";
import { exitCodes } from "../errors.ts";
import { canaryFile, canaryRows, writeCanaryFile } from "./canary-file.ts";
import { changeLabel } from "../platforms/catalog.ts";
import { counted } from "../text/counts.ts";
import type { ReportedRow } from "../results/reported-row.ts";
import type { Session } from "./session.ts";

/** Who says whether the rest may follow. */
export interface CanaryJudge {
  /** Asks a person; undefined when there is none. */
  readonly ask: ((report: CanaryReport) => Promise<Answer>) | undefined;
  /** Says what was sent, where nobody is asked. */
  readonly tell: (report: CanaryReport) => void;
}

/** The canary of a run: what the first rows ask for is sent, looked at, and then all else or nothing. */
export class CanaryRun implements CanaryRules {
  readonly #rows: number;
  readonly #session: Session;
  readonly #judge: CanaryJudge;
  #keys: ReadonlySet<string> = new Set();

  /** @param rows for how many rows it is sent */
  constructor(rows: number, session: Session, judge: CanaryJudge) {
    this.#rows = rows;
    this.#session = session;
    this.#judge = judge;
  }

  /** The first rows with something to create; undefined when there are no others. */
  choose(plan: Plan): Canary | undefined {
    const { workItems } = this.#session.staging;
    const upToRow = workItems.rowOfNthCreate(this.#rows);
    if (upToRow === undefined) return undefined;
    const { rows, keys } = workItems.createsUpTo(upToRow);
    this.#keys = keys;
    const others = operationsIn(plan) - keys.size;
    return others === 0 ? undefined : { upToRow, rows, requests: keys.size, others };
  }

  /** Says what was sent, and why nothing may follow; undefined when a person says that it may. */
  async judge(canary: Canary): Promise<HeldError | undefined> {
    const rows = await canaryRows(canary.rows, this.#session);
    const sent = rows.flatMap(({ reported }) => this.#requestsOf(reported));
    const rest = `the other ${counted(canary.others, "request")} ${canary.others === 1 ? "was" : "were"} not sent`;
    if (sent.every(({ outcome }) => outcome === "skipped")) {
      const why = sent.find(({ problem }) => problem !== undefined)?.problem;
      const because = why === undefined ? "" : ` ${why}`;
      const sentence = `The canary could not be sent, and ${rest}.${because}`;
      return new HeldError(sentence, undefined, exitCodes.stoppedEarly);
    }
    const refused = sent.filter(({ outcome }) => outcome === "failed").length;
    this.#session.log.info(
      { rows: canary.rows, requests: canary.requests, refused, others: canary.others },
      "canary sent",
    );
    const { ask, tell } = this.#judge;
    if (ask === undefined) {
      tell({ ...canary, sent, file: undefined });
      return new HeldError(
        `The canary was sent: ${counted(canary.requests, "request")} for ${rowsSentence(canary.rows)}; ${rest}.`,
        "Check those rows in the results; the same command without --canary sends the rest, and nothing twice.",
      );
    }
    const path = canaryFile(this.#session);
    try {
      const file = await writeCanaryFile(path, rows, this.#session);
      const answer = await ask({ ...canary, sent, file });
      return answer === "yes" ? undefined : heldBy(answer, `The canary was sent, and ${rest}`);
    } finally {
      // whatever follows, these rows will be in the results
      await rm(path, { force: true }).catch(() => undefined);
    }
  }

  /** What was sent for a row; what several rows share is told of the first. */
  #requestsOf({ row, specs }: ReportedRow): readonly CanaryRequest[] {
    return specs
      .filter(({ staged, workItem }) => workItem?.row === row && this.#keys.has(staged.key ?? ""))
      .map(({ staged, entry, outcome, problem }) => ({
        row,
        request: changeLabel(staged.spec),
        outcome,
        id: entry?.remoteId,
        status: entry?.status,
        problem: problem?.message,
      }));
  }
}
