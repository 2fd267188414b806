import {
  type ColumnSpec,
  type NamesOf,
  type ResultColumnSpec,
  both,
  documents,
  says,
  type HeaderRule,
} from "./column.ts";

/** The columns that name a person to every platform. */
export const personColumns = [
  {
    name: "email",
    place: 20,
    group: "Who the row is about",
    role: "identity",
    starter: { place: 30, cells: ["amara.okafor@example.test", "benjamin.castellano@example.test"] },
    text: {
      meaning: "the provider's email address at Medallion",
      accepted: "one address",
      example: "amara.okafor@example.test",
    },
    otherNames: [
      "E-mail",
      "Email Address",
      "Email (Required)",
      "Primary Email",
      "Primary Email Address",
      "Provider Email",
      "Provider Email Address",
      "Work Email",
    ],
    tells: 1,
  },
  {
    name: "npi",
    place: 30,
    group: "Who the row is about",
    role: "identity",
    starter: { place: 40, cells: ["2450079191", "2450158383"] },
    text: {
      meaning: "the provider's NPI",
      accepted: "ten digits with a valid check digit",
      example: "2450079191",
    },
    otherNames: [
      "NPI Number",
      "NPI No.",
      "NPI Num",
      "NPI ID",
      "NPI (Required)",
      "NPI (10 digits)",
      "NPI 1",
      "NPI Type 1",
      "NPI (Type 1)",
      "Type 1 NPI",
      "Individual NPI",
      "Individual NPI Number",
      "Individual NPI (Type 1)",
      "NPI (Individual)",
      "Ind NPI",
      "Provider NPI",
      "Provider NPI Number",
      "Provider Individual NPI",
      "Rendering NPI",
      "Rendering NPI Number",
      "Rendering Provider NPI",
      "Rendering Provider NPI Number",
      "Practitioner NPI",
      "Practitioner NPI Number",
      "Clinician NPI",
      "National Provider ID",
      "National Provider Identifier",
      "National Provider Identifier (NPI)",
    ],
    tells: 2,
  },
  {
    name: "first_name",
    place: 40,
    group: "Who the row is about",
    role: "identity",
    starter: { place: 10, cells: ["Amara", "Benjamin"] },
    text: {
      meaning: "first name; compared with what is found",
      accepted: "text",
      example: "Amara",
    },
    otherNames: [
      "First",
      "First Name (Required)",
      "First Name (Legal)",
      "Legal First Name",
      "Provider First Name",
      "Provider Legal First Name",
      "Provider First Name (Legal Name)",
      "Rendering Provider First Name",
      "Practitioner First Name",
      "Clinician First Name",
      "Given Name",
      "FName",
    ],
  },
  {
    name: "last_name",
    place: 50,
    group: "Who the row is about",
    role: "identity",
    starter: { place: 20, cells: ["Okafor", "Castellano"] },
    text: {
      meaning: "last name; compared with what is found",
      accepted: "text",
      example: "Okafor",
    },
    otherNames: [
      "Last",
      "Last Name (Required)",
      "Last Name (Legal)",
      "Legal Last Name",
      "Provider Last Name",
      "Provider Legal Last Name",
      "Provider Last Name (Legal Name)",
      "Rendering Provider Last Name",
      "Practitioner Last Name",
      "Clinician Last Name",
      "Surname",
      "Family Name",
      "LName",
    ],
  },
] as const satisfies readonly ColumnSpec[];

/** One of {@link personColumns}. */
type PersonColumn = NamesOf<typeof personColumns>;

/** The columns that the program itself fills. */
export const outcomeColumns = [
  {
    name: "sync_result",
    place: 10,
    text: "`created`: all done, something new was requested. `exists`: everything had been requested already. `planned`: `plan` would request it. `failed`: see the error. `unknown`: sent, but the platform has not confirmed it yet. `skipped`: the row asks for nothing, or was not reached",
  },
  {
    name: "sync_error_code",
    place: 20,
    text: "a short code for scripts; each is explained in [errors.md](errors.md)",
  },
  {
    name: "sync_error",
    place: 30,
    text: "what is wrong and what to do",
  },
  {
    name: "changes",
    place: 300,
    text: "what changed since the last run: `enrollment TX: requested → active`. In a plan: what would be requested",
  },
  {
    name: "synced_at",
    place: 310,
    text: "when the row was written, ISO 8601, UTC",
  },
] as const satisfies readonly ResultColumnSpec[];

/** What headers say that are nobody's here, and headers that may be meant for the columns that name a person. */
export const commonHeaderRules: readonly HeaderRule<PersonColumn>[] = [
  // nobody's identity, and no wish
  {
    place: 10,
    says: says(
      "tins?|tax|ein|ssn|dob|birth|phone|telephone|cell|fax|address|street|city|zip|county|fee|fees|cost|notes?|comments?|gender|sex|language|languages|malpractice|liability|policy|password|username|login|user",
    ),
    column: undefined,
  },
  // what is held, and what became of it
  {
    place: 20,
    says: both(
      documents,
      "number|numbers|no|nbr|num|id|exp|expires?|expiry|expiration|issued?|issue|effective|status|verified|verification|renewal|renewed|held|current|active|original|copy|file|date|schedule|schedules|restrictions?",
    ),
    column: undefined,
  },
  {
    place: 30,
    says: says(
      "status|date|dates|expires?|expiration|expiry|effective|committee|approved|approval|completed?|termed|terminated",
    ),
    column: undefined,
  },
  {
    place: 40,
    says: says(
      "accepted|accepting|participating|contracted|credentialed|enrolled|in network|licensed(?! to)|previous|former|prior|maiden|middle|alternate|secondary|emergency|spouse|supervis\\w+|collaborat\\w+|referring|attending|ordering|manager|assistant|mother|father|parent|family last",
    ),
    column: undefined,
  },
  // who
  {
    place: 50,
    says: both(
      "npi|npis",
      "group|org|organi[sz]ation|organi[sz]ational|billing|type (?:2|ii)|npi 2|2|registry|facility|practice|clinic|company|employer|entity|pay to|location|site|valid|tin",
    ),
    column: undefined,
  },
  { place: 60, says: says("npis?|national provider"), column: "npi" },
  {
    place: 130,
    says: both("e ?mail", "group|practice|office|billing|admin|company|facility|manager|credentialing"),
    column: undefined,
  },
  { place: 140, says: both("e ?mail", "opt|verified|valid|sent|consent|bounced"), column: undefined },
  { place: 150, says: says("e ?mail"), column: "email" },
  // a whole name, which is asked about otherwise (reading.ts)
  { place: 160, says: both("first", "last"), column: undefined },
  { place: 170, says: both("first|given|fore", "name|names|nm|prov|provider"), column: "first_name" },
  { place: 180, says: both("last|family|sur", "name|names|nm|prov|provider"), column: "last_name" },
];
