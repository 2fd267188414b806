import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LedgerFileError } from "../../../src/errors.ts";
import { readPostgresAddress } from "../../../src/ledger/postgres/address.ts";
import { openConnection } from "../../../src/ledger/postgres/connection.ts";
import { describeOnPostgres, postgresBinaries } from "../../support/postgres/ledgers.ts";
import { serverCertificate, serverKey } from "../../support/postgres/server-certificate.ts";
import { startServer, type TestServer } from "../../support/postgres/server.ts";
import { testCertificate } from "../../support/test-certificate.ts";

const password = "p@ss/w0rd#?%";

describeOnPostgres("the way in to a server that demands a password and has a certificate", () => {
  let server: TestServer;
  const file = (name: string, text: string): string => {
    const path = join(server.folder, name);
    writeFileSync(path, text);
    chmodSync(path, 0o600);
    return path;
  };

  beforeAll(async () => {
    server = await startServer({
      binaries: postgresBinaries(),
      certificate: { cert: serverCertificate, key: serverKey },
      access: [
        "local all owner trust",
        "local all north scram-sha-256",
        "host all owner 127.0.0.1/32 trust",
        "hostssl all north 127.0.0.1/32 scram-sha-256",
      ],
    });
    await server.query(`CREATE ROLE north LOGIN PASSWORD '${password}'`, [], "postgres");
  });
  afterAll(() => server.remove());

  async function enter(
    env: Readonly<Record<string, string>>,
    how: { readonly host?: string; readonly more?: string; readonly login?: string } = {},
  ): Promise<string> {
    const { host = `127.0.0.1:${server.port}`, more = "", login = "north" } = how;
    const text = `postgres://${login}@${host}/postgres?ledger=a${more}`;
    const address = readPostgresAddress(text, { named: "ROSTER_SYNC_LEDGER", isSecret: true, env });
    try {
      const connection = await openConnection(address, { name: "test" });
      try {
        const { rows } = await connection.query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
        return rows[0]?.["ssl"] === true ? "encrypted" : "plain";
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (!(error instanceof LedgerFileError)) throw error;
      expect(inspect(error, { depth: 9 })).not.toContain(password);
      return `${error.message} ${error.remedy}`;
    }
  }

  const verified = "&sslmode=verify-full";

  test.each([
    ["PGPASSWORD", () => ({ PGPASSWORD: password }), {}],
    ["PGPASSFILE", () => ({ PGPASSFILE: file("passes", `*:*:*:north:${password}\n`) }), {}],
    ["the address", () => ({}), { login: `north:${encodeURIComponent(password)}` }],
  ])("is open with the password in %s", async (_, env, how) => {
    expect(await enter(env(), { more: "&sslmode=require", ...how })).toBe("encrypted");
  });

  test("is open over a socket", async () => {
    const how = { host: encodeURIComponent(server.folder), more: `&port=${server.port}` };
    expect(await enter({ PGPASSWORD: password }, how)).toBe("plain");
  });

  test.each([
    ["with a wrong password", { PGPASSWORD: "wrong" }, /does not let north in.*PGPASSWORD/],
    ["without one", {}, /asks for a password, and none is set.*PGPASSWORD/],
    ["with a file that names others", "*:*:*:south:x", /asks for a password, and none is set/],
  ])("is closed %s", async (_, given, expected) => {
    const env = typeof given === "string" ? { PGPASSFILE: file("others", given) } : given;
    expect(await enter(env, { more: "&sslmode=require" })).toMatch(expected);
  });

  test("is closed to an unencrypted connection that the server does not take", async () => {
    expect(await enter({ PGPASSWORD: password })).toMatch(/does not let north in/);
  });

  test("is verified by the certificates that are named", async () => {
    const env = { PGPASSWORD: password, PGSSLROOTCERT: file("root.pem", serverCertificate) };
    expect(await enter(env, { more: verified })).toBe("encrypted");
    expect(await enter(env, { more: verified, host: `localhost:${server.port}` })).toBe("encrypted");
  });

  test.each([
    [
      "by a certificate that nobody vouches for",
      undefined,
      /does not prove that it is 127.0.0.1.*PGSSLROOTCERT/,
    ],
    ["by a certificate of somebody else's authority", testCertificate, /does not prove that it is 127.0.0.1/],
  ])("is closed %s", async (_, root, expected) => {
    const env = {
      PGPASSWORD: password,
      ...(root === undefined ? {} : { PGSSLROOTCERT: file("other.pem", root) }),
    };
    expect(await enter(env, { more: verified })).toMatch(expected);
  });

  test("is closed when the file of certificates is not there", async () => {
    const env = { PGPASSWORD: password, PGSSLROOTCERT: "/nowhere.pem" };
    expect(await enter(env, { more: verified })).toMatch(/nowhere.pem \(PGSSLROOTCERT\) cannot be read/);
  });
});
