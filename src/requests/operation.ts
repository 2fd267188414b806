import type { Attributes } from "../ledger/entry.ts";
import type { State } from "./state.ts";

/** What an operation does to a resource on a platform. */
export type Verb = (typeof verbs)[number];

/** Every {@link Verb}. */
export const verbs = ["create", "update", "remove"] as const;

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

/**
 * The key of an operation in the ledger. A create has the natural key itself, which stands for the resource.
 * @param key the natural key of the resource
 * @param digest of the attributes that an update sets; without it, all updates of a resource are the same
 */
export function operationKey(key: string, verb: Verb, digest?: string): string {
  if (verb === "create") return key;
  return digest === undefined ? `${key}#${verb}` : `${key}#${verb}-${digest}`;
}

/** The key of the same operation once more, when the one with this key was carried out and undone since. */
export function keyOfNext(key: string): string {
  const [before, sequence] = splitSequence(key);
  return `${before}${again}${sequence + 1}`;
}

/** Before the number in the key of an operation that is asked for again. */
const again = "#again-";

function splitSequence(key: string): readonly [before: string, sequence: number] {
  const at = key.lastIndexOf(again);
  const sequence = at < 0 ? Number.NaN : Number(key.slice(at + again.length));
  return Number.isInteger(sequence) ? [key.slice(0, at), sequence] : [key, 0];
}

/** What a platform shows of a resource. */
export type Shown = "there" | "as-wished" | "absent";

/**
 * Whether what an operation is for is the case.
 * - `met`: it is; nothing is left to be sent.
 * - `unmet`: it is not.
 * - `out-of-reach`: it cannot be brought about: what is to be changed is not there.
 */
export type Goal = "met" | "unmet" | "out-of-reach";

/** Judges what a platform shows by what an operation is for. A request that is there is met, whatever became of it. */
export function goalOf(verb: Verb, shown: Shown): Goal {
  return goals[verb][shown];
}

const goals: Readonly<Record<Verb, Readonly<Record<Shown, Goal>>>> = {
  create: { there: "met", "as-wished": "met", absent: "unmet" },
  update: { there: "unmet", "as-wished": "met", absent: "out-of-reach" },
  remove: { there: "unmet", "as-wished": "unmet", absent: "met" },
};
