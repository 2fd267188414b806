import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readEnvironment } from "../../../src/config/environment.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "roster-sync-env-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(file: string | Buffer, env = {}): Readonly<Record<string, string | undefined>> {
  writeFileSync(join(folder, ".env"), file);
  return readEnvironment(env, folder);
}

const key = { MEDALLION_API_KEY: "abc-1" };

describe("a .env file", () => {
  test.each<[string, string | Buffer]>([
    ["as it should be", "MEDALLION_API_KEY=abc-1\n"],
    ["with a mark in front", "\ufeffMEDALLION_API_KEY=abc-1\n"],
    ["in UTF-16 with a mark", Buffer.from("\ufeffMEDALLION_API_KEY=abc-1\r\n", "utf16le")],
    ["in UTF-16 without one", Buffer.from("MEDALLION_API_KEY=abc-1\r\n", "utf16le")],
    ["in UTF-16, the other way round", Buffer.from("\ufeffMEDALLION_API_KEY=abc-1\n", "utf16le").swap16()],
    ["with a colon", "MEDALLION_API_KEY: abc-1"],
    ["with a colon and quotes", 'MEDALLION_API_KEY: "abc-1"'],
    ["as a shell has it", "export MEDALLION_API_KEY='abc-1'"],
    ["as Windows has it", "set MEDALLION_API_KEY=abc-1\r\n"],
    ["as PowerShell has it", '$env:MEDALLION_API_KEY = "abc-1"\r\n'],
    ["in small letters", "medallion_api_key=abc-1"],
    ["with old line ends", "# key\rMEDALLION_API_KEY=abc-1\r"],
    ["with a remark behind", "MEDALLION_API_KEY=abc-1 # ours"],
  ])("%s is read", (_what, file) => {
    expect(read(file)).toMatchObject(key);
  });

  test.each([
    ["CAQH_PASSWORD=a#b", "a#b"],
    ["CAQH_PASSWORD=a#b'c # remark", "a#b'c"],
    ["CAQH_PASSWORD: 'a#b'", "a#b"],
    ["CAQH_PASSWORD=a:b=c", "a:b=c"],
  ])("keeps a password whole: %s", (line, password) => {
    expect(read(line)["CAQH_PASSWORD"]).toBe(password);
  });

  test("leaves lines of others as they are, and does not replace what is set", () => {
    const file = "OTHER='two\nlines'\nnot a line\nCAQH_USERNAME=file\n";

    expect(read(file, { CAQH_USERNAME: "set", CAQH_PASSWORD: "" })).toEqual({
      OTHER: "two\nlines",
      CAQH_USERNAME: "set",
    });
  });

  test.each([
    ["MEDALLION_API_KEY abc-1", /^Line 1 of the \.env file names MEDALLION_API_KEY but does not set it\.$/],
    ["# x\n\nCAQH_USERNAME -> me", /^Line 3 of the \.env file names CAQH_USERNAME /],
    ["just some words", /^The \.env file has no line that can be read\.$/],
    ["\u0000\u0001\u0002\u0003 PK", /^The \.env file has no line/],
  ])("that cannot be understood is refused, and its values are not shown: %j", (file, message) => {
    expect(() => read(file)).toThrow(message);
    expect(() => read(file)).not.toThrow(/abc-1|-> me/);
  });

  test("of nothing but remarks sets nothing", () => {
    expect(read("# MEDALLION_API_KEY=abc\n\n")).toEqual({});
    expect(read("")).toEqual({});
  });
});
