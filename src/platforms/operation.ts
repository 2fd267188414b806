import type { Call } from "../http/call.ts";
import type { Attributes } from "../ledger/entry.ts";
import type { Proof } from "../requests/answer.ts";
import type { Verb } from "../requests/operation.ts";

/** What came of an operation that takes time, read by its number. */
interface OperationReading<Item> {
  readonly call: Call;
  /** `pending` while it is worked on; else what its end proves of each, as an answer to its submission does. */
  readonly read: (body: unknown, items: readonly Item[]) => Proof | "pending";
}

/** How often a platform lets be asked what came of something that takes its time, and for how long it may take. */
interface Polling {
  /** The waits between two questions, in milliseconds, one after the other; the last one over and over. */
  readonly waitsMs: readonly number[];
  /** So long it is asked in a run, also where things that are in doubt are settled in less. */
  readonly atMostMs: number;
}

/** One way in which a platform lets its things be changed. */
export interface Operation<Item> {
  /** So many travel in one call at most; undefined where a call takes all of a batch. */
  readonly maxBatch?: number;
  /** The one call for all of these; they share a batch. */
  readonly call: (items: readonly Item[]) => Call;
  /** What a success proves of them. */
  readonly accepted: (body: unknown, items: readonly Item[]) => Proof;
  /** The answer holds id and status, as a rule. */
  readonly returnsFinalState: boolean;
  /** Asks what came of what the platform took and works on under a number; undefined where it does not work so. */
  readonly poll?: (operationId: string) => OperationReading<Item>;
  /** When it may be asked, where the platform says so. */
  readonly polling?: Polling;
  /**
   * The platform takes the same twice for once, so that it may be sent where it can neither be listed nor looked for by
   * subject. What can be looked for is looked for, and this must be left out.
   */
  readonly isRepeatable?: boolean;
}

/** Something that is there and is to be another way, or not to be there any more. */
export interface Target<Wanted> {
  /** The platform's id of it. */
  readonly id: string;
  readonly wanted: Wanted;
}

/** How what is there is made to be as wished. */
export interface Update<Wanted, Listed> extends Operation<Target<Wanted>> {
  /** What it sets, as far as it can be compared: equal values are the same update. */
  readonly sets: (wanted: Wanted) => Attributes;
  /** Whether a listed one is as it is to be. */
  readonly isAsWished: (wanted: Wanted, listed: Listed) => boolean;
}

/** What can be done to the things of a resource. What the platform does not offer is absent. */
export interface Operations<Wanted, Listed> {
  /** Requests new ones. */
  readonly create?: Operation<Wanted>;
  /** Changes those that are there. A row that wants one has it changed where it is there but not as wished. */
  readonly update?: Update<Wanted, Listed>;
  /** Removes those that are there. */
  readonly remove?: Operation<Target<Wanted>>;
}

type AnyOperations = Operations<Attributes, never> & { readonly kind: string };

/** Whether what is there can be changed or removed, so that there may be several operations on one thing, one after the other. */
export function canChange({ update, remove }: AnyOperations): boolean {
  return update !== undefined || remove !== undefined;
}

/** An operation on some things, whatever it is, ready to be carried out. */
export interface BoundOperation {
  readonly call: () => Call;
  readonly accepted: (body: unknown) => Proof;
  /** Undefined where it is never worked on under a number. */
  readonly poll:
    | ((operationId: string) => { readonly call: Call; readonly read: (body: unknown) => Proof | "pending" })
    | undefined;
}

/** One of the things that an operation is for. */
interface Affected {
  readonly verb: Verb;
  readonly attributes: Attributes;
  /** Needed by all but a create. */
  readonly target?: string | undefined;
}

/**
 * The operation on these things, which are to have the same done. Throws where the platform does not offer it, or where it is
 * not known to what it is to be done: both are known before anything is sent.
 */
export function boundTo(
  { kind, create, update, remove }: AnyOperations,
  items: readonly Affected[],
): BoundOperation {
  const wanted = items.map(({ attributes }) => attributes);
  const targets = (): readonly Target<Attributes>[] => items.map(targetOf);
  switch (items[0]?.verb) {
    case "create":
      return bind(offered(create, kind), wanted);
    case "update":
      return bind(offered(update, kind), targets());
    case "remove":
      return bind(offered(remove, kind), targets());
    case undefined:
      throw new Error("nothing is to be done to nothing");
  }
}

function offered<T>(operation: T | undefined, kind: string): T {
  if (operation === undefined) throw new Error(`the platform does not do that to the kind ${kind}`);
  return operation;
}

function targetOf({ target, attributes }: Affected): Target<Attributes> {
  if (target === undefined) throw new Error("nobody knows what is to be changed");
  return { id: target, wanted: attributes };
}

function bind<Item>({ call, accepted, poll }: Operation<Item>, items: readonly Item[]): BoundOperation {
  return {
    call: () => call(items),
    accepted: (body) => accepted(body, items),
    poll:
      poll === undefined
        ? undefined
        : (operationId) => {
            const { read, ...reading } = poll(operationId);
            return { ...reading, read: (body) => read(body, items) };
          },
  };
}
