import type { Settings } from "../config/settings.ts";
import type { Connected } from "./clients.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { forecast, oneByOneCalls, secondsAt } from "./forecast.ts";
import type { RequestPlatform } from "../platforms/platform.ts";
import type { Workspace } from "../staging/staging.ts";
import type { Mode } from "../results/outcome.ts";
import type { PlatformSummary } from "../results/summary.ts";

/** What telling of calls needs. */
export interface CallReportTools {
  readonly settings: Settings;
  readonly workspace: Workspace;
  readonly ledger: Ledger;
  readonly mode: Mode;
}

/** What a platform's part of the run cost in calls, what it would have cost one by one, and what is to come. */
export async function callReport(
  { name, client, platform }: Connected,
  tools: CallReportTools,
): Promise<PlatformSummary> {
  const { settings, workspace, ledger, mode } = tools;
  const { counts } = client.meter;
  const rate = settings.rates[name];
  const common = { platform: name, ...counts, stops: client.health.stops };
  if (platform === undefined) {
    return {
      ...common,
      one_by_one: workspace.caqh.rowCount(),
      seconds_at_pace: secondsAt(counts.calls, rate),
    };
  }
  const one_by_one = oneByOne(platform, workspace);
  if (mode !== "plan") return { ...common, one_by_one, seconds_at_pace: secondsAt(counts.calls, rate) };
  const kinds = await Promise.all(
    platform.books.map(async ({ kind, answersInFull }) => {
      const { wants, bundles, subjects } = workspace.wants.count(kind, "create");
      const { total: listed } = await ledger.surveys.recall(kind);
      return { kind, creates: wants, createCalls: bundles, subjects, listed, answersInFull };
    }),
  );
  const { submit, confirm, seconds } = forecast(kinds, counts.calls, rate);
  return { ...common, one_by_one, seconds_at_pace: seconds, to_come: { submit, confirm } };
}

function oneByOne(platform: RequestPlatform, workspace: Workspace): number {
  const kinds = platform.books.map(({ kind }) => kind);
  const { asks, references } = workspace.rows.askedOneByOne(kinds);
  const submissions = workspace.wants.missingCount(kinds);
  return oneByOneCalls({ lookUps: references, checks: asks, submissions, statuses: asks });
}
