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
      /^\d+ requests would be created, and --max-creates allows 5; nothing was sent\./m,
    );
    expect(created(sandbox)).toBe(0);
    expect(lines("roster.results.csv")).toHaveLength(24);
    expect(new Set(lines("roster.results.csv").map((line) => line["sync_error_code"]))).toEqual(
      new Set(["held", ""]),
    );
  });

  test("lets a run through that stays within it, and may stand in the configuration file", async () => {
    const { sandbox, write, run } = await rehearse({ world });
    write("roster.csv", roster);
    write("roster-sync.config.json", JSON.stringify({ maxCreates: 3 }));

    expect((await run(["sync", "roster.csv", ...settled])).code).toBe(5);
    expect((await run(["sync", "roster.csv", "--max-creates", "500", ...settled])).code).toBe(0);
    expect(created(sandbox)).toBeGreaterThan(20);
  });
});

describe("a person at a terminal", () => {
  test("is shown the counts and asked before the first write", async () => {
    const { sandbox, write, run } = await rehearse({ world });
    write("roster.csv", roster);

    const no = await run(["sync", "roster.csv", ...settled], { terminal: true, stdin: "n\n" });

    expect(no.code).toBe(5);
    expect(no.stderr).toMatch(/Medallion: \d+ license requests would be created/);
    expect(no.stderr).toContain("Send them? [y/N]");
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

  test("goes on when a person says so", async () => {
    const { write, run } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--canary", "1", "--yes", ...settled], {
      terminal: true,
      stdin: "y\n",
    });

    expect(ended.stderr).toContain("The canary was sent. Send the rest? [y/N]");
    expect(ended.code).toBe(0);
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
