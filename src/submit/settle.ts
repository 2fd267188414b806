import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { RequestBook } from "../platforms/platform.ts";
import type { Clock } from "../runtime.ts";
import type { Want } from "../workspace/wants.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What settling needs. */
export interface SettleTools {
  readonly ledger: Ledger;
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How long a list may lag before "it is not there" is believed. */
  readonly settleMs: number;
  /** A request of a run that died may have been on its way for so long after its intent. */
  readonly writeTimeoutMs: number;
  /** Looks at the platform once more and moves on what it finds; false when it cannot be read. */
  readonly look: () => Promise<boolean>;
  /** Whether a want that the last look did not find is sure not to be there; else it has moved on, or waits. */
  readonly isAbsent: (want: Want) => Promise<boolean>;
  /** Sends what is at the step `create`. */
  readonly resend: () => Promise<void>;
}

/** When to look, as shares of the settling time; only the last look is believed when it finds nothing. */
const looksAt = [0, 0.05, 0.15, 0.35, 0.65, 1];

/** A request that the platform loses every time in one run is a person's business, or the next run's. */
const mostResends = 5;

/**
 * Settles what is in doubt and confirms what has no id yet. Looks several times over the settling time, since a
 * list may lag behind; what is not there at its end was not carried out and is sent again. What cannot be settled
 * stays in doubt for the next run.
 * @param lookedAt when the platform was last looked at for this; milliseconds since the epoch
 */
export async function settleAll(book: RequestBook, lookedAt: number, tools: SettleTools): Promise<void> {
  const { clock, signal } = tools;
  let lastLook = lookedAt;
  if (await wasSentSince(book, lookedAt, tools)) {
    lastLook = clock.now();
    if (!(await tools.look())) return;
  }
  for (;;) {
    const { nextLook, released } = await moveOnExpired(book, lastLook, tools);
    if (released > 0) {
      await tools.resend();
      continue;
    }
    if (nextLook === undefined) return;
    await clock.sleep(nextLook - clock.now(), signal);
    if (signal.aborted) return;
    lastLook = clock.now();
    if (!(await tools.look())) return;
  }
}

/** Whether some of what waits for its id was sent after a time: then a look is due, whatever else is. */
async function wasSentSince(
  book: RequestBook,
  at: number,
  { workspace, ledger }: SettleTools,
): Promise<boolean> {
  const wants = workspace.wants.page(book.kind, "confirm", "", 50);
  const entries = await ledger.requests.find(wants.map(({ key }) => key));
  return [...entries.values()].some(({ settledAt }) => (settledAt ?? 0) > at);
}

interface Progress {
  /** When the platform is to be looked at next; undefined when nothing is left to look for. */
  readonly nextLook: number | undefined;
  /** How many requests are to be sent again. */
  readonly released: number;
}

async function moveOnExpired(book: RequestBook, lastLook: number, tools: SettleTools): Promise<Progress> {
  let nextLook: number | undefined;
  let released = 0;
  for await (const { want, entry } of openWants(book, tools)) {
    const base = believedFrom(want, entry, tools);
    const next = looksAt.map((share) => base + share * tools.settleMs).find((time) => time > lastLook);
    if (next !== undefined) {
      nextLook = Math.min(nextLook ?? next, next);
    } else if (!(await tools.isAbsent(want))) {
      continue;
    } else if (want.step === "confirm") {
      tools.workspace.wants.setStep(want.key, "done", unconfirmed);
    } else if (await release(want, entry, tools)) {
      released += 1;
    }
  }
  return { nextLook, released };
}

async function* openWants(
  book: RequestBook,
  { workspace, ledger }: SettleTools,
): AsyncGenerator<{ readonly want: Want; readonly entry: LedgerEntry | undefined }> {
  for (const step of ["doubt", "confirm"] as const) {
    for (let after = ""; ;) {
      const wants = workspace.wants.page(book.kind, step, after, 200);
      const last = wants.at(-1);
      if (last === undefined) break;
      after = last.key;
      const entries = await ledger.requests.find(wants.map(({ key }) => key));
      for (const want of wants) yield { want, entry: entries.get(want.key) };
    }
  }
}

/** From when on the settling time counts: from the moment after which nothing of it can have been on its way. */
function believedFrom(
  want: Want,
  entry: LedgerEntry | undefined,
  { clock, writeTimeoutMs }: SettleTools,
): number {
  if (want.step === "confirm") return entry?.settledAt ?? clock.now();
  if (entry?.doubtSince !== undefined) return entry.doubtSince;
  return (entry?.intendedAt ?? clock.now()) + writeTimeoutMs;
}

const unconfirmed = {
  code: "id_unconfirmed",
  problem: "The platform accepted the request but does not list it yet. The next run fills in its id.",
};

/** Ends a doubt that nothing was found for; says whether the request is to be sent again. */
async function release(want: Want, entry: LedgerEntry | undefined, tools: SettleTools): Promise<boolean> {
  const { ledger, workspace, clock } = tools;
  const conflict = entry?.problem?.startsWith("409") === true;
  if (!conflict && want.row !== 0 && workspace.wants.countSend(want.key) > mostResends) {
    workspace.wants.setStep(want.key, "done", {
      code: "outcome_unknown",
      problem: `The request was sent ${entry?.sends ?? mostResends} times and never answered nor listed. Look it up on the platform, then settle it with roster-sync ledger resolve.`,
    });
    return false;
  }
  await ledger.requests.release([want.key], clock.now());
  if (conflict) {
    workspace.wants.setStep(want.key, "done", {
      code: "refused",
      problem: `The platform says that the request conflicts with something (${entry.problem}), but lists nothing like it. Ask there.`,
    });
    return false;
  }
  // no row of this roster asks for it any more
  workspace.wants.setStep(want.key, want.row === 0 ? "done" : "create");
  return want.row !== 0;
}
