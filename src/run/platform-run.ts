import type { HeldSettings } from "../config/resolve.ts";
import { HeldError } from "../errors.ts";
import {
  horizonOf,
  narrowToUncovered,
  spareHeld,
  judgeRefusals,
  readAllHoldings,
} from "../holdings/compare.ts";
import { defaultRetryPolicy } from "../http/retry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { longWaitMs } from "../ledger/shared-allowance.ts";
import { allEnded } from "../lists/all-ended.ts";
import type { Log } from "../log/log.ts";
import { checkBelieved, lookUp } from "../lookup/lookup.ts";
import type { Work } from "../platforms/catalog.ts";
import type { OpenPlatform } from "../platforms/platform.ts";
import type { Resource } from "../platforms/resource.ts";
import type { StatusSource } from "../platforms/status-source.ts";
import type { Progress } from "../progress/progress.ts";
import { identifyWorkItems } from "../reconcile/identify.ts";
import { isSurelyAbsent, reconcile } from "../reconcile/reconcile.ts";
import { differencesBetween, operationsIn, type PlatformPlan } from "../requests/plan.ts";
import type { ResolveLine } from "../requests/wording.ts";
import { sumOfRequests, type Mode, type RequestsByWork } from "../results/outcome.ts";
import type { Runtime } from "../runtime.ts";
import type { Staging } from "../staging/staging.ts";
import { pollAll } from "../submit/poll.ts";
import { holdWhatIsAlike, settleAll } from "../submit/settle.ts";
import { submitAll } from "../submit/submit.ts";
import { type Approval, type Reach, type FailureBudget, planOf, requestsByWork } from "./approval.ts";
import { waitOf, type Connected } from "./clients.ts";
import { PlatformRunLog } from "./platform-run-log.ts";
import { inTurn } from "./staggered.ts";

/** What one platform's part of a run needs. */
export interface PlatformRunTools {
  readonly mode: Mode;
  readonly ledger: Ledger;
  readonly staging: Staging;
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

/** Whether anything can be requested on a platform, so that it waits for the others' plans. */
export function requestsAnything({ platform }: Pick<Connected, "platform">): boolean {
  return platform.resources.length > 0;
}

/**
 * One platform's part of a run: its requests, and beside them what is only asked. Platforms know nothing of each other.
 */
export async function runPlatform(connected: Connected, tools: PlatformRunTools): Promise<void> {
  await allEnded([
    ...(requestsAnything(connected) ? [runRequests(connected, connected.platform, tools)] : []),
    ...connected.platform.statuses.map((source) => readStatuses(connected, source, tools)),
  ]);
}

/** Asks about everybody whose status a row wants to know. */
async function readStatuses(
  { name, client }: Connected,
  { kind, ...source }: StatusSource,
  { staging, ledger, runtime, progress, settings }: PlatformRunTools,
): Promise<void> {
  if (!settings.only.has(kind.name)) return;
  progress.enter(name, kind.doing);
  await source.read({ client, ledger, queries: staging.statuses(kind.name), clock: runtime.clock });
}

/**
 * What a platform is asked for, in order: who is who, what is there already, what is missing is requested, what is in
 * doubt is settled.
 */
async function runRequests(
  connected: Connected,
  platform: OpenPlatform,
  tools: PlatformRunTools,
): Promise<void> {
  const { mode, approval, log, progress, staging } = tools;
  const { client } = connected;
  let compared: Compared;
  try {
    compared = await read(connected, platform, tools);
  } catch (error) {
    approval.report();
    throw error;
  }
  progress.enter(connected.name, "requesting");
  if (mode === "plan") return approval.report();
  if (mode === "status") approval.report();
  const { reach, held } =
    mode === "sync" ? await begin(connected, platform, compared, tools) : nothingAllowed;
  const runLog = new PlatformRunLog({
    log,
    staging,
    platform: connected.name,
    calls: () => client.meter.counts.calls,
  });
  let sending = platform.resources.length;
  const onSent = (): void => {
    sending -= 1;
    if (sending > 0) return;
    runLog.allSent();
    progress.enter(connected.name, "settling");
  };
  await inTurn(platform.resources, async (resource, onTakenUp) => {
    if (reach === undefined) {
      await submitAll(resource, { ...submitTools(client, reach, tools), onTakenUp });
    }
    onTakenUp();
    const doubts = runLog.sent(resource);
    onSent();
    await settle(resource, compared.lookedAt.get(resource), reach, client, tools);
    runLog.settled(resource, doubts);
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
type LookedAt = ReadonlyMap<Resource, number>;

/** What is known before the first write, and what is to be sent by it. */
interface Compared {
  readonly lookedAt: LookedAt;
  readonly plan: PlatformPlan;
}

/** Everything that must be known before the first write. */
async function read(
  { client, name }: Connected,
  platform: OpenPlatform,
  { mode, ledger, staging, runtime, log, progress, budget, resolveLine, settings, signal }: PlatformRunTools,
): Promise<Compared> {
  const reading = { client, ledger, staging, clock: runtime.clock };
  const { held } = settings;
  progress.enter(name, "looking up");
  const kinds = platform.resources.map(({ kind }) => kind);
  await lookUp(platform, { ...reading, optional: staging.rows.askedOneByOne(kinds).specs === 0 });
  progress.enter(name, "comparing");
  log.info({ platform: name, calls: client.meter.counts.calls }, "looked up");
  for (const resource of platform.resources) await identifyWorkItems(resource, staging, ledger);
  budget.count(staging.rows.failedCount());
  await readAllHoldings(platform, { dates: settings.only.has("dates"), held }, { ...reading, log });
  const comparison = held.request ? undefined : horizonOf(runtime.clock.now(), held);
  const looked = new Map<Resource, number>();
  await allEnded(
    platform.resources.map(async (resource) => {
      await pollAll(resource, 0, { ...reading, signal });
      const at = runtime.clock.now();
      const narrowed =
        comparison === undefined ? new Map() : await narrowToUncovered(resource, comparison, reading);
      if (!(await reconcile(resource, ["look", "refresh", "doubt", "confirm"], reading))) return;
      looked.set(resource, at);
      if (comparison !== undefined) await spareHeld(resource, comparison, narrowed, reading);
      await holdWhatIsAlike(resource, { ...reading, resolveLine });
    }),
  );
  judgeRefusals({ platform: name }, reading);
  if (mode !== "status") await checkBelieved(platform, reading);
  const plan = planOf(client.platform, platform, staging);
  const to_create = requestsByWork([plan], "operations", "create");
  const counts = { to_create, held: requestsByWork([plan], "held"), ...changesIn(plan) };
  log.info({ platform: name, calls: client.meter.counts.calls, ...counts }, "compared");
  return { lookedAt: looked, plan };
}

/** What a plan changes and removes, by the sort of work; nothing where it does neither. */
function changesIn(plan: PlatformPlan): {
  readonly to_update?: RequestsByWork;
  readonly to_remove?: RequestsByWork;
} {
  const [to_update, to_remove] = (["update", "remove"] as const).map((verb) =>
    requestsByWork([plan], "operations", verb),
  );
  const any = sumOfRequests({ ...to_update }) + sumOfRequests({ ...to_remove }) > 0;
  return any && to_update !== undefined && to_remove !== undefined ? { to_update, to_remove } : {};
}

/** Asks whether what is missing may be sent, and sends the canary first, if there is one. A hold is an answer here. */
async function begin(
  { client, readOnly }: Connected,
  platform: OpenPlatform,
  { lookedAt, plan }: Compared,
  tools: PlatformRunTools,
): Promise<Begun> {
  const { approval, staging } = tools;
  let reach: Reach = 0;
  try {
    const allowed = await approval.request(plan);
    // what was approved is what is sent, however long the answer took
    const changed = differencesBetween(plan, planOf(client.platform, platform, staging));
    if (changed.length > 0) throw new Error(`the plan changed after it was approved: ${changed.join(", ")}`);
    const stop = readOnly();
    if (stop !== undefined && operationsIn(plan) > 0) client.breaker.halt(stop);
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
  platform: OpenPlatform,
  client: Connected["client"],
  { reach, lookedAt }: { readonly reach: number; readonly lookedAt: LookedAt },
  tools: PlatformRunTools,
): Promise<void> {
  return inTurn(platform.resources, async (resource, onTakenUp) => {
    await submitAll(resource, { ...submitTools(client, reach, tools), onTakenUp });
    await settle(resource, lookedAt.get(resource), reach, client, tools);
  });
}

async function settle(
  resource: Resource,
  lookedAt: number | undefined,
  reach: Reach,
  client: Connected["client"],
  tools: PlatformRunTools,
): Promise<void> {
  const { ledger, staging, runtime, signal, settleMs, writeTimeoutMs, resolveLine } = tools;
  const reconciling = { client, ledger, staging, clock: runtime.clock };
  await settleAll(resource, lookedAt, {
    client,
    resolveLine,
    clockAheadMs: () => client.clockAheadMs,
    ledger,
    staging,
    clock: runtime.clock,
    signal,
    settleMs,
    writeTimeoutMs,
    look: () => reconcile(resource, ["doubt", "confirm"], reconciling),
    isAbsent: (workItem, isMade) => isSurelyAbsent(resource, workItem, reconciling, isMade),
    onWait: (ms) => {
      const why = "what is not confirmed yet is looked for once more";
      if (ms > longWaitMs)
        tools.log.info({ platform: resource.platform, why, ...waitOf(ms, runtime.clock) }, "waiting");
    },
    resend: async () => {
      // rows beyond the reach are still to be created, and stay so
      await submitAll(resource, submitTools(client, reach, tools));
    },
  });
}

function submitTools(
  client: Connected["client"],
  upToRow: number | undefined,
  { ledger, staging, runtime, signal, concurrency, budget }: PlatformRunTools,
): Parameters<typeof submitAll>[1] {
  return {
    client,
    ledger,
    staging,
    clock: runtime.clock,
    random: runtime.random,
    retryPolicy: defaultRetryPolicy,
    signal,
    width: concurrency * 2,
    upToRow,
    failures: budget,
  };
}
