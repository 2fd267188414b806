import { OutputError } from "../../errors.ts";
import type { Client } from "../../http/client.ts";
import type { RateLimiter } from "../../http/rate-limiter.ts";
import type { DocumentSource } from "../../platforms/exports.ts";
import { isNameable } from "../../platforms/reading.ts";
import { problemOfReading } from "../../lists/walk.ts";
import type { FileStore } from "./file-store.ts";
import type { PublicDownload } from "./public-download.ts";

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
