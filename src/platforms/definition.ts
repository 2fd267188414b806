import type { AccountSpec } from "../config/account-spec.ts";
import type { ExpirationSource } from "../cli/export/expirations.ts";
import type { ExportTable } from "../cli/export/export-table.ts";
import type { Call } from "../http/call.ts";
import type { Client, Credentials } from "../http/client.ts";
import type { Stop } from "../http/reply.ts";
import type { Identity } from "../roster/identity.ts";
import type { Clock } from "../runtime.ts";
import type { Advice } from "./advice.ts";
import type { ColumnSpec, ResultColumnSpec } from "./column.ts";
import type { DocumentSource } from "./document-source.ts";
import type { HeaderRule } from "./header-rule.ts";
import type { HoldingSource } from "./holding-book.ts";
import type { LookupSource, Resource, RowIdentity } from "./platform.ts";
import type { Query } from "../staging/queries.ts";
import type { RequestKind } from "./request-kind.ts";
import type { StatusKind, StatusSource } from "./status-source.ts";

/** The way to a platform with an account. */
export interface Connection {
  readonly baseUrl: string;
  /** What proves who is calling, as one text: calls are counted for each of these. Never kept as it is. */
  readonly secret: string;
  readonly credentials: (
    client: Client,
    clock: Clock,
  ) => Credentials & { readonly readOnly?: Stop | undefined };
  /** A call that costs little and needs the credentials. */
  readonly probe: Call;
}

/** Settings that only one platform has, as far as it takes part in their making. */
export interface PlatformOptions {
  /** Flags without a value, by name. */
  readonly switches: ReadonlySet<string>;
}

/** How a platform knows the person of a row. */
export interface PersonSpec {
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

/** What the ledger of one organization must not be used for by another. */
export interface LedgerOwner {
  /** Under this name the ledger keeps whose it is. */
  readonly name: string;
  readonly platform: string;
  readonly organization: string;
  /** For sentences: `Medallion organization`. */
  readonly title: string;
  /** The variable that says which organization it is. */
  readonly variable: string;
}

/** All that a platform is. It stands in a folder of its own and is registered by one line of index.ts. */
export interface Platform<Account = unknown> {
  /** In settings, flags, keys, logs and tables. */
  readonly name: string;
  /** In sentences. */
  readonly title: string;
  readonly account: AccountSpec<Account>;
  /** The documented limit of calls, as people write it, and how many may be on their way at once. */
  readonly rate: string;
  readonly concurrency: number;

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

  readonly connect: (account: Account) => Connection;
  /** @param account undefined where a roster is checked that nobody is asked about */
  readonly open: (
    account: Account | undefined,
    options: PlatformOptions,
  ) => Omit<OpenPlatform, "name" | "title">;
  readonly ownerOf?: (account: Account) => LedgerOwner;

  /** What it lists, as rosters. */
  readonly exports?: (account: Account) => readonly ExportTable[];
  readonly expirations?: ExpirationSource;
  readonly documents?: DocumentSource<Account>;
}

/** A platform whose account is its own business: each is handed only what its own account spec has read. */
export function definePlatform<Account>(platform: Platform<Account>): Platform {
  return platform as unknown as Platform;
}
