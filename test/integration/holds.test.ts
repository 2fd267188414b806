import { readdirSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { generateWorld, type Sandbox } from "../../src/sandbox/index.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 40, seed: 3 });
const roster = csv(table(mixedRoster(world, 24)));
const settled = ["--settle", "200ms"];

const created = ({ state }: Sandbox): number =>
  [state.licenseRequests, state.enrollments, state.credentialing, state.credentialingRequests].flat().length;

describe("--max-creates", () => {
  test("sends nothing and says the count when more would be created", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--max-creates", "5", ...settled]);

    expect(ended.code).toBe(5);
    expect(ended.stderr).toMatch(
      /^47 requests would be created \(30 licenses, 10 enrollments, 7 credentialing\), and --max-creates allows 5; nothing was sent\./m,
    );
    expect(created(sandbox)).toBe(0);
    expect(lines("roster.results.csv")).toHaveLength(24);
    expect(new Set(lines("roster.results.csv").map((line) => line["sync_error_code"]))).toEqual(
      new Set(["held", ""]),
    );
  });

  test("lets a run through that stays within it, and may be in the configuration file", async () => {
    const { sandbox, write, run } = await rehearse({ world });
    write("roster.csv", roster);
    write("roster-sync.config.json", JSON.stringify({ maxCreates: 3 }));

    expect((await run(["sync", "roster.csv", ...settled])).code).toBe(5);
    expect((await run(["sync", "roster.csv", "--max-creates", "500", ...settled])).code).toBe(0);
    expect(created(sandbox)).toBeGreaterThan(20);
  });
});

describe("a sandbox in the configuration file", () => {
  test.each([true, "true", "yes"])("is run against, and nothing else, when it is %j", async (word) => {
    const { sandbox, write, run } = await rehearse({ world });
    write("roster.csv", roster);
    write("roster-sync.config.json", JSON.stringify({ sandbox: word }));

    await run(["sync", "roster.csv", ...settled]);

    expect(created(sandbox)).toBe(0);
    expect(sandbox.requests).toEqual([]);
  });

  test("is refused when it is neither true nor false, before anything is sent", async () => {
    const { sandbox, write, run } = await rehearse({ world });
    write("roster.csv", roster);
    write("roster-sync.config.json", JSON.stringify({ sandbox: "perhaps" }));

    const ended = await run(["sync", "roster.csv", ...settled]);

    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('roster-sync.config.json: sandbox is true or false, not "perhaps".');
    expect(created(sandbox)).toBe(0);
  });
});

describe("a person at a terminal", () => {
  test("is shown the counts and asked before the first write", async () => {
    const { sandbox, write, run } = await rehearse({ world });
    write("roster.csv", roster);

    const no = await run(["sync", "roster.csv", ...settled], { terminal: true, stdin: "n\n" });

    expect(no.code).toBe(5);
    expect(no.stderr).toContain("47 requests would be created: ");
    expect(no.stderr).toMatch(
      /^ {2}Medallion: \d+ licenses, \d+ enrollments, \d+ credentialing\n {2}Verifiable: \d+ credentialing$/m,
    );
    expect(no.stderr).toContain("Send them? [y/N]");
    expect(no.stderr).toContain("Nothing was sent: canceled at the prompt.");
    expect(created(sandbox)).toBe(0);
    expect((await run(["sync", "roster.csv", ...settled], { terminal: true, stdin: "y\n" })).code).toBe(0);
    expect(created(sandbox)).toBeGreaterThan(20);
  });

  test("is not asked with --yes, nor when there is nothing to create", async () => {
    const { write, run } = await rehearse({ world });
    write("roster.csv", roster);

    const first = await run(["sync", "roster.csv", "--yes", ...settled], { terminal: true, stdin: "n\n" });
    const second = await run(["sync", "roster.csv", ...settled], { terminal: true, stdin: "n\n" });

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.stderr + second.stderr).not.toContain("Send them?");
  });
});

describe("--canary", () => {
  test("sends for the first rows only and then stops, and the next run does the rest", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("roster.csv", roster);

    const canary = await run(["sync", "roster.csv", "--canary", "2", ...settled]);

    expect(canary.code).toBe(5);
    const results = lines("roster.results.csv").map((line) => line["sync_result"]);
    expect(results.slice(0, 2)).toEqual(["created", "created"]);
    expect(results.slice(2)).not.toContain("created");
    expect(lines("roster.results.csv")[0]?.["license_request_ids"]).toMatch(/CA license=[\da-f-]{36}/);
    const few = created(sandbox);
    expect((await run(["sync", "roster.csv", ...settled])).code).toBe(0);
    expect(created(sandbox)).toBeGreaterThan(few);
  });

  test("says which rows it sends for, shows the result, and continues when a person says so", async () => {
    const { write, run, folder } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--canary", "2", ...settled], {
      terminal: true,
      stdin: "y\ny\n",
    });

    expect(ended.stderr).toContain("Send 6 requests for rows 2 and 3 first? [y/N]");
    expect(ended.stderr).toContain("The canary was sent: 6 requests for rows 2 and 3.");
    expect(ended.stderr).toMatch(/^ {2}row 2: license CA requested \([\da-f-]{36}, requested\)$/m);
    expect(ended.stderr).toContain("Send the other 41? [y/N]");
    expect(ended.code).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes("canary"))).toEqual([]);
  });

  test("has its rows in a file to look at while a person is asked, and nothing else in it", async () => {
    const { write, run, folder } = await rehearse({ world });
    write("roster.csv", roster);
    let rows: readonly Record<string, string>[] = [];

    const ended = await run(["sync", "roster.csv", "--canary", "2", "--yes", ...settled], {
      terminal: true,
      stdin: "n\n",
      onQuestion: (text) => {
        const file = /^Its rows are in (\S+) until you answer/m.exec(text)?.[1] ?? "";
        rows = parse(readFileSync(file), { columns: true });
      },
    });

    expect(rows.map((row) => row["sync_result"])).toEqual(["created", "created"]);
    expect(rows[0]?.["license_request_ids"]).toMatch(/CA license=[\da-f-]{36}/);
    expect(ended.code).toBe(5);
    expect(ended.stderr).toContain(
      "The canary was sent, and the other 41 requests were not sent: canceled at the prompt.",
    );
    expect(readdirSync(folder).filter((name) => name.includes("canary"))).toEqual([]);
  });

  test("tells the same where nobody can be asked", async () => {
    const { write, run } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--canary", "1", ...settled]);

    expect(ended.code).toBe(5);
    expect(ended.stderr).toMatch(/^ {2}row 2: license CA requested \([\da-f-]{36}, requested\)$/m);
    expect(ended.stderr).toContain(
      "The canary was sent: 3 requests for row 2; the other 44 requests were not sent.",
    );
  });

  test("says what the platform refused", async () => {
    const { write, run } = await rehearse({ world, quirks: { refusedLicenseStates: ["CA"] } });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--canary", "1", ...settled]);

    expect(ended.stderr).toMatch(/^ {2}row 2: license CA was refused: Medallion refused the request \(400/m);
  });

  test("that is all there is needs no second question", async () => {
    const { write, run } = await rehearse({ world });
    write("roster.csv", csv(table(mixedRoster(world, 2))));

    const ended = await run(["sync", "roster.csv", "--canary", "2", ...settled], {
      terminal: true,
      stdin: "y\n",
    });

    expect(ended.stderr.match(/\[y\/N\]/g)).toHaveLength(1);
    expect(ended.stderr).toContain("Send them? [y/N]");
    expect(ended.code).toBe(0);
  });

  test("that could not be sent is not asked about, and nothing follows on any platform", async () => {
    const faults = [
      { kind: "unauthorized", status: 403, match: { platform: "medallion", access: "write" } },
    ] as const;
    const { sandbox, write, run } = await rehearse({ world, faults });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--canary", "1", "--yes", ...settled], {
      terminal: true,
      stdin: "y\n",
    });

    expect(ended.stderr).not.toContain("[y/N]");
    expect(ended.stderr).toContain(
      "The canary could not be sent, and the other 44 requests were not sent. Medallion does not allow",
    );
    expect(ended.code).toBe(3);
    expect(created(sandbox)).toBe(0);
  });
});

describe("--max-failures", () => {
  test("stops before the first call when the roster itself has more faults than that", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    const faulty = mixedRoster(world, 24).map((row, index) => (index < 5 ? { ...row, npi: "123" } : row));
    write("roster.csv", csv(table(faulty)));

    const ended = await run(["sync", "roster.csv", "--max-failures", "10%", ...settled]);

    expect(ended.code).toBe(3);
    expect(sandbox.requests).toEqual([]);
    expect(ended.stderr).toContain("--max-failures allows 2");
    expect(lines("roster.results.csv").filter((line) => line["sync_result"] === "failed")).toHaveLength(5);
    expect(lines("roster.results.csv")[6]?.["sync_error_code"]).toBe("too_many_failures");
  });

  test("stops while requests are being refused", async () => {
    const { sandbox, write, run } = await rehearse({
      world,
      quirks: { refusedLicenseStates: ["CA", "TX", "CO"] },
    });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--max-failures", "0", "--concurrency", "1", ...settled]);

    expect(ended.code).toBe(3);
    const posts = sandbox.requests.filter(
      ({ method, path }) => method === "POST" && path.includes("new-license"),
    );
    expect(posts.length).toBeLessThan(9);
  });
});
