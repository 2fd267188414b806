import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const north = generateWorld({ providers: 3, seed: 21 });
const south = generateWorld({ providers: 3, seed: 22 });

const roster = csv(
  table(
    north.medallion.providers.map(({ email }) => ({
      email,
      certificate_type: "MD",
      license_states: "CA",
      is_medallion_owned: "no",
    })),
  ),
);

test.each(["sync", "plan", "status"])(
  "%s with another organization's ledger makes no call",
  async (command) => {
    const [first, second] = [await rehearse({ world: north }), await rehearse({ world: south })];
    const ledger = join(first.folder, "roster-sync.db");
    first.write("roster.csv", roster);
    second.write("roster.csv", roster);
    await first.run(["sync", "roster.csv"]);

    const refused = await second.run([command, "roster.csv", "--ledger", ledger]);

    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(north.medallion.organizationId);
    expect(refused.stderr).toContain(south.medallion.organizationId);
    expect(second.sandbox.requests).toHaveLength(0);
    expect(existsSync(join(second.folder, "roster.results.csv"))).toBe(false);
    expect((await first.run(["sync", "roster.csv"])).code).toBe(0);
  },
);

test("doctor says whose ledger it is", async () => {
  const [first, second] = [await rehearse({ world: north }), await rehearse({ world: south })];
  first.write("roster.csv", roster);
  await first.run(["sync", "roster.csv"]);

  const ended = await second.run(["doctor", "--ledger", join(first.folder, "roster-sync.db")]);

  expect(ended.code).not.toBe(0);
  expect(ended.stdout + ended.stderr).toContain(
    `belongs to the Medallion organization ${north.medallion.organizationId}`,
  );
});
