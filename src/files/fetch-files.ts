import type { Client } from "../http/client.ts";
import type { Pace } from "../http/pace.ts";
import { credentialingFile, readCredentialingFile } from "../platforms/medallion/credentialing-files.ts";
import { problemOfReading } from "../platforms/walk.ts";
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
  readonly organizationId: string;
  /** Documents have an allowance of their own: 30 a minute (Medallion's page on rate limits). */
  readonly pace: Pace;
  readonly download: PublicDownload;
  readonly store: FileStore;
  readonly signal: AbortSignal;
}

/** Fetches one credentialing file: what is known as JSON, and the PDF. What is there already is not fetched again. */
export async function fetchFile(wanted: WantedFile, tools: FetchTools): Promise<FetchedFile> {
  const { row, provider, requestId, fileId } = wanted;
  const base = `${provider}_${requestId}`;
  const names = [`${base}.json`, `${base}.pdf`] as const;
  if (await tools.store.hasAll(names)) return { row, outcome: "there_already", names };
  const permit = await tools.pace.acquire(tools.signal);
  if (permit === undefined) return { row, outcome: "failed", problem: "Interrupted before it was fetched." };
  try {
    const call = credentialingFile(tools.organizationId, fileId, row);
    const reply = await tools.client.read(call);
    const file = reply.kind === "ok" ? readCredentialingFile(reply.body) : undefined;
    if (file === undefined)
      return { row, outcome: "failed", problem: problemOfReading(reply, tools.client.platform).problem };
    const json = `${JSON.stringify(file.data, undefined, 2)}\n`;
    if (file.pdfUrl === undefined) {
      await tools.store.write(names[0], json);
      return {
        row,
        outcome: "failed",
        problem: `The file ${fileId} has no PDF yet; its data is in ${names[0]}.`,
      };
    }
    const pdf = await tools.download(file.pdfUrl);
    if ("problem" in pdf) return { row, outcome: "failed", problem: pdf.problem };
    // the JSON goes last: both there means both whole
    await tools.store.write(names[1], pdf.bytes);
    await tools.store.write(names[0], json);
    return { row, outcome: "fetched", names };
  } finally {
    permit.done();
  }
}
