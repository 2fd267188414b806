import type { Advice } from "../../platforms/advice.ts";

/** What went wrong between the program and a platform, or ended the run early. */
export const callAdvice = {
  refused: {
    title: "The platform refused the request",
    remedy: "Its reason is next to each row. Correct the row, or ask the platform, and run again.",
  },
  bad_response: {
    title: "The platform's answer could not be read",
    remedy: "Run again later. If it happens again, tell the person who runs roster-sync.",
  },
  outcome_unknown: {
    title: "Sent, but not confirmed by the platform yet",
    remedy:
      "Run again: this is settled first, and nothing is sent twice. If it remains, look on the platform and settle it with roster-sync ledger resolve.",
  },
  id_unconfirmed: {
    title: "Accepted, but the platform could not be read for the id",
    remedy: "Nothing to do: the next run fills in the id.",
  },
  other_worker: {
    title: "Already requested, but worked by someone other than the row says",
    remedy: "Agree with the platform who works it, or correct the row. Nothing was requested.",
  },
  several_alike: {
    title: "Requested more than once on the platform",
    remedy: "Have the extra ones closed there; the message next to each row names them.",
  },
  not_listed: {
    title: "Accepted, but not listed by the platform",
    remedy:
      "Run again: it is looked for first, and requested again only if it is still not there. If you find it on the platform, settle it with roster-sync ledger resolve.",
  },
  cannot_be_looked_for: {
    title: "Not requested, since the platform cannot show whether it is there",
    remedy: "Look at the platform's own pages. If it is not there, request it by hand.",
  },
  nothing_to_change: {
    title: "What is to be changed is not on the platform",
    remedy: "Request it first, or correct the row.",
  },
  still_processing: {
    title: "Accepted, and still being processed by the platform",
    remedy: "Nothing to do: the next run asks what came of it.",
  },
  operation_gone: {
    title: "The platform no longer accepts this kind of request",
    remedy:
      "Nothing of this kind was requested. Check the organization id; if it is right, tell the person who runs roster-sync.",
  },
  not_in_force: {
    title: "Something of the kind is on file and not in force",
    remedy: "Nothing is needed, unless the request is not: then withdraw it on the platform.",
  },
  stale_answer: {
    title: "An answer from an earlier run was in the wrong row",
    remedy:
      "It was ignored and the right answer written. Check that the row names the person and request you mean.",
  },
  request_gone: {
    title: "The request is no longer on the platform",
    remedy: "Ask the platform what happened to it before it is requested again.",
  },
  not_requested: {
    title: "Not requested yet",
    remedy: "This run only read statuses. Run roster-sync sync to request it.",
  },
  platform_unavailable: {
    title: "The platform did not answer",
    remedy: "Run again later; it picks up where it stopped.",
  },
  list_incomplete: {
    title: "The platform's list could not be read completely",
    remedy: "Run again later; nothing is requested before a list shows that it is not there.",
  },
  proxy_refused: {
    title: "The proxy refused the connection",
    remedy:
      "Check the user and password in HTTPS_PROXY, or ask your network team to allow the platform on the proxy.",
  },
  credentials_refused: {
    title: "The platform refused the credentials",
    remedy: "Ask the person who runs roster-sync to check them with roster-sync doctor; then run again.",
  },
  forbidden: {
    title: "The credentials do not allow this",
    remedy: "Ask the platform's administrator for the permission; then run again.",
  },
  held: {
    title: "On hold",
    remedy:
      "More would have changed than the run was allowed. Check the plan, then run again with the limit raised.",
  },
  interrupted: {
    title: "The run was interrupted",
    remedy: "Run again; it picks up where it stopped.",
  },
  too_many_failures: {
    title: "The run stopped after too many failures",
    remedy: "Fix the failures first; then run again, and the rest is processed.",
  },
  ledger_failed: {
    title: "The ledger could not be written",
    remedy: "Ask the person who runs roster-sync to look at the disk; nothing was sent after that.",
  },
} as const satisfies Readonly<Record<string, Advice>>;
