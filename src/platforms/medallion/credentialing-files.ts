import type { Call } from "../../http/call.ts";
import { objectIn, pathPart, textIn } from "../reading.ts";

/** The file that came of a closed credentialing request; its id is not the request's (guide on credentialing). */
export function credentialingFile(organizationId: string, fileId: string, row: number): Call {
  const path = `/p/api/v1/organizations/${encodeURIComponent(organizationId)}/credentialing-files/`;
  return {
    method: "GET",
    path: `${path}${pathPart(fileId)}/`,
    route: "/p/api/v1/organizations/{id}/credentialing-files/{id}/",
    purpose: "files",
    fits: (body) => objectIn(body) !== undefined,
    keepText: true,
    rows: () => [row],
  };
}

/** What such a file holds. */
export interface CredentialingFile {
  /** The data, as JSON, as Medallion wrote it: what is in it is not documented, so nothing is read into it. */
  readonly data: string;
  /** Where the PDF is, on another host; how long the link lives is not documented. */
  readonly pdfUrl: string | undefined;
}

/** Reads an answer and its text; undefined when it is no credentialing file. */
export function readCredentialingFile(body: unknown, text: string): CredentialingFile | undefined {
  const row = objectIn(body);
  if (row === undefined) return undefined;
  return { data: memberText(text, "provider_credentialing_file_data") ?? "null", pdfUrl: textIn(row["pdf"]) };
}

/** What a member of an object is, letter by letter as it stands there. The text is known to be JSON. */
export function memberText(json: string, name: string): string | undefined {
  let [depth, from] = [0, -1];
  let key: unknown;
  let found: string | undefined;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charAt(at);
    if (sign === '"') {
      const end = endOfString(json, at);
      if (depth === 1 && from < 0) key = JSON.parse(json.slice(at, end + 1));
      at = end;
      continue;
    }
    if (sign === "}" || sign === "]") depth -= 1;
    const ends = from >= 0 && ((depth === 1 && sign === ",") || (depth === 0 && sign === "}"));
    // of members of one name the last one counts, as for every reader of JSON
    if (ends && key === name) found = json.slice(from, at).trim();
    if (ends) from = -1;
    if (sign === "{" || sign === "[") depth += 1;
    else if (sign === ":" && depth === 1 && from < 0) from = at + 1;
  }
  return found;
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json.charAt(at) !== '"') at += json.charAt(at) === "\\" ? 2 : 1;
  return at;
}
