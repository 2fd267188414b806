import type { RemoteState } from "../../ledger/entry.ts";
import { unreadableRemote, type Remote } from "../remote.ts";
import { contradiction, repeats, soundAnswer, unshown, type Acceptance } from "../acceptance.ts";
import { naturalKey } from "../natural-key.ts";
import { madeBySubmission, resource, type Resource } from "../platform.ts";
import { idIn, textIn, timeIn } from "../reading.ts";
import type { CredentialingSpec } from "./credentialing-kind.ts";
import { isOpenCredentialing } from "./statuses.ts";
import { offsetListing } from "./paging.ts";
import { providerQuery, providers } from "./providers.ts";

/** What wanted credentialing is, once its provider is known. */
export type WantedCredentialing = { readonly provider: string };

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
      return { same: naturalKey("medallion.credentialing", who), options: "" };
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
        options: "",
      };
    },
    all: [offsetListing(path, [], "existing", remoteOf)],
    ofSubject: (subject) => offsetListing(path, [["provider_id", subject]], "existing", remoteOf),
    // there is no route for one request: the list is narrowed to one row (guide on tracking)
    one: (id) => ({
      call: { ...offsetListing(path, [["id", id]], "status", remoteOf).call(undefined), route },
      read: (body) =>
        offsetListing(path, [], "status", remoteOf)
          .read(body, undefined)
          ?.items.find(({ remoteId }) => remoteId === id),
    }),
    matchRank: () => 1,
    mayAdopt: (_wanted, listed, context) => listed.open || madeBySubmission(listed, context),
    submission: ([wanted]) => ({
      method: "POST",
      path,
      route,
      body: { provider_id: wanted?.provider },
      purpose: "submit",
    }),
    // the id is in a guide's sample but not in the API description: it may be missing
    returnsFinalState: false,
    accepted,
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
