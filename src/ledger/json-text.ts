/** A text that every engine can keep: without NULs, and without the halves of characters. */
export function mended(text: string): string {
  return text.replaceAll("\0", "").replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

/** What JSON shows of a text that is not whole. */
const suspicious = /\\u(?:0000|d[89a-f])/i;

/** A value as JSON whose texts every engine can keep: platforms may send anything. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!suspicious.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? mended(part) : part));
}

/** A value of plain data with texts that every engine can keep; the same one where they are. */
export function mendedIn<Value>(value: Value): Value {
  return suspicious.test(JSON.stringify(value)) ? (JSON.parse(jsonText(value)) as Value) : value;
}
