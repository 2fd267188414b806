import type { Call } from "../../http/call.ts";
import { objectIn, textIn } from "../reading.ts";

/** The file that came of a closed credentialing request; its id is not the request's (guide on credentialing). */
export function credentialingFile(organizationId: string, fileId: string, row: number): Call {
  const path = `/p/api/v1/organizations/${encodeURIComponent(organizationId)}/credentialing-files/`;
  return {
    method: "GET",
    path: `${path}${encodeURIComponent(fileId)}/`,
    route: "/p/api/v1/organizations/{id}/credentialing-files/{id}/",
    purpose: "files",
    rows: () => [row],
  };
}

/** What such a file holds. */
export interface CredentialingFile {
  /** The data as Medallion gives it; what is in it is not documented. */
  readonly data: unknown;
  /** Where the PDF is, on another host; how long the link lives is not documented. */
  readonly pdfUrl: string | undefined;
}

/** Reads an answer; undefined when it is no credentialing file. */
export function readCredentialingFile(body: unknown): CredentialingFile | undefined {
  const row = objectIn(body);
  if (row === undefined) return undefined;
  return { data: row["provider_credentialing_file_data"] ?? null, pdfUrl: textIn(row["pdf"]) };
}
