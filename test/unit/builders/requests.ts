import * as fc from "fast-check";
import type { Identity } from "../../../src/cells/cells.ts";
import { payloadOf, type Call } from "../../../src/http/call.ts";
import type { Attributes } from "../../../src/ledger/entry.ts";
import type { Operation } from "../../../src/platforms/operation.ts";
import type { RequestSpec } from "../../../src/platforms/request-kind.ts";
import type { Resource, Remote } from "../../../src/platforms/resource.ts";
import { openapi, type DescribedPlatform } from "../../support/openapi.ts";
import { uuid } from "./rows.ts";

/** The organization in paths of Medallion's. */
export const organization = uuid(9_000);

/** A request as a platform lists it. */
export function remote(changes: Partial<Remote> = {}): Remote {
  return {
    remoteId: uuid(1),
    subject: uuid(100),
    attributes: {},
    createdAt: undefined,
    open: true,
    status: "requested",
    ...changes,
  };
}

/** How a resource requests new ones; it does. */
export function creating({ kind, create }: Resource): Operation<Attributes> {
  if (create === undefined) throw new Error(`nothing of the kind ${kind} can be requested`);
  return create;
}

/** A call as it goes over the wire: names and values that are left out are left out there, too. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly body: unknown;
}

/** What a call puts on the wire. */
export function sent(call: Call): Sent {
  const query: Record<string, string[]> = {};
  for (const [name, value] of call.query ?? []) (query[name] ??= []).push(value);
  const plain = Object.entries(query).map(([name, values]): [string, string | readonly string[]] => {
    const [only] = values;
    return [name, values.length === 1 && only !== undefined ? only : values];
  });
  const payload = payloadOf(call);
  return {
    method: call.method,
    path: call.path,
    query: Object.fromEntries(plain),
    body:
      payload === undefined
        ? undefined
        : call.form === true
          ? Object.fromEntries(new URLSearchParams(payload.text))
          : (JSON.parse(payload.text) as unknown),
  };
}

/** What a platform's description has against a call; nothing, when all is well. */
export function complaints(platform: DescribedPlatform, call: Call): readonly string[] {
  const { method, path, query, body } = sent(call);
  return openapi(platform).checkRequest({ method, path, query, body });
}

/** The facts of a request once everything that it refers to is known. */
export function attributesOf(
  resource: Resource,
  spec: RequestSpec,
  answers: Readonly<Record<string, readonly string[]>>,
): Attributes {
  return resource.identify(spec, new Map(Object.entries(answers))).attributes;
}

/** What a row that only names a provider by e-mail is about. */
export const someone: Identity = { email: "amara.okafor@example.test" };

/** Ids of the platforms' shape. */
export const ids: fc.Arbitrary<string> = fc.uuid();

/** A value, or nothing in its place. */
export function perhaps<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(values, { nil: undefined });
}

/** Days from 2000 to 2100 as the program writes them. */
export const days: fc.Arbitrary<string> = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
