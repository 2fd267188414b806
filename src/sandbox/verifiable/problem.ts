import { flawsIn, type Flaw } from "../http/list-trouble.ts";
import { json, type Reply } from "../http/platform.ts";
import { uuidOf } from "../seeded.ts";
import type { z } from "zod";

/** Complaints by path, as Verifiable's prose shows them. */
export type Errors = Readonly<Record<string, readonly string[]>>;

/** An error in the shape of RFC 7807, with the `correlationId` and `errors` that Verifiable's prose adds. */
export function problem(status: number, detail?: string, errors?: Errors): Reply {
  const body = {
    type: `https://httpstatuses.io/${status}`,
    title: titles[status] ?? "Error",
    status,
    ...(detail === undefined ? {} : { detail }),
    correlationId: uuidOf(`correlation ${status} ${detail ?? ""} ${JSON.stringify(errors ?? {})}`),
    ...(errors === undefined ? {} : { errors }),
  };
  return json(status, body, { "content-type": "application/problem+json" });
}

/** The refusal of a body: `$.field` for values that do not fit, the bare name for missing ones. */
export function bodyProblem(error: z.ZodError, body: unknown): Reply {
  const errors: Record<string, readonly string[]> = {};
  for (const flaw of flawsIn(error, body)) {
    const name = flaw.path.join(".");
    const key = flaw.kind === "missing" ? name : `$.${name}`;
    errors[key] = [...(errors[key] ?? []), sentence(flaw, name)];
  }
  return problem(400, "One or more validation errors occurred.", errors);
}

function sentence(flaw: Flaw, name: string): string {
  switch (flaw.kind) {
    case "missing":
      return `The ${name} field is required.`;
    case "unknown-key":
      return `The JSON property '${name}' could not be mapped to any .NET member.`;
    case "wrong-word":
    case "wrong-type":
      return `The JSON value could not be converted. Path: $.${name}.`;
    case "malformed":
      return flaw.wanted === "guid"
        ? `The JSON value could not be converted to System.Guid. Path: $.${name}.`
        : flaw.wanted;
  }
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};
