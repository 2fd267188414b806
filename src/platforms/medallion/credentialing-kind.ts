import { choiceOf } from "../../cells/values.ts";
import { credentialingColumn, credentialingWords } from "../shared-columns.ts";
import { requestKind } from "../request-kind.ts";
import { isOpenCredentialing, ownerOfCredentialing } from "./statuses.ts";
import { needProvider } from "./who.ts";

/** Credentialing by Medallion; there is nothing to choose. */
export interface CredentialingSpec {
  readonly kind: "medallion.credentialing";
}

/** Credentialing by Medallion, as people see it. */
export const credentialingKind = requestKind<CredentialingSpec>({
  kind: "medallion.credentialing",
  work: "credentialing",
  words: credentialingWords,
  parse: (cells, identity, { choices }) => {
    const { name } = credentialingColumn;
    if (choiceOf(cells, name, choices(name)) !== "medallion") return [];
    needProvider(cells, identity);
    return [{ kind: "medallion.credentialing" }];
  },
  label: () => "credentialing",
  changeLabel: () => "credentialing",
  labelOf: () => "credentialing",
  answers: {
    credentialing_request_id: (entry) => entry?.remoteId,
    credentialing_request_status: (entry) => entry?.status,
    credentialing_status: (entry) => entry?.details?.["credentialing_status"],
    credentialing_file_id: (entry) => entry?.details?.["credentialing_file_id"],
  },
  owner: ownerOfCredentialing,
  hasEnded: ({ status }) => !isOpenCredentialing(status),
});
