import { durationOrOff } from "../../options/readers.ts";
import { personColumns } from "../common-columns.ts";
import { definePlatform } from "../definition.ts";
import { caqhAccount } from "./account.ts";
import { caqhAdvice } from "./advice.ts";
import { caqhHeaderRules } from "./header-rules.ts";
import { readStatuses } from "./read-statuses.ts";
import { caqhResultColumns } from "./result-columns.ts";
import { caqhColumns } from "./columns.ts";
import { answerOf, answerOfStranger } from "./row-answer.ts";
import { caqhCredentials, statusCheck } from "./status-check.ts";
import { caqhStatuses } from "./statuses.ts";

/** A CAQH id that nobody has: an answer that nobody was found shows that the credentials are good. */
const nobody = "id:00000000";

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
