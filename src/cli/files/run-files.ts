import type { Identity } from "../../cells/cells.ts";
import { platformSettings } from "../../config/resolve.ts";
import { exitCodes, type ExitCode, OutputError } from "../../errors.ts";
import type { Client } from "../../http/client.ts";
import { RateLimiter } from "../../http/rate-limiter.ts";
import { problemOfReading } from "../../lists/walk.ts";
import { documentPlatform } from "../../platforms/catalog.ts";
import type { DocumentSource } from "../../platforms/exports.ts";
import { isNameable } from "../../platforms/reading.ts";
import { readRow } from "../../roster/row.ts";
import { Approval, FailureBudget } from "../../run/approval.ts";
import { parseRules } from "../../run/parse-rules.ts";
import { runPlatform } from "../../run/platform-run.ts";
import { inSession, stage, type RunRequest, type Session } from "../../run/session.ts";
import { Interruption } from "../../runtime.ts";
import { rowFilter } from "../../staging/selection.ts";
import { isLoopback } from "../../text/loopback.ts";
import { fileNamePart, openFileStore, type FileStore } from "./file-store.ts";
import { publicDownloads, type PublicDownload } from "./public-download.ts";

/** What is told of each row that asks for something that documents come of. */
export type FileReport =
  | FetchedFile
  | { readonly row: number; readonly outcome: "not_closed" | "not_requested" };

/**
 * Fetches the document of each closed request that a roster names, into a folder.
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
    const own = connected.find(({ name }) => name === documentPlatform?.name);
    const documents = documentPlatform?.documents;
    if (own === undefined || documents === undefined)
      throw new Error("nothing is connected that has documents");
    await runPlatform(own, {
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
      concurrency: platformSettings(settings, own.name).concurrency,
    });
    const downloads = publicDownloads({
      mayBeOwn: isLoopback(new URL(own.baseUrl).hostname),
      proxies: settings.proxies,
    });
    const tools = {
      client: own.client,
      documents,
      account: settings.accounts[own.name],
      rateLimiter: new RateLimiter(runtime.clock, documents.rate),
      download: downloads.download,
      store: await openFileStore(folder, session.outputs.begin),
      signal: stopping.signal,
    };
    try {
      let failed = false;
      for await (const wanted of wantedFiles(session, documents)) {
        const report = "outcome" in wanted ? wanted : await fetchFile(wanted, tools);
        failed ||= report.outcome === "failed";
        onFile(report);
      }
      const interruption: unknown = runtime.interrupted.reason;
      if (interruption instanceof Interruption) return interruption.exitCode;
      if (stopping.signal.aborted || own.client.breaker.stops.length > 0) return exitCodes.stoppedEarly;
      return failed ? exitCodes.rowsFailed : exitCodes.done;
    } finally {
      await downloads.close();
    }
  });
}

/** The rows that ask for something that documents come of, in order, with the document of those whose request is closed. */
async function* wantedFiles(
  session: Session,
  { documentIn }: DocumentSource<unknown>,
): AsyncGenerator<WantedFile | FileReport> {
  const { source, places, settings, runtime, staging, ledger } = session;
  const filter = rowFilter(settings.selection, places);
  const rules = parseRules(settings, runtime.clock.now());
  const seen = new Set<string>();
  for await (const { row, cells, isAside, remarks } of source.rows()) {
    if (isAside) continue;
    const read = readRow(places, cells, row, rules, settings.only, remarks);
    if (!filter(cells, read.previousResult)) continue;
    const staged = staging.rows.row(row);
    if (staged?.fault !== undefined && staged.fault.code !== "not_configured")
      yield { row, outcome: "failed", problem: staged.fault.message };
    for (const { key, problem } of staging.rows.specsOf(row)) {
      if (problem !== undefined) yield { row, outcome: "failed", problem: problem.message };
      if (key === undefined || seen.has(key)) continue;
      seen.add(key);
      const entry = (await ledger.requests.findMany([key])).get(key);
      const fileId = entry === undefined ? undefined : documentIn(entry);
      const requestId = entry?.remoteId;
      if (requestId === undefined) yield { row, outcome: "not_requested" };
      else if (entry === undefined || fileId === undefined) yield { row, outcome: "not_closed" };
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

/** A credentialing file that is wanted. */
export interface WantedFile {
  readonly row: number;
  /** What the provider is called in file names. */
  readonly provider: string;
  readonly requestId: string;
  readonly fileId: string;
}

/** What became of one file. */
export type FetchedFile =
  | { readonly row: number; readonly outcome: "fetched" | "there_already"; readonly names: readonly string[] }
  | { readonly row: number; readonly outcome: "failed"; readonly problem: string };

/** What fetching files needs. */
export interface FetchTools {
  readonly client: Client;
  readonly documents: DocumentSource<unknown>;
  readonly account: unknown;
  /** Documents have an allowance of their own. */
  readonly rateLimiter: RateLimiter;
  readonly download: PublicDownload;
  readonly store: FileStore;
  readonly signal: AbortSignal;
}

/**
 * Fetches one credentialing file: what is known as JSON, and the PDF. What is there already is not fetched again. What
 * goes wrong with one file is told of its row, and ends nothing else.
 */
export async function fetchFile(wanted: WantedFile, tools: FetchTools): Promise<FetchedFile> {
  try {
    return await fetchOrThrow(wanted, tools);
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    return { row: wanted.row, outcome: "failed", problem: error.message };
  }
}

async function fetchOrThrow(wanted: WantedFile, tools: FetchTools): Promise<FetchedFile> {
  const { row, provider, requestId, fileId } = wanted;
  const failed = (problem: string): FetchedFile => ({ row, outcome: "failed", problem });
  if (!isNameable(requestId) || !isNameable(fileId)) {
    return failed("The platform's id of the request or of its file is not an id; nothing was fetched.");
  }
  const base = `${provider}_${requestId}`;
  const names = [`${base}.json`, `${base}.pdf`] as const;
  if ((await tools.store.hasAll(names)) && (await tools.store.beginsWith(names[1], pdfMark)))
    return { row, outcome: "there_already", names };
  const permit = await tools.rateLimiter.acquire(tools.signal);
  if (permit === undefined) return failed("Interrupted before it was fetched.");
  try {
    const reply = await tools.client.read(tools.documents.call(tools.account, fileId, row));
    const file = reply.kind === "ok" ? tools.documents.read(reply.body, reply.text ?? "") : undefined;
    if (file === undefined) return failed(problemOfReading(reply, tools.client.platform).message);
    const json = `${file.data}\n`;
    if (file.pdfUrl === undefined) {
      await tools.store.write(names[0], json);
      return failed(`The file ${fileId} has no PDF yet; its data is in ${names[0]}.`);
    }
    const pdf = await tools.download(file.pdfUrl);
    if ("problem" in pdf) return failed(pdf.problem);
    if (Buffer.from(pdf.bytes.subarray(0, pdfMark.length)).toString("latin1") !== pdfMark) {
      return failed(
        `The download is not a PDF (${pdf.bytes.length} bytes); it was not kept. Run the same command again.`,
      );
    }
    // the JSON goes last: both there means both whole
    await tools.store.write(names[1], pdf.bytes);
    await tools.store.write(names[0], json);
    return { row, outcome: "fetched", names };
  } finally {
    permit.done();
  }
}

/** Every PDF begins with it. */
const pdfMark = "%PDF-";
