/** Marks that turn the direction of writing: with them a text shows as something that it is not. */
const turning = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";

const odd = new RegExp(`[\\p{Cc}\\u2028\\u2029\\ufeff${turning}]|\\p{Cs}`, "u");
const lineEnds = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const halves = /\p{Cs}/gu;
const doing = new RegExp(`[\\p{Cc}\\ufeff${turning}]`, "gu");

/**
 * A text of somebody else's as text alone: on one line, without signs that move a cursor, ring a bell, end a file or
 * turn the direction of writing, and with a replacement sign for half of a sign.
 */
export function plainText(text: string): string {
  if (!odd.test(text)) return text;
  return text.replaceAll(lineEnds, " ").replaceAll(doing, "").replaceAll(halves, "\ufffd");
}

/** Lines for a terminal: each of them plain. */
export function plainLines(text: string): string {
  return odd.test(text) ? text.split("\n").map(plainText).join("\n") : text;
}

const escaped = new RegExp(`[\\u007f-\\u009f\\u2028\\u2029\\ufeff${turning}]`, "gu");

/** JSON as it may be shown: what its writer leaves as it is although it does something is written as a number. */
export function plainJson(json: string): string {
  return json.replaceAll(escaped, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
