import { readFileSync, statSync } from "node:fs";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { openTransport } from "../../../src/http/transport.ts";
import { type LogSettings, openLog, prettyLine } from "../../../src/log/log.ts";
import { eventSentence } from "../../../src/progress/lines.ts";
import type { Output, Runtime } from "../../../src/runtime.ts";
import { clockTimeIn } from "../../../src/text/counts.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { temporaryFolder } from "../builders/files.ts";

const path = temporaryFolder();

interface Seen {
  readonly runtime: Runtime;
  readonly stderr: () => string;
  readonly stdout: () => string;
}

function seen({ isTerminal = false, env = {} }: { isTerminal?: boolean; env?: Runtime["env"] } = {}): Seen {
  const texts = { stderr: "", stdout: "" };
  const output = (name: keyof typeof texts): Output => ({
    isTerminal,
    columns: 80,
    write: (text) => void (texts[name] += text),
    writeAll: () => Promise.resolve(),
  });
  const runtime: Runtime = {
    clock: manualClock(),
    random: () => 0,
    randomHex: () => "ab",
    env,
    cwd: "/",
    pid: 1,
    host: "test",
    openTransport,
    stdin: Readable.from([]),
    stdout: output("stdout"),
    stderr: output("stderr"),
    temporaries: new Set(),
    interrupted: new AbortController().signal,
  };
  return { runtime, stderr: () => texts.stderr, stdout: () => texts.stdout };
}

const usual: LogSettings = { file: undefined, format: undefined, level: "info" };

describe("the log", () => {
  test("is JSON lines on stderr, with time and run, where there is no terminal", () => {
    const { runtime, stderr, stdout } = seen();

    openLog(usual, runtime, "run1").info({ rows: 3 }, "read");

    expect(JSON.parse(stderr())).toEqual({
      level: "info",
      time: "2026-03-01T12:00:00.000Z",
      run: "run1",
      rows: 3,
      msg: "read",
    });
    expect(stderr().endsWith("\n")).toBe(true);
    expect(stdout()).toBe("");
  });

  test("is text for people on a terminal, in colors unless nobody wants any", () => {
    const [plain, coloured] = [
      seen({ isTerminal: true, env: { NO_COLOR: "1" } }),
      seen({ isTerminal: true }),
    ];

    for (const { runtime } of [plain, coloured]) openLog(usual, runtime, "r").warn({ row: 3 }, "odd");

    expect(plain.stderr()).toBe(`${clockTimeIn()("2026-03-01T12:00:00Z")} warn  odd row=3\n`);
    expect(coloured.stderr()).toContain("\u001B[");
  });

  test("is what was asked for, wherever it goes", () => {
    const [json, pretty] = [seen({ isTerminal: true }), seen()];

    openLog({ ...usual, format: "json" }, json.runtime, "r").info("x");
    openLog({ ...usual, format: "pretty" }, pretty.runtime, "r").info("x");

    expect(JSON.parse(json.stderr())).toMatchObject({ msg: "x" });
    expect(pretty.stderr()).toBe(`${clockTimeIn()("2026-03-01T12:00:00Z")} info  x\n`);
  });

  test.each([
    ["debug", ["debug", "info", "warn", "error"]],
    ["info", ["info", "warn", "error"]],
    ["warn", ["warn", "error"]],
    ["error", ["error"]],
    ["silent", []],
  ] as const)("at the level %s tells %j", (level, told) => {
    const { runtime, stderr } = seen();
    const log = openLog({ ...usual, level }, runtime, "r");

    for (const each of ["debug", "info", "warn", "error"] as const) log[each]("x");

    const lines = stderr()
      .split("\n")
      .filter((line) => line !== "");
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(told);
  });

  test("goes to a file of its owner's instead", () => {
    const { runtime, stderr } = seen();

    openLog({ ...usual, file: path("run.log") }, runtime, "r").info("to the file");

    expect(readFileSync(path("run.log"), "utf8")).toContain("to the file");
    expect(statSync(path("run.log")).mode & 0o777).toBe(0o600);
    expect(stderr()).toBe("");
  });
});

describe("an event as a line of text", () => {
  test("has time of day, level, message and fields", () => {
    const event = {
      time: "2026-03-01T12:34:56.789Z",
      level: "error",
      run: "r",
      msg: "call",
      ms: 7,
      route: "/a",
      all: [1, { b: 2 }],
    };

    expect(prettyLine(JSON.stringify(event), false, clockTimeIn("UTC"))).toBe(
      '12:34:56 UTC error call ms=7 route=/a all=[1,{"b":2}]\n',
    );
  });

  test("may have no message", () => {
    const event = { time: "2026-03-01T12:34:56.789Z", level: "info", run: "r", n: 1 };

    expect(prettyLine(JSON.stringify(event), false, clockTimeIn("UTC"))).toBe("12:34:56 UTC info  n=1\n");
  });

  test.each([
    ["America/New_York", "07:34:56 EST", "08:00:00 EST"],
    ["Asia/Kolkata", "18:04:56 GMT+5:30", "18:30:00 GMT+5:30"],
    ["UTC", "12:34:56 UTC", "13:00:00 UTC"],
  ])("has the local time and the zone in %s", (zone, time, until) => {
    const event = {
      time: "2026-03-01T12:34:56.789Z",
      level: "info",
      msg: "waiting",
      platform: "caqh",
      seconds: 1504,
    };
    const waiting = { ...event, until: "2026-03-01T13:00:00.000Z", why: "the rate limit is used up" };

    expect(prettyLine(JSON.stringify(waiting), false, clockTimeIn(zone), eventSentence)).toBe(
      `${time} info  CAQH: waiting 1,504 seconds, until ${until}: the rate limit is used up\n`,
    );
  });
});

describe("a log file that cannot be written", () => {
  test("is a setting that is wrong", () => {
    const { runtime } = seen();

    expect(() => openLog({ ...usual, file: path("not there/run.log") }, runtime, "r")).toThrow(UsageError);
  });
});
