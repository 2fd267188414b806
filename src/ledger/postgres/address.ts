import { UsageError } from "../../errors.ts";
import { isLoopback } from "../../text/loopback.ts";

/** How the way to the server is secured; `unverified` and `off` only within this machine. */
export type Tls = "off" | "unverified" | "verified";

/** Which server, which database, and which of the ledgers in it. */
export interface PostgresAddress {
  readonly engine: "postgres";
  /** A host's name, an IP address without brackets, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** The ledger's name, as the address has it. */
  readonly ledger: string;
  /** The schema that is this ledger. */
  readonly schema: string;
  readonly tls: Tls;
  /** A file with the certificates that the server's is checked against, where one is named. */
  readonly rootCertificate: string | undefined;
  /** A file with passwords, as PostgreSQL's own programs read it, where one is named. */
  readonly passwordFile: string | undefined;
  /** The password that the environment gives; a function, so that nothing that prints an address prints it. */
  readonly password: () => string | undefined;
  /** The address as it may be shown. */
  readonly shown: string;
}

/** Where an address comes from: the environment alone may hold a password. */
export interface AddressSource {
  /** As a sentence names it: `--ledger`, the configuration file, `ROSTER_SYNC_LEDGER`. */
  readonly named: string;
  readonly isSecret: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const standardPort = 5432;

const example = "postgres://USER@HOST/DATABASE?ledger=NAME";

/** Whether a ledger is named by an address of PostgreSQL; every other text is a path. */
export function isPostgresAddress(text: string): boolean {
  return /^\s*postgres(?:ql)?:/i.test(text);
}

/** Reads an address of a ledger. Throws UsageError, which never repeats what may be a password. */
export function readPostgresAddress(text: string, source: AddressSource): PostgresAddress {
  const url = parsed(text.trim());
  const parameters = parametersOf(url);
  const inAddress = parameters.get("password") ?? decoded(url.password);
  if (inAddress !== "" && !source.isSecret) throw passwordInPlainSight(source);
  const { host, port } = placeOf(url, parameters);
  const database = decoded(url.pathname.slice(1));
  if (database === "" || database.includes("/"))
    throw new UsageError("The ledger's address names no database.", `Write it as ${example}.`);
  const ledger = ledgerNameOf(parameters.get("ledger"));
  const user = firstOf(decoded(url.username), parameters.get("user"), ...usersOf(source.env));
  if (user === undefined)
    throw new UsageError("The ledger's address names no user.", `Write it as ${example}.`);
  const password = firstOf(inAddress, source.env["PGPASSWORD"]);
  return {
    engine: "postgres",
    host,
    port,
    database,
    user,
    ledger,
    schema: schemaOf(ledger),
    tls: tlsOf(parameters.get("sslmode"), host.startsWith("/") || isLoopback(host)),
    rootCertificate: firstOf(parameters.get("sslrootcert"), source.env["PGSSLROOTCERT"]),
    passwordFile: firstOf(source.env["PGPASSFILE"]),
    password: () => password,
    shown: shownAs({ host, port, database, user, ledger }),
  };
}

/** The schema of a ledger; all that it has lies in there. */
function schemaOf(ledger: string): string {
  return `rs_${ledger}`;
}

/** The address of a ledger without what is secret, also one that {@link readPostgresAddress} refuses. */
export function shownAddress(text: string): string {
  const [, scheme = "postgres", rest = ""] = /^\s*(postgres(?:ql)?):\/*(.*)$/is.exec(text) ?? [];
  // what follows the last @ is host and path; a password with an unescaped @ must not be cut in two
  const place = rest.slice(rest.lastIndexOf("@") + 1).split(/[?#]/)[0] ?? "";
  const ledger = /[?&]ledger=([a-z\d_-]+)/.exec(rest)?.[1];
  return `${scheme.toLowerCase()}://${place}${ledger === undefined ? "" : `?ledger=${ledger}`}`;
}

function parsed(text: string): URL {
  // PostgreSQL's programs take an address without a host, URL does not where it names a user
  const whole = text.replace(/^(\w+:\/\/[^/?#]*@)(?=[/?]|$)/, `$1${noHost}`);
  if (/[\s\p{Cc}]/u.test(whole) || !URL.canParse(whole)) throw notUnderstood();
  const url = new URL(whole);
  // a password with an unescaped # or / takes the rest of the address with it
  if (url.hash !== "") throw notUnderstood();
  return url;
}

const noHost = "socket.invalid";

function notUnderstood(): UsageError {
  return new UsageError(
    "The ledger's address is not a valid PostgreSQL address.",
    `Write it as ${example}. In a user name or password, write signs such as @ / ? # % as %40 %2F %3F %23 %25.`,
  );
}

const known = ["ledger", "sslmode", "sslrootcert", "host", "port", "user", "password"] as const;

function parametersOf(url: URL): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (found.has(name)) throw new UsageError(`The ledger's address has ${shownName(name)} twice.`);
    if (!known.some((each) => each === name))
      throw new UsageError(
        `The ledger's address has a parameter ${shownName(name)}, which roster-sync does not know.`,
        "Use ledger, sslmode, sslrootcert or, for a Unix socket, host.",
      );
    found.set(name, value);
  }
  return found;
}

/** A name that is none may be the rest of a password. */
function shownName(name: string): string {
  return /^[a-z_]{1,30}$/i.test(name) ? `"${name}"` : "";
}

function passwordInPlainSight({ named }: AddressSource): UsageError {
  return new UsageError(
    `The ledger's address in ${named} contains a password, which others can read there.`,
    "Take it out of the address and set PGPASSWORD (or PGPASSFILE) in the environment or in a .env file.",
  );
}

function placeOf(
  url: URL,
  parameters: ReadonlyMap<string, string>,
): { readonly host: string; readonly port: number } {
  const host = firstOf(parameters.get("host"), decoded(url.hostname).replace(noHost, ""));
  if (host === undefined)
    throw new UsageError("The ledger's address names no host.", `Write it as ${example}.`);
  const bare = host.replace(/^\[|\]$/g, "");
  if (!/^(?:\/.*|[\w.-]+|[\da-f:.]+(?:%\w+)?)$/i.test(bare))
    throw new UsageError(
      "The ledger's address must name one host.",
      "Name the server that takes writes, or a name that leads to it.",
    );
  const port = firstOf(url.port, parameters.get("port"));
  const number = port === undefined ? standardPort : Number(port);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new UsageError("The port in the ledger's address is not a number from 1 to 65535.");
  return { host: bare.startsWith("/") ? bare : bare.toLowerCase(), port: number };
}

/** What PostgreSQL takes for the name of a schema once three letters stand before it, and people can type. */
const ledgerName = /^[a-z\d][a-z\d_-]{0,49}$/;

function ledgerNameOf(name: string | undefined): string {
  if (name === undefined || name === "")
    throw new UsageError(
      "The ledger's address does not say which ledger.",
      "Add ?ledger=NAME: one database can hold the ledgers of many organizations.",
    );
  if (ledgerName.test(name)) return name;
  throw new UsageError(
    `The ledger's name "${name.slice(0, 60)}" is not valid.`,
    "Use 1 to 50 of lower-case letters, digits, - and _, beginning with a letter or digit.",
  );
}

const modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;

/** Never weaker than it is asked for; beyond this machine the server always has to prove who it is. */
function tlsOf(mode: string | undefined, isNear: boolean): Tls {
  const word = modes.find((each) => each === (mode ?? "prefer"));
  switch (word) {
    case undefined:
      throw new UsageError(
        `sslmode in the ledger's address is not valid.`,
        `Use verify-full, or nothing; roster-sync knows ${modes.join(", ")}.`,
      );
    case "disable":
      if (!isNear)
        throw new UsageError(
          "sslmode=disable in the ledger's address would send everything unencrypted over the network.",
          "Leave it out: the connection is encrypted and the server's certificate is verified. PGSSLROOTCERT names a certificate authority of your own.",
        );
      return "off";
    case "allow":
    case "prefer":
      return isNear ? "off" : "verified";
    case "require":
      return isNear ? "unverified" : "verified";
    case "verify-ca":
    case "verify-full":
      return "verified";
  }
}

/** Who calls when the address does not say, as PostgreSQL's own programs have it. */
function usersOf(env: AddressSource["env"]): readonly (string | undefined)[] {
  return ["PGUSER", "USER", "LOGNAME", "USERNAME"].map((name) => env[name]);
}

function firstOf(...values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value !== "");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notUnderstood();
  }
}

/** A place and a ledger, and nothing that is secret. */
function shownAs({ host, port, database, user, ledger }: Login): string {
  const isSocket = host.startsWith("/");
  const place = isSocket ? "" : host.includes(":") ? `[${host}]` : host;
  const numbered = port !== standardPort;
  const parameters = [
    ...(isSocket ? [`host=${host}`] : []),
    ...(isSocket && numbered ? [`port=${port}`] : []),
    `ledger=${ledger}`,
  ].join("&");
  const who = encodeURIComponent(user);
  const at = isSocket || !numbered ? place : `${place}:${port}`;
  return `postgres://${who}@${at}/${encodeURIComponent(database)}?${parameters}`;
}

type Login = Pick<PostgresAddress, "host" | "port" | "database" | "user" | "ledger">;
