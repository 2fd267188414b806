import { execFileSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { checkClaims, ClaimError, type Claim, runClaims } from "../../../src/outputs/claims.ts";
import { sameFile, placeOf } from "../../../src/outputs/place.ts";
import { temporaryFolder } from "../builders/files.ts";
import { settings } from "../builders/settings.ts";

const path = temporaryFolder();
let folders = 0;

/** A folder with a roster, a ledger, a configuration and an .env file. */
function workplace(): string {
  folders += 1;
  const cwd = path(`workplace ${folders}`);
  mkdirSync(cwd);
  for (const name of ["roster.csv", "roster-sync.db", "roster-sync.config.json", ".env"])
    writeFileSync(join(cwd, name), "");
  return cwd;
}

const outputFlags = ["output", "requests", "changes", "report", "summary", "log-file"] as const;
type OutputFlag = (typeof outputFlags)[number];

/** The claims of a run in a folder whose flags name these files. */
function claimsOf(cwd: string, named: Partial<Record<OutputFlag, string>>): readonly Claim[] {
  const all = settings(named, { cwd });
  return runClaims(all, {
    roster: join(cwd, "roster.csv"),
    results: resolve(cwd, named.output ?? "roster.results.csv"),
    rosterIsOutput: false,
    cwd,
  });
}

function refusal(claims: readonly Claim[]): string {
  try {
    checkClaims(claims);
  } catch (error) {
    if (error instanceof ClaimError && error.exitCode === 2) return error.message;
    throw error;
  }
  return "not refused";
}

const pairs = outputFlags.flatMap((one, index) =>
  outputFlags.slice(index + 1).map((other) => [one, other] as const),
);

describe("two outputs of a run are never one file:", () => {
  test.each(pairs)("--%s and --%s", (one, other) => {
    const cwd = workplace();
    const message = refusal(claimsOf(cwd, { [one]: "same.csv", [other]: "same.csv" }));

    expect(message).toBe(
      `--${one} (${join(cwd, "same.csv")}) and --${other} (${join(cwd, "same.csv")}) are the same file.`,
    );
  });

  test.each(pairs)("--%s and --%s, one of them by a link to a file that is not there yet", (one, other) => {
    const cwd = workplace();
    symlinkSync("same.csv", join(cwd, "link.csv"));

    expect(refusal(claimsOf(cwd, { [one]: "same.csv", [other]: "link.csv" }))).toContain("are the same file");
  });
});

const kept = [
  ["roster.csv", "the roster"],
  ["roster-sync.db", "the ledger"],
  ["roster-sync.db-wal", "the ledger's -wal file"],
  ["roster-sync.db-shm", "the ledger's -shm file"],
  ["roster-sync.db-journal", "the ledger's -journal file"],
  ["roster-sync.db-lock", "the ledger's -lock file"],
  ["roster-sync.config.json", "the configuration file"],
  [".env", "the .env file"],
] as const;

describe.each(outputFlags)("--%s is never", (flag) => {
  test.each(kept)("%s", (name, what) => {
    const cwd = workplace();
    const file = join(cwd, name);

    expect(refusal(claimsOf(cwd, { [flag]: name }))).toBe(
      `--${flag} (${file}) and ${what} (${file}) are the same file.`,
    );
  });

  test.each(kept)("%s by another name: a link, a link of its folder, a hard link", (name, what) => {
    const cwd = workplace();
    const file = join(cwd, name);
    writeFileSync(file, "");
    symlinkSync(file, join(cwd, "link.csv"));
    symlinkSync(cwd, join(cwd, "folder"));
    linkSync(file, join(cwd, "hard.csv"));

    for (const other of ["link.csv", `folder/${name}`, "hard.csv", `../${cwd.split("/").at(-1)}/${name}`])
      expect(refusal(claimsOf(cwd, { [flag]: other })), other).toContain(what);
  });

  test.each([
    ["no such folder/x.csv", "there is no folder"],
    ["a folder", "it is a folder"],
    ["roster.csv/x.csv", "there is no folder"],
    [`${"x".repeat(300)}.csv`, "does not accept this name"],
    ["circle.csv", "does not accept this name"],
  ])("%s", (name, why) => {
    const cwd = workplace();
    mkdirSync(join(cwd, "a folder"));
    symlinkSync("circle.csv", join(cwd, "circle.csv"));

    const message = refusal(claimsOf(cwd, { [flag]: name }));

    expect(message).toContain(`--${flag} cannot be written to ${join(cwd, name)}`);
    expect(message).toContain(why);
  });

  // root may write everywhere
  test.skipIf(process.getuid?.() === 0)("in a folder, or over a file, that may not be written to", () => {
    const cwd = workplace();
    mkdirSync(join(cwd, "closed"));
    chmodSync(join(cwd, "closed"), 0o500);
    writeFileSync(join(cwd, "fixed.csv"), "");
    chmodSync(join(cwd, "fixed.csv"), 0o400);

    expect(refusal(claimsOf(cwd, { [flag]: "closed/x.csv" }))).toContain("you cannot write to the folder");
    expect(refusal(claimsOf(cwd, { [flag]: "fixed.csv" }))).toContain("you cannot write to the file");
  });
});

describe("the files of a run may be", () => {
  test("all different", () => {
    const named = Object.fromEntries(outputFlags.map((flag) => [flag, `${flag}.csv`]));
    expect(refusal(claimsOf(workplace(), named))).toBe("not refused");
  });

  test("thrown away together", () => {
    const named = Object.fromEntries(outputFlags.map((flag) => [flag, "/dev/null"]));
    expect(refusal(claimsOf(workplace(), named))).toBe("not refused");
  });

  test("pipes, but not one and the same", () => {
    const cwd = workplace();
    execFileSync("mkfifo", [join(cwd, "pipe")]);

    expect(refusal(claimsOf(cwd, { output: "pipe" }))).toBe("not refused");
    expect(refusal(claimsOf(cwd, { output: "pipe", changes: "pipe" }))).toContain("are the same file");
  });

  test("the roster only where it is its own output", () => {
    const cwd = workplace();
    const roster = join(cwd, "roster.csv");
    const claims = (rosterIsOutput: boolean, summary?: string): readonly Claim[] =>
      runClaims(settings({ summary }, { cwd }), { roster, results: roster, rosterIsOutput, cwd });

    expect(refusal(claims(true))).toBe("not refused");
    expect(refusal(claims(false))).toContain("--output");
    expect(refusal(claims(true, "roster.csv"))).toContain("--summary");
  });

  test("added to a file by the shell, but not to one of theirs", () => {
    const cwd = workplace();
    const roster = join(cwd, "roster.csv");
    const claims = runClaims(settings({}, { cwd }), { roster, results: "-", rosterIsOutput: false, cwd });
    const behind = (file: string): (() => void) => {
      const { dev, ino } = statSync(file);
      return () => checkClaims(claims, { identity: `${dev}:${ino}` });
    };

    expect(behind(cwd)).not.toThrow();
    expect(behind(roster)).toThrow(`--output goes to standard output, which is the roster (${roster}).`);
    expect(behind(join(cwd, "roster-sync.db"))).toThrow("which is the ledger");
  });

  test("on standard output, one of them", () => {
    const all = settings({ summary: "-" });
    const claims = (results: string): readonly Claim[] =>
      runClaims(all, { roster: "-", results, rosterIsOutput: false, cwd: workplace() });

    expect(refusal(claims("/tmp/x.csv"))).toBe("not refused");
    expect(refusal(claims("-"))).toBe("--output and --summary both go to standard output.");
    expect(refusal(claims("/dev/stdout"))).toBe("--output and --summary both go to standard output.");
  });
});

describe("two names that differ in case alone", () => {
  test("are two files where the file system says so", () => {
    const cwd = workplace();
    const [one, other] = [placeOf(join(cwd, "Report.csv")), placeOf(join(cwd, "report.csv"))];
    writeFileSync(join(cwd, "probe"), "");
    const ignoresCase = placeOf(join(cwd, "PROBE")).kind === "file";

    expect(sameFile(one, other)).toBe(ignoresCase);
  });
});
