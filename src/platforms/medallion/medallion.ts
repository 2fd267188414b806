import { yesNo } from "../../options/readers.ts";
import { personColumns } from "../common-columns.ts";
import { definePlatform } from "../definition.ts";
import { credentialingColumn, credentialingHeaderRules, sharedResultColumns } from "../shared-columns.ts";
import { medallionAccount } from "./account.ts";
import { medallionAdvice } from "./advice.ts";
import { medallionColumns } from "./columns.ts";
import { credentialingKind } from "./credentialing-kind.ts";
import { credentialingRequests } from "./credentialing-requests.ts";
import { credentialingDocuments } from "./documents.ts";
import { enrollmentKind } from "./enrollment-kind.ts";
import { enrollmentRequests } from "./enrollment-requests.ts";
import { enrollmentsOnFile } from "./enrollments-on-file.ts";
import { medallionExpirations } from "./expirations.ts";
import { medallionExports } from "./exports.ts";
import { medallionHeaderRules } from "./header-rules.ts";
import { licenseKind } from "./license-kind.ts";
import { licenseRequests } from "./license-requests.ts";
import { licensesOnFile } from "./licenses-on-file.ts";
import { medallionProbe, medallionCredentials } from "./connect.ts";
import { groupProfiles, linesOfBusiness, practices } from "./named-things.ts";
import { profiles } from "./profiles.ts";
import { providerQuery, providers } from "./providers.ts";
import { medallionResultColumns } from "./result-columns.ts";
import { namesGroup, namesProvider } from "./who.ts";

/** Medallion: provider licenses, payer enrollments and credentialing. */
export const medallion = definePlatform({
  name: "medallion",
  title: "Medallion",
  account: medallionAccount,
  rate: "240/min",
  concurrency: 8,
  flags: {
    "one-request-per-state": {
      type: "boolean",
      describe: "Send each license state as a request of its own",
      initial: false,
      read: yesNo,
      after: "settle",
    },
  },

  columns: [...medallionColumns, credentialingColumn, ...personColumns],
  choices: { credentialing: ["medallion"] },
  resultColumns: [...medallionResultColumns, ...sharedResultColumns],
  headerRules: [...medallionHeaderRules, ...credentialingHeaderRules],
  advice: medallionAdvice,
  acronyms: ["dea", "csr", "rn"],

  person: {
    column: "provider_id",
    isNamed: namesProvider,
    isGroupNamed: namesGroup,
    query: providerQuery,
  },
  kinds: [licenseKind, enrollmentKind, credentialingKind],

  holdings: [licensesOnFile, enrollmentsOnFile, profiles],

  connect: ({ apiKey, apiVersion, baseUrl }) => ({
    baseUrl,
    user: apiKey,
    credentials: () => medallionCredentials(apiKey, apiVersion),
    probe: medallionProbe,
  }),
  open: (account, options) => {
    const organizationId = account?.organizationId ?? "";
    return {
      lookupSources: [providers, groupProfiles, practices, linesOfBusiness],
      resources: [
        licenseRequests({ organizationId, oneRequestPerState: options["one-request-per-state"] }),
        enrollmentRequests(organizationId),
        credentialingRequests(organizationId),
      ],
      statuses: [],
    };
  },
  owner: { organization: ({ organizationId }) => organizationId, setting: "MEDALLION_ORGANIZATION_ID" },

  exports: ({ organizationId }) => medallionExports(organizationId),
  expirations: medallionExpirations,
  documents: credentialingDocuments,
});
