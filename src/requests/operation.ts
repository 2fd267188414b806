import { createHash } from "node:crypto";
import type { Attributes } from "../ledger/entry.ts";
import type { State } from "./state.ts";

/** What an operation does to a resource on a platform. */
export type Verb = (typeof verbs)[number];

/** Every {@link Verb}. */
export const verbs = ["create", "update", "remove"] as const;

/** What people call it when something is done to a resource. */
export const doneWords: Readonly<Record<Verb, string>> = {
  create: "requested",
  update: "updated",
  remove: "removed",
};

/**
 * The unit of all work: one change that rows ask for, by natural key. Two operations with the same key are the same
 * operation, and that is carried out once.
 */
export interface Operation {
  /** Which kind of resource, for example `PLATFORM.license`. */
  readonly kind: string;
  /** {@link operationKey} of what it is about; never holds personal data. */
  readonly key: string;
  readonly verb: Verb;
  /** What the resource is to be, as far as it can be compared. */
  readonly attributes: Attributes;
  /** How far it has come in this run. */
  readonly state: State;
}

/** What the key of an operation says. */
export interface OperationName {
  /** The natural key of the resource that it is about. */
  readonly resource: string;
  /** How many operations on the resource came before it. */
  readonly before: number;
  readonly verb: Verb;
  /** {@link digestOf} what an update sets; undefined for all others. */
  readonly digest?: string | undefined;
}

/**
 * The key of an operation in the ledger. The first create of a resource has the natural key itself; all others are
 * numbered, so that what is asked for again after it was undone is an operation of its own.
 */
export function operationKey({ resource, before, verb, digest }: OperationName): string {
  if (verb === "create" && before === 0) return resource;
  const what = digest === undefined ? verb : `${verb}-${digest}`;
  return `${resource}#${before}-${what}`;
}

const numbered = /^(.*)#(\d+)-(create|update|remove)(?:-([\da-f]+))?$/s;

/** Reads the key of an operation on a resource that can be changed; a natural key is that of its first create. */
export function operationNamed(key: string): OperationName {
  const [, resource = key, before, verb, digest] = numbered.exec(key) ?? [];
  if (before === undefined) return { resource: key, before: 0, verb: "create" };
  return {
    resource,
    before: Number(before),
    verb: verb as Verb,
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The key of the operation that comes after the one with this key on the same resource. */
export function keyAfter(key: string, verb: Verb, digest: string | undefined): string {
  const { resource, before } = operationNamed(key);
  return operationKey({ resource, before: before + 1, verb, digest: verb === "update" ? digest : undefined });
}

/** What an update sets as one short word: equal words are the same update. */
export function digestOf(set: Attributes): string {
  const sorted = Object.entries(set)
    .filter(([, value]) => value !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 12);
}

/**
 * What a platform shows of a resource.
 * - `there`: it is there, and nothing else of it matters.
 * - `as-wished`: it is there, as it is to be; `otherwise`: it is there, but not so.
 * - `absent`: it is not there.
 */
export type Shown = "there" | "as-wished" | "otherwise" | "absent";

/**
 * Whether what an operation is for is the case.
 * - `met`: it is; nothing is left to be sent.
 * - `differs`: it is there, but has to be updated.
 * - `unmet`: it is not.
 * - `out-of-reach`: it cannot be brought about: what is to be changed is not there.
 */
export type Goal = "met" | "differs" | "unmet" | "out-of-reach";

/** Judges what a platform shows by what an operation is for. */
export function goalOf(verb: Verb, shown: Shown): Goal {
  return goals[verb][shown];
}

const goals: Readonly<Record<Verb, Readonly<Record<Shown, Goal>>>> = {
  create: { there: "met", "as-wished": "met", otherwise: "differs", absent: "unmet" },
  update: { there: "unmet", "as-wished": "met", otherwise: "unmet", absent: "out-of-reach" },
  remove: { there: "unmet", "as-wished": "unmet", otherwise: "unmet", absent: "met" },
};

/**
 * What the ledger is told.
 * - `accepted`: it is as it is to be.
 * - `refused`: the platform said no, and nothing of it is there.
 * - `presumed-refused`: the platform said no in a way that proved nothing, and no list shows it.
 * - `released`: no list shows it, so that it may be sent again.
 * - `disowned`: its id is another one's.
 */
export type Recording = "accepted" | "refused" | "presumed-refused" | "released" | "disowned";
