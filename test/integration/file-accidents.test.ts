import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { withRowsBelowAside } from "../../src/roster/aside.ts";
import type { Sandbox } from "../../src/sandbox/index.ts";
import { rehearsals } from "../support/rehearsal.ts";

const rehearse = rehearsals();

const [amara, benjamin, chloe] = [
  "amara.okafor@example.test",
  "benjamin.castellano@example.test",
  "chloe.nakamura@example.test",
];

/** The bodies of what asked a platform to create something. */
const creates = ({ requests }: Sandbox): readonly unknown[] =>
  requests
    .filter(({ method, platform }) => method === "POST" && platform === "medallion")
    .map(({ body }) => body);

/** The cells of a file as they stand, row by row. */
const cellsIn = (text: string): string[][] => parse(text, { relax_column_count: true });

describe("blank rows below the last one of a CSV roster", () => {
  const header = "email,certificate_type,license_states,is_medallion_owned,Notes";
  const rows = [`${amara},MD,CA,yes,`, `${benjamin},DO,FL,yes,second`];
  const below = [",,,,", " ,\u00A0,,,", ",,,,,,", "", ...Array.from({ length: 50 }, () => ",,,,")];
  const roster = [header, ...rows, ...below].join("\r\n");

  test("come out where they stood, without a stamp, and count nowhere", async () => {
    const { run, write, read, lines } = await rehearse();
    write("roster.csv", `${roster}\r\n`);

    const checked = await run(["check", "roster.csv"]);
    const ended = await run(["sync", "roster.csv", "--only", "licenses", "--summary", "summary.json"]);

    expect(checked.stdout).toContain("2 rows: all good\n");
    expect(ended.code).toBe(0);
    expect(JSON.parse(read("summary.json"))).toMatchObject({ rows: 2, outcomes: { created: 2 } });
    const results = lines("roster.results.csv");
    expect(results.map((line) => line["sync_result"]?.trim())).toEqual([
      "created",
      "created",
      ...below.map(() => ""),
    ]);
    const before = cellsIn(roster);
    const after = cellsIn(read("roster.results.csv"));
    expect(after).toHaveLength(before.length);
    for (const [index, cells] of before.entries()) {
      const own = [...cells.slice(0, 5), ...Array.from({ length: Math.max(0, 5 - cells.length) }, () => "")];
      expect(after[index]?.slice(0, 5)).toEqual(own);
      if (own.every((cell) => cell.trim() === "")) expect(after[index]?.join("").trim()).toBe("");
    }
  });

  test("go round without another request, another stamp or another row", async () => {
    const { run, write, read, sandbox } = await rehearse();
    write("roster.csv", roster);
    await run(["sync", "roster.csv", "--only", "licenses"]);
    const first = cellsIn(read("roster.results.csv"));
    const made = creates(sandbox).length;
    expect(made).toBe(2);

    const ended = await run(["sync", "roster.results.csv", "--only", "licenses"]);

    expect(ended.code).toBe(0);
    expect(creates(sandbox)).toHaveLength(made);
    const again = cellsIn(read("roster.results.csv"));
    expect(again.map((cells) => cells.slice(0, 5))).toEqual(first.map((cells) => cells.slice(0, 5)));
    expect(again.map((cells) => cells.length)).toEqual(first.map((cells) => cells.length));
    expect(again[3]?.join("").trim()).toBe("");
  });

  test("do not make a share of failed rows smaller", async () => {
    const { run, write } = await rehearse();
    write("roster.csv", roster.replace("MD,CA", "MD,ZZ"));

    const ended = await run(["sync", "roster.csv", "--only", "licenses", "--max-failures", "10%"]);

    expect(ended.code).toBe(3);
  });

  test("are distinguished from blank rows between the others, each of which is a row and says that it was skipped", async () => {
    const { run, write, lines } = await rehearse();
    write("roster.csv", `${header}\n,,,,\n\n${amara},MD,CA,yes,\n,,,,\n`);

    const checked = await run(["check", "roster.csv"]);
    await run(["sync", "roster.csv", "--only", "licenses"]);

    expect(checked.stdout).toContain("3 rows: all good\n");
    const results = lines("roster.results.csv").map((line) => line["sync_result"]);
    expect(results).toEqual(["skipped", "skipped", "created", ""]);
  });

  test("may be a million without being held in memory", async () => {
    const marked = withRowsBelowAside(
      (async function* () {
        yield { row: 2, cells: ["a"] };
        for (let row = 3; row < 1_000_003; row += 1) yield { row, cells: ["", "\u200B"] };
      })(),
    );
    const before = process.memoryUsage().heapUsed;
    let [count, aside, last] = [0, 0, 0];
    for await (const { row, isAside } of marked) {
      count += 1;
      if (isAside) aside += 1;
      last = row;
    }

    expect([count, aside, last]).toEqual([1_000_001, 1_000_000, 1_000_002]);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 ** 2);
  });
});

describe("rows that are short or long in blank cells only", () => {
  test("are worked on, and their answers stand under their headers", async () => {
    const { run, write, read, lines } = await rehearse();
    write(
      "roster.csv",
      [
        "email,certificate_type,license_states,is_medallion_owned,Notes",
        `${amara},MD,CA,yes,call first`,
        `${benjamin},DO,FL,yes`,
        `${chloe},PA,UT,yes,,,`,
        `dolores.whitfield@example.test,NP,AZ,yes,,x`,
        "",
      ].join("\r\n"),
    );

    const ended = await run(["sync", "roster.csv", "--only", "licenses"]);

    expect(ended.code).toBe(1);
    const results = lines("roster.results.csv");
    expect(results.map((line) => [line["Notes"], line["sync_result"], line["sync_error_code"]])).toEqual([
      ["call first", "created", ""],
      ["", "created", ""],
      ["", "created", ""],
      ["", "failed", "ragged_row"],
    ]);
    const [head = [], ...rows] = cellsIn(read("roster.results.csv"));
    expect(rows.map((cells) => cells.length - head.length)).toEqual([0, 0, 0, 1]);
    expect(rows[3]?.at(-1)).toBe("x");
  });
});

describe("what stands for nothing", () => {
  test("is never sent, whatever column it is in", async () => {
    const { run, write, lines, sandbox } = await rehearse();
    write(
      "roster.csv",
      [
        "email,payer_name,payer_states,payer_id,certificate_type,license_states,is_medallion_owned",
        `${amara},Aetna,TX,,,,yes`,
        `${amara},NA,NA,,,,yes`,
        `${benjamin},Cigna,TX,N/A,,,yes`,
        `${benjamin},TBD,TX,,,,yes`,
        `${chloe},,,,MD,none,yes`,
        `${chloe},,,,TBD,CA,yes`,
        `${chloe},,,,PA,CA; -,yes`,
        "",
      ].join("\n"),
    );

    await run(["sync", "roster.csv", "--only", "licenses,enrollments"]);

    expect(lines("roster.results.csv").map((line) => line["sync_error_code"])).toEqual([
      "",
      ...Array.from({ length: 6 }, () => "placeholder"),
    ]);
    expect(creates(sandbox)).toHaveLength(1);
  });

  test("is distinguished from the state NA of an enrollment, which is written NA!", async () => {
    const { run, write, lines, sandbox } = await rehearse();
    write("roster.csv", `email,payer_name,payer_states,is_medallion_owned\n${amara},Aetna,NA!,yes\n`);

    const ended = await run(["sync", "roster.csv", "--only", "enrollments"]);
    const again = await run(["sync", "roster.results.csv", "--only", "enrollments"]);

    expect([ended.code, again.code]).toEqual([0, 0]);
    expect(lines("roster.results.csv")).toMatchObject([{ sync_result: "exists", payer_states: "NA!" }]);
    expect(creates(sandbox)).toHaveLength(1);
  });
});

describe("signs that nobody sees", () => {
  test("make no other request of the same one, and are never sent", async () => {
    const { run, write, lines, sandbox } = await rehearse();
    write(
      "roster.csv",
      [
        "email,npi,certificate_type,license_states,is_medallion_owned",
        `${amara},2450079191,MD,CA,yes`,
        `${amara}\u200E,\u202A2450079191\u202C,MD\u200E,CA\uFEFF,yes\u200F`,
        "",
      ].join("\n"),
    );

    const ended = await run(["sync", "roster.csv", "--only", "licenses"]);

    expect(ended.code).toBe(0);
    expect(lines("roster.results.csv").map((line) => line["sync_result"])).toEqual(["created", "created"]);
    expect(creates(sandbox)).toHaveLength(1);
    expect(JSON.stringify(creates(sandbox))).not.toMatch(/\p{Cf}/u);
  });
});
