import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { passwordIn, passwordInFile } from "../../../../src/ledger/postgres/password-file.ts";

const login = { host: "db.example", port: 5432, database: "ledgers", user: "anna" };
const folder = mkdtempSync(join(tmpdir(), "password-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a password file", () => {
  test.each([
    ["db.example:5432:ledgers:anna:one", "one"],
    ["*:*:*:anna:one", "one"],
    ["# db.example:5432:ledgers:anna:no\n*:*:*:*:one", "one"],
    ["db.example:5433:ledgers:anna:no\ndb.example:5432:ledgers:anna:one\n*:*:*:*:two", "one"],
    ["*:*:*:*:with:colons\\\\and \\:more\r\n", "with:colons\\and :more"],
    ["*:*:*:bo:no", undefined],
    ["*:*:*:anna", undefined],
    ["", undefined],
  ])("%j gives %s", (text, password) => {
    expect(passwordIn(text, login)).toBe(password);
  });

  test("knows a socket as this machine", () => {
    expect(passwordIn("localhost:*:*:*:one", { ...login, host: "/run/postgresql" })).toBe("one");
  });

  test("that is missing is told of by its path", () => {
    expect(() => passwordInFile(join(folder, "none"), login)).toThrow(/none \(PGPASSFILE\) cannot be read/);
  });

  test.skipIf(process.platform === "win32")("that others can read is refused", () => {
    const path = join(folder, "open");
    writeFileSync(path, "*:*:*:*:one");
    chmodSync(path, 0o644);
    expect(() => passwordInFile(path, login)).toThrow(/can be read by others/);
    chmodSync(path, 0o600);
    expect(passwordInFile(path, login)).toBe("one");
  });
});
