import { describe, expect, test } from "vitest";
import { environmentVariables } from "../../src/config/environment.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, table } from "../support/rosters.ts";

const rehearse = rehearsals();

const noCredentials = Object.fromEntries(
  Object.keys(environmentVariables).map((name) => [name, undefined] as const),
);

const faulty = csv(
  table([
    {
      npi: "1234567893",
      license_states: "CA",
      certificate_type: "MD",
      is_medallion_owned: "yes",
      "=notes": "=1+1",
    },
    {
      npi: "1234567890",
      license_states: "ZZ",
      certificate_type: "MD",
      is_medallion_owned: "yes",
      "=notes": "",
    },
    {
      npi: "1234567893",
      license_states: "TX",
      certificate_type: "MDX",
      is_medallion_owned: "yes",
      "=notes": "",
    },
  ]),
);

describe("check", () => {
  test("makes no call, needs no credentials, and tells every fault by its cell", async () => {
    let calls = 0;
    const { run, write } = await rehearse({ onRequest: () => (calls += 1) });
    write("roster.csv", faulty);

    const ended = await run(["check", "roster.csv"], { env: noCredentials });

    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('npi (A3) "1234567890" is not an NPI');
    expect(ended.stdout).toContain('license_states (B3) "ZZ" is not a state');
    expect(ended.stdout).toContain("3 rows: 1 with problems, 1 warning");
    expect(calls).toBe(0);
  });

  test("writes the same roster with the faults beside each row, and renews them when it is checked again", async () => {
    const { run, write, read, lines } = await rehearse();
    write("roster.csv", faulty);

    const ended = await run(["check", "roster.csv", "-o", "checked.csv"]);
    const marked = lines("checked.csv");
    const [headers = "", , second = ""] = read("checked.csv").split("\n");
    write("mended.csv", read("checked.csv").replace("1234567890,ZZ", "1234567893,NV"));
    const again = await run(["check", "mended.csv", "-o", "again.csv"]);

    expect([ended.code, again.code]).toEqual([1, 0]);
    expect(headers.endsWith("=notes,sync_error_code,sync_error")).toBe(true);
    expect(second.startsWith("1234567890,ZZ,MD,yes,,invalid_npi,")).toBe(true);
    expect(marked.map((line) => line["sync_error_code"])).toEqual(["", "invalid_npi", ""]);
    expect(marked[1]?.["sync_error"]).toMatch(/npi \(A3\).*license_states \(B3\)/);
    expect(marked[2]?.["sync_error"]).toMatch(/^Warning: certificate_type \(C4\)/);
    expect(lines("again.csv").map((line) => line["sync_error_code"])).toEqual(["", "", ""]);
    expect(lines("again.csv").map((line) => line["=notes"])).toEqual(["=1+1", "", ""]);
  });

  test("keeps stdout for the roster alone when that goes there", async () => {
    const { run, write } = await rehearse();
    write("roster.csv", faulty);

    const ended = await run(["check", "roster.csv", "-o", "-"]);

    expect(ended.stdout.split("\n")[0]).toMatch(/,sync_error$/);
    expect(ended.stderr).toContain("3 rows: 1 with problems");
  });

  test("draws a table on a terminal", async () => {
    const { run, write } = await rehearse();
    write("roster.csv", faulty);

    const ended = await run(["check", "roster.csv"], { terminal: true });

    expect(ended.stdout).toMatch(/^roster\.csv, headers in row 1\n(?:  .+\n)+\ncell +column +value/);
    expect(ended.stdout).toContain("→ Compare it digit by digit");
  });

  test.each([
    ["Provider roster, Q3\n\nnpi,email,license_states\n1234567893,,CA\n", 3],
    ["\nNPI;E-mail;Licenses\n1234567893;;\n", 2],
  ])("points at the header when there is a title above it: %j", async (text, row) => {
    const { run, write } = await rehearse();
    write("roster.csv", text);

    const ended = await run(["check", "roster.csv"]);

    expect([ended.code, ended.stderr]).toEqual([
      2,
      expect.stringContaining(`Row ${row} looks like the headers. Use --header-row ${row};`),
    ]);
  });
});
