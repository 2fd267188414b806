import { foldHeader } from "./cells.ts";

/** How the state NA, which exists for enrollments, is told from the placeholder. */
export const stateNa = "NA!";

const names: Readonly<Record<string, string>> = {
  AL: "Alabama",
  AK: "Alaska",
  AZ: "Arizona",
  AR: "Arkansas",
  CA: "California",
  CO: "Colorado",
  CT: "Connecticut",
  DE: "Delaware",
  DC: "District of Columbia",
  FL: "Florida",
  GA: "Georgia",
  HI: "Hawaii",
  ID: "Idaho",
  IL: "Illinois",
  IN: "Indiana",
  IA: "Iowa",
  KS: "Kansas",
  KY: "Kentucky",
  LA: "Louisiana",
  ME: "Maine",
  MD: "Maryland",
  MA: "Massachusetts",
  MI: "Michigan",
  MN: "Minnesota",
  MS: "Mississippi",
  MO: "Missouri",
  MT: "Montana",
  NE: "Nebraska",
  NV: "Nevada",
  NH: "New Hampshire",
  NJ: "New Jersey",
  NM: "New Mexico",
  NY: "New York",
  NC: "North Carolina",
  ND: "North Dakota",
  OH: "Ohio",
  OK: "Oklahoma",
  OR: "Oregon",
  PA: "Pennsylvania",
  RI: "Rhode Island",
  SC: "South Carolina",
  SD: "South Dakota",
  TN: "Tennessee",
  TX: "Texas",
  UT: "Utah",
  VT: "Vermont",
  VA: "Virginia",
  WA: "Washington",
  WV: "West Virginia",
  WI: "Wisconsin",
  WY: "Wyoming",
  GU: "Guam",
  PR: "Puerto Rico",
  VI: "Virgin Islands",
  MP: "Northern Mariana Islands",
  AS: "American Samoa",
};

const otherNames: Readonly<Record<string, string>> = {
  washingtondc: "DC",
  usvirginislands: "VI",
  unitedstatesvirginislands: "VI",
  commonwealthofthenorthernmarianaislands: "MP",
  cnmi: "MP",
};

const byName: ReadonlyMap<string, string> = new Map([
  ...Object.entries(names).map(([code, name]): [string, string] => [foldHeader(name), code]),
  ...Object.entries(otherNames),
]);

/** What a list of states is for: the platforms take different ones. */
export type StateUse = "license" | "enrollment";

/** MP and AS are taken for licenses but not for enrollments, and `NA` for enrollments only; what it means is not documented. */
const notTaken: Readonly<Record<StateUse, readonly string[]>> = {
  license: ["NA"],
  enrollment: ["MP", "AS"],
};

/** `D.C.`, `N. Y.` */
const dotted = /^([A-Z])\.\s?([A-Z])\.?$/;

/**
 * A state as a code; `undefined` when it is none. Codes, also with dots, and names are taken in any letter case. The
 * state NA is written `NA!`, since NA alone stands for nothing in most spreadsheets.
 */
export function stateCode(text: string): string | undefined {
  const code = text.trim().toUpperCase().replace(dotted, "$1$2");
  if (code === stateNa) return "NA";
  if (Object.hasOwn(names, code)) return code;
  return byName.get(foldHeader(text));
}

/** Whether a platform takes this state for this kind of request. */
export function isStateTaken(code: string, use: StateUse): boolean {
  return !notTaken[use].includes(code);
}

/** The seven kinds of license and registration, by the columns that list the states in which they are wanted. */
export const licenseFields = [
  "license_states",
  "dea_states",
  "csr_states",
  "rn_states",
  "prescriptive_authority_states",
  "autonomous_registration_states",
  "prescriptive_authority_checkbox_selected_states",
] as const;

/** One of {@link licenseFields}. */
export type LicenseField = (typeof licenseFields)[number];

/** What a kind of license is called in a results cell: `CA license`, `NY dea`. */
export function licenseWord(field: LicenseField): string {
  return field.replace(/_states$/, "");
}
