import { resolve } from "node:path";

/** Where a ledger is, which also says what keeps it. */
export type LedgerAddress =
  /** A file; the path is absolute. */
  | { readonly engine: "file"; readonly path: string }
  /** A schema of a PostgreSQL database. The URL is as it was given, and is not to be shown. */
  | { readonly engine: "postgres"; readonly url: string };

const postgresUrl = /^postgres(ql)?:\/\//i;

/** Reads an address: a URL of PostgreSQL is one, everything else is the path of a file. */
export function ledgerAddressOf(text: string, cwd: string): LedgerAddress {
  return postgresUrl.test(text)
    ? { engine: "postgres", url: text }
    : { engine: "file", path: resolve(cwd, text) };
}

/** The address as people may see it: a password in a URL is left out. */
export function shownAddress(address: LedgerAddress): string {
  switch (address.engine) {
    case "file":
      return address.path;
    case "postgres":
      return withoutPassword(address.url);
  }
}

function withoutPassword(text: string): string {
  if (!URL.canParse(text)) return text.replace(/\/\/[^@]*@/, "//");
  const url = new URL(text);
  url.password = "";
  url.searchParams.delete("password");
  return url.toString();
}
