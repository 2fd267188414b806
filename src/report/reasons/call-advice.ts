import type { Advice } from "./advice.ts";

/** What went wrong between the program and a platform, or ended the run early. */
export const callAdvice = {
  refused: {
    title: "The platform refused the request",
    remedy: "Its reason stands beside each row. Correct the row, or ask the platform, and run again.",
  },
  bad_response: {
    title: "The platform's answer could not be read",
    remedy: "Run again later. If it happens again, tell whoever runs roster-sync.",
  },
  outcome_unknown: {
    title: "Sent, but nobody knows yet whether it arrived",
    remedy:
      "Run again: this is settled first, and nothing is sent twice. If it stays, look on the platform and settle it with roster-sync ledger resolve.",
  },
  id_unconfirmed: {
    title: "Accepted, but the platform could not be read for the id",
    remedy: "Nothing to do: the next run fills in the id.",
  },
  other_worker: {
    title: "Requested already, but worked by somebody else than the row says",
    remedy: "Settle with the platform who works it, or correct the row. Nothing was requested.",
  },
  several_alike: {
    title: "Requested more than once on the platform",
    remedy: "Have what is too many ended there; the sentence beside each row names it.",
  },
  not_listed: {
    title: "Accepted, but not listed by the platform",
    remedy:
      "Run again: it is looked for first, and requested again only if it is still not there. If you find it on the platform, settle it with roster-sync ledger resolve.",
  },
  operation_gone: {
    title: "The platform does not take this kind of request any more",
    remedy:
      "Nothing of this kind was requested. Check the organization id; if it is right, tell whoever runs roster-sync.",
  },
  not_in_force: {
    title: "Something of the kind is on file and not in force",
    remedy: "Nothing is needed, unless the request is not: then withdraw it on the platform.",
  },
  stale_answer: {
    title: "An answer of an earlier run stood beside the wrong row",
    remedy: "It was ignored and the right answer written. Check that the row names whom and what you mean.",
  },
  request_gone: {
    title: "The request is no longer on the platform",
    remedy: "Ask the platform what became of it before it is requested again.",
  },
  not_requested: {
    title: "Not requested yet",
    remedy: "This run only read statuses. roster-sync sync requests it.",
  },
  platform_unavailable: {
    title: "The platform did not answer",
    remedy: "Run again later; it goes on where it stopped.",
  },
  list_incomplete: {
    title: "The platform's list could not be read whole",
    remedy: "Run again later; nothing is requested before a list shows that it is not there.",
  },
  proxy_refused: {
    title: "The proxy does not let the run through",
    remedy:
      "Check the user and password in HTTPS_PROXY, or ask whoever runs the proxy to allow the platform.",
  },
  credentials_refused: {
    title: "The platform refused the credentials",
    remedy: "Ask whoever runs roster-sync to check them with roster-sync doctor; then run again.",
  },
  forbidden: {
    title: "The credentials do not allow this",
    remedy: "Ask the platform's administrator for the permission; then run again.",
  },
  held: {
    title: "Held back",
    remedy:
      "More would have changed than the run was allowed. Check the plan, then run again with the limit raised.",
  },
  interrupted: {
    title: "The run was interrupted",
    remedy: "Run again; it goes on where it stopped.",
  },
  too_many_failures: {
    title: "The run stopped after too many failures",
    remedy: "Correct the failures first; then run again, and the rest is taken up.",
  },
  ledger_failed: {
    title: "The ledger could not be written",
    remedy: "Ask whoever runs roster-sync to look at the disk; nothing was sent after that.",
  },
  npi_lookup_unavailable: {
    title: "CAQH cannot be asked by NPI here",
    remedy: "Write the provider's CAQH id into the roster.",
  },
  business_reject: {
    title: "CAQH declined to answer",
    remedy: "Check the provider at CAQH ProView.",
  },
  redirected: {
    title: "CAQH redirected the request",
    remedy: "Ask whoever runs roster-sync to check the CAQH address.",
  },
  bad_request: {
    title: "CAQH refused the request",
    remedy: "Check the CAQH id and the organization number.",
  },
  not_found_endpoint: {
    title: "CAQH does not offer this call",
    remedy: "Ask whoever runs roster-sync to check the CAQH address.",
  },
  mismatched_response: {
    title: "CAQH answered about somebody else",
    remedy: "Run again; if it stays so, ask CAQH.",
  },
} as const satisfies Readonly<Record<string, Advice>>;
