import type { Identity, FillableColumn } from "../cells/cells.ts";
import type { Call } from "../http/call.ts";
import type { Attributes, RemoteState, RequestIdentity, Holding } from "../ledger/entry.ts";
import type { Listing } from "../lists/listing.ts";
import type { Operations } from "./operation.ts";
import type { RequestSpec } from "./request-kind.ts";

/** Who or what is meant: the words of a roster, in one spelling, so that equal queries are asked once. */
export interface Query {
  readonly lookupSource: string;
  readonly about: Readonly<Record<string, string>>;
}

/** A query staged. */
export interface OpenQuery extends Query {
  readonly id: number;
  /** The query as one text; equal texts are equal queries. */
  readonly text: string;
  /** No request depends on its answer. */
  readonly optional?: boolean;
}

/** A query as one text, its words in alphabetical order. */
export function textOf({ about }: Query): string {
  return JSON.stringify(Object.entries(about).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** A request as a platform shows it, in one shape for all kinds. */
export interface Remote<Listed extends Attributes = Attributes> extends RemoteState {
  readonly remoteId: string;
  readonly subject: string;
  readonly attributes: Listed;
  /** Milliseconds since the epoch; undefined when it cannot be read. */
  readonly createdAt: number | undefined;
  /** Neither ended without success nor, where requests are made again every few years, done. */
  readonly open: boolean;
  /**
   * It is there, but what it is cannot be told: its id, its subject or its kind cannot be read. Nothing is adopted by
   * it; it only keeps something like it from being sent again. The id and the subject may be blank.
   */
  readonly unreadable?: true;
}

/** A listed row that cannot be read as a request, as far as it goes. Rows that are certainly done with are left out. */
export function unreadableRemote(
  known: Pick<Remote, "open" | "createdAt" | "status"> & {
    readonly remoteId: string | undefined;
    readonly subject: string | undefined;
  },
): Remote {
  return {
    ...known,
    remoteId: known.remoteId ?? "",
    subject: known.subject ?? "",
    attributes: {},
    unreadable: true,
  };
}

/** Something that can be looked up, in the shape in which it is compared. */
export interface Entry {
  readonly id: string;
  /** By these a query recognises it as worth a closer look. */
  readonly matchKeys: readonly string[];
  readonly attributes: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  /** What the same row says that they have: kept, so that it need not be read once more. */
  readonly holding?: Holding | undefined;
}

/** What a lookup source says to a query. */
export type Decision =
  | { readonly found: string }
  | {
      readonly failed: string;
      readonly problem: string;
      /** Something was found, and the query contradicts it. */
      readonly contradicts?: boolean;
    }
  /** Another query answers it; where that finds nothing or several things, this id does. */
  | { readonly instead: Query; readonly otherwise: string | undefined }
  /** One search was not enough; only the whole list can tell. */
  | { readonly needsList: true };

/** A list of things with ids on a platform: providers, group profiles, practices, … */
export interface LookupSource {
  /** For example `medallion.provider`. */
  readonly name: string;
  /** What the list of all of them is called in sentences: `providers`; undefined where nobody is told of it. */
  readonly title?: string;
  readonly platform: string;
  /** Small, or with a search whose rules nobody documents: its first page is read before anything else. */
  readonly preferList: boolean;
  /** What is in it can be deactivated, and then gets no request (API description, `deactivated`). */
  readonly deactivates?: boolean;
  /** The answer to a query that holds it. */
  readonly given: (query: Query) => string | undefined;
  readonly matchKeysOf: (query: Query) => readonly string[];
  /** Undefined where there is no list of everything. */
  readonly all: Listing<Entry> | undefined;
  /** One query asked alone; undefined when the platform cannot be asked that. */
  readonly search: (query: Query) => Listing<Entry> | undefined;
  /** Queries with the same word here are answered by the same search. */
  readonly searchWord?: (query: Query) => string;
  /** Which of the entries is meant. `all`: they come from the whole list. */
  readonly decide: (query: Query, entries: readonly Entry[], all: boolean) => Decision;
}

/** A query that a request depends on. */
export interface QueryReference {
  readonly role: string;
  readonly query: Query;
  /** The column of the roster that its answer fills where the cell is blank. */
  readonly fills?: FillableColumn | undefined;
}

/** The answers to a request's references, by role, in the order of the references. */
export type Answers = ReadonlyMap<string, readonly string[]>;

/** What rows that ask for one request must agree on, by the roster's columns; always in the same order. */
export type RequestOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a request turns out to be once its references are answered. */
export interface IdentifiedRequest<Wanted extends Attributes = Attributes> extends RequestIdentity {
  readonly attributes: Wanted;
  /** Requests with the same batch may travel in one call. */
  readonly batch: string;
  readonly options: RequestOptions;
}

/** Who a row is about, and whether an earlier run ended well with its ids, so that they are its answers and nobody's word. */
export interface RowIdentity {
  readonly identity: Identity;
  readonly answered: boolean;
  /**
   * The row stood in the results of an earlier run, however that ended: its ids may be answers that the program wrote
   * for somebody else, before the row was typed over. `idAndWords` and `believingEarlierIds` (people.ts) see to that.
   */
  readonly again?: boolean;
}

/** One request read by its id. */
export interface SingleReading<Listed extends Attributes> {
  readonly call: Call;
  readonly read: (body: unknown) => Remote<Listed> | undefined;
}

/** In which ways a platform shows what is there. What it cannot show so is absent here. */
export interface ResourceReadings<
  Wanted extends Attributes = Attributes,
  Listed extends Attributes = Attributes,
> {
  /** Every request that there is; one list, or several that together hold them all; none where there is no list. */
  readonly lists: readonly Listing<Remote<Listed>>[];
  /** What there is about one subject. */
  readonly ofSubject?: (subject: string, attributes: Wanted) => Listing<Remote<Listed>>;
  /** One of them. */
  readonly byId?: (id: string) => SingleReading<Listed>;
  /** What moved since a day, both ends included. */
  readonly changedSince?: (day: string) => Listing<Remote<Listed>>;
}

/** Why a listed request may be the wanted one, beside fitting it. */
interface AdoptionContext {
  /** When this program sent it, in milliseconds since the epoch; undefined when it only looks what is there. */
  readonly sentAt: number | undefined;
}

/** The platforms' clocks may differ from ours by so much. */
export const clockSlackMs = 10 * 60_000;

/** Whether a listed request can be the one that was sent: not if it is older than the sending. */
export function madeBySubmission(listed: Remote, { sentAt }: AdoptionContext): boolean {
  if (sentAt === undefined) return false;
  return listed.createdAt === undefined || listed.createdAt >= sentAt - clockSlackMs;
}

/**
 * One kind of request on one platform, as an account has it: how it is named, recognised, asked for and followed. Pure.
 * `Spec` is what a row says of it, `Wanted` what it is when everybody is known, `Listed` what a list shows of it.
 */
export interface Resource<
  Spec extends RequestSpec = RequestSpec,
  Wanted extends Attributes = Attributes,
  Listed extends Attributes = Attributes,
> extends Operations<Wanted, Remote<Listed>> {
  readonly kind: string;
  readonly platform: string;
  readonly organization: string;
  /** What must be looked up, as far as the row alone tells. */
  readonly references: (spec: Spec, row: RowIdentity) => readonly QueryReference[];
  /** What must be looked up once those are answered. */
  readonly dependentReferences?: (spec: Spec, answers: Answers) => readonly QueryReference[];
  /** Equal `same` means the same request; then `options` must be equal too. */
  readonly draft: (
    spec: Spec,
    identity: Identity,
  ) => { readonly same: string; readonly options: RequestOptions };
  readonly identify: (spec: Spec, answers: Answers) => IdentifiedRequest<Wanted>;

  /** The same request for fewer lines of business: its natural key and attributes. */
  readonly narrowed?: (
    attributes: Wanted,
    lines: readonly string[],
  ) => { readonly key: string; readonly attributes: Wanted };

  /** How what is there is seen. */
  readonly read: ResourceReadings<Wanted, Listed>;

  /** How well a listed request fits a wanted one: 0 not at all, more is better. */
  readonly matchRank: (wanted: Wanted, listed: Remote<Listed>) => number;
  /** Whether a listed request fits but for words that the platform may call something else by, such as a profession. */
  readonly fitsButForWords?: (wanted: Wanted, listed: Remote<Listed>) => boolean;
  /** Whether a fitting request may be taken for the wanted one. */
  readonly mayAdopt: (wanted: Wanted, listed: Remote<Listed>, context: AdoptionContext) => boolean;

  /** One request on the platform may be several wanted ones at once: a facility's specialties. */
  readonly sharesRequests?: boolean;
  /** Whether what was wanted before under another key, which may hold several things, holds this one. */
  readonly holds?: (before: Wanted, wanted: Wanted) => boolean;
  /** Whether a listed request is surely not the wanted one, whatever the ledger says of its id. */
  readonly lacks?: (listed: Remote<Listed>, wanted: Wanted) => boolean;

  /** Whether one wanted request is the same as a vaguer one, which its key does not show. */
  readonly subsumes?: (wanted: Wanted, vaguer: Wanted) => boolean;
  /**
   * Why another request cannot be the wanted one, and neither be told from it: both are known by the same number. A
   * sentence; undefined where there is nothing like it.
   * @param source where the other one is known from: the platform's list, or the ledger or another row
   */
  readonly clash?: (wanted: Wanted, other: Wanted, source: "platform" | "roster") => string | undefined;

  /** The subject alone: a 404 to a submission means that it is not there any more, or that the operation is not. */
  readonly subjectAlone: (subject: string, attributes: Wanted) => Listing<Entry> | undefined;
}

/**
 * A resource whose specs and attributes are its own business: it is only ever handed those that its kind has parsed and
 * that it has identified itself, in this run or in an earlier one.
 */
export function resource<
  Spec extends RequestSpec,
  Wanted extends Attributes,
  Listed extends Attributes = Attributes,
>(own: Resource<Spec, Wanted, Listed>): Resource {
  return own as unknown as Resource;
}
