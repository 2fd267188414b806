import type { Call } from "../../http/call.ts";
import type { RemoteState } from "../../ledger/entry.ts";
import {
  contradiction,
  repeats,
  soundAnswer,
  unshown,
  type Acceptance,
  naturalKey,
  idIn,
  textIn,
  timeIn,
  objectIn,
  pathPart,
} from "../reading.ts";
import { unreadableRemote, type Remote, madeBySubmission, resource, type Resource } from "../resource.ts";
import type { CredentialingSpec } from "./enrollment-kind.ts";
import { offsetListing } from "./paging.ts";
import { providerQuery, providers } from "./providers.ts";
import { isOpenCredentialing } from "./statuses.ts";

/** What wanted credentialing is, once its provider is known. */
type WantedCredentialing = { readonly provider: string };

/** The body of a request for credentialing (API description, credentialing service requests). */
type NewCredentialingBody = { readonly provider_id: string | undefined };

/** Credentialing requests: one open request for a provider. */
export function credentialingRequests(organizationId: string): Resource {
  const path = `/p/api/v1/organizations/${encodeURIComponent(organizationId)}/credentialing-service-requests/`;
  const route = "/p/api/v1/organizations/{id}/credentialing-service-requests/";
  return resource<CredentialingSpec, WantedCredentialing>({
    kind: "medallion.credentialing",
    platform: "medallion",
    organization: organizationId,
    references: (_ask, row) => [{ role: "provider", query: providerQuery(row), fills: "provider_id" }],
    draft: (_ask, identity) => {
      const who = JSON.stringify(providerQuery({ identity, answered: false }).about);
      return { same: naturalKey("medallion.credentialing", who), options: {} };
    },
    identify: (_ask, answers) => {
      const provider = answers.get("provider")?.[0] ?? "";
      const key = naturalKey("medallion", organizationId, "credentialing", provider);
      return {
        key,
        platform: "medallion",
        kind: "medallion.credentialing",
        organization: organizationId,
        subject: provider,
        attributes: { provider },
        batch: key,
        options: {},
      };
    },
    read: {
      lists: [offsetListing(path, [], "existing", remoteOf)],
      ofSubject: (subject) => offsetListing(path, [["provider_id", subject]], "existing", remoteOf),
      // there is no route for one request: the list is narrowed to one row (guide on tracking)
      byId: (id) => ({
        call: { ...offsetListing(path, [["id", id]], "status", remoteOf).call(undefined), route },
        read: (body) =>
          offsetListing(path, [], "status", remoteOf)
            .read(body, undefined)
            ?.items.find(({ remoteId }) => remoteId === id),
      }),
    },
    create: {
      call: ([wanted]) => ({
        method: "POST",
        path,
        route,
        body: { provider_id: wanted?.provider } satisfies NewCredentialingBody,
        purpose: "submit",
      }),
      // the id is in a guide's sample but not in the API description: it may be missing
      returnsFinalState: false,
      accepted,
    },
    matchRank: () => 1,
    mayAdopt: (_wanted, listed, context) => listed.open || madeBySubmission(listed, context),
    subjectAlone: (subject) => providers.search({ lookupSource: providers.name, about: { id: subject } }),
  });
}

function stateOf(row: Readonly<Record<string, unknown>>): RemoteState {
  const details = {
    credentialing_status: textIn(row["credentialing_status"]),
    credentialing_file_id: idIn(row["credentialing_file"]),
  };
  const known = Object.entries(details).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    status: textIn(row["request_status"]) ?? textIn(row["status"]),
    details: known.length === 0 ? undefined : Object.fromEntries(known),
  };
}

function remoteOf(row: Readonly<Record<string, unknown>>): Remote | undefined {
  const remoteId = idIn(row["id"]);
  const subject = idIn(row["provider"]) ?? idIn(row["provider_id"]);
  const state = stateOf(row);
  const createdAt = timeIn(row["requested"]) ?? timeIn(row["created"]);
  const known = { ...state, remoteId, subject, createdAt, open: isOpenCredentialing(state.status) };
  if (remoteId === undefined || subject === undefined) return unreadableRemote(known);
  return { ...known, remoteId, subject, attributes: {} };
}

/** The API description documents `provider_id` alone, a guide's sample reads an id as well. */
function accepted(body: unknown, [wanted]: readonly WantedCredentialing[]): Acceptance {
  const answer = soundAnswer(body);
  if ("doubt" in answer) return answer;
  const { row } = answer;
  const subject = {
    what: "provider",
    asked: idIn(wanted?.provider),
    said: idIn(row["provider_id"]) ?? idIn(row["provider"]),
  };
  const other = contradiction([subject]);
  if (other !== undefined) return { doubt: other };
  const remoteId = idIn(row["id"]);
  if (remoteId === undefined && !repeats([subject])) return { doubt: unshown };
  return { remote: { remoteId, ...stateOf(row) } };
}

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
interface CredentialingFile {
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
