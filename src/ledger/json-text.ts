/** A text that every engine can keep: without NULs, and without the halves of characters. */
export function mended(text: string): string {
  if (!broken.test(text)) return text;
  return text.replaceAll("\0", "").replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

/** What only few texts have, emoji for one. */
const broken = /[\0\ud800-\udfff]/;

/** What JSON shows of a text that is not whole. */
const suspicious = /\\u(?:0000|d[89a-f])/i;

function isSuspicious(json: string): boolean {
  return json.includes("\\u") && suspicious.test(json);
}

/** A value as JSON whose texts every engine can keep: platforms may send anything. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!isSuspicious(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? mended(part) : part));
}

/** A value of plain data with texts that every engine can keep; the same one where they are. */
export function mendedIn<Value>(value: Value): Value {
  return isSuspicious(JSON.stringify(value)) ? (JSON.parse(jsonText(value)) as Value) : value;
}
