import * as fc from "fast-check";
import { expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { edited, madeEdits, madeRoster, type Edit, type People } from "../edits/edits.ts";
import { askedBy, foreignAnswers, namedBy, onPlatforms, type Row } from "../edits/reference.ts";
import { doubles, naturalKeys } from "../support/natural-keys.ts";
import { rehearsals, type Rehearsal } from "../support/rehearsal.ts";
import { csv, table } from "../support/rosters.ts";

/** The same few in every test run, many others with `npm run fuzz`. A seed that failed comes again with FUZZ_SEED. */
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 4);
const usualSeed =
  process.env["FUZZ_RUNS"] === undefined ? 20_260_301 : Math.trunc(performance.timeOrigin) % 1_000_000;
const seed = Number(process.env["FUZZ_SEED"] ?? usualSeed);

const rehearse = rehearsals();
const world = generateWorld({ providers: 101, seed: 31 });
const people: People = {
  world,
  persons: world.medallion.providers.slice(0, 6).map(({ email, npi, firstName, lastName }) => ({
    email,
    npi: npi ?? "",
    first_name: firstName,
    last_name: lastName,
  })),
};

/** What a row may say that gets nothing although its words name one person: rows that do not agree, or an id that a person wrote. */
const excused = /^(?:contradiction|no_identity|ambiguous_subject|.*_mismatch|.*_not_found|.*_ambiguous)$/;

async function sync(
  { sandbox, run, lines }: Rehearsal,
  ledger: string,
): Promise<{ readonly posts: number; readonly rows: readonly Row[] }> {
  const before = sandbox.requests.length;
  const ended = await run([
    "sync",
    "r.results.csv",
    "--settle",
    "20ms",
    "--ledger",
    ledger,
    "--log-level",
    "error",
  ]);
  expect([0, 1], ended.stderr).toContain(ended.code);
  const posts = sandbox.requests.slice(before);
  return {
    posts: posts.filter(({ method, path }) => method === "POST" && !path.includes("/auth/")).length,
    rows: lines("r.results.csv"),
  };
}

function judged(before: readonly Row[], rows: readonly Row[], { sandbox }: Rehearsal, isFresh = false): void {
  // nothing that nobody asked for, and nothing twice
  const asked = new Set(before.flatMap((row) => Object.values(askedBy(row, world)).flat()));
  expect(naturalKeys(sandbox).filter((key) => !asked.has(key))).toEqual([]);
  expect(doubles(sandbox)).toEqual([]);
  // no row that can be read shows anything of anybody else
  expect(foreignAnswers(rows, world, onPlatforms(sandbox), isFresh)).toEqual([]);
  // and who asks plainly gets it
  const made = new Set(naturalKeys(sandbox));
  for (const row of rows) {
    const result = row["sync_result"] ?? "";
    const mine = Object.values(askedBy(row, world)).flat();
    if (result === "created" || result === "exists") expect([...made]).toEqual(expect.arrayContaining(mine));
    else if (mine.length > 0 && namedBy(row, world).medallion !== undefined) {
      expect(row["sync_error_code"]).toMatch(excused);
    }
  }
}

test.each(["the same ledger", "a fresh ledger"])(
  `whatever was edited, everybody gets what their row asks for and nobody anything else, on %s (seed ${seed})`,
  async (which) => {
    await fc.assert(
      fc.asyncProperty(madeRoster(people), madeEdits(people), async (roster, edits: readonly Edit[]) => {
        const rehearsal = await rehearse({ world });
        try {
          rehearsal.write("r.results.csv", csv(table(roster.map((row) => ({ ...row, sync_result: "" })))));
          const first = await sync(rehearsal, "one.db");
          judged(roster, first.rows, rehearsal);
          const rows = edited(first.rows, edits);
          if (rows.length === 0) return;
          rehearsal.write("r.results.csv", csv(table(rows)));
          const ledger = which === "the same ledger" ? "one.db" : "two.db";
          const second = await sync(rehearsal, ledger);
          judged([...roster, ...rows], second.rows, rehearsal, which === "a fresh ledger");
          // what is settled stays so
          const third = await sync(rehearsal, ledger);
          expect(third.posts).toBe(0);
          judged([...roster, ...rows], third.rows, rehearsal, which === "a fresh ledger");
        } finally {
          await rehearsal.sandbox.close();
        }
      }),
      { numRuns, seed },
    );
  },
  Math.max(60_000, numRuns * 5_000),
);
