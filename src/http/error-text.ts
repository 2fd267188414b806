const longest = 300;

/** No explanation is longer; what follows is a page, or a trap, and nothing looks at it. */
export const longestExplanation = 8_000;

/** No platform nests its messages deeper; a body of brackets alone would go to the bottom of the stack. */
const deepest = 20;

/** Keys whose values are sentences for people, in the order in which they are looked for. */
const sentenceKeys = [
  "detail",
  "message",
  "error_description",
  "error_message",
  "exceptionmessage",
  "messagedetail",
  "exception_description",
  "title",
  "error",
];

/**
 * One line of plain text from an error body of any of the platforms. None of them documents its shape, so this
 * takes the shapes that their frameworks produce: Django REST lists by field, RFC 7807 problems, ASP.NET
 * messages, OAuth errors, HTML pages and nothing at all. Long digit runs, which may be personal numbers, are masked.
 * The time that it takes does not depend on what is in the body: only its first 8,000 letters are looked at, and each a
 * few times at most.
 */
export function errorText(body: string): string {
  const trimmed = body.slice(0, longestExplanation).trim();
  if (trimmed === "") return "no explanation";
  return tidy(fromJson(trimmed) ?? trimmed);
}

/** What the platform calls a call in its own logs, where an error body says so; never a personal number. */
export function correlationIdIn(body: string): string | undefined {
  try {
    const [id] = correlationIds(JSON.parse(body.slice(0, longestExplanation)) as unknown);
    return id === undefined || tidy(id) !== id ? undefined : id;
  } catch {
    return undefined;
  }
}

function* correlationIds(value: unknown, depth = 0): Generator<string> {
  if (depth > deepest || typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key.toLowerCase() === "correlationid" && typeof inner === "string" && /^[\w-]+$/.test(inner))
      yield inner;
    yield* correlationIds(inner, depth + 1);
  }
}

function fromJson(text: string): string | undefined {
  try {
    const found = [...sentences(JSON.parse(text) as unknown, "")];
    return found.length === 0 ? undefined : found.join("; ");
  } catch {
    return undefined;
  }
}

function* sentences(value: unknown, path: string, depth = 0): Generator<string> {
  if (depth > deepest) return;
  if (typeof value === "string") {
    if (value.trim() !== "") yield path === "" ? value : `${path}: ${value}`;
  } else if (Array.isArray(value)) {
    for (const item of value) yield* sentences(item, path, depth + 1);
  } else if (typeof value === "object" && value !== null) {
    yield* sentencesOfObject(value, path, depth + 1);
  }
}

function* sentencesOfObject(value: object, path: string, depth: number): Generator<string> {
  const entries = Object.entries(value);
  const folded = new Map(entries.map(([key, inner]) => [key.toLowerCase(), inner]));
  const known = sentenceKeys.find((key) => typeof folded.get(key) === "string");
  if (known !== undefined) yield* sentences(folded.get(known), path, depth);
  const errors = folded.get("errors");
  if (Array.isArray(errors)) yield* sentences(errors, path, depth);
  else if (typeof errors === "object" && errors !== null) yield* fieldsIn(errors);
  const correlation = folded.get("correlationid");
  if (typeof correlation === "string") yield `correlation id ${correlation}`;
  if (known !== undefined || errors !== undefined) return;
  for (const [key, inner] of entries) {
    if (key === "non_field_errors") yield* sentences(inner, path, depth);
    else yield* sentences(inner, path === "" ? key : `${path}.${key}`, depth);
  }
}

/** The messages of a validation problem may quote what was sent (RFC 7807 as .NET fills it); its fields say enough. */
function* fieldsIn(errors: object): Generator<string> {
  const fields = Object.keys(errors).filter((field) => field.trim() !== "");
  if (fields.length > 0) yield `fields: ${fields.join(", ")}`;
}

/** Ids are kept, for support to find; personal numbers are not. No alternative can be left and tried again. */
const personalNumber =
  /(?<id>\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b|\b(?=\d*[a-f])[\da-f]{16,}\b)|(?<!\d)\d{3}[-. ]\d{2}[-. ]\d{4}(?!\d)|\d{9,}/gi;

/** What stands between blanks, brackets and quotation marks; with an @ inside, it is an address or holds one. */
const word = /[^\s<>"'(),;:]+/g;

function tidy(text: string): string {
  const line = withoutTags(text)
    .replaceAll(/\p{C}+/gu, " ")
    .replaceAll(word, (found) => (/[^@]@[^@]/.test(found) ? "***" : found))
    .replaceAll(personalNumber, (_found, id: string | undefined) => id ?? "***")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (line === "") return "no explanation";
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** A page without its tags, and without what stands inside of scripts and styles. */
function withoutTags(text: string): string {
  let kept = "";
  for (let at = 0; ;) {
    const open = text.indexOf("<", at);
    const close = open < 0 ? -1 : text.indexOf(">", open);
    if (close < 0) return kept + text.slice(at);
    kept += `${text.slice(at, open)} `;
    at = close + 1;
    const name = ["script", "style"].find((each) => startsWithWord(text, open + 1, each));
    if (name === undefined) continue;
    const end = text.toLowerCase().indexOf(`</${name}>`, at);
    if (end < 0) return kept;
    at = end + name.length + 3;
  }
}

function startsWithWord(text: string, at: number, name: string): boolean {
  const found = text.slice(at, at + name.length + 1).toLowerCase();
  return found.startsWith(name) && !/[a-z]/.test(found.charAt(name.length));
}
