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

/** A number of a workbook, taken apart without going through binary numbers. */
interface Decimal {
  readonly negative: boolean;
  /** Without leading zeros; "0" when there is nothing before the point. */
  readonly whole: string;
  /** Without trailing zeros; empty when there is nothing behind the point. */
  readonly fraction: string;
}

/** Beyond this nobody reads digits. No number of a spreadsheet program is that large or that small. */
const largestExponent = 400;

/** So many digits of a number with a fraction does a spreadsheet program show; what follows is binary dust. */
const significantDigits = 15;

/** Reads a number as it stands in the file: whole numbers exactly, others as a spreadsheet program shows them in full. */
function readDecimal(text: string): Decimal | undefined {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?\s*$/.exec(text);
  if (match === null) return undefined;
  const [, sign = "", before = "", after = "", power = "0"] = match;
  const exponent = Number(power);
  if (before + after === "" || Math.abs(exponent) > largestExponent) return undefined;
  const digits = before + after;
  const point = before.length + exponent;
  const whole = digits.slice(0, Math.max(0, point)).padEnd(point, "0").replace(/^0+/, "");
  const fraction = `${"0".repeat(Math.max(0, -point))}${digits.slice(Math.max(0, point))}`.replace(/0+$/, "");
  const significant = (whole + fraction).replace(/^0+/, "").length;
  if (fraction !== "" && significant > significantDigits) {
    const value = Number(`${sign}${digits}e${exponent - after.length}`);
    return readDecimal(value.toPrecision(significantDigits));
  }
  return { negative: sign === "-" && whole + fraction !== "", whole: whole === "" ? "0" : whole, fraction };
}

/** The number in full, never as a power of ten. */
function inFull({ negative, whole, fraction }: Decimal): string {
  return `${negative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

const secondsOfDay = 86_400;
const msOfDay = 86_400_000;

/** The last day that spreadsheet programs know, 31 December 9999, plus one. */
const endOfDays = 2_958_466;

/** Between the first days of the two ways in which workbooks count days. */
const daysTo1904 = 1_462;

/** What of a moment a cell shows. */
type DateParts = "date" | "time" | "elapsed";

/**
 * The moment of a serial number: `YYYY-MM-DD`, with ` HH:MM:SS` behind it unless it is midnight; a time of day or
 * a span of time as `HH:MM:SS`. Undefined when it is none, where spreadsheet programs show hash signs.
 */
export function shownMoment(serial: number, parts: DateParts, from1904: boolean): string | undefined {
  const total = Math.round(serial * secondsOfDay);
  const days = Math.floor(total / secondsOfDay);
  const seconds = total - days * secondsOfDay;
  if (total < 0 || (from1904 ? days + daysTo1904 : days) >= endOfDays) return undefined;
  if (parts === "elapsed") return clock(Math.floor(total / 3600), total % 3600);
  const time = clock(Math.floor(seconds / 3600), seconds % 3600);
  if (days === 0 && (parts === "time" || (seconds > 0 && !from1904))) return time;
  const date = dateOf(days, from1904);
  return seconds === 0 ? date : `${date} ${time}`;
}

/**
 * The serial number of a day, `YYYY-MM-DD`; undefined for anything else and for days that not every way of counting
 * has.
 */
export function serialOfDay(text: string, from1904: boolean): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return undefined;
  const days = Math.round((ms - Date.UTC(1899, 11, 30)) / msOfDay) - (from1904 ? daysTo1904 : 0);
  // before March 1900 spreadsheet programs disagree by a day
  return days > 60 ? days : undefined;
}

function clock(hours: number, rest: number): string {
  return [hours, Math.floor(rest / 60), rest % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** In the older way of counting, day 0 is no date and day 60 a leap day that never was. */
function dateOf(days: number, from1904: boolean): string {
  if (!from1904 && days === 0) return "1900-01-00";
  if (!from1904 && days === 60) return "1900-02-29";
  const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(first + days * msOfDay).toISOString().slice(0, 10);
}

/** A moment that the file spells out, in the same form as {@link shownMoment}. */
export function shownIsoMoment(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:Z|[+-]00:00)?)?$/.exec(text);
  const [, date, time] = match ?? [];
  if (date === undefined) return text;
  return time === undefined || time === "00:00:00" ? date : `${date} ${time}`;
}
