import { mkdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readConfigFile, readEnvironment } from "../../../src/config/environment.ts";
import { flags } from "../../../src/config/flags.ts";
import { UsageError } from "../../../src/errors.ts";
import { temporaryFolder } from "../builders/files.ts";

const path = temporaryFolder();
let folders = 0;

/** A folder that holds these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  folders += 1;
  const folder = path(`folder ${folders}`);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/${name}`, text);
  return folder;
}

function read(content: unknown, name?: string): unknown {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return readConfigFile(name, folderWith({ [name ?? "roster-sync.config.json"]: text }));
}

function refusal(content: unknown): string {
  try {
    read(content);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} ${error.remedy ?? ""}`;
    throw error;
  }
  throw new Error("it was taken");
}

describe("the configuration file", () => {
  test("is read where it is, and may be missing", () => {
    expect(read({ concurrency: 3 })).toEqual({ concurrency: 3 });
    expect(readConfigFile(undefined, folderWith({}))).toEqual({});
    expect(read({ limit: 1 }, "other.json")).toEqual({ limit: 1 });
  });

  test("that is named has to be there", () => {
    expect(() => readConfigFile("other.json", folderWith({}))).toThrow(
      "There is no configuration file other.json.",
    );
  });

  test("takes every flag by its name, in any spelling, and what counts in blank cells", () => {
    const names = Object.keys(flags).filter((name) => name !== "config");
    const all = Object.fromEntries(
      [...names, "is-medallion-owned", "is-self-managed"].map((name) => [name, "value"]),
    );
    const camel = (name: string): string =>
      name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const respelled = (spell: (name: string) => string): object =>
      Object.fromEntries(Object.entries(all).map(([name, value]) => [spell(name), value]));

    expect(read(all)).toEqual(all);
    expect(read(respelled(camel))).toEqual(all);
    expect(read(respelled((name) => name.replaceAll("-", "_").toUpperCase()))).toEqual(all);
  });

  test("may begin with a byte-order mark", () => {
    expect(read('\uFEFF{"yes":true}')).toEqual({ yes: true });
  });

  test.each([
    ["max-create", 'Did you mean "max-creates"?'],
    ["concurency", 'Did you mean "concurrency"?'],
    ["is-medalion-owned", 'Did you mean "is-medallion-owned"?'],
  ])("refuses %s and suggests what was meant", (key, hint) => {
    expect(refusal({ [key]: 1 })).toContain(`contains "${key}", which is not a setting. ${hint}`);
  });

  test.each(["config", "xyzzy", "__proto__x", "constructor"])("refuses %s", (key) => {
    expect(refusal(`{"${key}": 1}`)).toContain(`"${key}", which is not a setting`);
  });

  test.each([
    "MEDALLION_API_KEY",
    "medallionApiKey",
    "verifiable-password",
    "VERIFIABLE_TOKEN",
    "caqh_password",
    "apiKey",
    "client_secret",
  ])("refuses %s, which is for the environment, without showing it", (key) => {
    const said = refusal({ [key]: "hush-hush" });

    expect(said).toContain(`"${key}", which belongs in the environment`);
    expect(said).not.toContain("hush-hush");
  });

  test.each(['{"medallionApiKey": "hush-hush", }', "hush-hush", '{"a": hush-hush}', "{"])(
    "that is no JSON is refused without showing what it holds: %s",
    (text) => {
      const said = refusal(text);

      expect(said).toMatch(/^roster-sync\.config\.json is not valid JSON/);
      expect(said).not.toContain("hush");
    },
  );

  test.each(["[]", "null", "7", '"text"'])("that holds no object is refused: %s", (text) => {
    expect(refusal(text)).toMatch(/must contain one object/);
  });
});

describe("the environment", () => {
  test("is as it is where there is no .env file", () => {
    const env = { A: "1", B: undefined };

    expect(readEnvironment(env, folderWith({}))).toEqual(env);
  });

  test("has the .env file behind it: what is set already stays, what is blank does not count", () => {
    const file = '\uFEFFA=from file\nB="quoted # value"\nC=from file\n# D=comment\nexport E=5\n\n';

    const env = readEnvironment({ A: "set", C: "", F: "other", G: undefined }, folderWith({ ".env": file }));

    expect(env).toEqual({ A: "set", B: "quoted # value", C: "from file", E: "5", F: "other" });
  });

  test("says so when the .env file cannot be read", () => {
    const folder = folderWith({});
    mkdirSync(`${folder}/.env`);

    expect(() => readEnvironment({}, folder)).toThrow(UsageError);
    expect(() => readEnvironment({}, folder)).toThrow(/^The \.env file cannot be read/);
  });
});
