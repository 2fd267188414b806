import { expect, test } from "vitest";
import { runScenario } from "./scenario.ts";

/** Of about four nights each. `npm run simulate` has as many as one likes. */
const scenarios = 48;

test("whatever befalls the platforms, the machine and the roster, every night keeps every promise", async () => {
  const broken: string[] = [];
  for (let seed = 1; seed <= scenarios; seed += 1) {
    const { failure } = await runScenario(seed);
    if (failure !== undefined) broken.push(`SEED=${seed} npm run simulate: ${failure.message}`);
  }
  expect(broken).toEqual([]);
}, 300_000);

test("the same seed brings the same nights again, step by step", async () => {
  const [once, again] = [await runScenario(7), await runScenario(7)];

  expect(again.trace).toEqual(once.trace);
  expect(once.trace.length).toBeGreaterThan(50);
});
