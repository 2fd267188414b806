import type { Call } from "../http/call.ts";
import type { Attributes } from "../ledger/entry.ts";
import type { Proof } from "../requests/answer.ts";

/** What came of an operation that takes time, read by its number. */
interface OperationReading<Item> {
  readonly call: Call;
  /** `pending` while it is worked on; else what its end proves of each, as an answer to its submission does. */
  readonly read: (body: unknown, items: readonly Item[]) => Proof | "pending";
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
  /** The platform takes the same twice for once, so that it may be sent without having been looked for. */
  readonly isRepeatable?: boolean;
}

/** What a resource's operations are found in. */
interface Operations {
  readonly kind: string;
  readonly create?: Operation<Attributes>;
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

/** The operation on these things. Throws where the platform does not offer it, which is known before anything is wanted. */
export function boundTo(
  { kind, create }: Operations,
  items: readonly { readonly attributes: Attributes }[],
): BoundOperation {
  if (create === undefined) throw new Error(`nothing of the kind ${kind} can be requested`);
  return bind(
    create,
    items.map(({ attributes }) => attributes),
  );
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
