import { columnOfHeader, inputColumns, type RosterColumn } from "./columns.ts";
import { distance } from "../text/nearest.ts";

/** What a header that is not recognized may be meant for. */
export interface Hint {
  readonly column: RosterColumn;
  /** `spelling`: a slip of the keyboard; `meaning`: another word for it, which only a person can tell. */
  readonly by: "spelling" | "meaning";
}

/** Words that say that something is wished for. */
const wish =
  "requests?|requested|requesting|needs?|needed|wants?|wanted|desired|target|new|apply|applying|obtain|pursue|pursuing|to (?:get|enroll|license|add)";

/** A rule: what a header says, and the column that it may be meant for; undefined for none, whatever else fits. */
type Rule = readonly [says: RegExp, column: RosterColumn | undefined];

const says = (pattern: string): RegExp => new RegExp(`\\b(?:${pattern})\\b`);
/** Both, in any order. */
const both = (one: string, other: string): RegExp =>
  new RegExp(`^(?=.*\\b(?:${one})\\b)(?=.*\\b(?:${other})\\b)`);

const documents =
  "license|licenses|licence|licences|licensure|lic|dea|csr|cds|certificates?|certification|board|rn|imlc|nlc";

/** The first rule that fits decides. Each is read against the words of a header in small letters. */
const rules: readonly Rule[] = [
  // nobody's identity, and no wish
  [
    says(
      "tins?|tax|ein|ssn|dob|birth|phone|telephone|cell|fax|address|street|city|zip|county|fee|fees|cost|notes?|comments?|gender|sex|language|languages|malpractice|liability|policy|password|username|login|user",
    ),
    undefined,
  ],
  // what is held, and what became of it
  [
    both(
      documents,
      "number|numbers|no|nbr|num|id|exp|expires?|expiry|expiration|issued?|issue|effective|status|verified|verification|renewal|renewed|held|current|active|original|copy|file|date|schedule|schedules|restrictions?",
    ),
    undefined,
  ],
  [
    says(
      "status|date|dates|expires?|expiration|expiry|effective|committee|approved|approval|completed?|termed|terminated",
    ),
    undefined,
  ],
  [
    says(
      "accepted|accepting|participating|contracted|credentialed|enrolled|in network|licensed(?! to)|previous|former|prior|maiden|middle|alternate|secondary|emergency|spouse|supervis\\w+|collaborat\\w+|referring|attending|ordering|manager|assistant|mother|father|parent|family last",
    ),
    undefined,
  ],

  // who
  [
    both(
      "npi|npis",
      "group|org|organi[sz]ation|organi[sz]ational|billing|type (?:2|ii)|npi 2|2|registry|facility|practice|clinic|company|employer|entity|pay to|location|site|valid|tin",
    ),
    undefined,
  ],
  [says("npis?|national provider"), "npi"],
  [both("caqh|proview", "attest\\w*|current|due|last|complete|up to date"), undefined],
  [says("caqh|proview"), "caqh_provider_id"],
  [both("medallion", "group"), "group_profile_id"],
  [both("medallion", "id|ids|uuid|provider|pk"), "provider_id"],
  [both("verifiable", "facility"), "verifiable_facility_id"],
  [both("verifiable", "id|ids|uuid|provider"), "verifiable_provider_id"],
  [both("e ?mail", "group|practice|office|billing|admin|company|facility|manager|credentialing"), undefined],
  [both("e ?mail", "opt|verified|valid|sent|consent|bounced"), undefined],
  [says("e ?mail"), "email"],
  // a whole name, which is asked about otherwise (reading.ts)
  [both("first", "last"), undefined],
  [both("first|given|fore", "name|names|nm|prov|provider"), "first_name"],
  [both("last|family|sur", "name|names|nm|prov|provider"), "last_name"],

  // wishes
  [both("dea", wish), "dea_states"],
  [both("csr|cds|controlled substances?", wish), "csr_states"],
  [both("rn", wish), "rn_states"],
  [both("prescriptive|rx authority|prescribing", wish), "prescriptive_authority_states"],
  [both("autonomous", wish), "autonomous_registration_states"],
  [both("imlc", `${wish}|via|use|through`), "request_via_imlc"],
  [both("nlc|compact", `${wish}|supporting|support`), "request_supporting_nlc"],
  [both("recred|recredentialing|re", "cred|credentialing"), undefined],
  [
    both("cred|creds|credential|credentialing", `${wish}|required|with|platform|vendor|through`),
    "credentialing",
  ],
  [
    both(
      "payers?|payors?|enroll\\w*|carriers?|insurance|plans?",
      `states? .*(?:${wish})|(?:${wish}) .*states?|states? to enroll`,
    ),
    "payer_states",
  ],
  [both("payers?|payors?|enroll\\w*|carriers?|insurance|plans?", "states?"), undefined],
  [both(`states?|${documents}`, `${wish}|to obtain`), "license_states"],

  // options
  [says("job title|title of|board"), undefined],
  [says("(?:licensure|license|licence|lic|cert|provider|clinician|practitioner) types?"), "certificate_type"],
  [
    says("degrees?|credentials?|titles?|professions?|professional type|designation|discipline|certificate"),
    "certificate_type",
  ],
  [both("license|licence", "duration|length"), "duration_type"],
  [both("medallion", "own|owns|owned|works?|worked|manage[sd]?|handle[sd]?"), "is_medallion_owned"],
  [both("self", "manage[sd]?|managing"), "is_self_managed"],
  [both("payers?|payors?|carriers?|insurance|insurers?|plans?", "ids?|number|no|num|code"), undefined],
  [says("payers?|payors?|carriers?|insurance|insurers?|plans?"), "payer_name"],
  [says("lines? of business|lobs?|products?"), "lines_of_business"],
  [
    both(
      "practices?|locations?|clinics?|sites?|offices?",
      "ids?|number|no|num|code|states?|types?|managers?|hours|county",
    ),
    undefined,
  ],
  [both("par", "group"), "par_group"],
  [both("group", "ids?|number|no|num|code|types?"), undefined],
  [says("(?:medical|practice|provider)? ?groups?(?: practice)?(?: name)?$"), "group_name"],
  [says("practices?|locations?|clinics?"), "practices"],
  [says("facilit(?:y|ies)$"), "facility_name"],
];

/** The words of a header in small letters, `ProviderNPI` and `NPI_Num` taken apart. */
function wordsOf(header: string): string {
  return header
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replaceAll("#", " number ")
    .replaceAll(/\((s|es)\)/g, "$1")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Names whose parts are letters of their own, which nobody mistypes into each other. */
const shortWord = 3;

/** A header is asked about more than once, and a sheet may have thousands. */
const hints = new Map<string, Hint | null>();

/** Longer texts are sentences, and no headers. */
const longestHeader = 80;

/** What a header that is none of ours may be meant for; undefined when it looks like nothing of ours. */
export function hintOf(header: string): Hint | undefined {
  const known = hints.get(header);
  if (known !== undefined) return known ?? undefined;
  const hint = findHint(header);
  hints.set(header, hint ?? null);
  return hint;
}

function findHint(header: string): Hint | undefined {
  if (header.length > longestHeader || columnOfHeader(header) !== undefined) return undefined;
  const words = wordsOf(header);
  if (words === "") return undefined;
  const misspelt = inputColumns.find((column) => isSlipOf(words, column));
  if (misspelt !== undefined) return { column: misspelt, by: "spelling" };
  const column = rules.find(([pattern]) => pattern.test(words))?.[1];
  return column === undefined ? undefined : { column, by: "meaning" };
}

/**
 * Whether a header is one of our names with a slip in it: the same words, each nearly the same. `License State` and
 * `Licensed States` are no slips: they are what a provider has. `License State 2` and `NPI 2` are second ones.
 */
function isSlipOf(words: string, column: RosterColumn): boolean {
  if (/\bstate$|\d|\b(?:licensed|status)\b/.test(words) || words.length < 5) return false;
  const [theirs, known] = [words.split(" "), column.split("_")];
  if (theirs.length === known.length)
    return theirs.every((word, place) => isNearly(word, known[place] ?? ""));
  const [folded, ours] = [theirs.join(""), known.join("")];
  return Math.abs(folded.length - ours.length) <= 1 && distance(folded, ours) <= 1;
}

function isNearly(word: string, known: string): boolean {
  if (word === known) return true;
  if (known.length <= shortWord || word[0] !== known[0]) return false;
  const most = known.length < 8 ? 1 : 2;
  return Math.abs(word.length - known.length) <= most && distance(word, known) <= most;
}
