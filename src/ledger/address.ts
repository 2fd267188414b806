import { resolve } from "node:path";
import {
  type PostgresAddress,
  isPostgresAddress,
  readPostgresAddress,
  type AddressSource,
} from "./postgres/address.ts";
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

/** A ledger that the caller has made, such as one in memory. No text is the address of one. */
interface GivenAddress {
  readonly engine: "given";
  readonly place: LedgerPlace;
  readonly shown: string;
}

/**
 * Reads an address: a URL of PostgreSQL is one, every other text is the path of a file. Throws UsageError when a URL cannot
 * be understood, or has a password where others can read it.
 */
export function ledgerAddressOf(
  text: string,
  cwd: string,
  source: AddressSource = { named: "--ledger", isSecret: false, env: {} },
): LedgerAddress {
  if (isPostgresAddress(text)) return readPostgresAddress(text, source);
  const path = resolve(cwd, text);
  return { engine: "file", path, shown: path };
}
