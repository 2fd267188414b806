import type { DocumentSource } from "../document-source.ts";
import type { MedallionAccount } from "./account.ts";
import { credentialingFile, readCredentialingFile } from "./credentialing-files.ts";

/** The credentialing files of closed requests. */
export const credentialingDocuments: DocumentSource<MedallionAccount> = {
  describe: "Download the credentialing file (JSON and PDF) of each closed Medallion request",
  work: "credentialing",
  // Medallion's page on rate limits
  rate: { calls: 30, perMs: 60_000 },
  documentIn: ({ status, details }) => (status === "closed" ? details?.["credentialing_file_id"] : undefined),
  call: ({ organizationId }, fileId, row) => credentialingFile(organizationId, fileId, row),
  read: readCredentialingFile,
};
