import type { Client } from "../http/client.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { RequestBook } from "../platforms/platform.ts";
import type { Clock } from "../runtime.ts";
import { readOne } from "../reconcile/read-by-id.ts";
import { identityOf } from "../reconcile/tools.ts";
import type { Want } from "../staging/work-items.ts";
import type { Workspace } from "../staging/staging.ts";
import { likeListed, takenListed } from "./likeness.ts";
import {
  conflictProblem,
  likeProblem,
  lostProblem,
  unlistedProblem,
  vouchedProblem,
  type ResolveLine,
} from "./words.ts";

/** What ending a doubt needs. */
export interface ConcludeTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly resolveLine: ResolveLine;
}

/** Whether the request is to be sent again. */
type Conclusion = "resend" | "ended";

/** Ends the search for a request that no list showed over its whole settling time. */
export async function conclude(
  book: RequestBook,
  want: Want,
  entry: LedgerEntry | undefined,
  tools: ConcludeTools,
): Promise<Conclusion> {
  const { ledger, workspace, clock, client, resolveLine } = tools;
  const isOfThisRun = entry?.run === ledger.requests.run;
  if (want.step === "confirm" && entry?.remoteId !== undefined) {
    // it has an id of its own: it counts as made in its night, and only later is it asked for by that
    if (isOfThisRun) workspace.wants.setStep(want.key, "done");
    else await readOne(book, want, entry.remoteId, tools);
    return "ended";
  }
  const listed = { ledger, workspace, now: clock.now() };
  const taken = want.step === "confirm" ? await takenListed(book, want, entry, listed) : undefined;
  if (taken !== undefined) {
    await ledger.requests.recordSeen([{ ...identityOf(book, want), remote: taken }], clock.now());
    workspace.wants.setStep(want.key, "done");
    return "ended";
  }
  const like = await likeListed(book, want, entry, listed);
  if (like !== undefined) {
    const about = { key: want.key, id: like.remoteId, platform: client.platform };
    workspace.wants.setStep(want.key, "done", likeProblem(about, resolveLine));
    return "ended";
  }
  if (want.step === "confirm" && (isOfThisRun || entry?.shownAt !== undefined)) {
    const problem = isOfThisRun ? unlistedProblem : vouchedProblem;
    workspace.wants.setStep(want.key, "done", problem(want.key, resolveLine));
    return "ended";
  }
  return endDoubt(want, entry, tools);
}

async function endDoubt(
  want: Want,
  entry: LedgerEntry | undefined,
  tools: ConcludeTools,
): Promise<Conclusion> {
  const { ledger, workspace, clock, resolveLine } = tools;
  if (entry?.answerStatus !== undefined) {
    const reason = entry.problem ?? String(entry.answerStatus);
    await ledger.requests.refuse([want.key], reason, clock.now(), false);
    workspace.wants.setStep(want.key, "done", conflictProblem(reason));
    return "ended";
  }
  // no row of this roster asks for it any more
  if (want.row === 0) {
    await ledger.requests.release([want.key], clock.now());
    workspace.wants.setStep(want.key, "done");
    return "ended";
  }
  if ((want.resends ?? 0) > 0) {
    workspace.wants.setStep(
      want.key,
      "done",
      lostProblem({ key: want.key, sends: entry?.sends ?? 2, reason: entry?.problem }, resolveLine),
    );
    return "ended";
  }
  workspace.wants.countResend(want.key);
  // a group that was taken and made in part would be again
  if (want.step === "confirm") workspace.wants.sendAlone(want.key);
  await ledger.requests.release([want.key], clock.now());
  workspace.wants.setStep(want.key, "create");
  return "resend";
}
