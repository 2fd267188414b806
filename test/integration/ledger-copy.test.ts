import { expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 3, seed: 23 });
const roster = csv(
  table(
    world.medallion.providers.map(({ email }) => ({
      email,
      certificate_type: "MD",
      license_states: "CA",
      is_medallion_owned: "no",
    })),
  ),
);

test("a copied ledger lists the same and lets the next run request nothing twice", async () => {
  const rehearsal = await rehearse({ world });
  rehearsal.write("roster.csv", roster);
  await rehearsal.run(["sync", "roster.csv"]);
  const creates = (): number => rehearsal.sandbox.requests.filter(({ method }) => method === "POST").length;
  const made = creates();

  const copied = await rehearsal.run(["ledger", "copy", "roster-sync.db", "moved.db"]);

  expect(copied).toMatchObject({ code: 0, stderr: "" });
  expect(copied.stdout).toMatch(
    /^Copied 3 requests, 0 status changes and 1 run from .*roster-sync\.db into .*moved\.db\.$/m,
  );
  const list = async (ledger: string) =>
    (await rehearsal.run(["ledger", "list", "--format", "json", "--ledger", ledger])).stdout;
  expect(await list("moved.db")).toBe(await list("roster-sync.db"));
  const again = await rehearsal.run(["sync", "roster.csv", "--ledger", "moved.db"]);
  expect([again.code, creates(), made > 0]).toEqual([0, made, true]);
});

test.each([
  [["roster-sync.db"], "copy needs two ledgers."],
  [["roster-sync.db", "./roster-sync.db"], "is both ledgers."],
  [["nowhere.db", "moved.db"], "There is no ledger"],
  [["roster-sync.db", "taken.db"], "is not empty"],
])("a copy is refused with a sentence: %j", async (ledgers, sentence) => {
  const rehearsal = await rehearse({ world });
  rehearsal.write("roster.csv", roster);
  await rehearsal.run(["plan", "roster.csv"]);
  await rehearsal.run(["plan", "roster.csv", "--ledger", "taken.db"]);

  const refused = await rehearsal.run(["ledger", "copy", ...ledgers]);

  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(sentence);
});
