import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { textOf } from "../support/pages.ts";
import { rehearsals, type Rehearsal } from "../support/rehearsal.ts";

const rehearse = rehearsals();
const program = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));
let rehearsal: Rehearsal;

beforeEach(async () => {
  rehearsal = await rehearse();
  rehearsal.write("roster.csv", textOf("samples/roster.csv"));
  await rehearsal.run([
    "sync",
    "roster.csv",
    "--only",
    "licenses,credentialing",
    "--settle",
    "0s",
    "-o",
    "results.csv",
  ]);
});

describe("the ledger at a terminal", () => {
  test("fits eighty columns and names rows and people by a results file", async () => {
    const { stdout } = await rehearsal.run(["ledger", "list", "--roster", "results.csv"], { terminal: true });
    const [header, ...lines] = stdout.trimEnd().split("\n");
    expect(header).toMatch(/^state +request +status +days +who +row$/);
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines.filter((one) => !one.startsWith("    key: ")))
      expect(line.length).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/license CA .*Amara Okafor +2$/m);
  });

  test("has row and person in its machine formats too", async () => {
    const { stdout } = await rehearsal.run(["ledger", "list", "--roster", "results.csv", "--format", "json"]);
    const entries = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(entries.find(({ key }) => key?.includes("|CA|MD"))).toMatchObject({
      row: "2",
      who: "Amara Okafor",
    });
  });

  test.each([
    [["ledger", "list", "--kind", "licence"], "licence"],
    [["ledger", "list", "--platform", "caqh"], "caqh"],
    [["ledger", "list", "--standing", "doubtful"], "doubtful"],
  ])("refuses a word that is not known to any filter: %j", async (args, word) => {
    const { code, stderr } = await rehearsal.run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(word);
  });

  test("says that nothing has a status, and which one was probably meant", async () => {
    const { code, stderr, stdout } = await rehearsal.run(["ledger", "list", "--status", "requestd"]);
    expect([code, stdout.trim().split("\n").length]).toEqual([0, 1]);
    expect(stderr).toContain('0 requests: no request has the status "requestd". Did you mean requested?');
  });

  test("ends quietly when its reader has seen enough", async () => {
    const child = spawn(process.execPath, [program, "ledger", "list", "--format", "csv"], {
      cwd: rehearsal.folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    child.stdout.destroy();
    const [code] = (await once(child, "close")) as [number];
    expect([code, Buffer.concat(said).toString()]).toEqual([0, ""]);
  });
});

describe("resolving by row", () => {
  const resolve = ["ledger", "resolve", "--roster", "results.csv"];

  test("settles the one request of a row that is called so", async () => {
    const { code, stdout } = await rehearsal.run([
      ...resolve,
      "--row",
      "2",
      "--request",
      "License ca",
      "--as",
      "absent",
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\|license_states\|CA\|MD\|/);
  });

  test.each([
    [["--row", "2", "--request", "license WY"], 'Row 2 has no request "license WY" in the ledger.'],
    [
      ["--row", "1", "--request", "license CA"],
      "Row 1 of results.csv has no provider, group or facility id.",
    ],
    [["--row", "2"], "--row needs --roster and --request."],
    [["--row", "two", "--request", "license CA"], "two"],
  ])("says what is wrong with %j", async (args, sentence) => {
    const { code, stderr } = await rehearsal.run([...resolve, ...args, "--as", "absent"]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });

  test("needs a roster with the platforms' ids", async () => {
    rehearsal.write("plain.csv", "Name\nAmara Okafor\n");
    const { code, stderr } = await rehearsal.run(["ledger", "list", "--roster", "plain.csv"]);
    expect(code).toBe(2);
    expect(stderr).not.toBe("");
  });
});
