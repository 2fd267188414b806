import { platformSettings, type Settings } from "../config/resolve.ts";
import type { Connected } from "./clients.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { planOf } from "./approval.ts";
import { forecast, oneByOneCalls, secondsAt } from "./forecast.ts";
import type { OpenPlatform } from "../platforms/platform.ts";
import type { Staging } from "../staging/staging.ts";
import type { Mode } from "../results/outcome.ts";
import type { PlatformSummary } from "../results/summary.ts";

/** What telling of calls needs. */
export interface CallReportTools {
  readonly settings: Settings;
  readonly staging: Staging;
  readonly ledger: Ledger;
  readonly mode: Mode;
}

/** What a platform's part of the run cost in calls, what it would have cost one by one, and what is to come. */
export async function callReport(
  { name, client, platform }: Connected,
  tools: CallReportTools,
): Promise<PlatformSummary> {
  const { settings, staging, ledger, mode } = tools;
  const { counts } = client.meter;
  const { rate } = platformSettings(settings, name);
  const common = { platform: name, ...counts, stops: client.breaker.stops };
  const asked = platform.statuses.map(({ kind }) => staging.statuses(kind.name).rowCount());
  const one_by_one = oneByOne(platform, staging) + asked.reduce((sum, rows) => sum + rows, 0);
  if (mode !== "plan" || platform.resources.length === 0)
    return { ...common, one_by_one, seconds_at_pace: secondsAt(counts.calls, rate) };
  const kinds = await Promise.all(
    planOf(client.platform, platform, staging).kinds.map(async (planned, index) => {
      const { kind, operations: creates, calls: createCalls, subjects } = planned;
      const listed = (await ledger.lists.recallMany([kind])).get(kind)?.total;
      const returnsFinalState = platform.resources[index]?.returnsFinalState === true;
      return { kind, creates, createCalls, subjects, listed, returnsFinalState };
    }),
  );
  const { submit, confirm, seconds } = forecast(kinds, counts.calls, rate);
  return { ...common, one_by_one, seconds_at_pace: seconds, to_come: { submit, confirm } };
}

function oneByOne(platform: OpenPlatform, staging: Staging): number {
  const kinds = platform.resources.map(({ kind }) => kind);
  const { specs, references } = staging.rows.askedOneByOne(kinds);
  const submissions = staging.workItems.missingCount(kinds);
  return oneByOneCalls({ lookUps: references, checks: specs, submissions, statuses: specs });
}
