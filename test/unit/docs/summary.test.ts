import { describe, expect, test } from "vitest";
import { changeColumns, requestColumns } from "../../../src/results/tables.ts";
import { codesIn, tableBehind, textOf } from "../../support/pages.ts";
import { rehearsals, type Rehearsal } from "../../support/rehearsal.ts";

const page = textOf("docs/summary.md");
const rehearse = rehearsals();

function documented(marker: string): readonly string[] {
  return tableBehind(page, marker).map(([cell]) => codesIn(cell ?? "")[0] ?? "");
}

/** The path of every field, items of lists as `name[].field`. */
function pathsIn(value: unknown, path = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = path === "" ? key : `${path}.${key}`;
    // an object of counts has no meaning beside them, a list and an object with a row of their own have
    return [own, ...pathsIn(inner, own)];
  });
}

async function summaryOf(
  rehearsal: Rehearsal,
  args: readonly string[],
  env = {},
): Promise<readonly string[]> {
  await rehearsal.run([...args, "--summary", `${rehearsal.folder}/summary.json`], { env });
  return pathsIn(JSON.parse(rehearsal.read("summary.json")));
}

describe("the page of summaries", () => {
  test("knows every field of real ones, and none that none of them has", async () => {
    const rehearsal = await rehearse();
    const { write } = rehearsal;
    const roster = write("roster.csv", textOf("samples/roster.csv"));
    const problems = write("problems.csv", textOf("samples/roster-problems.csv"));
    const found = new Set([
      ...(await summaryOf(rehearsal, ["plan", roster])),
      ...(await summaryOf(rehearsal, ["sync", roster])),
      ...(await summaryOf(rehearsal, ["status", roster])),
      ...(await summaryOf(rehearsal, ["sync", problems])),
      ...(await summaryOf(rehearsal, ["sync", problems], { MEDALLION_API_KEY: "wrong" })),
      ...(await summaryOf(rehearsal, ["sync", write("empty.csv", "npi\n")])),
    ]);
    // nothing has ended without success in a roster that was only just requested
    const ended = ["platform", "kind", "status", "count"].map((name) => `ended.statuses[].${name}`);
    const elsewhere = [...ended, "platforms[].byPurpose.files", "platforms[].byPurpose.export"];
    // every kind has the same numbers, and an object of counts has no meaning beside them
    const paths = [...found, ...elsewhere].map((path) => path.replace(/^(requests\.by_kind)\..*/, "$1"));
    const fields = [...new Set(paths)].filter((path) => path !== "outcomes" && path !== "requests");
    expect(documented("summary").toSorted()).toEqual(fields.toSorted());
  });

  test("knows the columns of the changes and of the requests", () => {
    expect(documented("changes")).toEqual([...changeColumns]);
    expect(documented("requests")).toEqual([...requestColumns]);
  });

  test("knows what check says in JSON", async () => {
    const { write, run } = await rehearse();
    const { stdout } = await run([
      "check",
      write("problems.csv", textOf("samples/roster-problems.csv")),
      "--json",
    ]);
    const found = new Set(pathsIn(JSON.parse(stdout)).map((path) => path.replace("warnings[]", "faults[]")));
    expect(documented("check").toSorted()).toEqual([...found].toSorted());
  });
});
