import { durationOrOff } from "../../options/readers.ts";
import type { Advice } from "../advice.ts";
import { personColumns } from "../common-columns.ts";
import { definePlatform } from "../platform.ts";
import { caqhAccount, caqhCredentials, statusCheck } from "./account.ts";
import { caqhStatuses } from "./answer.ts";
import { caqhHeaderRules, caqhResultColumns, caqhColumns } from "./columns.ts";
import { readStatuses } from "./read-statuses.ts";
import { answerOf, answerOfStranger } from "./row-answer.ts";

/** What helps when CAQH does not say what it is asked for. */
const caqhAdvice: Readonly<Record<string, Advice>> = {
  invalid_caqh_id: {
    title: "The CAQH id is wrong",
    remedy: "Write the 8 to 10 digits that CAQH gave the provider.",
  },
  npi_lookup_unavailable: {
    title: "CAQH cannot be searched by NPI here",
    remedy: "Add the provider's CAQH id to the roster.",
  },
  business_reject: {
    title: "CAQH declined to answer",
    remedy: "Check the provider at CAQH ProView.",
  },
  redirected: {
    title: "CAQH redirected the request",
    remedy: "Ask the person who runs roster-sync to check the CAQH address.",
  },
  bad_request: {
    title: "CAQH refused the request",
    remedy: "Check the CAQH id and the organization number.",
  },
  not_found_endpoint: {
    title: "CAQH does not offer this call",
    remedy: "Ask the person who runs roster-sync to check the CAQH address.",
  },
  mismatched_response: {
    title: "CAQH answered about someone else",
    remedy: "Run again; if it persists, ask CAQH.",
  },
};

/** A CAQH id that nobody has: an answer that nobody was found shows that the credentials are good. */
const nobody = { by: "id", digits: "00000000" } as const;

/** CAQH ProView, which is only asked. */
export const caqh = definePlatform({
  name: "caqh",
  title: "CAQH",
  account: caqhAccount,
  rate: "5/s",
  concurrency: 4,
  flags: {
    "caqh-max-age": {
      type: "string",
      takes: "TIME",
      describe: "Reuse a CAQH status in the ledger that is newer than this",
      initial: "off",
      read: durationOrOff,
      after: "renew-within",
    },
  },

  columns: [...caqhColumns, ...personColumns],
  resultColumns: caqhResultColumns,
  headerRules: caqhHeaderRules,
  advice: caqhAdvice,
  acronyms: ["caqh"],

  kinds: [],
  statuses: [caqhStatuses],

  connect: (account) => ({
    baseUrl: account.baseUrl,
    user: account.username,
    credentials: () => caqhCredentials(account),
    // nothing depends on how many calls this one takes
    probe: { ...statusCheck(nobody, account), only200: false },
  }),
  open: (account, options) => ({
    lookupSources: [],
    resources: [],
    statuses:
      account === undefined
        ? []
        : [
            {
              kind: caqhStatuses,
              read: (tools) => readStatuses({ ...tools, account, maxAgeMs: options["caqh-max-age"] }),
              answer: (matchKey, previous, tools) => answerOf(matchKey, previous, { ...tools, account }),
              answerOfStranger,
            },
          ],
  }),
});
