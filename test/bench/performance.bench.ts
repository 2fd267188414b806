import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { csv, table } from "../support/rosters.ts";
import { measure, median, medallionOnly, note, program, withSandbox } from "./measure.ts";

const world = generateWorld({ providers: 400, seed: 1 });
const { providers } = world.medallion;

/** 400 providers, five licenses and one enrollment each. */
const sixEach = csv(
  table(
    providers.map(({ email, npi, firstName, lastName }) => ({
      email,
      npi: npi ?? "",
      first_name: firstName,
      last_name: lastName,
      certificate_type: "MD",
      license_states: "CA;NY;TX;FL;WA",
      payer_name: "Example Health",
      payer_states: "TX",
      is_medallion_owned: "yes",
    })),
  ),
);

/** 4 pages of providers, a first look at both lists, 800 submissions, 20 pages to find the ids of the licenses. */
const leastFirst = 4 + 2 + 800 + 20;
/** 20 pages of licenses and 4 of enrollments. */
const leastAgain = 20 + 4;

test("calls and pace", async () => {
  await withSandbox(
    { world, limits: { medallion: { calls: 240, perMs: 6_000 } }, latencyMs: 40 },
    async (sandbox, folder) => {
      writeFileSync(join(folder, "roster.csv"), sixEach);
      const sync = [program, "sync", "roster.csv", "--medallion-rate", "240/6s", "--log-level", "warn"];
      const first = await measure(sync, folder, medallionOnly(sandbox));
      const calls = sandbox.requests.length;
      const throttled = sandbox.requests.filter(({ status }) => status === 429).length;
      const again = await measure(sync, folder, medallionOnly(sandbox));
      const callsAgain = sandbox.requests.length - calls;
      expect([first.code, again.code]).toEqual([0, 0]);
      const naive = 400 + 400 * 6 + 400 * 6 + 400 * 6;
      note(
        "first run: calls / least possible",
        `${calls} / ${leastFirst} = ${(calls / leastFirst).toFixed(3)} (without batching: ${naive})`,
      );
      note(
        "unchanged second run: calls / least possible",
        `${callsAgain} / ${leastAgain} = ${(callsAgain / leastAgain).toFixed(3)}`,
      );
      const dictated = Math.floor((calls - 1) / 240) * 6;
      note(
        "time / minimum time at 240 per 6 s",
        `${first.seconds.toFixed(1)} s / ${dictated} s = ${(first.seconds / dictated).toFixed(3)}; 429s: ${throttled}`,
      );
      const starts = sandbox.requests.slice(0, calls).map(({ atMs }) => atMs);
      const busy = starts.filter((at) => at < (starts[0] ?? 0) + 18_000).length;
      note("share of the rate limit used in the first three windows", `${((busy / 720) * 100).toFixed(1)} %`);
    },
  );
});

test("rows a second", async () => {
  const rows = csv(
    table(
      providers.map(({ id }) => ({
        provider_id: id,
        certificate_type: "MD",
        license_states: "CA",
        payer_name: "Example Health",
        payer_states: "TX",
        is_medallion_owned: "yes",
      })),
    ),
  );
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round += 1) {
    await withSandbox({ world, limits: { medallion: null }, latencyMs: 20 }, async (sandbox, folder) => {
      writeFileSync(join(folder, "roster.csv"), rows);
      await measure(
        [program, "sync", "roster.csv", "--medallion-rate", "1000000/s", "--log-level", "warn"],
        folder,
        medallionOnly(sandbox),
      );
      const posts = sandbox.requests.filter(({ method }) => method === "POST").map(({ atMs }) => atMs);
      ours.push(400 / (((posts.at(-1) ?? 0) - (posts[0] ?? 0)) / 1000));
      const count = sandbox.requests.length;
      writeFileSync(join(folder, "loop.mjs"), bareLoop);
      writeFileSync(join(folder, "ids.json"), JSON.stringify(providers.map(({ id }) => id)));
      const loop = await measure(["loop.mjs"], folder, {
        ...medallionOnly(sandbox),
        UNDICI: fileURLToPath(new URL("../../node_modules/undici/index.js", import.meta.url)),
      });
      expect([loop.code, loop.stderr]).toEqual([0, ""]);
      const theirs = sandbox.requests.slice(count).map(({ atMs }) => atMs);
      bare.push(400 / (((theirs.at(-1) ?? 0) - (theirs[0] ?? 0)) / 1000));
    });
  }
  const [mine, floor] = [median(ours), median(bare)];
  note(
    "rows a second, 2 calls a row, 20 ms, 8 in flight / bare undici loop",
    `${mine.toFixed(0)} / ${floor.toFixed(0)} = ${(mine / floor).toFixed(3)}`,
  );
});

test("a million rows", async () => {
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-bench-"));
  try {
    const file = createWriteStream(join(folder, "million.csv"));
    file.write("npi,first_name,last_name,email,note,place,more\n");
    for (let row = 1; row <= 1_000_000; row += 1) {
      const line = `2000000010,First${row},Last${row},p${row}@example.test,some text ${row},"quoted, text",x\n`;
      if (!file.write(line)) await once(file, "drain");
    }
    file.end();
    await once(file, "close");
    writeFileSync(join(folder, "floor.mjs"), floorLoop);
    const modules = fileURLToPath(new URL("../../node_modules/", import.meta.url));
    const floor = await measure(["floor.mjs"], folder, { MODULES: modules });
    const env = {
      MEDALLION_API_KEY: "none",
      MEDALLION_ORGANIZATION_ID: world.medallion.organizationId,
      MEDALLION_BASE_URL: "http://127.0.0.1:9",
    };
    const mine = await measure(
      [program, "sync", "million.csv", "--only", "licenses", "--log-level", "warn"],
      folder,
      env,
    );
    expect([floor.code, mine.code]).toEqual([0, 0]);
    note(
      "1,000,000 rows with nothing to send / csv-parse into csv-stringify",
      `${mine.seconds.toFixed(1)} s / ${floor.seconds.toFixed(1)} s = ${(mine.seconds / floor.seconds).toFixed(2)}; peak memory ${mine.peakMb.toFixed(0)} MB (floor ${floor.peakMb.toFixed(0)} MB)`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("--help", async () => {
  const [help, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < 7; round += 1) {
    help.push((await measure([program, "--help"], ".")).seconds);
    bare.push((await measure(["-e", "0"], ".")).seconds);
  }
  note(
    "--help / node -e 0",
    `${median(help).toFixed(3)} s / ${median(bare).toFixed(3)} s = ${(median(help) / median(bare)).toFixed(2)}`,
  );
});

const bareLoop = `
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const { Pool } = createRequire(import.meta.url)(process.env.UNDICI);
const base = new URL(process.env.MEDALLION_BASE_URL);
const pool = new Pool(base.origin, { connections: 8, pipelining: 1 });
const ids = JSON.parse(readFileSync("ids.json", "utf8"));
const headers = { "x-api-key": process.env.MEDALLION_API_KEY, "content-type": "application/json", accept: "application/json" };
const post = async (path, body) => {
  const answer = await pool.request({ method: "POST", path: base.pathname + path, headers, body: JSON.stringify(body) });
  await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(String(answer.statusCode));
};
const organization = process.env.MEDALLION_ORGANIZATION_ID;
const worker = async () => {
  for (let provider = ids.pop(); provider !== undefined; provider = ids.pop()) {
    await post("/p/api/v1/organizations/" + organization + "/new-license-request/", { provider, certificate_type: "MD", license_states: ["CA"], is_medallion_owned: true });
    await post("/p/api/v1/service-requests/payer-enrollments/", { resourcetype: "NewProviderPayerEnrollmentServiceRequest", provider, payer_name: "Example Health", state: "TX", is_medallion_owned: true });
  }
};
await Promise.all(Array.from({ length: 8 }, worker));
await pool.close();
`;

const floorLoop = `
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
const { parse } = await import(process.env.MODULES + "csv-parse/lib/index.js");
const { stringify } = await import(process.env.MODULES + "csv-stringify/lib/index.js");
await pipeline(createReadStream("million.csv"), parse({ relax_column_count: true }), stringify(), createWriteStream("floor.csv"));
`;
