import type { AccountSpec } from "../options/account-spec.ts";
import type { ExpirationSource, HoldingSource } from "./holding-source.ts";
import type { ExportTable, DocumentSource } from "./exports.ts";
import type { Flag } from "../options/option.ts";
import type { Call } from "../http/call.ts";
import type { Client, Credentials } from "../http/client.ts";
import type { Stop } from "../http/reply.ts";
import type { Identity } from "../cells/cells.ts";
import type { Clock } from "../runtime.ts";
import type { Advice } from "./advice.ts";
import type { ColumnSpec, ResultColumnSpec, HeaderRule } from "./column.ts";
import type { LookupSource, Resource, RowIdentity, Query } from "./resource.ts";
import type { RequestKind } from "./request-kind.ts";
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
  readonly open: (
    account: Account | undefined,
    options: OptionsOf<Flags>,
  ) => Pick<OpenPlatform, "lookupSources" | "resources" | "statuses">;
  /** Its organizations are what ledgers are told apart by. */
  readonly owner?: { readonly organization: (account: Account) => string; readonly setting: string };

  /** What it lists, as rosters. */
  readonly exports?: (account: Account) => readonly ExportTable[];
  /** Filters of these lists that no other platform has: what they are for, and the one behind which the help has them. */
  readonly exportFilters?: Readonly<Record<string, { readonly describe: string; readonly after: string }>>;
  readonly expirations?: ExpirationSource;
  readonly documents?: DocumentSource<Account>;
}

/** A platform whose account and flags are its own business: it is handed only what its own account spec and flags read. */
export function definePlatform<Account, Flags extends PlatformFlags>(
  platform: Platform<Account, Flags>,
): Platform {
  return platform as unknown as Platform;
}
