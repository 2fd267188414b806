import { yesNo } from "../../options/readers.ts";
import { lookupAdvice, type Advice } from "../advice.ts";
import { personColumns } from "../common-columns.ts";
import type { DocumentSource } from "../exports.ts";
import { definePlatform } from "../platform.ts";
import { credentialingColumn, credentialingHeaderRules, sharedResultColumns } from "../shared-columns.ts";
import { type MedallionAccount, medallionAccount, medallionProbe, medallionCredentials } from "./account.ts";
import { medallionColumns, medallionHeaderRules, medallionResultColumns } from "./columns.ts";
import { credentialingFile, readCredentialingFile, credentialingRequests } from "./credentialing-requests.ts";
import { credentialingKind, enrollmentKind } from "./enrollment-kind.ts";
import { enrollmentRequests } from "./enrollment-requests.ts";
import { medallionExports } from "./exports.ts";
import { licenseKind } from "./license-kind.ts";
import { licenseRequests } from "./license-requests.ts";
import { groupProfiles, linesOfBusiness, practices } from "./named-things.ts";
import { enrollmentsOnFile, medallionExpirations, licensesOnFile } from "./on-file.ts";
import { profiles } from "./profiles.ts";
import { providerQuery, providers, namesGroup, namesProvider } from "./providers.ts";

const platform = "Medallion";

/** What helps when a look-up at Medallion ends without the one that is meant. */
const medallionAdvice: Readonly<Record<string, Advice>> = lookupAdvice({
  provider: { what: "provider", platform, column: "provider_id" },
  group: { what: "group", platform, column: "group_profile_id" },
  practice: { what: "practice", platform, column: "practices" },
  line_of_business: { what: "line of business", platform, column: "lines_of_business" },
});

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
