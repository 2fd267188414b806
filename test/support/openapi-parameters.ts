import { recordAt, type JsonRecord } from "./json-schema.ts";

/** Query values by name; a list stands for a repeated key. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

/** Says what is wrong with a value by the schema at a place of the document. */
export type ComplaintsAt = (place: readonly string[], value: unknown) => readonly string[];

/** Holds the ids of a path against the documented parameters. */
export function pathComplaints(
  document: JsonRecord,
  places: readonly (readonly string[])[],
  ids: Readonly<Record<string, string>>,
  complaintsAt: ComplaintsAt,
): readonly string[] {
  return located(document, places, "path").flatMap(({ place, definition }) => {
    const name = String(definition["name"]);
    const wrong = complaintsAt([...place, "schema"], ids[name]);
    return wrong.map((complaint) => `path ${name}: ${complaint}`);
  });
}

/** Holds a query against the documented parameters; a name that is not documented is a complaint. */
export function queryComplaints(
  document: JsonRecord,
  places: readonly (readonly string[])[],
  query: Query,
  complaintsAt: ComplaintsAt,
): readonly string[] {
  const parameters = located(document, places, "query");
  const given = new Map(Object.entries(query));
  const complaints: string[] = [];
  for (const { place, definition } of parameters) {
    const name = String(definition["name"]);
    const spelling = [name, ...spellings(definition)].find((word) => given.has(word));
    if (spelling === undefined) {
      if (definition["required"] === true) complaints.push(`query ${name} is missing`);
      continue;
    }
    const raw = given.get(spelling) ?? [];
    given.delete(spelling);
    const values = typeof raw === "string" ? [raw] : raw;
    const value = read(document, place, definition, values);
    if (value === undefined) {
      complaints.push(`query ${name} is given ${values.length} times`);
      continue;
    }
    const wrong = complaintsAt([...place, "schema"], value);
    complaints.push(...wrong.map((complaint) => `query ${name}: ${complaint}`));
  }
  return [...complaints, ...[...given.keys()].map((name) => `query ${name} is not documented`)];
}

interface Located {
  readonly place: readonly string[];
  readonly definition: JsonRecord;
}

function located(
  document: JsonRecord,
  places: readonly (readonly string[])[],
  where: "path" | "query",
): readonly Located[] {
  return places
    .map((place) => resolved(document, place))
    .filter(({ definition }) => definition["in"] === where);
}

function resolved(document: JsonRecord, place: readonly string[]): Located {
  const definition = recordAt(document, place);
  const reference = definition["$ref"];
  if (typeof reference !== "string") return { place, definition };
  const target = reference.slice(2).split("/");
  return { place: target, definition: recordAt(document, target) };
}

function spellings(definition: JsonRecord): readonly string[] {
  const listed = definition["x-spellings"];
  return Array.isArray(listed) ? listed.map(String) : [];
}

/** The value that the schema is about; undefined when a single value came several times. */
function read(
  document: JsonRecord,
  place: readonly string[],
  definition: JsonRecord,
  values: readonly string[],
): unknown {
  const { definition: schema } = resolved(document, [...place, "schema"]);
  if (schema["type"] !== "array") {
    return values.length === 1 ? coerced(schema, values[0] ?? "") : undefined;
  }
  const { definition: items } = resolved(document, [...place, "schema", "items"]);
  const parts = definition["explode"] === false ? values.flatMap((value) => value.split(",")) : values;
  return parts.map((part) => coerced(items, part));
}

function coerced(schema: JsonRecord, text: string): unknown {
  const { type } = schema;
  if (type === "integer" || type === "number") {
    return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
  }
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
