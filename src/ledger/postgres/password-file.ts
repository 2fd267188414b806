import { readFileSync, statSync } from "node:fs";
import { LedgerFileError, messageOf } from "../../errors.ts";
import type { PostgresAddress } from "./address.ts";

type Login = Pick<PostgresAddress, "host" | "port" | "database" | "user">;

/**
 * The password for a login out of a file as PostgreSQL's own programs read it: `host:port:database:user:password`, `*`
 * for any, a backslash before a colon that is meant. The first line that fits counts; undefined when none does.
 */
export function passwordIn(text: string, { host, port, database, user }: Login): string | undefined {
  // a socket goes by the name of this machine
  const wanted = [host.startsWith("/") ? "localhost" : host, String(port), database, user];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("#")) continue;
    const fields = fieldsOf(line);
    const fits = wanted.every((value, place) => fields[place] === "*" || fields[place] === value);
    if (fits && fields.length === 5) return fields[4];
  }
  return undefined;
}

/** The password is what is left, colons and all. */
function fieldsOf(line: string): readonly string[] {
  const fields = [""];
  for (let place = 0; place < line.length; place += 1) {
    const sign = line[place] ?? "";
    if (sign === "\\" && place + 1 < line.length) fields[fields.length - 1] += line[(place += 1)] ?? "";
    else if (sign === ":" && fields.length < 5) fields.push("");
    else fields[fields.length - 1] += sign;
  }
  return fields;
}

/** Reads such a file. Throws LedgerFileError when it cannot be read, or when others can read it, too. */
export function passwordInFile(path: string, login: Login): string | undefined {
  let text: string;
  try {
    // on Windows every file has these bits
    if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0) throw readByOthers(path);
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof LedgerFileError) throw error;
    throw new LedgerFileError(
      `The password file ${path} (PGPASSFILE) cannot be read: ${messageOf(error)}.`,
      "Correct PGPASSFILE, or set PGPASSWORD instead.",
      { cause: error },
    );
  }
  return passwordIn(text, login);
}

function readByOthers(path: string): LedgerFileError {
  return new LedgerFileError(
    `The password file ${path} (PGPASSFILE) can be read by others.`,
    `Run chmod 600 ${path}.`,
  );
}

/** What the environment says about a ledger on PostgreSQL; the names are those of PostgreSQL's own programs. */
export const postgresVariables = {
  PGPASSWORD: { describe: "the password for a ledger on PostgreSQL" },
  PGPASSFILE: { describe: "or: a file with it, as PostgreSQL's own programs read it" },
  PGUSER: {
    describe: "the user of a ledger on PostgreSQL, where its address names none",
    otherwise: "the system's user",
  },
  PGSSLROOTCERT: {
    describe: "certificates that the PostgreSQL server's is verified by",
    otherwise: "those of Node.js",
  },
} as const;
