import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { addedIdentityColumns, resultColumns } from "../../src/roster/columns.ts";
import type { SeenRequest } from "../../src/sandbox/index.ts";
import { rehearsals, type Rehearsal } from "../support/rehearsal.ts";
import { csv } from "../support/rosters.ts";
import { readWorkbook } from "../support/workbooks.ts";
import { written } from "../support/written-workbooks.ts";

const rehearse = rehearsals();
const sync = ["sync", "--settle", "100ms"];
const creates = ({ method, path }: SeenRequest): boolean => method === "POST" && !path.startsWith("/auth/");

const spaced = (column: string): string => column.replaceAll("_", " ");
const titled = (column: string): string =>
  spaced(column).replaceAll(/\b\w/g, (letter) => letter.toUpperCase());

/** Every column of ours in the spellings of a user, each cell with a word of its own. */
const spellings: readonly (readonly [name: string, of: (column: string) => string])[] = [
  ["as a title", titled],
  ["in capitals", (column) => column.toUpperCase()],
  ["with spaces", spaced],
  ["with dashes", (column) => column.replaceAll("_", "-")],
  ["exactly", (column) => column],
];

/** Two people who ask for a license each, behind columns of the user's own. */
function rosterWith(own: readonly string[], cellOf: (header: string, row: number) => string): string[][] {
  const specs = ["npi", "certificate_type", "license_states", "is_medallion_owned"];
  const people = [
    ["2450079191", "MD", "CA", "yes"],
    ["2450158383", "DO", "FL", "yes"],
  ];
  return [
    [...own, ...specs],
    ...people.map((cells, row) => [...own.map((header) => cellOf(header, row)), ...cells]),
  ];
}

type Table = readonly (readonly string[])[];

async function tableOf({ folder }: Rehearsal, name: string): Promise<Table> {
  const bytes = readFileSync(join(folder, name));
  if (!name.endsWith(".xlsx")) return parse(bytes, { relax_column_count: true });
  const { header, rows } = await readWorkbook(join(folder, `read-${name}`), bytes);
  return [header, ...rows.map(({ cells }) => cells)];
}

async function roster(format: string, rows: Table): Promise<string | Buffer> {
  return format === "csv" ? csv(rows) : written(rows);
}

const bytes = (rows: Table, width: number): Table => rows.map((cells) => cells.slice(0, width));
const at = (rows: Table, column: string): readonly (string | undefined)[] =>
  rows.slice(1).map((cells) => cells[rows[0]?.lastIndexOf(column) ?? -1]);

describe.each(["csv", "xlsx"])("a team's own columns in a %s roster", (format) => {
  test.each(spellings)(
    "that have the names of results columns, %s, come back unchanged, round after round",
    async (_, spell) => {
      const rehearsal = await rehearse();
      const { run, write } = rehearsal;
      const own = resultColumns.filter((column) => column !== "sync_result").map(spell);
      const before = rosterWith(own, (header, row) => `mine ${row} ${header}: moved 2/1 → "Austin"; =1`);
      write(`roster.${format}`, await roster(format, before));
      const results = `roster.results.${format}`;

      const widths: (number | undefined)[] = [];
      const outcomes: unknown[] = [];
      for (const name of [`roster.${format}`, results, results]) {
        await run([...sync, name]);
        const after = await tableOf(rehearsal, results);
        expect(bytes(after, own.length)).toEqual(bytes(before, own.length));
        widths.push(after[0]?.length);
        outcomes.push(at(after, "sync_result"));
      }

      const [head = []] = await tableOf(rehearsal, results);
      expect(new Set(widths).size).toBe(1);
      expect(head.slice(own.length + 4)).toEqual([
        ...resultColumns.slice(0, 3),
        ...addedIdentityColumns,
        ...resultColumns.slice(3),
      ]);
      expect(outcomes).toEqual([
        ["created", "created"],
        ["exists", "exists"],
        ["exists", "exists"],
      ]);
    },
  );

  test("named sync_result and changes are distinguished from ours, round after round", async () => {
    const rehearsal = await rehearse();
    const { run, write } = rehearsal;
    const own = ["sync_result", "changes", "synced_at"];
    const before = rosterWith(
      own,
      (header, row) => (header === "sync_result" ? ["OK", ""][row] : `${header} ${row}`) ?? "",
    );
    write(`roster.${format}`, await roster(format, before));
    const results = `roster.results.${format}`;

    const rounds: Table[] = [];
    for (const name of [`roster.${format}`, results, results]) {
      await run([...sync, name]);
      rounds.push(await tableOf(rehearsal, results));
    }

    for (const after of rounds) {
      expect(bytes(after, own.length)).toEqual(bytes(before, own.length));
      expect(after[0]?.filter((header) => header === "sync_result")).toHaveLength(2);
      expect(after[0]).toEqual(rounds[0]?.[0]);
    }
    expect(rounds.map((after) => at(after, "sync_result")[0])).toEqual(["created", "exists", "exists"]);
    expect(at(rounds[2] ?? [], "synced_at")[0]).toMatch(/^\d{4}-/);
  });

  test("with ids of another system are left alone by --map, and ours stand beside them once", async () => {
    const rehearsal = await rehearse();
    const { run, write } = rehearsal;
    const own = ["provider_id", "Facility ID", "CAQH Provider ID"];
    const before = rosterWith(own, (header, row) => `M00${row} ${header}`);
    write(`roster.${format}`, await roster(format, before));
    write("roster-sync.config.json", '{ "map": { "provider_id": null, "caqh provider id": null } }');
    const results = `roster.results.${format}`;

    const rounds: Table[] = [];
    for (const name of [`roster.${format}`, results, results]) {
      await run([...sync, name]);
      rounds.push(await tableOf(rehearsal, results));
    }

    for (const after of rounds) {
      expect(bytes(after, own.length)).toEqual(bytes(before, own.length));
      expect(after[0]).toEqual(rounds[0]?.[0]);
      expect(at(after, "provider_id")[0]).toMatch(/^[\da-f-]{36}$/);
    }
    expect(rounds.map((after) => at(after, "sync_result"))).toEqual([
      ["created", "created"],
      ["exists", "exists"],
      ["exists", "exists"],
    ]);
  });
});

describe("what a provider has", () => {
  const held =
    "First Name,Last Name,Email,NPI,License Type,License State,License Number,License Issue Date,License Expiration Date\n" +
    "Amara,Okafor,amara.okafor@example.test,2450079191,MD,NY,MD12345,2020-01-01,2028-01-01\n" +
    "Dolores,Whitfield,dolores.whitfield@example.test,2450316767,NP,AZ,RN67890,2019-05-10,2027-05-10\n";

  test("is not requested, and the columns are named as left alone before anything is sent", async () => {
    const { run, write, sandbox, lines } = await rehearse();
    write("roster.csv", held);
    write("roster-sync.config.json", '{ "is-medallion-owned": true }');

    const ended = await run([...sync, "roster.csv"]);

    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain(
      "  left alone: License Type (E), License State (F), License Number (G), License Issue Date (H),\n    License Expiration Date (I)\n",
    );
    expect(ended.stderr.match(/"msg":"columns read"/g)).toHaveLength(1);
    expect(sandbox.requests.filter(creates)).toEqual([]);
    expect(lines("roster.results.csv").map((line) => [line["sync_result"], line["caqh_found"]])).toEqual([
      ["skipped", "Y"],
      ["skipped", "Y"],
    ]);
  });

  test("may be next to a column that asks, which is warned of until a person has said what it means", async () => {
    const { run, write } = await rehearse();
    write("roster.csv", held.replace("License Type,License State", "Certificate Type,License States"));
    const check = ["check", "roster.csv"];

    expect((await run(check)).stdout).toContain(
      "row 1  warning  License States (F1) is read as licenses to request, but License Number (G) looks like licenses that the providers already have.",
    );
    expect((await run([...check, "--map", "License States=license_states"])).stdout).not.toContain(
      "to request",
    );
    expect((await run([...check, "--map", "License States="])).stdout).toContain("requests nothing");
  });
});

test("the reading is part of check --json: sheet, header row, and every column with its hint", async () => {
  const { run, write } = await rehearse();
  write("roster.csv", "NPI #,Degree,Manager,License States Requested\n2450079191,MD,D. Ruiz,CA\n");

  const { stdout } = await run(["check", "roster.csv", "--json"]);

  expect(JSON.parse(stdout)).toMatchObject({
    reading: {
      sheet: null,
      headerRow: 1,
      columns: [
        { letter: "A", header: "NPI #", column: "npi", hint: null },
        {
          letter: "B",
          header: "Degree",
          column: null,
          hint: 'Is this certificate_type? Then use --map "Degree=certificate_type"',
        },
        { letter: "C", header: "Manager", column: null, hint: null },
        {
          letter: "D",
          header: "License States Requested",
          column: null,
          hint: 'Is this license_states? Then use --map "License States Requested=license_states"',
        },
      ],
    },
  });
});

test("the reading is shown before a person is asked", async () => {
  const { run, write, sandbox } = await rehearse();
  write(
    "roster.csv",
    "NPI,License States,Certificate Type,Is Medallion owned,Degree\n2450079191,CA,MD,yes,MD\n",
  );

  const { code, stderr } = await run(["sync", "roster.csv"], { terminal: true, stdin: "n\n" });

  expect(code).toBe(5);
  expect(stderr.indexOf("left alone: Degree (E)")).toBeGreaterThan(-1);
  expect(stderr.indexOf("left alone: Degree (E)")).toBeLessThan(stderr.indexOf("[y/N]"));
  expect(sandbox.requests.filter(creates)).toEqual([]);
});

test("--quiet keeps the reading to the log file", async () => {
  const { run, write, read } = await rehearse();
  write("roster.csv", "npi\n2450079191\n");

  const ended = await run(["plan", "roster.csv", "--quiet", "--log-file", "run.log"]);

  expect(ended.stderr).toBe("");
  expect(read("run.log")).toContain('"columns":{"A":"npi"}');
});
