import type { Purpose } from "../http/call.ts";
import { chooseReading, pagesOf } from "../lists/choose.ts";
import { readFor, type Listing, type RequestBook } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import type { Remote } from "../staging/remotes.ts";
import type { Problem } from "../staging/staged-rows.ts";
import type { Step } from "../staging/work-items.ts";
import type { SurveyTools } from "./tools.ts";

/**
 * How the requests were read; what was read is in the workspace.
 * - `complete`: every request about the subjects of interest.
 * - `part`: all that a list showed, which may have more.
 * - `moved`: what moved since the statuses were last read; `moved-part`: perhaps not all of it.
 */
export type Extent = "complete" | "part" | "moved" | "moved-part";

/** What came of reading: `apart` when nothing was read, since asking subject by subject is cheaper. */
export type Reading = { readonly extent: Extent | "apart" } | { readonly problem: Problem };

/** Lists read a day more than what is needed: the days of filters have no time zone. */
const dayMs = 86_400_000;

/** Reads the requests about the subjects of these wants, in the way that takes the fewest calls. */
export async function readRequests(
  book: RequestBook,
  steps: readonly Step[],
  tools: SurveyTools,
): Promise<Reading> {
  const { workspace, ledger } = tools;
  workspace.remotes.takeInterest(book.kind, steps);
  const onlyRefresh = steps.every(
    (step) => step === "refresh" || workspace.wants.count(book.kind, step).wants === 0,
  );
  if (onlyRefresh && book.changedSince !== undefined) return readMoved(book, book.changedSince, tools);
  const remembered = (await ledger.surveys.recall(book.kind)).total;
  const choice = chooseReading({
    singles: workspace.remotes.subjectCount(book.kind),
    mustList: false,
    noList: false,
    pages: remembered === undefined ? undefined : pagesOf(remembered),
    pagesRead: 0,
  });
  return choice === "singles" ? { extent: "apart" } : readAll(book, steps, tools);
}

/** What the calls are for, where one reading may serve several ends. */
export function purposeOf(
  book: RequestBook,
  steps: readonly Step[],
  { workspace }: Pick<SurveyTools, "workspace">,
): Purpose {
  const any = (step: Step): boolean =>
    steps.includes(step) && workspace.wants.count(book.kind, step).wants > 0;
  if (any("look")) return "existing";
  return any("refresh") ? "status" : "settle";
}

/** The whole list, unless its first page shows that asking by subject is cheaper. */
async function readAll(book: RequestBook, steps: readonly Step[], tools: SurveyTools): Promise<Reading> {
  const { workspace, client, ledger } = tools;
  const purpose = purposeOf(book, steps, tools);
  const singles = workspace.remotes.subjectCount(book.kind);
  const absent = steps.filter((step) => step === "look" || step === "refresh");
  const first = { wasEnough: false };
  let total = 0;
  let extent: Extent = "complete";
  for (const listing of book.all) {
    const end = await walk(
      client,
      readFor(listing, { purpose }),
      (remotes) => workspace.remotes.keep(book.kind, remotes),
      {
        goOn: (furtherPages, known) => {
          const further = known === undefined ? furtherPages : pagesOf(known) - 1;
          first.wasEnough = further > singles;
          return !first.wasEnough;
        },
        // what it did not show can be asked for one by one as well
        again: (pages) => pages <= workspace.remotes.unlistedCount(book.kind, absent),
      },
    );
    if (!end.complete) return end;
    total += end.total ?? 0;
    if (first.wasEnough) break;
    if (end.gap !== undefined) extent = "part";
  }
  await ledger.surveys.remember(book.kind, { total });
  return { extent: first.wasEnough ? "apart" : extent };
}

/** Statuses only: what has not moved since the oldest reading needs no call. Never proves that something is not there. */
async function readMoved(
  book: RequestBook,
  changedSince: (day: string) => Listing<Remote>,
  tools: SurveyTools,
): Promise<Reading> {
  const { workspace, client } = tools;
  const since = await oldestReading(book, tools);
  const day = new Date(since - dayMs).toISOString().slice(0, 10);
  const end = await walk(client, readFor(changedSince(day), { purpose: "status" }), (remotes) =>
    workspace.remotes.keep(book.kind, remotes),
  );
  if (!end.complete) return end;
  return { extent: end.gap === undefined ? "moved" : "moved-part" };
}

async function oldestReading(book: RequestBook, { workspace, ledger, clock }: SurveyTools): Promise<number> {
  let oldest = clock.now();
  for (let after = ""; ;) {
    const wants = workspace.wants.page(book.kind, "refresh", after, 200);
    const last = wants.at(-1);
    if (last === undefined) return oldest;
    after = last.key;
    for (const { seenAt } of (await ledger.requests.find(wants.map(({ key }) => key))).values()) {
      oldest = Math.min(oldest, seenAt ?? 0);
    }
  }
}
