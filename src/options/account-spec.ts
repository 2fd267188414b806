import { UsageError } from "../errors.ts";
import { isLoopback } from "../text/loopback.ts";

/** The variables of this process, with those of a `.env` file behind them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An environment variable: what docs/reference.md says about it, and how its value is read. */
export interface Variable {
  readonly describe: string;
  /** The value that counts where none is set. */
  readonly standard?: string;
  /** What happens where none is set, in words. */
  readonly otherwise?: string;
  /** The value as the program uses it. Throws UsageError, which must never show what may be a secret. */
  readonly read?: (value: string, name: string) => string;
}

/** Variables by their names. */
export type Variables = Readonly<Record<string, Variable>>;

/** All that the settings know about a platform's account; a platform declares one. */
export interface AccountSpec<Account> {
  /** What must be set so that the platform takes part, as words of a sentence. */
  readonly credentials: string;
  readonly variables: Variables;
  /** The account; undefined when none of its credentials is set. Throws UsageError when it cannot be right. */
  readonly read: (env: Environment) => Account | undefined;
}

/** The values of declared variables. */
export interface Given<Declared extends Variables> {
  /** One value; undefined where it is not set and has no standard. */
  readonly one: <Name extends keyof Declared & string>(
    name: Name,
  ) => Declared[Name] extends { readonly standard: string } ? string : string | undefined;
  /** Credentials that mean something only together: all of them or, when none is set, undefined. */
  readonly together: <const Names extends readonly (keyof Declared & string)[]>(
    ...names: Names
  ) => { readonly [Place in keyof Names]: string } | undefined;
}

/** The declaration of an account from its variables and what is made of their values. */
export function accountSpec<const Declared extends Variables, Account>({
  account,
  ...spec
}: Omit<AccountSpec<Account>, "variables" | "read"> & {
  readonly variables: Declared;
  readonly account: (given: Given<Declared>) => Account | undefined;
}): AccountSpec<Account> & { readonly variables: Declared } {
  return { ...spec, read: (env) => account(given(spec.variables, env)) };
}

function given<Declared extends Variables>(variables: Declared, env: Environment): Given<Declared> {
  const isSet = (name: string): boolean => (env[name] ?? "").trim() !== "";
  const valueOf = (name: string): string | undefined => {
    const { read, standard } = variables[name] ?? {};
    const value = isSet(name) ? env[name] : standard;
    return value === undefined ? undefined : (read ?? trimmed)(value, name);
  };
  return {
    one: valueOf as Given<Declared>["one"],
    together: <const Names extends readonly string[]>(...names: Names) => {
      const present = names.find(isSet);
      if (present === undefined) return undefined;
      const absent = names.find((name) => !isSet(name));
      if (absent !== undefined) throw missing(absent, present);
      return names.map(valueOf) as unknown as { readonly [Place in keyof Names]: string };
    },
  };
}

function trimmed(value: string): string {
  return value.trim();
}

function missing(absent: string, present: string): UsageError {
  return new UsageError(
    `${present} is set but ${absent} is not.`,
    `Set ${absent} too, or unset ${present} to run without the platform.`,
  );
}

/** A value that goes out as a header or inside one. Blanks at its ends mean nothing. */
export function headerValue(value: string, name: string): string {
  checkSigns(value.trim(), name);
  return value.trim();
}

/** A password, which may begin or end with a blank. */
export function password(value: string, name: string): string {
  checkSigns(value, name);
  return value;
}

/**
 * A header cannot hold a line break or a sign beyond Latin letters, and a password that has one came there by mistake:
 * with the line end of a file, from a document with curly quotes, or out of a file in another encoding.
 */
function checkSigns(value: string, name: string): void {
  const what = /[\r\n]/.test(value)
    ? "a line break"
    : /\p{Cc}/u.test(value)
      ? "a control character"
      : value.includes("\ufffd")
        ? "a character that could not be read"
        : /[^\u0020-\u00ff]/.test(value)
          ? "a character that is not a Latin letter, digit or symbol"
          : undefined;
  if (what === undefined) return;
  throw new UsageError(
    `${name} contains ${what}.`,
    "Copy it again from its source, without line breaks or curly quotes, and save .env as UTF-8.",
  );
}

/**
 * The variable of a platform's base URL. Credentials travel with every call: in the clear only to the machine itself.
 * @param standard the documented address
 */
export function baseUrl<const Standard extends string>(
  standard: Standard,
): Variable & { readonly standard: Standard } {
  return {
    describe: "base URL of its API",
    standard,
    read: (value, name) => {
      const text = value.trim();
      const url = urlOf(text, name, standard);
      const secure = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
      if (!secure)
        throw new UsageError(
          `${name} must begin with https://.`,
          "Only this machine itself may be reached over http://.",
        );
      if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
        throw new UsageError(
          `${name} contains more than scheme, host and path.`,
          `Write it like ${standard}.`,
        );
      }
      return text.replace(/\/+$/, "");
    },
  };
}

function urlOf(text: string, name: string, standard: string): URL {
  try {
    return new URL(text);
  } catch {
    // what stands in front of an @ may be a password
    const shown = text.includes("@") ? "" : ` "${text}", which is`;
    throw new UsageError(`${name} is${shown} not an address.`, `Write it like ${standard}.`);
  }
}
