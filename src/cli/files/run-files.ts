import { Approval } from "../../run/approval.ts";
import { exitCodes, type ExitCode } from "../../errors.ts";
import { FailureBudget } from "../../run/failure-budget.ts";
import { isLoopback } from "../../http/loopback.ts";
import { RateLimiter } from "../../http/rate-limiter.ts";
import { runPlatform } from "../../run/platform-run.ts";
import { specDefaults } from "../../run/ask-defaults.ts";
import { rowFilter } from "../../staging/selection.ts";
import type { Identity } from "../../roster/request-spec.ts";
import { readRow } from "../../roster/row.ts";
import { Interruption } from "../../runtime.ts";
import { inSession, stage, type RunRequest, type Session } from "../../run/session.ts";
import { fetchFile, type FetchedFile, type WantedFile } from "./fetch-files.ts";
import { fileNamePart, openFileStore } from "./file-store.ts";
import { publicDownloads } from "./public-download.ts";

/** Medallion's allowance for documents, beside the one for calls (its page on rate limits). */
const documentRate = { calls: 30, perMs: 60_000 };

/** What is told of each row that asks for credentialing by Medallion. */
export type FileReport =
  | FetchedFile
  | { readonly row: number; readonly outcome: "not_closed" | "not_requested" };

/**
 * Fetches the credentialing file of each closed Medallion request that a roster names, into a folder.
 * @param onFile told of each row as it comes
 */
export function runFiles(
  request: RunRequest,
  folder: string,
  onFile: (report: FileReport) => void,
): Promise<ExitCode> {
  return inSession(request, async (session) => {
    await stage(session);
    const { connected, runtime, settings, stopping } = session;
    const medallion = connected.find(({ name }) => name === "medallion");
    const organizationId = settings.accounts.medallion?.organizationId;
    if (medallion?.platform === undefined || organizationId === undefined)
      throw new Error("Medallion is not connected");
    await runPlatform(medallion, medallion.platform, {
      ...session,
      approval: new Approval({
        platformRuns: 1,
        maxCreates: undefined,
        canary: undefined,
        askBefore: undefined,
      }),
      budget: new FailureBudget(undefined, 0, () => undefined),
      signal: stopping.signal,
      settleMs: settings.settleMs,
      writeTimeoutMs: settings.writeTimeoutMs,
      concurrency: settings.concurrency.medallion,
    });
    const base = settings.accounts.medallion?.baseUrl;
    const downloads = publicDownloads({
      mayBeOwn: base !== undefined && isLoopback(new URL(base).hostname),
      proxies: settings.proxies,
    });
    const tools = {
      client: medallion.client,
      organizationId,
      rateLimiter: new RateLimiter(runtime.clock, documentRate),
      download: downloads.download,
      store: await openFileStore(folder, session.outputs.begin),
      signal: stopping.signal,
    };
    try {
      let failed = false;
      for await (const wanted of wantedFiles(session)) {
        const report = "outcome" in wanted ? wanted : await fetchFile(wanted, tools);
        failed ||= report.outcome === "failed";
        onFile(report);
      }
      const interruption: unknown = runtime.interrupted.reason;
      if (interruption instanceof Interruption) return interruption.exitCode;
      if (stopping.signal.aborted || medallion.client.breaker.stops.length > 0) return exitCodes.stoppedEarly;
      return failed ? exitCodes.rowsFailed : exitCodes.done;
    } finally {
      await downloads.close();
    }
  });
}

/** The rows that ask for credentialing by Medallion, in order, with the file of those whose request is closed. */
async function* wantedFiles(session: Session): AsyncGenerator<WantedFile | FileReport> {
  const { source, places, settings, runtime, staging, ledger } = session;
  const filter = rowFilter(settings.selection, places);
  const defaults = specDefaults(settings, runtime.clock.now());
  const seen = new Set<string>();
  for await (const { row, cells, isAside, remarks } of source.rows()) {
    if (isAside) continue;
    const read = readRow(places, cells, row, defaults, settings.only, remarks);
    if (!filter(cells, read.previousResult)) continue;
    const staged = staging.rows.row(row);
    if (staged?.fault !== undefined && staged.fault.code !== "not_configured")
      yield { row, outcome: "failed", problem: staged.fault.message };
    for (const { key, problem } of staging.rows.specsOf(row)) {
      if (problem !== undefined) yield { row, outcome: "failed", problem: problem.message };
      if (key === undefined || seen.has(key)) continue;
      seen.add(key);
      const entry = (await ledger.requests.findMany([key])).get(key);
      const fileId = entry?.details?.["credentialing_file_id"];
      const requestId = entry?.remoteId;
      if (requestId === undefined) yield { row, outcome: "not_requested" };
      else if (entry?.status !== "closed" || fileId === undefined) yield { row, outcome: "not_closed" };
      else {
        yield { row, provider: nameOf(read.identity, entry.subject), requestId, fileId };
      }
    }
  }
}

/** What the roster calls the provider, as part of a file name. */
function nameOf(identity: Identity, id: string): string {
  const name = [identity.last_name, identity.first_name].filter((part) => part !== undefined).join(" ");
  return fileNamePart(name === "" ? (identity.email ?? identity.npi ?? id) : name);
}
