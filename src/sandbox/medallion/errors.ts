import { flawsIn, type Flaw } from "../http/list-trouble.ts";
import { json, type Reply } from "../http/platform.ts";
import type { z } from "zod";

/**
 * Medallion documents no error bodies. Its service behaves like Django REST framework, so the
 * sandbox answers in that framework's shapes.
 */
export function detail(status: number, text: string): Reply {
  return json(status, { detail: text });
}

/** Not there, or not visible to this key: Medallion answers both alike. */
export function notFound(): Reply {
  return detail(404, "Not found.");
}

/** A refusal of single fields. */
export function fieldErrors(complaints: Readonly<Record<string, unknown>>): Reply {
  return json(400, complaints);
}

/** A refusal of a body, field by field, nested as the framework nests it. */
export function bodyErrors(error: z.ZodError, body: unknown): Reply {
  const complaints: Record<string, unknown> = {};
  for (const flaw of flawsIn(error, body)) {
    const [field, index, inner] = flaw.path;
    const text = sentence(flaw);
    if (field === undefined) complaints["non_field_errors"] = [text];
    else if (index === undefined) complaints[field] = [text];
    else if (inner === undefined) complaints[field] = { [index]: [text] };
    else complaints[field] = nested(Number(index), { [inner]: [text] });
  }
  return json(400, complaints);
}

function nested(index: number, complaint: object): readonly object[] {
  return [...Array.from({ length: index }, () => ({})), complaint];
}

function sentence(flaw: Flaw): string {
  switch (flaw.kind) {
    case "missing":
      return "This field is required.";
    case "unknown-key":
      return "This field is not known.";
    case "wrong-word":
      return `"${JSON.stringify(flaw.given)}" is not a valid choice.`;
    case "malformed":
      return flaw.wanted === "guid" ? "Must be a valid UUID." : flaw.wanted;
    case "wrong-type":
      return wrongType(flaw);
  }
}

function wrongType(flaw: Flaw): string {
  if (flaw.given === null) return "This field may not be null.";
  if (flaw.wanted === "boolean") return "Must be a valid boolean.";
  if (flaw.wanted === "array") {
    return `Expected a list of items but got type "${typeof flaw.given}".`;
  }
  if (flaw.wanted === "object") {
    return `Invalid data. Expected a dictionary, but got ${typeof flaw.given}.`;
  }
  return "Not a valid string.";
}
