import { allEnded } from "../lists/all-ended.ts";
import { HeldError, type Approval, type Reach } from "./approval.ts";
import { waitOf, type Connected } from "./clients.ts";
import type { FailureBudget } from "./failure-budget.ts";
import { longWaitMs } from "../http/rate-limiter.ts";
import { defaultPatience } from "../http/retry.ts";
import { LaneLog } from "./platform-run-log.ts";
import { inTurn } from "./staggered.ts";
import type { HeldSettings } from "../config/settings.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Log } from "../log.ts";
import { checkBelieved } from "../lookup/active.ts";
import { horizonOf, narrowToUncovered, spareHeld } from "../holdings/compare.ts";
import { judgeRefusals, readAllHoldings } from "../holdings/read-all.ts";
import { lookUp } from "../lookup/lookup.ts";
import { plannedCreates } from "./planned-creates.ts";
import { identifyWants } from "../reconcile/identify.ts";
import type { RequestBook, RequestPlatform } from "../platforms/platform.ts";
import type { Progress } from "../progress/progress.ts";
import { sumOfRequests } from "../results/request-words.ts";
import type { Mode } from "../results/outcome.ts";
import type { Work } from "../roster/request-spec.ts";
import type { Runtime } from "../runtime.ts";
import { holdWhatIsAlike } from "../submit/sent-unseen.ts";
import { settleAll } from "../submit/settle.ts";
import { submitAll } from "../submit/submit.ts";
import type { ResolveLine } from "../submit/words.ts";
import { isSurelyAbsent } from "../reconcile/subjects.ts";
import { survey } from "../reconcile/reconcile.ts";
import type { Workspace } from "../staging/staging.ts";

/** What one platform's part of a run needs. */
export interface LaneTools {
  readonly mode: Mode;
  readonly ledger: Ledger;
  readonly workspace: Workspace;
  readonly runtime: Runtime;
  readonly log: Log;
  readonly progress: Progress;
  readonly approval: Approval;
  readonly signal: AbortSignal;
  readonly settleMs: number;
  readonly writeTimeoutMs: number;
  readonly concurrency: number;
  readonly budget: FailureBudget;
  readonly resolveLine: ResolveLine;
  readonly settings: { readonly only: ReadonlySet<Work>; readonly held: HeldSettings };
}

/**
 * One platform's part of a run, in order: who is who, what is there already, what is missing is requested, what is
 * in doubt is settled. Lanes know nothing of each other.
 */
export async function runLane(
  connected: Connected,
  platform: RequestPlatform,
  tools: LaneTools,
): Promise<void> {
  const { mode, approval, log, progress, workspace } = tools;
  const { client } = connected;
  let lookedAt: LookedAt;
  try {
    lookedAt = await read(connected, platform, tools);
  } catch (error) {
    approval.report();
    throw error;
  }
  progress.enter(connected.name, "requesting");
  if (mode === "plan") return approval.report();
  if (mode === "status") approval.report();
  const { reach, held } =
    mode === "sync" ? await begin(connected, platform, lookedAt, tools) : nothingAllowed;
  const laneLog = new LaneLog({
    log,
    workspace,
    platform: connected.name,
    calls: () => client.meter.counts.calls,
  });
  let sending = platform.books.length;
  const onSent = (): void => {
    sending -= 1;
    if (sending > 0) return;
    laneLog.allSent();
    progress.enter(connected.name, "settling");
  };
  await inTurn(platform.books, async (book, onTakenUp) => {
    if (reach === undefined) {
      await submitAll(book, { ...submitTools(client, reach, tools), onTakenUp });
    }
    onTakenUp();
    const doubts = laneLog.sent(book);
    onSent();
    await settle(book, lookedAt.get(book), reach, client, tools);
    laneLog.settled(book, doubts);
  });
  if (held !== undefined) throw held;
}

/** How far sending may go: rows beyond `reach` are held back; undefined for no limit. */
interface Begun {
  readonly reach: Reach;
  readonly held: HeldError | undefined;
}

const nothingAllowed: Begun = { reach: 0, held: undefined };

/** When each kind of request was looked at; without those that could not be read. */
type LookedAt = ReadonlyMap<RequestBook, number>;

/** Everything that must be known before the first write. */
async function read(
  { client, name }: Connected,
  platform: RequestPlatform,
  { mode, ledger, workspace, runtime, log, progress, budget, resolveLine, settings }: LaneTools,
): Promise<LookedAt> {
  const reading = { client, ledger, workspace, clock: runtime.clock };
  const { held } = settings;
  progress.enter(name, "looking up");
  const kinds = platform.books.map(({ kind }) => kind);
  await lookUp(platform, { ...reading, optional: workspace.rows.askedOneByOne(kinds).asks === 0 });
  progress.enter(name, "comparing");
  log.info({ platform: name, calls: client.meter.counts.calls }, "looked up");
  for (const book of platform.books) await identifyWants(book, workspace, ledger);
  budget.count(workspace.rows.failedCount());
  await readAllHoldings(platform, { dates: settings.only.has("dates"), held }, { ...reading, log });
  const comparison = held.request ? undefined : horizonOf(runtime.clock.now(), held);
  const looked = new Map<RequestBook, number>();
  await allEnded(
    platform.books.map(async (book) => {
      const at = runtime.clock.now();
      const narrowed =
        comparison === undefined ? new Map() : await narrowToUncovered(book, comparison, reading);
      if (!(await survey(book, ["look", "refresh", "doubt", "confirm"], reading))) return;
      looked.set(book, at);
      if (comparison !== undefined) await spareHeld(book, comparison, narrowed, reading);
      await holdWhatIsAlike(book, { ...reading, resolveLine });
    }),
  );
  judgeRefusals({ platform: name }, reading);
  if (mode !== "status") await checkBelieved(platform, reading);
  const plan = plannedCreates(client.platform, platform, workspace);
  log.info(
    { platform: name, calls: client.meter.counts.calls, to_create: plan.requests, held: plan.held },
    "compared",
  );
  return looked;
}

/** Asks whether what is missing may be sent, and sends the canary first, if there is one. A hold is an answer here. */
async function begin(
  { client, readOnly }: Connected,
  platform: RequestPlatform,
  lookedAt: LookedAt,
  tools: LaneTools,
): Promise<Begun> {
  const { approval, workspace } = tools;
  const plan = plannedCreates(client.platform, platform, workspace);
  let reach: Reach = 0;
  try {
    const allowed = await approval.request(plan);
    const stop = readOnly();
    if (stop !== undefined && sumOfRequests(plan.requests) > 0) client.health.halt(stop);
    reach = allowed;
    if (reach !== undefined) {
      await sendCanary(platform, client, { reach, lookedAt }, tools).catch((error: unknown) => {
        approval.reportCanary();
        throw error;
      });
      await approval.afterCanary();
    }
    return { reach: undefined, held: undefined };
  } catch (error) {
    if (error instanceof HeldError) return { reach, held: error };
    throw error;
  }
}

/** Sends for the first rows and sees it through to the end: whoever is asked about it wants to see its ids. */
function sendCanary(
  platform: RequestPlatform,
  client: Connected["client"],
  { reach, lookedAt }: { readonly reach: number; readonly lookedAt: LookedAt },
  tools: LaneTools,
): Promise<void> {
  return inTurn(platform.books, async (book, onTakenUp) => {
    await submitAll(book, { ...submitTools(client, reach, tools), onTakenUp });
    await settle(book, lookedAt.get(book), reach, client, tools);
  });
}

async function settle(
  book: RequestBook,
  lookedAt: number | undefined,
  reach: Reach,
  client: Connected["client"],
  tools: LaneTools,
): Promise<void> {
  const { ledger, workspace, runtime, signal, settleMs, writeTimeoutMs, resolveLine } = tools;
  const surveying = { client, ledger, workspace, clock: runtime.clock };
  await settleAll(book, lookedAt, {
    client,
    resolveLine,
    clockAheadMs: () => client.clockAheadMs,
    ledger,
    workspace,
    clock: runtime.clock,
    signal,
    settleMs,
    writeTimeoutMs,
    look: () => survey(book, ["doubt", "confirm"], surveying),
    isAbsent: (want, isMade) => isSurelyAbsent(book, want, surveying, isMade),
    onWait: (ms) => {
      const why = "what is not confirmed yet is looked for once more";
      if (ms > longWaitMs)
        tools.log.info({ platform: book.platform, why, ...waitOf(ms, runtime.clock) }, "waiting");
    },
    resend: async () => {
      // rows beyond the reach are still to be created, and stay so
      await submitAll(book, submitTools(client, reach, tools));
    },
  });
}

function submitTools(
  client: Connected["client"],
  upToRow: number | undefined,
  { ledger, workspace, runtime, signal, concurrency, budget }: LaneTools,
): Parameters<typeof submitAll>[1] {
  return {
    client,
    ledger,
    workspace,
    clock: runtime.clock,
    random: runtime.random,
    patience: defaultPatience,
    signal,
    width: concurrency * 2,
    upToRow,
    onFailure: (rows) => budget.refuse(rows),
  };
}
