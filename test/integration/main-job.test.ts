import { describe, expect, test } from "vitest";
import { generateWorld, type SeenRequest } from "../../src/sandbox/index.ts";
import { complaints } from "../support/complaints.ts";
import { doubles } from "../support/natural-keys.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 130, seed: 7 });
const rows = mixedRoster(world, 120);
const roster = csv(table(rows), { lineEnd: "\r\n", bom: true });

const creates = ({ method, path }: SeenRequest): boolean => method === "POST" && !path.startsWith("/auth/");

describe("a roster of 120 rows that mixes every kind of request", () => {
  test("has everything requested once, every id on its row, and no cell of its own changed", async () => {
    const { sandbox, write, lines, read, run } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--settle", "300ms"]);

    expect(ended.stderr).not.toMatch(/mistake/);
    const results = lines("roster.results.csv");
    expect(
      results.filter((line) => line["sync_result"] === "failed").map((line) => line["sync_error"]),
    ).toEqual([]);
    expect(ended.code).toBe(0);
    expect(doubles(sandbox)).toEqual([]);
    expect(complaints(sandbox)).toEqual([]);
    expect(results).toHaveLength(120);
    expect(read("roster.results.csv").startsWith("\uFEFF")).toBe(true);
    expect(read("roster.results.csv").replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const [index, line] of results.entries()) {
      for (const [column, cell] of Object.entries(rows[index] ?? {})) expect(line[column]).toBe(cell);
    }
  });

  test("finds every id of a request on the row that asked for it", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("roster.csv", roster);

    await run(["sync", "roster.csv", "--settle", "300ms"]);

    const { licenseRequests, enrollments, credentialing, credentialingRequests } = sandbox.state;
    const ids = (cell: string): readonly string[] =>
      cell.split(";").flatMap((part) => part.trim().split("=").at(-1) || []);
    const column = (name: string): readonly string[] => [
      ...new Set(lines("roster.results.csv").flatMap((line) => ids(line[name] ?? ""))),
    ];
    const sorted = (items: readonly { readonly id: string }[]): readonly string[] =>
      items.map(({ id }) => id).toSorted();
    expect(column("license_request_ids").toSorted()).toEqual(sorted(licenseRequests));
    expect(column("enrollment_request_ids").toSorted()).toEqual(sorted(enrollments));
    expect(column("credentialing_request_id").toSorted()).toEqual(
      sorted([...credentialing, ...credentialingRequests]),
    );
    for (const line of lines("roster.results.csv")) {
      const mine = ids(line["license_request_ids"] ?? "");
      const found = licenseRequests.filter(({ id }) => mine.includes(id));
      expect(new Set(found.map(({ provider }) => provider)).size).toBeLessThan(2);
      const [provider] = found;
      if (provider !== undefined) expect(line["provider_id"]).toBe(provider.provider);
    }
  });

  test("sends nothing new when its results come back, looks nobody up, and names what moved", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("roster.csv", roster);
    await run(["sync", "roster.csv", "--settle", "300ms"]);
    const before = lines("roster.results.csv");
    const calls = sandbox.requests.length;
    sandbox.advanceDays(3);

    const ended = await run(["sync", "roster.results.csv", "--settle", "300ms"]);

    // what moved of profiles and dates stands in the lists of people
    const isForDates = ({ query }: SeenRequest): boolean =>
      "last_updated_after" in query || query["sortedBy"]?.[0] === "CredentialedDate";
    const second = sandbox.requests.slice(calls).filter((seen) => !isForDates(seen));
    expect(ended.code).toBe(0);
    expect(second.filter(creates)).toEqual([]);
    expect(
      second.filter(({ path }) => /^\/api\/v1\/org\/providers|^\/providers|^\/facilities/.test(path)),
    ).toEqual([]);
    const after = lines("roster.results.csv");
    expect(after.map((line) => line["sync_result"]).filter((result) => result === "created")).toEqual([]);
    const statuses = new Map(sandbox.state.enrollments.map(({ id, status }) => [id, status]));
    const moved = after.filter(
      (line) => line["enrollment_statuses"] !== "" && line["enrollment_statuses"] !== undefined,
    );
    expect(moved.length).toBeGreaterThan(10);
    for (const [index, line] of after.entries()) {
      const labels = (cell: string): readonly (readonly string[])[] =>
        cell.split("; ").map((part) => part.split("="));
      const [ids, shown] = [
        labels(line["enrollment_request_ids"] ?? ""),
        labels(line["enrollment_statuses"] ?? ""),
      ];
      for (const [place, id] of ids.entries()) {
        if (id.at(-1) !== "") expect(shown[place]?.at(-1)).toBe(statuses.get(id.at(-1) ?? ""));
      }
      const changed = before[index]?.["enrollment_statuses"] !== line["enrollment_statuses"];
      if (changed) expect(line["changes"]).toMatch(/enrollment [A-Z]{2}: \w+ → \w+/);
    }
  });

  test("is known again without its ledger from the ids in its results", async () => {
    const { sandbox, write, read, run } = await rehearse({ world });
    write("roster.csv", roster);
    await run(["sync", "roster.csv", "--settle", "300ms"]);
    const calls = sandbox.requests.length;
    write("again.csv", read("roster.results.csv"));

    const ended = await run(["sync", "again.csv", "--ledger", "other.db", "--settle", "300ms"]);

    expect(ended.code).toBe(0);
    expect(sandbox.requests.slice(calls).filter(creates)).toEqual([]);
    expect(doubles(sandbox)).toEqual([]);
  });

  test("is planned with every read and no write", async () => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await run(["plan", "roster.csv"]);

    expect(ended.code).toBe(0);
    expect(sandbox.requests.filter(creates)).toEqual([]);
    const planned = lines("roster.plan.csv").filter((line) => line["sync_result"] === "planned");
    expect(planned.length).toBeGreaterThan(90);
    expect(planned[0]?.["changes"]).toContain("license CA: would be requested");
  });
});
