import type { Identity } from "../cells/cells.ts";
import type { Call } from "../http/call.ts";
import type { Client, Credentials } from "../http/client.ts";
import type { Stop } from "../http/reply.ts";
import type { AccountSpec } from "../options/account-spec.ts";
import type { Flag } from "../options/option.ts";
import type { Clock } from "../runtime.ts";
import type { Advice } from "./advice.ts";
import type { ColumnSpec, ResultColumnSpec, HeaderRule } from "./column.ts";
import type { ExportTable, DocumentSource } from "./exports.ts";
import type { ExpirationSource, HoldingSource } from "./holding-source.ts";
import { namesOf, type RequestKind } from "./request-kind.ts";
import type { LookupSource, Resource, RowIdentity, Query, QueryReference } from "./resource.ts";
import type { StatusKind, StatusSource } from "./status-source.ts";

/** The way to a platform with an account. */
interface Connection {
  readonly baseUrl: string;
  /** Who calls, by what the rate limit is kept for: a name where there is one, never a password. It is hashed. */
  readonly user: string;
  readonly credentials: (
    client: Client,
    clock: Clock,
  ) => Credentials & { readonly readOnly?: Stop | undefined };
  /** A call that costs little and needs the credentials. */
  readonly probe: Call;
}

/** A flag that only this platform has. */
interface PlatformFlag<T = unknown> extends Omit<Flag<T>, "group"> {
  /** The flag behind which the help lists it. */
  readonly after: string;
}

type PlatformFlags = Readonly<Record<string, PlatformFlag>>;

/** What the flags of a platform are once they have been read. */
type OptionsOf<Flags extends PlatformFlags> = {
  readonly [Name in keyof Flags]: ReturnType<Flags[Name]["read"]>;
};

/** How a platform knows the person of a row. */
interface PersonSpec {
  /** The column with the id that people have there. */
  readonly column: string;
  /** Whether a row names somebody that the platform can be asked about. */
  readonly isNamed: (identity: Identity) => boolean;
  /** Whether a row names something else that may hold something there: a group. */
  readonly isGroupNamed?: (identity: Identity) => boolean;
  /** Asks for the provider that a row names. */
  readonly query: (row: RowIdentity) => Query;
}

/** A platform as one account sees it: what can be looked up, requested and asked there. Pure. */
export interface OpenPlatform {
  readonly name: string;
  readonly title: string;
  readonly lookupSources: readonly LookupSource[];
  readonly resources: readonly Resource[];
  /** What people have there already, and when it lapses. */
  readonly holdings: readonly HoldingSource[];
  readonly statuses: readonly StatusSource[];
}

/** What a platform opens: for each kind its resource, also where there is no account, and what they look up. */
type OpenParts = Pick<OpenPlatform, "lookupSources" | "resources" | "statuses">;

/** All that a platform is. It stands in a folder of its own and is registered by one line of index.ts. */
export interface Platform<Account = unknown, Flags extends PlatformFlags = PlatformFlags> {
  /** In settings, flags, keys, logs and tables. */
  readonly name: string;
  /** In sentences. */
  readonly title: string;
  readonly account: AccountSpec<Account>;
  /** The documented limit of calls, as people write it, and how many may be on their way at once. */
  readonly rate: string;
  readonly concurrency: number;
  /** Its own flags, beside the one for its rate. */
  readonly flags?: Flags;

  readonly columns: readonly ColumnSpec[];
  /** The words that it adds to columns which several platforms share. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  readonly resultColumns: readonly ResultColumnSpec[];
  readonly headerRules: readonly HeaderRule[];
  /** What helps after each of the codes that only this platform has. */
  readonly advice: Readonly<Record<string, Advice>>;
  /** Words that the report writes in capitals. */
  readonly acronyms?: readonly string[];

  /** Undefined where people are nobody's business but the status sources'. */
  readonly person?: PersonSpec;
  readonly kinds: readonly RequestKind[];
  readonly statuses?: readonly StatusKind[];
  /** What people have there already, and when it lapses. */
  readonly holdings?: readonly HoldingSource[];

  readonly connect: (account: Account) => Connection;
  /** @param account undefined where a roster is checked that nobody is asked about */
  readonly open: (account: Account | undefined, options: OptionsOf<Flags>) => OpenParts;
  /** Its organizations are what ledgers are told apart by. */
  readonly owner?: { readonly organization: (account: Account) => string; readonly setting: string };

  /** What it lists, as rosters. */
  readonly exports?: (account: Account) => readonly ExportTable[];
  /** Filters of these lists that no other platform has: what they are for, and the one behind which the help has them. */
  readonly exportFilters?: Readonly<Record<string, { readonly describe: string; readonly after: string }>>;
  readonly expirations?: ExpirationSource;
  readonly documents?: DocumentSource<Account>;
}

/**
 * A platform whose account and flags are its own business: it is handed only what its own account spec and flags read.
 * Throws where what it says of itself does not fit together, which no type can tell.
 */
export function definePlatform<Account, Flags extends PlatformFlags>(
  own: Platform<Account, Flags>,
): Platform {
  const platform = own as unknown as Platform;
  checkColumns(platform);
  return { ...platform, open: (account, options) => checkedParts(platform, account, options) };
}

/** Each column that somebody fills is a result column, nobody else's, and each result column is filled. */
function checkColumns({ name, kinds, statuses = [], holdings = [], resultColumns }: Platform): void {
  const fillers = [
    ...kinds.map(({ kind, answers }) => [kind, namesOf(answers)] as const),
    ...statuses.map((status) => [status.name, status.columns] as const),
    ...holdings.map(({ kind, columns }) => [`${name} ${kind}`, columns] as const),
  ];
  const filledBy = new Map<string, string>();
  const declared = new Set(resultColumns.map((column) => column.name));
  for (const [filler, columns] of fillers) {
    for (const column of columns) {
      const other = filledBy.get(column);
      if (other !== undefined) throw new Error(`${filler} and ${other} both fill ${column}`);
      if (!declared.has(column))
        throw new Error(`${filler} fills ${column}, which is no result column of ${name}`);
      filledBy.set(column, filler);
    }
  }
  for (const column of declared)
    if (!filledBy.has(column)) throw new Error(`nothing fills ${column} of ${name}`);
}

/** Each kind has its resource and each status its source, and what they look up is opened, too. */
function checkedParts(platform: Platform, account: unknown, options: OptionsOf<PlatformFlags>): OpenParts {
  const parts = platform.open(account, options);
  const { name, kinds, statuses = [] } = platform;
  checkPairs(
    `resource of ${name}`,
    kinds.map(({ kind }) => kind),
    parts.resources.map(({ kind }) => kind),
  );
  // whoever has no account asks for no status
  if (account !== undefined)
    checkPairs(
      `status source of ${name}`,
      statuses.map((status) => status.name),
      parts.statuses.map(({ kind }) => kind.name),
    );
  const opened = new Set(parts.lookupSources.map((source) => source.name));
  return { ...parts, resources: parts.resources.map((each) => lookingUpOnly(opened, each)) };
}

function checkPairs(what: string, declared: readonly string[], opened: readonly string[]): void {
  const missing = declared.find((each) => !opened.includes(each));
  const extra = opened.find((each) => !declared.includes(each));
  if (missing !== undefined) throw new Error(`there is no ${what} for ${missing}`);
  if (extra !== undefined) throw new Error(`the ${what} for ${extra} is declared nowhere`);
}

/** A query that nobody answers would leave its rows waiting for ever. */
function lookingUpOnly(opened: ReadonlySet<string>, resource: Resource): Resource {
  const { kind, references, dependentReferences, read, create } = resource;
  const isLookedFor = read.lists.length > 0 || read.ofSubject !== undefined;
  if (create?.isRepeatable === true && isLookedFor)
    throw new Error(`${kind} can be looked for, so that being repeatable would mean nothing`);
  const known = (found: readonly QueryReference[]): readonly QueryReference[] => {
    const stranger = found.find(({ query }) => !opened.has(query.lookupSource));
    if (stranger === undefined) return found;
    throw new Error(`${kind} looks something up in ${stranger.query.lookupSource}, which is not opened`);
  };
  return {
    ...resource,
    references: (spec, row) => known(references(spec, row)),
    ...(dependentReferences === undefined
      ? {}
      : { dependentReferences: (spec, answers) => known(dependentReferences(spec, answers)) }),
  };
}
