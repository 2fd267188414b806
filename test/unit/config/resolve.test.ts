import { describe, expect, test } from "vitest";
import type { RawOptions } from "../../../src/config/flags.ts";
import { settings } from "../builders/settings.ts";

describe("the settings", () => {
  test("are the documented ones when nothing is set", () => {
    expect(settings()).toMatchObject({
      ledger: { engine: "file", path: "/home/team/roster-sync.db", shown: "/home/team/roster-sync.db" },
      only: new Set(["licenses", "enrollments", "credentialing", "caqh", "dates"]),
      map: new Map(),
      platforms: {
        medallion: {
          rate: { calls: 240, perMs: 60_000 },
          concurrency: 8,
          options: { "one-request-per-state": false },
        },
        verifiable: { rate: { calls: 1_500, perMs: 60_000 }, concurrency: 8, options: {} },
        caqh: { rate: { calls: 5, perMs: 1_000 }, concurrency: 4, options: { "caqh-max-age": undefined } },
      },
      readTimeoutMs: 30_000,
      writeTimeoutMs: 60_000,
      settleMs: 60_000,
      held: { request: false, renewWithinMs: 0 },
      selection: { onlyFailed: false },
      holds: { yes: false },
      log: { level: "info" },
      progress: true,
      quiet: false,
    });
  });

  test("leave open what only a person can say", () => {
    const { defaults, selection, holds, delimiter, encoding } = settings();

    expect(defaults).toEqual({ is_medallion_owned: undefined, is_self_managed: undefined });
    expect([delimiter, encoding]).toEqual([undefined, undefined]);
    expect([selection.limit, selection.where]).toEqual([undefined, undefined]);
    expect([holds.maxCreates, holds.maxFailures, holds.canary]).toEqual([undefined, undefined, undefined]);
  });

  test("are the flag's before the file's, and the file's before the usual ones", () => {
    const file: RawOptions = { concurrency: 3, "medallion-rate": "1/s", yes: true, settle: "5s" };

    const { platforms, holds, settleMs } = settings(
      { concurrency: "2", yes: false, settle: undefined },
      { file },
    );

    expect(Object.values(platforms).map(({ concurrency }) => concurrency)).toEqual([2, 2, 2]);
    expect(platforms["medallion"]?.rate).toEqual({ calls: 1, perMs: 1_000 });
    expect([holds.yes, settleMs]).toEqual([false, 5_000]);
  });

  test("find the ledger by flag, by file, by environment, in this order", () => {
    const env = { ROSTER_SYNC_LEDGER: "env.db" };
    const found = (...given: Parameters<typeof settings>): string => settings(...given).ledger.shown;

    expect(found({ ledger: "flag.db" }, { file: { ledger: "file.db" }, env })).toBe("/home/team/flag.db");
    expect(found({}, { file: { ledger: "/data/file.db" }, env })).toBe("/data/file.db");
    expect(found({}, { env })).toBe("/home/team/env.db");
    expect(found({}, { env: { ROSTER_SYNC_LEDGER: " " } })).toBe("/home/team/roster-sync.db");
  });

  test("find a ledger on PostgreSQL, whose password only the environment may name", () => {
    const url = "postgres://anna:s3cret@h/d?ledger=north";
    const given = settings({}, { env: { ROSTER_SYNC_LEDGER: url } }).ledger;
    expect(given).toMatchObject({ engine: "postgres", schema: "rs_north", user: "anna" });
    expect(given.engine === "postgres" && given.password()).toBe("s3cret");
    expect(() => settings({ ledger: url })).toThrow(/--ledger contains a password/);
    expect(() => settings({}, { file: { ledger: url } })).toThrow(/json: ledger contains a password/);
    const apart = settings({ ledger: "postgres://anna@h/d?ledger=north" }, { env: { PGPASSWORD: "s3cret" } });
    expect(apart.ledger.engine === "postgres" && apart.ledger.password()).toBe("s3cret");
  });

  test.each<[string, RawOptions, object]>([
    [
      "a rate over any time",
      { "medallion-rate": "240/6s" },
      { platforms: { medallion: { rate: { calls: 240, perMs: 6_000 } } } },
    ],
    [
      "one timeout for reads and writes",
      { "request-timeout": "5s" },
      { readTimeoutMs: 5_000, writeTimeoutMs: 5_000 },
    ],
    [
      "an age of CAQH statuses",
      { "caqh-max-age": "24h" },
      { platforms: { caqh: { options: { "caqh-max-age": 86_400_000 } } } },
    ],
    [
      "no age of CAQH statuses",
      { "caqh-max-age": "off" },
      { platforms: { caqh: { options: { "caqh-max-age": undefined } } } },
    ],
    [
      "holds",
      { "max-creates": "0", "max-failures": "5%", canary: "3" },
      { holds: { maxCreates: 0, maxFailures: { percent: 5 }, canary: 3 } },
    ],
    ["rows to work on", { "only-failed": true, limit: 10 }, { selection: { onlyFailed: true, limit: 10 } }],
    [
      "rows with a value",
      { where: "Group = North=side" },
      { selection: { where: { header: "Group", value: "North=side" } } },
    ],
    ["rows with a blank", { where: "G=" }, { selection: { where: { header: "G", value: "" } } }],
    ["rows with a letter", { where: "G=x" }, { selection: { where: { header: "G", value: "x" } } }],
    [
      "who works what",
      { "is-medallion-owned": "yes", "is-self-managed": false },
      { defaults: { is_medallion_owned: true, is_self_managed: false } },
    ],
    [
      "files",
      { output: "-", requests: "r.csv", changes: "c.csv" },
      { outputs: { results: "-", requests: "/home/team/r.csv", changes: "/home/team/c.csv" } },
    ],
    [
      "the log",
      { "log-format": "json", "log-level": "debug", "log-file": "l" },
      { log: { format: "json", level: "debug", file: "/home/team/l" } },
    ],
    ["no progress", { progress: false, quiet: true }, { progress: false, quiet: true }],
    [
      "single requests",
      { "one-request-per-state": true },
      { platforms: { medallion: { options: { "one-request-per-state": true } } } },
    ],
    [
      "renewals three months ahead",
      { "request-held": true, "renew-within": "90d" },
      { held: { request: true, renewWithinMs: 90 * 86_400_000 } },
    ],
    ["no renewals ahead", { "renew-within": "0" }, { held: { request: false, renewWithinMs: 0 } }],
  ])("include %s", (_what, flags, expected) => {
    expect(settings(flags)).toMatchObject(expected);
  });

  test.each([
    ["licenses", ["licenses"]],
    ["License, CAQH", ["licenses", "caqh"]],
    ["enrollments,credentialing,enrollments", ["enrollments", "credentialing"]],
  ])("take --only %s", (only, works) => {
    expect([...settings({ only }).only]).toEqual(works);
    expect([...settings({ only: only.split(",") }).only]).toEqual(works);
  });

  test.each([
    ["yes", true],
    [" YES ", true],
    ["true", true],
    ["True", true],
    ["no", false],
    ["No", false],
    ["FALSE", false],
    ["false", false],
  ])("read the answer %j as %s", (text, answer) => {
    expect(settings({ yes: text, "is-self-managed": text })).toMatchObject({
      holds: { yes: answer },
      defaults: { is_self_managed: answer },
    });
  });

  test("take headers and the columns that they mean, as flags or as an object", () => {
    const map = new Map([
      ["Rendering = NPI", "npi"],
      ["Wo", "license_states"],
    ]);
    const file = { "Rendering = NPI": "npi", Wo: "License States" };

    expect(settings({ map: ["Rendering = NPI=npi", " Wo = license states"] }).map).toEqual(map);
    expect(settings({ map: "N=npi" }).map).toEqual(new Map([["N", "npi"]]));
    expect(settings({ map: "Rendering = NPI=npi" }).map).toEqual(new Map([["Rendering = NPI", "npi"]]));
    expect(settings({}, { file: { map: file } }).map).toEqual(map);
  });

  test("take headers from the file and from flags, which go first", () => {
    const file = { map: { "License States": null, No: "email" } };

    expect(settings({ map: ["No=npi"] }, { file }).map).toEqual(
      new Map([
        ["License States", null],
        ["No", "npi"],
      ]),
    );
  });

  test("take headers that mean none of our columns", () => {
    const alone = new Map([["Provider ID", null]]);

    expect(settings({ map: ["Provider ID="] }).map).toEqual(alone);
    expect(settings({}, { file: { map: { "Provider ID": null } } }).map).toEqual(alone);
    expect(settings({}, { file: { map: { "Provider ID": "" } } }).map).toEqual(alone);
  });

  test.each([
    [",", ","],
    ["comma", ","],
    [";", ";"],
    ["Semicolon", ";"],
    ["tab", "\t"],
    ["\t", "\t"],
    ["\\t", "\t"],
    ["|", "|"],
    ["pipe", "|"],
  ])("take the delimiter %j", (text, delimiter) => {
    expect(settings({ delimiter: text }).delimiter).toBe(delimiter);
  });

  test.each([
    ["utf-8", "utf-8"],
    ["UTF8", "utf-8"],
    ["utf-16le", "utf-16le"],
    ["UTF-16 BE", "utf-16be"],
    ["windows-1252", "windows-1252"],
    ["cp1252", "windows-1252"],
    ["latin1", "windows-1252"],
  ])("take the encoding %s", (text, encoding) => {
    expect(settings({ encoding: text }).encoding).toBe(encoding);
  });
});
