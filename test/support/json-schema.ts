/** A JSON object. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** True for JSON objects, false for lists and all else. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at a place in a document, an empty one when there is none. */
export function recordAt(document: unknown, place: readonly string[]): JsonRecord {
  let value: unknown = document;
  for (const part of place) {
    if (Array.isArray(value)) value = value[Number(part)];
    else value = isRecord(value) ? value[part] : undefined;
  }
  return isRecord(value) ? value : {};
}

/** The place as a JSON pointer for the fragment of a URL. */
export function pointer(place: readonly string[]): string {
  return place
    .map((part) => `/${encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))}`)
    .join("");
}

/** Cursors are null on the last page, says Verifiable's prose; most of its schemas forget to. */
const nullableInProse: ReadonlySet<string> = new Set(["nextCursor", "previousCursor"]);

/** An OpenAPI 3.0 document with its `nullable` put as JSON Schema puts it. */
export function asJsonSchema(document: unknown): JsonRecord {
  const turned = turn(document, "");
  return isRecord(turned) ? turned : {};
}

function turn(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => turn(item, name));
  if (!isRecord(value)) return value;
  const turned = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, turn(inner, key)]));
  const isNullable = value["nullable"] === true || nullableInProse.has(name);
  if (!isNullable || name === "properties") return turned;
  const { nullable: _nullable, ...rest } = turned;
  if (typeof rest["type"] === "string") {
    const words = Array.isArray(rest["enum"]) ? { enum: [...rest["enum"], null] } : {};
    return { ...rest, type: [rest["type"], "null"], ...words };
  }
  return { anyOf: [{ type: "null" }, rest] };
}
