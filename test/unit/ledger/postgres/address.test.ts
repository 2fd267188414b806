import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../../../src/errors.ts";
import {
  isPostgresAddress,
  readPostgresAddress,
  shownAddress,
  type AddressSource,
  type PostgresAddress,
} from "../../../../src/ledger/postgres/address.ts";

const plain: AddressSource = { named: "--ledger", isSecret: false, env: { USER: "anna" } };
const secret: AddressSource = { ...plain, named: "ROSTER_SYNC_LEDGER", isSecret: true };
const read = (text: string, source: AddressSource = plain): PostgresAddress =>
  readPostgresAddress(text, source);

function refusal(text: string, source: AddressSource = plain): UsageError {
  try {
    read(text, source);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("the address of a ledger on PostgreSQL", () => {
  test.each([
    ["postgres://db.example/ledgers?ledger=north", "db.example", 5432, "ledgers", "anna"],
    ["postgresql://db.example/ledgers?ledger=north", "db.example", 5432, "ledgers", "anna"],
    ["POSTGRES://DB.Example/ledgers?ledger=north", "db.example", 5432, "ledgers", "anna"],
    ["postgres://north@db.example:6000/ledgers?ledger=north", "db.example", 6000, "ledgers", "north"],
    ["postgres://n%40x@db.example/led%20gers?ledger=north", "db.example", 5432, "led gers", "n@x"],
    ["postgres://[::1]:5433/ledgers?ledger=north", "::1", 5433, "ledgers", "anna"],
    ["postgres:///ledgers?host=/run/postgresql&ledger=north", "/run/postgresql", 5432, "ledgers", "anna"],
    [
      "postgres://bo@/ledgers?host=/run/postgresql&port=6&ledger=north",
      "/run/postgresql",
      6,
      "ledgers",
      "bo",
    ],
    ["postgres://%2Frun%2Fpostgresql/ledgers?ledger=north", "/run/postgresql", 5432, "ledgers", "anna"],
  ])("%s names server, database and user", (text, host, port, database, user) => {
    expect(read(text)).toMatchObject({ host, port, database, user, ledger: "north", schema: "rs_north" });
  });

  test.each([
    ["roster-sync.db", false],
    ["./postgres/ledger.db", false],
    ["postgres.db", false],
    ["postgres://db.example/ledgers?ledger=north", true],
    ["postgresql:db", true],
  ])("%s is told from a path", (text, expected) => {
    expect(isPostgresAddress(text)).toBe(expected);
  });

  test("takes the user that PostgreSQL's own programs would take", () => {
    const env = { PGUSER: "robot", USER: "anna" };
    expect(read("postgres://h/d?ledger=a", { ...plain, env }).user).toBe("robot");
    expect(read("postgres://x@h/d?ledger=a", { ...plain, env }).user).toBe("x");
    expect(refusal("postgres://h/d?ledger=a", { ...plain, env: {} }).message).toContain("names no user");
  });

  test.each([
    ["postgres://h/d", "does not say which ledger"],
    ["postgres://h/d?ledger=", "does not say which ledger"],
    ["postgres://h/?ledger=a", "names no database"],
    ["postgres:///d?ledger=a", "names no host"],
    ["postgres://x@/d?ledger=a", "names no host"],
    ["postgres://h1,h2/d?ledger=a", "one host"],
    ["postgres://h:70000/d?ledger=a", "not a valid PostgreSQL address"],
    ["postgres:///d?host=/run&port=0&ledger=a", "port"],
    ["postgres://h/d?ledger=North", '"North" is not valid'],
    ["postgres://h/d?ledger=a;b", "is not valid"],
    ["postgres://h/d?ledger=-a", "is not valid"],
    [`postgres://h/d?ledger=${"a".repeat(51)}`, "is not valid"],
    ["postgres://h/d?ledger=a&ledger=b", '"ledger" twice'],
    ["postgres://h/d?ledger=a&options=-c%20fsync", 'parameter "options"'],
    ["postgres://h/d?ledger=a&sslmode=maybe", "sslmode"],
    ["postgres://h/d e?ledger=a", "not a valid PostgreSQL address"],
  ])("%s is refused with the reason", (text, reason) => {
    expect(refusal(text).message).toContain(reason);
  });
});

describe("the way to the server", () => {
  test.each([
    ["db.example", "allow", "verified"],
    ["db.example", "prefer", "verified"],
    ["db.example", "require", "verified"],
    ["db.example", "verify-ca", "verified"],
    ["db.example", "verify-full", "verified"],
    ["127.0.0.1", "disable", "off"],
    ["[::1]", "prefer", "off"],
    ["127.0.0.1", "require", "unverified"],
    ["localhost", "verify-full", "verified"],
  ])("to %s with sslmode %s is %s", (host, mode, tls) => {
    expect(read(`postgres://${host}/d?ledger=a&sslmode=${mode}`).tls).toBe(tls);
  });

  test.each([
    ["db.example", "verified"],
    ["10.0.0.7", "verified"],
    ["localhost", "off"],
    ["%2Frun%2Fpostgresql", "off"],
  ])("to %s is %s where no sslmode is named", (host, tls) => {
    expect(read(`postgres://${host}/d?ledger=a`).tls).toBe(tls);
  });

  test("is never unencrypted beyond this machine", () => {
    expect(refusal("postgres://db.example/d?ledger=a&sslmode=disable").message).toContain("unencrypted");
  });

  test("is checked against the certificates that are named", () => {
    const env = { USER: "anna", PGSSLROOTCERT: "/etc/ca.pem" };
    expect(read("postgres://h/d?ledger=a", { ...plain, env }).rootCertificate).toBe("/etc/ca.pem");
    expect(read("postgres://h/d?ledger=a&sslrootcert=/my.pem", { ...plain, env }).rootCertificate).toBe(
      "/my.pem",
    );
  });
});

describe("a password", () => {
  const inAddress = "postgres://anna:s3cret%23@h/d?ledger=a";

  test.each([inAddress, "postgres://anna@h/d?ledger=a&password=s3cret%23"])(
    "in %s counts when it comes from the environment",
    (text) => {
      expect(read(text, secret).password()).toBe("s3cret#");
    },
  );

  test("in the address goes before the environment's", () => {
    const env = { USER: "anna", PGPASSWORD: "other", PGPASSFILE: "/p" };
    expect(read(inAddress, { ...secret, env }).password()).toBe("s3cret#");
    const without = read("postgres://h/d?ledger=a", { ...plain, env });
    expect([without.password(), without.passwordFile]).toEqual(["other", "/p"]);
  });

  test.each([inAddress, "postgres://anna@h/d?ledger=a&password=s3cret%23"])(
    "in %s is refused where others can read it",
    (text) => {
      const { message, remedy } = refusal(text);
      expect(message).toContain("--ledger contains a password");
      expect(`${message} ${remedy}`).not.toContain("s3cret");
      expect(remedy).toContain("PGPASSWORD");
    },
  );

  test("is shown by nothing that prints an address", () => {
    const address = read(inAddress, secret);
    expect(inspect(address, { depth: 9, showHidden: true }) + JSON.stringify(address)).not.toContain(
      "s3cret",
    );
    expect(address.shown).toBe("postgres://anna@h/d?ledger=a");
  });

  test.each([
    "postgres://anna:s3cr#et@h/d?ledger=a",
    "postgres://anna:s3cr/et@h/d?ledger=a",
    "postgres://anna:s3cr?et@h/d?ledger=a",
    "postgres://anna:s3cr%et@h/d?ledger=a",
    "postgres://anna:s3cr et@h/d?ledger=a",
    "postgres://anna:s3cr&s3cr=et@h/d?ledger=a",
    "postgres://anna:s3cret@h/d?ledger=a&s3cret=1&x.s3cr=2",
  ])("that breaks the address %s is not repeated", (text) => {
    for (const source of [plain, secret]) {
      try {
        read(text, source);
      } catch (error) {
        expect(`${(error as UsageError).message} ${(error as UsageError).remedy}`).not.toMatch(/s3cr/);
      }
    }
  });
});

describe("an address that is shown", () => {
  test.each([
    "postgres://anna@h/d?ledger=a",
    "postgres://anna@h:6000/d?ledger=a",
    "postgres://anna@[::1]:6000/d?ledger=a",
    "postgres://anna@/d?host=/run/postgresql&ledger=a",
    "postgres://anna@/d?host=/run/postgresql&port=6&ledger=a",
  ])("%s reads as the same one", (text) => {
    expect(read(text).shown).toBe(text);
  });

  test.each([
    ["postgres://anna:s3cr@et@h/d?ledger=a&password=s3cret", "postgres://h/d?ledger=a"],
    ["postgres://h/d", "postgres://h/d"],
    ["postgresql://a:b#c/d@h/d?x=1", "postgresql://h/d"],
  ])("%s, before it is read, is shown as %s", (text, shown) => {
    expect(shownAddress(text)).toBe(shown);
  });
});
