import { pages } from "../database/pages.ts";
import type { HeldSettings } from "../config/settings.ts";
import type { Attributes } from "../ledger/entry.ts";
import { knownOf } from "../requests/known.ts";
import type { Resource } from "../platforms/platform.ts";
import { listedEvent } from "../reconcile/apply.ts";
import { identityOf } from "../reconcile/tools.ts";
import { msPerDay } from "../text/days.ts";
import type { WorkItem } from "../staging/work-items.ts";
import type { Horizon, Verdict } from "../platforms/in-force.ts";
import { platformNamed, platformOf } from "../platforms/catalog.ts";
import { passingProblem } from "./read-all.ts";
import type { HoldingTools } from "./read.ts";

/** Work items whose rows ask for more than is requested, since the rest is in force: what they ask for, by key. */
export type Narrowed = ReadonlyMap<string, Attributes>;

/** The days from which is told what is held. */
export function horizonOf(now: number, { renewWithinMs }: HeldSettings): Horizon {
  const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return {
    today: dayOf(now),
    renewUntil: renewWithinMs === 0 ? undefined : dayOf(now + Math.ceil(renewWithinMs / msPerDay) * msPerDay),
  };
}

/**
 * Before existing requests are looked for: where some of several lines of business are in force, only the others are
 * wanted from here on, under the key that those have.
 */
export async function narrowToUncovered(
  resource: Resource,
  horizon: Horizon,
  tools: HoldingTools,
): Promise<Narrowed> {
  const narrowed = new Map<string, Attributes>();
  if (resource.narrowed === undefined) return narrowed;
  const { workItems } = tools.staging;
  await eachAt(resource, "look", horizon, tools, async (workItem, { uncovered }) => {
    const less = uncovered === undefined ? undefined : resource.narrowed?.(workItem.attributes, uncovered);
    if (less === undefined || uncovered === undefined) return;
    const entry = (await tools.ledger.requests.findMany([less.key])).get(less.key);
    workItems.add([{ ...workItem, ...less, batch: less.key, known: knownOf(entry) }]);
    workItems.merge(workItem.key, less.key);
    narrowed.set(less.key, workItem.attributes);
  });
  return narrowed;
}

/**
 * Once existing requests are known: what is held is not to be created, and what is not requested in part, since an
 * open request covers that as well, is that request.
 */
export async function spareHeld(
  resource: Resource,
  horizon: Horizon,
  narrowed: Narrowed,
  tools: HoldingTools,
): Promise<void> {
  const { workItems } = tools.staging;
  await eachAt(resource, "send", horizon, tools, async (workItem, { held, note }) => {
    const wide = narrowed.get(workItem.key);
    if (wide !== undefined && (await adoptWider(resource, workItem, wide, tools))) return;
    const passing = passingProblem(resource, tools);
    if (passing !== undefined) {
      workItems.move(workItem, { event: "withheld", problem: passing });
      return;
    }
    if (held !== undefined) workItems.move(workItem, { event: "held", held });
    else if (note !== undefined) workItems.setNote(workItem.key, note);
  });
}

async function verdictOf(workItem: WorkItem, horizon: Horizon, { ledger }: HoldingTools): Promise<Verdict> {
  const platform = platformOf(workItem.kind);
  const source = platformNamed(platform)?.holdings?.find(({ spares }) => spares === workItem.kind);
  if (source?.verdict === undefined) return {};
  const { subject, attributes } = workItem;
  const holdings = (await ledger.holdings.ofSubjects(platform, [subject])).get(subject) ?? [];
  return source.verdict(attributes, holdings, horizon);
}

/** An open request for all that the row asks for. */
async function adoptWider(
  resource: Resource,
  workItem: WorkItem,
  wide: Attributes,
  { staging, ledger, clock }: HoldingTools,
): Promise<boolean> {
  const remote = staging.remotes
    .ofSubject(resource.kind, workItem.subject)
    .find(
      (listed) =>
        resource.matchRank(wide, listed) > 0 && resource.mayAdopt(wide, listed, { sentAt: undefined }),
    );
  if (remote === undefined) return false;
  const left = await ledger.requests.recordSeen([{ ...identityOf(resource, workItem), remote }], clock.now());
  if (left.length > 0) return false;
  staging.workItems.move(workItem, listedEvent(resource, workItem, remote, undefined));
  return true;
}

async function eachAt(
  resource: Resource,
  state: WorkItem["state"],
  horizon: Horizon,
  tools: HoldingTools,
  task: (workItem: WorkItem, verdict: Verdict) => Promise<void>,
): Promise<void> {
  const inState = (after: string): readonly WorkItem[] =>
    tools.staging.workItems.page(resource.kind, state, after, 200);
  for (const workItems of pages("", inState, ({ key }) => key)) {
    const verdicts = await Promise.all(workItems.map((workItem) => verdictOf(workItem, horizon, tools)));
    for (const [place, workItem] of workItems.entries()) await task(workItem, verdicts[place] ?? {});
  }
}
