/**
 * Takes the danger out of text from a platform that a spreadsheet would take for a formula: an apostrophe in
 * front, as spreadsheets themselves mark text. A text that begins with an apostrophe gets one too, so that
 * {@link unescapeFormula} gives every text back as it was.
 */
export function escapeFormula(text: string): string {
  return dangerous.test(text) ? `'${text}` : text;
}

/** The inverse of {@link escapeFormula}; leaves alone what was never escaped. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && dangerous.test(text.slice(1)) ? text.slice(1) : text;
}

/** The signs of OWASP's list, their full-width twins, and the apostrophe itself; also behind blanks. */
const dangerous = /^(?:[\s\u00A0\u200B\uFEFF]*[=+\-@＝＋－＠|%]|[\t\r\n']|\p{Cc})/u;
