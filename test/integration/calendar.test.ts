import { statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { parsedCalendar } from "../support/icalendar.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 30, seed: 5 });
const roster = csv(table(mixedRoster(world, 12)));
const settled = ["--settle", "200ms"];

describe("a run with --calendar", () => {
  test("writes due dates that a second run moves and does not double, for the eyes of the roster's readers", async () => {
    const { sandbox, folder, write, read, run } = await rehearse({ world });
    write("roster.csv", roster);

    const first = await run(["sync", "roster.csv", "--calendar", "due.ics", ...settled]);
    const before = parsedCalendar(read("due.ics"));
    sandbox.advanceDays(1);
    await run(["status", "roster.results.csv", "--calendar", "due.ics", ...settled]);
    const after = parsedCalendar(read("due.ics"));

    expect(first.code).toBe(0);
    const uids = before.map(({ UID }) => UID);
    expect(uids.length).toBeGreaterThan(3);
    expect(new Set(uids).size).toBe(uids.length);
    expect(after.map(({ UID }) => UID)).toEqual(
      expect.arrayContaining(uids.filter((uid) => uid !== undefined)),
    );
    expect(statSync(`${folder}/due.ics`).mode).toBe(statSync(`${folder}/roster.csv`).mode);
  });

  test("refuses a calendar that is another file of the run, before the first call", async () => {
    const { sandbox, write, run } = await rehearse({ world });
    write("roster.csv", roster);
    const ended = await run(["sync", "roster.csv", "--calendar", "page.html", "--report", "page.html"]);
    expect([ended.code, sandbox.requests.length]).toEqual([2, 0]);
    expect(ended.stderr).toContain("--calendar");
    expect(ended.stderr).toContain("--report");
  });

  test("is a calendar also when nothing is due", async () => {
    const { write, read, run } = await rehearse({ world });
    write("roster.csv", "npi\n");
    await run(["status", "roster.csv", "--calendar", "due.ics"]);
    expect(parsedCalendar(read("due.ics"))).toEqual([]);
  });
});
