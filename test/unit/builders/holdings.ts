import type { Holding } from "../../../src/ledger/entry.ts";
import type { Line } from "./rows.ts";
import { found, TestRun, writtenAt, type RunRules } from "./told-rosters.ts";

const only = ["licenses", "enrollments", "credentialing", "dates"] as const;

/** Something that the provider of these rosters has at Medallion. */
export function holding(changes: Partial<Holding> & Pick<Holding, "kind">): Holding {
  return { platform: "medallion", id: "h1", subject: found.medallion, attributes: {}, ...changes };
}

/** An active license in California. */
export const license = holding({
  kind: "license",
  state: "CA",
  number: "A12345",
  status: "active",
  until: "2027-03-31",
  attributes: { registration: "state", certificate_type: "MD" },
});
/** The same as Verifiable knows it. */
export const atVerifiable = { ...license, platform: "verifiable", subject: found.verifiable, id: "v1" };
/** When the provider is to be credentialed again. */
export const recredentialing = holding({
  kind: "recredentialing",
  platform: "verifiable",
  subject: found.verifiable,
  due: "2026-11-30",
});
/** An enrollment in force in Texas. */
export const enrollment = holding({
  kind: "enrollment",
  id: "e1",
  state: "TX",
  status: "active",
  from: "2025-05-01",
  due: "2027-05-01",
  attributes: { payer_name: "Aetna" },
});

/** A run that tells dates; the platforms have what is given. */
export async function dated(
  lines: readonly Line[],
  has: readonly Holding[],
  rules: RunRules = {},
): Promise<TestRun> {
  const run = await TestRun.over(lines, { only, ...rules });
  await run.ledger.holdings.keep(has, writtenAt - 1_000);
  await run.identify();
  return run;
}
