import type { HeldSettings } from "../config/settings.ts";
import type { Facts } from "../ledger/entry.ts";
import { stepOf } from "../reconcile/step.ts";
import type { RequestBook } from "../platforms/platform.ts";
import { identityOf } from "../reconcile/tools.ts";
import { msPerDay } from "../text/days.ts";
import type { Want } from "../staging/work-items.ts";
import { enrollmentVerdict, licenseVerdict, type Horizon, type Verdict } from "./in-force.ts";
import { passingProblem } from "./read-all.ts";
import type { HoldingTools } from "./read.ts";

/** Wants whose rows ask for more than is requested, since the rest is in force: what they ask for, by key. */
export type Narrowed = ReadonlyMap<string, Facts>;

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
  book: RequestBook,
  horizon: Horizon,
  tools: HoldingTools,
): Promise<Narrowed> {
  const narrowed = new Map<string, Facts>();
  if (book.narrowed === undefined) return narrowed;
  const { wants } = tools.workspace;
  await eachAt(book, "look", tools, async (want) => {
    const { uncovered } = await verdictOf(want, horizon, tools);
    const less = uncovered === undefined ? undefined : book.narrowed?.(want.facts, uncovered);
    if (less === undefined || uncovered === undefined) return;
    const entry = (await tools.ledger.requests.find([less.key])).get(less.key);
    wants.add([{ ...want, ...less, bundle: less.key, step: stepOf(entry) }]);
    wants.merge(want.key, less.key);
    narrowed.set(less.key, want.facts);
  });
  return narrowed;
}

/**
 * Once existing requests are known: what is held is not to be created, and what is not requested in part, since an
 * open request covers that as well, is that request.
 */
export async function spareHeld(
  book: RequestBook,
  horizon: Horizon,
  narrowed: Narrowed,
  tools: HoldingTools,
): Promise<void> {
  const { wants } = tools.workspace;
  await eachAt(book, "create", tools, async (want) => {
    const wide = narrowed.get(want.key);
    if (wide !== undefined && (await adoptWider(book, want, wide, tools))) return;
    const passing = passingProblem(book, tools);
    if (passing !== undefined) {
      wants.setStep(want.key, "done", passing);
      return;
    }
    const { held, note } = await verdictOf(want, horizon, tools);
    if (held !== undefined) wants.setHeld(want.key, held);
    else if (note !== undefined) wants.setNote(want.key, note);
  });
}

async function verdictOf(want: Want, horizon: Horizon, { ledger }: HoldingTools): Promise<Verdict> {
  const holdings = await ledger.holdings.of("medallion", want.subject);
  switch (want.kind) {
    case "medallion.license":
      return licenseVerdict(want.facts, holdings, horizon);
    case "medallion.enrollment":
      return enrollmentVerdict(want.facts, holdings, horizon);
    default:
      return {};
  }
}

/** An open request for all that the row asks for. */
async function adoptWider(
  book: RequestBook,
  want: Want,
  wide: Facts,
  { workspace, ledger, clock }: HoldingTools,
): Promise<boolean> {
  const remote = workspace.remotes
    .ofSubject(book.kind, want.subject)
    .find((listed) => book.matchRank(wide, listed) > 0 && book.mayAdopt(wide, listed, { sentAt: undefined }));
  if (remote === undefined) return false;
  const left = await ledger.requests.recordSeen([{ ...identityOf(book, want), remote }], clock.now());
  if (left.length > 0) return false;
  workspace.wants.setStep(want.key, "done");
  return true;
}

async function eachAt(
  book: RequestBook,
  step: Want["step"],
  { workspace }: HoldingTools,
  task: (want: Want) => Promise<void>,
): Promise<void> {
  for (let after = ""; ;) {
    const wants = workspace.wants.page(book.kind, step, after, 200);
    const last = wants.at(-1);
    if (last === undefined) return;
    after = last.key;
    for (const want of wants) await task(want);
  }
}
