import { both, documents, says, wish, type HeaderRule } from "../header-rule.ts";
import type { MedallionColumn } from "./columns.ts";

/** Headers that may be meant for columns of Medallion's. */
export const medallionHeaderRules: readonly HeaderRule<MedallionColumn>[] = [
  { place: 90, says: both("medallion", "group"), column: "group_profile_id" },
  { place: 100, says: both("medallion", "id|ids|uuid|provider|pk"), column: "provider_id" },
  // wishes
  { place: 190, says: both("dea", wish), column: "dea_states" },
  { place: 200, says: both("csr|cds|controlled substances?", wish), column: "csr_states" },
  { place: 210, says: both("rn", wish), column: "rn_states" },
  {
    place: 220,
    says: both("prescriptive|rx authority|prescribing", wish),
    column: "prescriptive_authority_states",
  },
  { place: 230, says: both("autonomous", wish), column: "autonomous_registration_states" },
  { place: 240, says: both("imlc", `${wish}|via|use|through`), column: "request_via_imlc" },
  { place: 250, says: both("nlc|compact", `${wish}|supporting|support`), column: "request_supporting_nlc" },
  {
    place: 280,
    says: both(
      "payers?|payors?|enroll\\w*|carriers?|insurance|plans?",
      `states? .*(?:${wish})|(?:${wish}) .*states?|states? to enroll`,
    ),
    column: "payer_states",
  },
  {
    place: 290,
    says: both("payers?|payors?|enroll\\w*|carriers?|insurance|plans?", "states?"),
    column: undefined,
  },
  { place: 300, says: both(`states?|${documents}`, `${wish}|to obtain`), column: "license_states" },
  // options
  { place: 310, says: says("job title|title of|board"), column: undefined },
  {
    place: 320,
    says: says("(?:licensure|license|licence|lic|cert|provider|clinician|practitioner) types?"),
    column: "certificate_type",
  },
  {
    place: 330,
    says: says(
      "degrees?|credentials?|titles?|professions?|professional type|designation|discipline|certificate",
    ),
    column: "certificate_type",
  },
  { place: 340, says: both("license|licence", "duration|length"), column: "duration_type" },
  {
    place: 350,
    says: both("medallion", "own|owns|owned|works?|worked|manage[sd]?|handle[sd]?"),
    column: "is_medallion_owned",
  },
  {
    place: 370,
    says: both("payers?|payors?|carriers?|insurance|insurers?|plans?", "ids?|number|no|num|code"),
    column: undefined,
  },
  { place: 380, says: says("payers?|payors?|carriers?|insurance|insurers?|plans?"), column: "payer_name" },
  { place: 390, says: says("lines? of business|lobs?|products?"), column: "lines_of_business" },
  {
    place: 400,
    says: both(
      "practices?|locations?|clinics?|sites?|offices?",
      "ids?|number|no|num|code|states?|types?|managers?|hours|county",
    ),
    column: undefined,
  },
  { place: 410, says: both("par", "group"), column: "par_group" },
  { place: 420, says: both("group", "ids?|number|no|num|code|types?"), column: undefined },
  {
    place: 430,
    says: says("(?:medical|practice|provider)? ?groups?(?: practice)?(?: name)?$"),
    column: "group_name",
  },
  { place: 440, says: says("practices?|locations?|clinics?"), column: "practices" },
];
