import { certificateTypes } from "./certificate-types.ts";

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
