/** A number of a workbook, taken apart without going through binary numbers. */
export interface Decimal {
  readonly negative: boolean;
  /** Without leading zeros; "0" when there is nothing before the point. */
  readonly whole: string;
  /** Without trailing zeros; empty when there is nothing behind the point. */
  readonly fraction: string;
}

/** Beyond this nobody reads digits. No number of a spreadsheet program is that large or that small. */
const largestExponent = 400;

/** So many digits of a number with a fraction does a spreadsheet program show; what follows is binary dust. */
const shownDigits = 15;

/** Reads a number as it stands in the file: whole numbers exactly, others as a spreadsheet program shows them in full. */
export function readDecimal(text: string): Decimal | undefined {
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
  if (fraction !== "" && significant > shownDigits) {
    const value = Number(`${sign}${digits}e${exponent - after.length}`);
    return readDecimal(value.toPrecision(shownDigits));
  }
  return { negative: sign === "-" && whole + fraction !== "", whole: whole === "" ? "0" : whole, fraction };
}

/** The number in full, never as a power of ten. */
export function inFull({ negative, whole, fraction }: Decimal): string {
  return `${negative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
