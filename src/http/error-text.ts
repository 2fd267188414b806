const longest = 300;

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
 */
export function errorText(body: string): string {
  const trimmed = body.trim();
  if (trimmed === "") return "no explanation";
  return tidy(fromJson(trimmed) ?? trimmed);
}

function fromJson(text: string): string | undefined {
  try {
    const found = [...sentences(JSON.parse(text) as unknown, "")];
    return found.length === 0 ? undefined : found.join("; ");
  } catch {
    return undefined;
  }
}

function* sentences(value: unknown, path: string): Generator<string> {
  if (typeof value === "string") {
    if (value.trim() !== "") yield path === "" ? value : `${path}: ${value}`;
  } else if (Array.isArray(value)) {
    for (const item of value) yield* sentences(item, path);
  } else if (typeof value === "object" && value !== null) {
    yield* sentencesOfObject(value, path);
  }
}

function* sentencesOfObject(value: object, path: string): Generator<string> {
  const entries = Object.entries(value);
  const folded = new Map(entries.map(([key, inner]) => [key.toLowerCase(), inner]));
  const known = sentenceKeys.find((key) => typeof folded.get(key) === "string");
  if (known !== undefined) yield* sentences(folded.get(known), path);
  const errors = folded.get("errors");
  if (Array.isArray(errors)) yield* sentences(errors, path);
  else if (typeof errors === "object" && errors !== null) yield* fieldsIn(errors);
  const correlation = folded.get("correlationid");
  if (typeof correlation === "string") yield `correlation id ${correlation}`;
  if (known !== undefined || errors !== undefined) return;
  for (const [key, inner] of entries) {
    if (key === "non_field_errors") yield* sentences(inner, path);
    else yield* sentences(inner, path === "" ? key : `${path}.${key}`);
  }
}

/** The messages of a validation problem may quote what was sent (RFC 7807 as .NET fills it); its fields say enough. */
function* fieldsIn(errors: object): Generator<string> {
  const fields = Object.keys(errors).filter((field) => field.trim() !== "");
  if (fields.length > 0) yield `fields: ${fields.join(", ")}`;
}

/** Ids are kept, for support to find; personal numbers and addresses are not. */
const personal =
  /(?<id>\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b|\b(?=\d*[a-f])[\da-f]{16,}\b)|(?<!\d)\d{3}[-. ]\d{2}[-. ]\d{4}(?!\d)|\d{9,}|[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+\.[^\s@<>"'(),;:]*/gi;

function tidy(text: string): string {
  const line = text
    .replaceAll(/<(script|style)\b.*?<\/\1>/gis, " ")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\p{Cc}+/gu, " ")
    .replaceAll(personal, (_found, id: string | undefined) => id ?? "***")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (line === "") return "no explanation";
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
