import { inFull, readDecimal, type Decimal } from "./decimal.ts";
import { shownMoment, type DateParts } from "./serial-date.ts";

/** How a cell shows its number, as far as it changes what the number says. */
export type NumberFormat =
  | { readonly kind: "plain" }
  | { readonly kind: "moment"; readonly parts: DateParts }
  | { readonly kind: "digits"; readonly sections: readonly Section[] };

/** One of the parts of a format code between semicolons. */
interface Section {
  readonly code: string;
  /** Undefined when numbers need not be shown in this way to be complete. */
  readonly mask: Mask | undefined;
  readonly condition: ((value: number) => boolean) | undefined;
}

/** Places for digits, and what stands between them. */
interface Mask {
  readonly places: readonly Place[];
  /** Digits behind the point that are always shown. */
  readonly decimals: number;
}

type Place = { readonly digit: "0" | "#" } | { readonly literal: string };

/** A number as it stands in the file. */
export const plainFormat: NumberFormat = { kind: "plain" };

/** Formats that have a number and no code in the file (ECMA-376 part 1, 18.8.30). */
export function builtInFormat(id: number): NumberFormat {
  if (id === 46) return { kind: "moment", parts: "elapsed" };
  if ((id >= 18 && id <= 21) || id === 45 || id === 47 || id === 32 || id === 33) {
    return { kind: "moment", parts: "time" };
  }
  const isDate = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return isDate ? { kind: "moment", parts: "date" } : plainFormat;
}

/** Reads a format code. What loses nothing when it is left out is left out: thousands, currencies, rounding. */
export function readFormat(code: string): NumberFormat {
  const sections = sectionsOf(code);
  const parts = momentParts(sections[0] ?? "");
  if (parts !== undefined) return { kind: "moment", parts };
  const read = sections.map((section): Section => ({
    code: section,
    mask: maskOf(section),
    condition: conditionOf(section),
  }));
  return read.some(({ mask }) => mask !== undefined) ? { kind: "digits", sections: read } : plainFormat;
}

/** The number of a cell as a person reads it, and never less than the file holds. */
export function shownNumber(text: string, format: NumberFormat, from1904: boolean): string {
  // most numbers are short and whole, and stand there as they are shown
  if (format.kind === "plain" && /^(?:0|-?[1-9]\d{0,14})$/.test(text)) return text;
  const decimal = readDecimal(text);
  if (decimal === undefined) return text.trim();
  switch (format.kind) {
    case "plain":
      return inFull(decimal);
    case "moment":
      return shownMoment(Number(text), format.parts, from1904) ?? inFull(decimal);
    case "digits":
      return shownDigits(decimal, Number(text), format.sections);
  }
}

function shownDigits(decimal: Decimal, value: number, sections: readonly Section[]): string {
  const { section, signed } = choose(value, sections);
  if (section?.mask === undefined) return inFull(decimal);
  return `${decimal.negative && signed ? "-" : ""}${masked(decimal, section.mask)}`;
}

/** Sections stand for conditions of their own, or for positive, negative and zero. */
function choose(
  value: number,
  sections: readonly Section[],
): { readonly section: Section | undefined; readonly signed: boolean } {
  const [first, second, third] = sections;
  if (sections.some(({ condition }) => condition !== undefined)) {
    const section = sections.find(({ condition }) => condition === undefined || condition(value));
    return { section, signed: true };
  }
  if (value < 0 && second !== undefined) return { section: second, signed: false };
  if (value === 0 && third !== undefined) return { section: third, signed: false };
  return { section: first, signed: true };
}

function masked({ whole, fraction }: Decimal, { places, decimals }: Mask): string {
  const digits = whole === "0" ? "" : whole;
  const seats = places.filter((place) => "digit" in place).length;
  let left = digits.length - seats;
  let text = left > 0 ? digits.slice(0, left) : "";
  for (const place of places) {
    if ("literal" in place) {
      text += place.literal;
    } else {
      const digit = left >= 0 ? digits.charAt(left) : place.digit === "0" ? "0" : "";
      text += digit;
      left += 1;
    }
  }
  const behind = fraction.padEnd(decimals, "0");
  return behind === "" ? text : `${text}.${behind}`;
}

const tokens = /"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|AM\/PM|A\/P|[0#?.,%@/]|E[+-]|[a-zA-Z]+|[\s\S]/gi;

function tokensOf(section: string): readonly string[] {
  return section.match(tokens) ?? [];
}

function sectionsOf(code: string): readonly string[] {
  const sections: string[] = [""];
  for (const token of tokensOf(code)) {
    if (token === ";") sections.push("");
    else sections[sections.length - 1] += token;
  }
  return sections;
}

function momentParts(section: string): DateParts | undefined {
  const words = tokensOf(section).filter(
    (token) => /^[a-z]/i.test(token) && !/^(?:General|E[+-])$/i.test(token),
  );
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return "elapsed";
  const letters = words.filter((word) => !/^(?:AM\/PM|A\/P)$/i.test(word)).join("");
  if (!/[ymdhs]/i.test(letters)) return undefined;
  return /[yd]/i.test(letters) || !/[hs]/i.test(letters) ? "date" : "time";
}

/** Only a mask that keeps leading zeros says more than the number; all others are left out. */
function maskOf(section: string): Mask | undefined {
  const places: Place[] = [];
  let decimals = 0;
  let behindPoint = false;
  for (const token of tokensOf(section)) {
    if (token === "0" || token === "#" || token === "?") {
      if (!behindPoint) places.push({ digit: token === "0" ? "0" : "#" });
      else if (token === "0") decimals += 1;
    } else if (token === ".") {
      behindPoint = true;
    } else if (/^(?:[,%@/]|E[+-]|[a-z].*)$/i.test(token)) {
      return undefined;
    } else {
      const literal = literalOf(token);
      if (literal !== "" && behindPoint) return undefined;
      if (literal !== "") places.push({ literal });
    }
  }
  const zeros = places.filter((place) => "digit" in place && place.digit === "0").length;
  return zeros >= 2 ? { places, decimals } : undefined;
}

function literalOf(token: string): string {
  if (token.startsWith('"')) return token.slice(1, -1);
  if (token.startsWith("\\")) return token.slice(1);
  if (token.startsWith("[$")) return /^\[\$([^\]-]*)/.exec(token)?.[1] ?? "";
  return /^[_*[]/.test(token) ? "" : token;
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "<=": (value, bound) => value <= bound,
  ">=": (value, bound) => value >= bound,
  "<>": (value, bound) => value !== bound,
  "<": (value, bound) => value < bound,
  ">": (value, bound) => value > bound,
  "=": (value, bound) => value === bound,
};

function conditionOf(section: string): ((value: number) => boolean) | undefined {
  const [, sign = "", bound] = /\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]/.exec(section) ?? [];
  const compare = comparisons[sign];
  return compare === undefined ? undefined : (value) => compare(value, Number(bound));
}
