/** The codes that Medallion's API description lists (November 2024). The list is open: new codes are a warning only. */
export const certificateTypes: ReadonlySet<string> = new Set(
  (
    "DO MD PA RN NP CNM PMHNP RNFA ACSW APCC BCBA BCaBA BHA BHARI COUNSELOR OD DPM DA DDS DEH DMD DPT PT PTA PBT " +
    "LCADC MLADC LADC CCS LCAS LCAT LCMHC LCMHC-S LCMHCA LCPC LCSW LSW LCSWA LICSW LIMHP-CSW LIMHP-CMSW LIMHP LISW " +
    "LMFT LMFT-S LMFTA LMHC LMSW LPC LPC-C LPCA LPCC LPCI LSCSW MFTA MHCA MHT OMS ORTH OT OTA OTHER RD RPh PhT PhD " +
    "PsyD RBT RCSWI RHMCI SLP LPN LAc LMT DC ND MA LPCMH LIMHP-CPC LPC-MH LPC/MHSP CMHC ALC LAC LACMH LAPC ACMHC " +
    "LMHCA LGPC CSW LCSW-C ISW LISW-CP CSW-PIP CISW MLSW CMSW LGSW LASW APSW RT AUD CRNA OPTHAMOLOGIST OPA CP-A AT " +
    "FITNESS-PROFESSI EMR EMT EMT-A LVN MLT NMT LN OPT OTHER-ALLIED-HEA PAR PHARMACY-ASSISTA PI PODIATRIC-ASSIST " +
    "RADIOLOGY-TECH ACU DT MOT MPT MT OTD OTR/L RDN SLP-CF SLPD ATC COTA LMPC ORT SLPA MT-BC"
  ).split(" "),
);

/** Prescriptive authority and autonomous registration exist for these only (Medallion's help pages). */
export const prescribingNurses: ReadonlySet<string> = new Set(["NP", "CNM", "PMHNP"]);

/** How long a license is meant to last; Medallion's words. */
export const durationTypes = [
  "permanent",
  "training",
  "temporary",
  "limited",
  "telemedicine",
  "prescriptive_authority",
  "autonomous_registration",
  "multistate",
] as const;

/** Professions as people write them out; Medallion's own codes stand for these (API description, professions). */
const writtenOut: Readonly<Record<string, string>> = {
  "medical doctor": "MD",
  "doctor of medicine": "MD",
  "doctor of osteopathy": "DO",
  "doctor of osteopathic medicine": "DO",
  "physician assistant": "PA",
  "physician associate": "PA",
  "registered nurse": "RN",
  "nurse practitioner": "NP",
  "certified nurse midwife": "CNM",
  "psychiatric mental health nurse practitioner": "PMHNP",
  "certified registered nurse anesthetist": "CRNA",
  "licensed practical nurse": "LPN",
  "licensed vocational nurse": "LVN",
  "licensed clinical social worker": "LCSW",
  "licensed professional counselor": "LPC",
  "licensed marriage and family therapist": "LMFT",
  "licensed mental health counselor": "LMHC",
  "doctor of dental surgery": "DDS",
  "doctor of dental medicine": "DMD",
  "doctor of optometry": "OD",
  optometrist: "OD",
  "doctor of podiatric medicine": "DPM",
  podiatrist: "DPM",
  "physical therapist": "PT",
  "occupational therapist": "OT",
  psychologist: "PsyD",
  pharmacist: "RPh",
  "registered dietitian": "RD",
  chiropractor: "DC",
  "speech language pathologist": "SLP",
  "licensed acupuncturist": "LAc",
};

/** Codes by their letters alone, where one code alone has them: `LAc` and `LAC` are two. */
const byLetters: ReadonlyMap<string, string> = new Map(
  [...certificateTypes]
    .map((code): [string, string] => [code.toLowerCase(), code])
    .filter(([letters, code]) =>
      [...certificateTypes].every((other) => other === code || other.toLowerCase() !== letters),
    ),
);

/**
 * A certificate type as Medallion's code, whether a list or a roster has the code in another case, writes it out or has
 * both: `MD`, `md`, `Doctor of Medicine`, `Doctor of Medicine (MD)`, `MD - Doctor of Medicine`.
 */
export function certificateCode(word: string): string {
  const text = word.trim();
  return (
    codeOf(text) ??
    partsOf(text)
      .map(codeOf)
      .find((code) => code !== undefined) ??
    text
  );
}

function codeOf(text: string): string | undefined {
  if (certificateTypes.has(text)) return text;
  const letters = text.toLowerCase();
  return byLetters.get(letters) ?? writtenOut[letters.replaceAll(/[^a-z]+/g, " ").trim()];
}

/** What stands in brackets at the end and before them, or around a dash or colon between blanks. */
function partsOf(text: string): readonly string[] {
  const [, words, code] = /^(.{0,200}?)\s*[([]([^()[\]]{1,40})[)\]]$/.exec(text) ?? [];
  if (code !== undefined) return [code.trim(), (words ?? "").trim()];
  const [, one, other] = /^(\S{1,40}) ?[-–—:] (.{1,200})$/.exec(text) ?? [];
  return one === undefined || other === undefined ? [] : [one.trim(), other.trim()];
}
