import { resolve } from "node:path";
import type { LedgerPlace } from "./store.ts";

/** Where a ledger is, which also says what keeps it. */
export type LedgerAddress = FileAddress | PostgresAddress | GivenAddress;

/** A file on a local disk. */
export interface FileAddress {
  readonly engine: "file";
  /** Absolute. */
  readonly path: string;
  /** As people may see it. */
  readonly shown: string;
}

/** A schema of a PostgreSQL database. */
export interface PostgresAddress {
  readonly engine: "postgres";
  /** As it was given; it may hold a password. */
  readonly url: string;
  /** As people may see it: without a password. */
  readonly shown: string;
}

/** A ledger that the caller has made, such as one in memory. No text is the address of one. */
export interface GivenAddress {
  readonly engine: "given";
  readonly place: LedgerPlace;
  readonly shown: string;
}

const postgresUrl = /^\s*postgres(?:ql)?:/i;

/** Reads an address: a URL of PostgreSQL is one, every other text is the path of a file. */
export function ledgerAddressOf(text: string, cwd: string): LedgerAddress {
  if (postgresUrl.test(text))
    return { engine: "postgres", url: text.trim(), shown: withoutPassword(text.trim()) };
  const path = resolve(cwd, text);
  return { engine: "file", path, shown: path };
}

function withoutPassword(text: string): string {
  if (!URL.canParse(text)) return text.replace(/\/\/[^@]*@/, "//");
  const url = new URL(text);
  url.password = "";
  url.searchParams.delete("password");
  return url.toString();
}
