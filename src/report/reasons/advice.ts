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
  change_not_shown: {
    title: "A change was accepted but is not shown",
    remedy: "Look at the platform; the row says how to have the change sent once more.",
  },
  removal_not_shown: {
    title: "Removed, but still shown by the platform",
    remedy: "Run again later. If it was not removed, the row says what to run.",
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

/** What is wrong in the spreadsheet itself. */
export const rosterAdvice = {
  unknown_column: {
    title: "A column may be mistyped",
    remedy:
      "Rename the column if it was meant as a roster-sync column; otherwise it is copied through unchanged.",
  },
  perhaps_held: {
    title: "A column may list what providers have, not what is wanted",
    remedy: 'If it does, leave the column alone with --map "Header=".',
  },
  not_offered: {
    title: "Something is wanted that the platform does not offer",
    remedy: "Correct the row, or have it changed or removed at the platform by hand.",
  },
  nothing_asked: {
    title: "Options are filled in, but nothing is requested",
    remedy: "If something is wanted, fill in license_states, payer_name with payer_states, or credentialing.",
  },
  hint_row: {
    title: "A row describes the columns",
    remedy: "Nothing to do; the row is copied through unchanged.",
  },
  ragged_row: {
    title: "A row has too few or too many cells",
    remedy: "Open the roster, put every value of the row under its header, and run again.",
  },
  placeholder: {
    title: "A cell contains a placeholder such as N/A or TBD",
    remedy: "Leave the cell blank, or write the value.",
  },
  missing_value: {
    title: "Something that the request needs is missing",
    remedy: "Fill in the cell named next to the row, and run again.",
  },
  no_identity: {
    title: "The row does not identify anyone",
    remedy: "Give the row a provider id, an email address, an NPI, a group or a facility.",
  },
  ambiguous_subject: {
    title: "The row is about two subjects at once",
    remedy: "A row is about one provider, group or facility. Split it into one row for each.",
  },
  invalid_npi: {
    title: "The NPI is wrong",
    remedy:
      "Copy the ten digits from the NPI registry; the number here has a wrong digit or the wrong length.",
  },
  invalid_uuid: {
    title: "An id is not valid",
    remedy: "Copy the id from the platform again, or clear the cell so that it is looked up.",
  },
  invalid_email: {
    title: "The email address is wrong",
    remedy: "Write one address as the platform knows it.",
  },
  invalid_date: {
    title: "A date cannot be read",
    remedy: "Write it as year-month-day, for example 2026-03-31.",
  },
  invalid_boolean: {
    title: "A yes or no cannot be read",
    remedy: "Write yes or no.",
  },
  invalid_choice: {
    title: "A value is not one of the choices",
    remedy: "Use one of the values listed next to the row.",
  },
  invalid_payer: {
    title: "A payer's name is none",
    remedy:
      "Write the name of one payer and nothing else, or leave the cell blank; several payers are several rows.",
  },
  unknown_state: {
    title: "A state is not recognized",
    remedy: "Write its two letters or its full name; separate several with semicolons.",
  },
  state_not_taken: {
    title: "The platform does not accept this request for this state",
    remedy: "Remove the state from the cell, or request something else.",
  },
  unknown_certificate_type: {
    title: "The certificate type is not on the list",
    remedy: "Check its spelling; upper and lower case matter (LAc is not LAC).",
  },
  prescriptive_authority_unusual: {
    title: "Prescriptive authority is unusual for this certificate type",
    remedy: "Check that the provider is an NP, CNM or PMHNP, or remove the request.",
  },
  spreadsheet_error: {
    title: "A cell contains a spreadsheet error",
    remedy: "Fix the formula or write the value itself, and save the roster again.",
  },
  spreadsheet_damage: {
    title: "The spreadsheet has changed a value",
    remedy: "Format the column as text, write the value again, and save the roster.",
  },
  contradiction: {
    title: "Two rows contradict each other",
    remedy: "They ask for the same request in different ways. Make the rows agree, and run again.",
  },
  not_configured: {
    title: "The platform is not configured",
    remedy:
      "Ask the person who runs roster-sync to supply the credentials; roster-sync doctor shows what is missing.",
  },
} as const satisfies Readonly<Record<string, Advice>>;
