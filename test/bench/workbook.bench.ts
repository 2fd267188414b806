import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { newWorkbook } from "../../src/workbook/write-workbook.ts";
import { measure, median, note, program } from "./measure.ts";

const rows = 100_000;
const header = "npi,first_name,last_name,email,note,place,more,zip,hired,a,b,c".split(",");
const rowOf = (row: number): readonly string[] => {
  const own = [`First${row}`, `Last${row}`, `p${row}@example.test`, `some text ${row}`];
  return [
    "2000000010",
    ...own,
    "quoted; text",
    "x",
    String(row).padStart(6, "0"),
    "2024-03-05",
    "a",
    "b",
    "c",
  ];
};

/** A roster that asks for nothing, so that reading and writing are all there is to do. */
const sync = (file: string): readonly string[] => {
  const flags = ["--only", "licenses", "--log-level", "warn"];
  return [program, "sync", file, ...flags];
};
const env = {
  MEDALLION_API_KEY: "none",
  MEDALLION_ORGANIZATION_ID: "11111111-1111-4111-8111-111111111111",
  MEDALLION_BASE_URL: "http://127.0.0.1:9",
};

async function writeWorkbook(path: string): Promise<void> {
  const file = createWriteStream(path);
  const writer = newWorkbook(
    "Roster",
    {
      coloured: { header: "", column: -1, colours: new Map() },
      days: new Set<string>(),
      isOurs: () => false,
    },
    async (bytes) => void (file.write(bytes) || (await once(file, "drain"))),
  );
  await writer.row(header);
  for (let row = 1; row <= rows; row += 1) await writer.row(rowOf(row));
  await writer.finish();
  file.end();
  await once(file, "close");
}

async function writeCsv(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write(`${header.join(",")}\n`);
  for (let row = 1; row <= rows; row += 1) {
    if (!file.write(`${rowOf(row).join(",")}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}

test("100,000 rows of a workbook", async () => {
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-bench-"));
  try {
    await writeWorkbook(join(folder, "roster.xlsx"));
    await writeCsv(join(folder, "roster.csv"));
    writeFileSync(join(folder, "floor.mjs"), floorLoop);
    const modules = fileURLToPath(new URL("../../node_modules/", import.meta.url));
    const [first, again, text, floor]: [number[], number[], number[], number[]] = [[], [], [], []];
    const peaks = { first: 0, again: 0, text: 0, floor: 0 };
    const run = async (kind: keyof typeof peaks, into: number[], args: readonly string[]): Promise<void> => {
      const measured = await measure(args, folder, { ...env, MODULES: modules });
      expect([measured.code, measured.stderr.includes("rror")]).toEqual([0, false]);
      into.push(measured.seconds);
      peaks[kind] = Math.max(peaks[kind], measured.peakMb);
    };
    for (let round = 0; round < 3; round += 1) {
      await run("first", first, sync("roster.xlsx"));
      await run("again", again, sync("roster.results.xlsx"));
      await run("text", text, sync("roster.csv"));
      await run("floor", floor, ["floor.mjs"]);
    }
    const against = (mine: readonly number[], floors: readonly number[]): string =>
      `${median(mine).toFixed(1)} s / ${median(floors).toFixed(1)} s = ${(median(mine) / median(floors)).toFixed(2)}`;
    const peak = (kind: keyof typeof peaks): string => `peak memory ${peaks[kind].toFixed(0)} MB`;
    note(
      "100,000 rows of a workbook with nothing to send / its sheet unpacked and packed again",
      `${against(first, floor)}; ${peak("first")} (floor ${peaks.floor.toFixed(0)} MB)`,
    );
    note(
      "the same / the same rows as CSV",
      `${against(first, text)}; ${peak("first")} (CSV ${peaks.text.toFixed(0)} MB)`,
    );
    note("its results once more / the first time", `${against(again, first)}; ${peak("again")}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Three readings, as the program needs them to check, to plan and to write, and one writing. */
const floorLoop = `
import { createWriteStream } from "node:fs";
import { createRequire } from "node:module";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
const require = createRequire(process.env.MODULES);
const yauzl = require("yauzl");
const yazl = require("yazl");
const nothing = () => new Writable({ write: (_, __, done) => done() });
const input = await yauzl.openPromise("roster.xlsx", { autoClose: false });
const output = new yazl.ZipFile();
const written = pipeline(output.outputStream, createWriteStream("floor.xlsx"));
for await (const entry of input.eachEntry()) {
  const sheet = entry.fileName.includes("sheet1");
  if (sheet) for (const _ of [1, 2, 3]) await pipeline(await input.openReadStreamPromise(entry), nothing());
  output.addReadStream(await input.openReadStreamPromise(entry), entry.fileName);
}
output.end();
await written;
input.close();
`;
