import type { HeldSettings } from "../config/resolve.ts";
import { pages } from "../database/database.ts";
import { quotedReason, type Problem } from "../faults/problem.ts";
import type { Attributes } from "../ledger/entry.ts";
import type { Log } from "../log/log.ts";
import { platformNamed, platformOf } from "../platforms/catalog.ts";
import { type Horizon, type Verdict, nameOfList, type HoldingSource } from "../platforms/holding-source.ts";
import type { OpenPlatform } from "../platforms/platform.ts";
import type { Resource } from "../platforms/resource.ts";
import { listedEvent } from "../reconcile/apply.ts";
import { adoptionFor } from "../reconcile/match.ts";
import { identityOf } from "../reconcile/tools.ts";
import { knownOf } from "../requests/known.ts";
import { states } from "../requests/state.ts";
import type { WorkItem } from "../staging/work-item.ts";
import { msPerDay } from "../text/days.ts";
import { type HoldingTools, readHoldings } from "./read.ts";

/** Work items whose rows ask for more than is requested, since the rest is in force: what they ask for, by key. */
type Narrowed = ReadonlyMap<string, Attributes>;

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
  const { kind, subject } = workItem;
  const entries = (await ledger.requests.ofSubjects(resource, [subject])).get(subject) ?? [];
  const listed = staging.remotes.ofSubject(kind, subject);
  const remote = adoptionFor(resource, { ...workItem, attributes: wide }, entries, listed);
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

/** Whether dates are told in this run, and what becomes of requests for what is held. */
interface HoldingWishes {
  readonly dates: boolean;
  readonly held: HeldSettings;
}

/**
 * Reads what those have whom this run is about: all of it where dates are told, else what requests are compared with. A
 * list that cannot be read is said and stops nothing.
 */
export async function readAllHoldings(
  platform: OpenPlatform,
  wishes: HoldingWishes,
  tools: HoldingTools & { readonly log: Log },
): Promise<void> {
  const { staging, log } = tools;
  const { name, holdings } = platform;
  if (holdings.length === 0) return;
  if (wishes.dates) {
    staging.holders.addDated(name);
    const problem = staging.holders.lookupProblem(name);
    const { kind } = holdings.find(({ isShownByLookups }) => isShownByLookups === true) ?? {};
    if (problem !== undefined && kind !== undefined)
      staging.holders.setUnread({ platform: name, kind, title: "providers", spares: false, problem });
  }
  const looked = wishes.dates ? states : (["look"] as const);
  for (const { spares } of holdings) {
    if (spares !== undefined && (wishes.dates || !wishes.held.request))
      staging.holders.addWanted(name, spares, looked);
  }
  const isWanted = ({ spares }: HoldingSource): boolean =>
    wishes.dates ||
    (spares !== undefined && !wishes.held.request && staging.workItems.count(spares, "look").workItems > 0);
  await Promise.all(
    holdings.filter(isWanted).map(async (resource) => {
      const problem = await readHoldings(resource, tools);
      if (problem === undefined) return;
      staging.holders.setUnread({ ...resource, spares: resource.spares !== undefined, problem });
      log.warn({ platform: name, list: nameOfList(resource), code: problem.code }, "not read");
    }),
  );
}

/**
 * When the only calls of a run were lists that are not granted, it may be the key that is wrong: then that is said as
 * the reason.
 */
export function judgeRefusals(
  { platform }: { readonly platform: string },
  { client, staging }: HoldingTools,
): void {
  const refused = staging.holders.unread.find(
    (list) => list.platform === platform && list.problem.code === "forbidden",
  );
  if (refused === undefined || client.breaker.hasAnswered) return;
  client.breaker.halt({ code: "credentials_refused", reason: quotedReason(refused.problem.message) });
}

/** Problems that may pass: what is held may be known an hour later, so nothing is requested for want of it. */
function passingProblem(resource: Resource, { staging }: Pick<HoldingTools, "staging">): Problem | undefined {
  const list = staging.holders.unread.find(
    ({ platform, kind, spares }) => spares && resource.kind === `${platform}.${kind}`,
  );
  if (list === undefined || notGranted.has(list.problem.code)) return undefined;
  return {
    code: "platform_unavailable",
    message: `What the provider has already could not be read, so nothing was requested. ${list.problem.message}`,
  };
}

/** Problems that say that a list is not to be had with these credentials, or not at all. */
const notGranted: ReadonlySet<string> = new Set(["forbidden", "refused", "operation_gone"]);
