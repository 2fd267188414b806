import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject } from "ajv";
import ajvFormats from "ajv-formats";
import { asJsonSchema, isRecord, pointer, recordAt, type JsonRecord } from "./json-schema.ts";
import { pathComplaints, queryComplaints, type ComplaintsAt, type Query } from "./openapi-parameters.ts";

/** The platforms of which a description lies in `test/contracts`. */
export type DescribedPlatform = "medallion" | "verifiable" | "caqh";

/** A request as a platform receives it: the path without any prefix of a base URL. */
export interface CheckedRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Query;
  /** Parsed; undefined when there is none. */
  readonly body?: unknown;
}

/** An answer to such a request. */
export interface CheckedResponse {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Parsed; undefined when there is none. */
  readonly body?: unknown;
}

/** Holds calls against a platform's description; complaints are empty when all is well. */
export interface OpenApi {
  /** Bodies and query names are closed: what the description does not list is a complaint. */
  readonly checkRequest: (request: CheckedRequest) => readonly string[];
  readonly checkResponse: (response: CheckedResponse) => readonly string[];
}

const loaded = new Map<DescribedPlatform, OpenApi>();

/** The checks against one platform's description; read once. */
export function openapi(platform: DescribedPlatform): OpenApi {
  const known = loaded.get(platform) ?? load(platform);
  loaded.set(platform, known);
  return known;
}

function load(platform: DescribedPlatform): OpenApi {
  const file = new URL(`../contracts/${platform}.openapi.json`, import.meta.url);
  const document = asJsonSchema(JSON.parse(readFileSync(file, "utf8")));
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  ajvFormats.default(ajv);
  ajv.addFormat("timespan", /^(?:\d+\.)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?$/);
  ajv.addFormat("decimal", /^-?\d+(?:\.\d+)?$/);
  ajv.addSchema(document, platform);

  const complaintsAt: ComplaintsAt = (place, value) => {
    const reference = `${platform}#${pointer(place)}`;
    const validate = ajv.getSchema(reference) ?? ajv.compile({ $ref: reference });
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(described);
  };

  return {
    checkRequest: ({ method, path, query, body }) => {
      const operation = find(document, method, path);
      if (operation === undefined) return [`no operation ${method} ${path}`];
      return [
        ...pathComplaints(document, operation.parameters, operation.ids, complaintsAt),
        ...queryComplaints(document, operation.parameters, query ?? {}, complaintsAt),
        ...bodyComplaints(operation, body, complaintsAt),
      ];
    },
    checkResponse: ({ method, path, status, body }) => {
      const operation = find(document, method, path);
      if (operation === undefined) return [`no operation ${method} ${path}`];
      // Verifiable documents its limit in prose, on no operation.
      if (platform === "verifiable" && status === 429) return [];
      return responseComplaints(document, operation, status, body, complaintsAt);
    },
  };
}

interface Operation {
  readonly place: readonly string[];
  readonly definition: JsonRecord;
  readonly parameters: readonly (readonly string[])[];
  /** What stands in the path for each name in braces. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Literal paths win over those with ids in them. */
function find(document: JsonRecord, method: string, path: string): Operation | undefined {
  const templates = Object.keys(recordAt(document, ["paths"])).filter((template) => matches(template, path));
  const verb = method.toLowerCase();
  for (const template of templates.toSorted((one, other) => holes(one) - holes(other))) {
    const place = ["paths", template, verb];
    const definition = recordAt(document, place);
    if (Object.keys(definition).length === 0) continue;
    const listed = Array.isArray(definition["parameters"]) ? definition["parameters"] : [];
    const parameters = listed.map((_, index) => [...place, "parameters", String(index)]);
    return { place, definition, parameters, ids: idsIn(template, path) };
  }
  return undefined;
}

function holes(template: string): number {
  return template.split("{").length - 1;
}

function matches(template: string, path: string): boolean {
  const wanted = template.split("/");
  const given = path.split("/");
  return (
    wanted.length === given.length &&
    wanted.every((part, index) =>
      part.startsWith("{") ? (given[index] ?? "") !== "" : part === given[index],
    )
  );
}

function idsIn(template: string, path: string): Readonly<Record<string, string>> {
  const given = path.split("/");
  const named = template.split("/").flatMap((part, index) => {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    return name === undefined ? [] : [[name, decodeURIComponent(given[index] ?? "")] as const];
  });
  return Object.fromEntries(named);
}

function bodyComplaints(
  { place, definition }: Operation,
  body: unknown,
  complaintsAt: ComplaintsAt,
): readonly string[] {
  const content = recordAt(definition, ["requestBody", "content"]);
  const [type] = Object.keys(content);
  if (type === undefined) return body === undefined ? [] : ["a body where none is documented"];
  // No body of these operations may be left out, though one vendor's generator never says so.
  if (body === undefined) return ["the body is missing"];
  return complaintsAt([...place, "requestBody", "content", type, "schema"], body);
}

function responseComplaints(
  document: JsonRecord,
  { place, definition }: Operation,
  status: number,
  body: unknown,
  complaintsAt: ComplaintsAt,
): readonly string[] {
  const own = [...place, "responses", String(status)];
  if (!isRecord(recordAt(definition, ["responses"])[String(status)])) {
    return [`status ${status} is not documented`];
  }
  const reference = recordAt(document, own)["$ref"];
  const response = typeof reference === "string" ? reference.slice(2).split("/") : own;
  const content = recordAt(document, [...response, "content"]);
  const [type] = Object.keys(content);
  if (type === undefined) return [];
  return complaintsAt([...response, "content", type, "schema"], body);
}

/** Lists of allowed words are long and in the description anyway. */
function described({ instancePath, keyword, message, params }: ErrorObject): string {
  const more = keyword === "enum" ? "" : ` ${JSON.stringify(params)}`;
  return `${instancePath === "" ? "/" : instancePath} ${message ?? ""}${more}`;
}
