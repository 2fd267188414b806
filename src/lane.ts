import type { Approval, PlannedCreates } from "./approval.ts";
import type { Connected } from "./connect.ts";
import { defaultPatience } from "./http/retry.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { Log } from "./log.ts";
import { lookUp } from "./lookup/lookup.ts";
import { identifyWants } from "./plan/identify.ts";
import type { RequestBook, RequestPlatform } from "./platforms/platform.ts";
import type { Mode } from "./results/ask-outcome.ts";
import type { Runtime } from "./runtime.ts";
import { settleAll } from "./submit/settle.ts";
import { submitAll } from "./submit/submit.ts";
import { survey } from "./survey/survey.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** What one platform's part of a run needs. */
export interface LaneTools {
  readonly mode: Mode;
  readonly ledger: Ledger;
  readonly workspace: Workspace;
  readonly runtime: Runtime;
  readonly log: Log;
  readonly approval: Approval;
  readonly signal: AbortSignal;
  readonly settleMs: number;
  readonly writeTimeoutMs: number;
  readonly concurrency: number;
  readonly onFailure: (rows: number) => void;
}

/**
 * One platform's part of a run, in order: who is who, what is there already, what is missing is requested, what is
 * in doubt is settled. Lanes know nothing of each other.
 */
export async function runLane(
  { client, readOnly, name }: Connected,
  platform: RequestPlatform,
  tools: LaneTools,
): Promise<void> {
  const { ledger, workspace, runtime, log, mode, approval } = tools;
  const reading = { client, ledger, workspace, clock: runtime.clock };
  let lookedAt = runtime.clock.now();
  try {
    await lookUp(platform, reading);
    log.info({ platform: name, calls: client.meter.counts.calls }, "looked up");
    for (const book of platform.books) await identifyWants(book, workspace, ledger);
    lookedAt = runtime.clock.now();
    await Promise.all(
      platform.books.map((book) => survey(book, ["look", "refresh", "doubt", "confirm"], reading)),
    );
    log.info(
      { platform: name, calls: client.meter.counts.calls, create: createCount(platform, workspace) },
      "surveyed",
    );
  } catch (error) {
    approval.report();
    throw error;
  }
  if (mode !== "sync") {
    approval.report();
  } else {
    await approval.request(plannedCreates(client.platform, platform, workspace));
    const stop = readOnly();
    if (stop !== undefined && createCount(platform, workspace) > 0) client.health.halt(stop);
    await Promise.all(platform.books.map((book) => submitAll(book, submitTools(client, tools))));
    log.info({ platform: name, calls: client.meter.counts.calls }, "submitted");
  }
  if (mode === "plan") return;
  await Promise.all(platform.books.map((book) => settle(book, lookedAt, client, tools)));
}

async function settle(
  book: RequestBook,
  lookedAt: number,
  client: Connected["client"],
  tools: LaneTools,
): Promise<void> {
  const { ledger, workspace, runtime, signal, settleMs, writeTimeoutMs, mode } = tools;
  await settleAll(book, lookedAt, {
    ledger,
    workspace,
    clock: runtime.clock,
    signal,
    settleMs,
    writeTimeoutMs,
    look: () => survey(book, ["doubt", "confirm"], { client, ledger, workspace, clock: runtime.clock }),
    resend: async () => {
      if (mode === "sync") await submitAll(book, submitTools(client, tools));
    },
  });
}

function submitTools(
  client: Connected["client"],
  { ledger, workspace, runtime, signal, concurrency, onFailure }: LaneTools,
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
    onFailure,
  };
}

function createCount(platform: RequestPlatform, workspace: Workspace): number {
  return platform.books.reduce((sum, { kind }) => sum + workspace.wants.count(kind, "create").wants, 0);
}

const words: Readonly<Record<string, string>> = {
  "medallion.license": "license requests",
  "medallion.enrollment": "payer enrollment requests",
  "medallion.credentialing": "credentialing requests",
  "verifiable.credentialing": "credentialing requests",
};

/** What a lane is about to create. */
export function plannedCreates(
  title: string,
  platform: RequestPlatform,
  workspace: Workspace,
): PlannedCreates {
  const kinds = platform.books.map(({ kind }) => ({
    what: words[kind] ?? kind,
    count: workspace.wants.count(kind, "create").wants,
  }));
  return { platform: title, kinds: kinds.filter(({ count }) => count > 0) };
}
