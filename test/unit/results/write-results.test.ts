import { describe, expect, test } from "vitest";
import { licenseLine, npi, uuid, type Line } from "../builders/rows.ts";
import { TestRun } from "../builders/told-rosters.ts";

/** Only what a row says of how it ended. */
function outcomes(rows: readonly Line[]): readonly (string | undefined)[] {
  return rows.map((row) => row["sync_result"]);
}

const idle = { ...licenseLine, license_states: "", certificate_type: "", is_medallion_owned: "" };

describe("the rows of the results", () => {
  test("are all of the roster's, in order, and each has its own answer", async () => {
    const run = await TestRun.over([
      licenseLine,
      idle,
      { ...licenseLine, license_states: "ZZ" },
      idle,
      { ...licenseLine, license_states: "NY" },
    ]);
    await run.shown("CA license", { remoteId: uuid(1), status: "requested" });
    await run.sent("NY license", { remoteId: uuid(2), status: "requested" }, 6);
    await run.identify();

    const { rows, tally, reported } = await run.tell();

    expect(rows.map((row) => [row["sync_result"], row["license_request_ids"]])).toEqual([
      ["exists", uuid(1)],
      ["skipped", undefined],
      ["failed", undefined],
      ["skipped", undefined],
      ["created", uuid(2)],
    ]);
    expect(rows.map((row) => row["synced_at"])).toEqual(
      Array.from({ length: 5 }, () => "2026-03-15T12:00:00.000Z"),
    );
    expect([tally.rows, tally.outcomes]).toEqual([
      5,
      { created: 1, exists: 1, planned: 0, failed: 1, unknown: 0, skipped: 2 },
    ]);
    expect(tally.reasons).toEqual([
      {
        code: "unknown_state",
        rows: 1,
        examples: [4],
        example: expect.stringContaining("is not a state") as string,
      },
    ]);
    expect(reported.map(({ row }) => row)).toEqual([2, 4, 6]);
  });

  test("are all there in a roster of many, some of which ask for something", async () => {
    const lines = Array.from({ length: 1_020 }, (_, index) =>
      index === 0 || index % 2 === 1 ? { ...licenseLine, license_states: "CA" } : idle,
    );
    const run = await TestRun.over(lines, {
      look: () => ({ code: "provider_not_found", message: "Nobody." }),
    });
    await run.identify();

    const { rows, tally } = await run.tell();

    expect(outcomes(rows)).toEqual(lines.map((line) => (line === idle ? "skipped" : "failed")));
    expect(tally.outcomes).toMatchObject({ failed: 511, skipped: 509 });
    expect(tally.reasons).toMatchObject([
      { code: "provider_not_found", rows: 511, examples: [2, 3, 5, 7, 9] },
    ]);
  });

  test("that are nobody's come out as they came and count nowhere", async () => {
    const run = await TestRun.over(
      [
        { ...licenseLine, sync_result: "old" },
        { ...idle, sync_result: "Total" },
      ],
      {
        aside: [3],
      },
    );
    await run.identify();

    const { rows, tally, header, cells } = await run.tell();

    expect(rows[1]).toEqual({ npi, sync_result: "Total" });
    expect(cells[1]).toHaveLength(header.length);
    expect(tally.rows).toBe(1);
  });

  test("that the run does not work on keep what they say, and are skipped where they say nothing", async () => {
    const before = {
      ...licenseLine,
      sync_result: "exists",
      license_request_ids: uuid(1),
      synced_at: "2026-01-01T00:00:00.000Z",
    };
    const run = await TestRun.over([before, { ...before, sync_result: " ", synced_at: "" }, before], {
      selected: (row) => row === 4,
    });
    await run.shown("CA license", { remoteId: uuid(1), status: "active" }, { row: 4 });
    await run.identify();

    const { rows, tally, reported } = await run.tell();

    expect(rows[0]).toEqual(before);
    expect(rows[1]).toMatchObject({ sync_result: "skipped", license_request_ids: uuid(1) });
    expect(rows[1]).not.toHaveProperty("synced_at");
    expect(rows[2]).toMatchObject({ license_request_statuses: "active" });
    expect(tally.outcomes).toMatchObject({ exists: 1, skipped: 2 });
    expect(reported).toHaveLength(1);
  });

  test("of a new roster that the run does not work on are skipped", async () => {
    const run = await TestRun.over([licenseLine], { selected: () => false });

    expect(outcomes((await run.tell()).rows)).toEqual(["skipped"]);
  });
});

describe("a row that asks for nothing", () => {
  test("is skipped, says when that was, and keeps an earlier answer beside it", async () => {
    const run = await TestRun.over([{ ...idle, sync_result: "exists", license_request_ids: uuid(1) }, idle]);

    const { rows, reported } = await run.tell();

    expect(rows[0]).toMatchObject({ sync_result: "skipped", license_request_ids: uuid(1) });
    expect(rows[1]).toEqual({ npi, sync_result: "skipped", synced_at: "2026-03-15T12:00:00.000Z" });
    expect(reported).toEqual([]);
  });

  test("says that it fills in options without a request, each with its own words, and counts under that", async () => {
    const odd = { ...idle, certificate_type: "MD" };
    const run = await TestRun.over([odd, idle, { ...idle, is_medallion_owned: "yes" }, odd]);

    const { rows, tally } = await run.tell();

    const remedy =
      "is filled in, but the row requests nothing. If something is wanted, fill in license_states.";
    expect(rows.map((row) => [row["sync_error_code"], row["sync_error"]])).toEqual([
      ["nothing_asked", `certificate_type ${remedy}`],
      [undefined, undefined],
      ["nothing_asked", `is_medallion_owned ${remedy}`],
      ["nothing_asked", `certificate_type ${remedy}`],
    ]);
    expect(outcomes(rows)).toEqual(["skipped", "skipped", "skipped", "skipped"]);
    expect(tally.reasons).toMatchObject([{ code: "nothing_asked", rows: 3, examples: [2, 4, 5] }]);
  });

  test("says the same in the results of an earlier run", async () => {
    const odd = {
      ...idle,
      certificate_type: "MD",
      sync_result: "failed",
      sync_error: "old",
      sync_error_code: "old",
    };
    const run = await TestRun.over([odd, { ...odd, certificate_type: "" }]);

    const { rows } = await run.tell();

    expect(rows[0]).toMatchObject({ sync_result: "skipped", sync_error_code: "nothing_asked" });
    expect(rows[1]).toEqual({ npi, sync_result: "skipped", synced_at: "2026-03-15T12:00:00.000Z" });
  });

  test("cannot run its header as a formula in a spreadsheet", async () => {
    const run = await TestRun.over([{ npi, "=Certificate Type": "MD" }]);

    expect((await run.tell()).rows[0]).toMatchObject({
      sync_error: expect.stringMatching(/^'=Certificate Type is filled in/) as string,
    });
  });

  test("of more or fewer cells than the header has its answers under their headers, and loses no cell", async () => {
    const run = await TestRun.over([idle, idle, idle, idle], {
      cells: (cells, row) => {
        const other = [cells, cells.slice(0, 1), [...cells, "", ""], [...cells, "", "more"]];
        return other[row - 2] ?? cells;
      },
    });

    const { header, cells } = await run.tell();

    const at = header.indexOf("sync_result");
    expect(cells.map((row) => row[at])).toEqual(["skipped", "skipped", "skipped", "failed"]);
    expect(cells.map((row) => row.length - header.length)).toEqual([0, 0, 0, 2]);
    expect(cells[3]?.at(-1)).toBe("more");
  });

  test("shares its answers with others like it, so that they are turned into text once", async () => {
    const run = await TestRun.over([idle, idle]);
    const added: unknown[] = [];
    const results = {
      row: (_cells: readonly string[], more?: readonly string[]) => Promise.resolve(void added.push(more)),
    };

    await run.tell({ sinks: { results, requests: undefined, changes: undefined } });

    expect(added.slice(1)).toHaveLength(2);
    expect(added[1]).toBeDefined();
    expect(added[1]).toBe(added[2]);
  });
});

describe("the tables beside the results", () => {
  test("are left out where nobody wants them", async () => {
    const run = await TestRun.over([
      {
        ...licenseLine,
        sync_result: "exists",
        license_request_ids: uuid(1),
        license_request_statuses: "requested",
      },
    ]);
    await run.shown("CA license", { remoteId: uuid(1), status: "active" });
    await run.identify();
    const rows: string[][] = [];
    const results = { row: (cells: readonly string[]) => Promise.resolve(void rows.push([...cells])) };

    await run.tell({ sinks: { results, requests: undefined, changes: undefined } });

    expect(rows).toHaveLength(2);
  });

  test("have their header even where there is nothing to tell", async () => {
    const run = await TestRun.over([idle]);
    const headers: string[] = [];
    const into = (name: string) => ({
      row: (cells: readonly string[]) => Promise.resolve(void headers.push(`${name} ${cells[0]}`)),
    });

    await run.tell({
      sinks: { results: into("results"), requests: into("requests"), changes: into("changes") },
    });

    expect(headers).toEqual(["results npi", "requests row", "changes row", `results ${npi}`]);
  });
});

describe("the count of requests", () => {
  test("has each once, however many rows ask for it", async () => {
    const run = await TestRun.over([licenseLine, licenseLine, { ...licenseLine, license_states: "CA; NY" }]);
    await run.sent("CA license", { remoteId: uuid(1), status: "requested" });
    await run.sent("NY license", { remoteId: uuid(2), status: "requested" }, 4);
    await run.identify();

    const { tally } = await run.tell();

    expect(tally.outcomes.created).toBe(3);
    expect(tally.requests).toMatchObject({ created: 2, by_kind: { licenses: { created: 2 } } });
  });

  test("has one that nobody could identify in every row that asks for it", async () => {
    const run = await TestRun.over([licenseLine, licenseLine], {
      look: () => ({ code: "provider_not_found", message: "Nobody." }),
    });
    await run.identify();

    expect((await run.tell()).tally.requests).toMatchObject({ failed: 2 });
  });

  test("has what two rows' words of one row turn out to be once", async () => {
    const line = {
      npi,
      payer_name: "Aetna",
      payer_states: "TX",
      is_medallion_owned: "no",
      credentialing: "medallion",
    };
    const run = await TestRun.over([line]);
    await run.identify();
    const [first, second] = run.staging.rows.specsOf(2);
    const key = first?.key ?? "";
    run.staging.rows.setKeys([{ id: second?.id ?? 0, key, options: "" }]);

    expect((await run.tell()).tally.requests).toMatchObject({ skipped: 1 });
  });

  test("tells what is held from what exists", async () => {
    const run = await TestRun.over([{ ...licenseLine, license_states: "CA; NY; TX; OK" }]);
    await run.shown("CA license", { remoteId: uuid(1), status: "requested" });
    await run.shown("OK license", { remoteId: uuid(2), status: "requested" });
    await run.identify();
    for (const label of ["NY license", "TX license"]) run.isMissing(label);
    run.happens("NY license", { event: "held", held: "held A1" });

    const { tally } = await run.tell({ run: { mode: "plan", runId: "x" } });

    expect(tally.requests).toMatchObject({ existing: 2, held: 1, planned: 1 });
  });
});
