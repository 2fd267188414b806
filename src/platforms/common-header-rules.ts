import { both, documents, says, type HeaderRule } from "./header-rule.ts";
import type { PersonColumn } from "./common-columns.ts";

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
