import type { Advice } from "../../platforms/advice.ts";

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
