import type { Purpose } from "../http/call.ts";
import type { Facts } from "../ledger/entry.ts";
import { chooseReading, pagesOf } from "../plan/choose.ts";
import { readFor, type Listing, type RequestBook } from "../platforms/platform.ts";
import { walk } from "../platforms/walk.ts";
import type { Remote } from "../workspace/remotes.ts";
import type { Problem } from "../workspace/staged-rows.ts";
import type { Step } from "../workspace/wants.ts";
import type { SurveyTools } from "./tools.ts";

/** How the requests were read; what was read is in the workspace. */
export interface Reading {
  /**
   * `complete`: every request about the subjects of interest was read.
   * `moved`: only what moved since the statuses were last read.
   */
  readonly extent: "complete" | "moved";
}

/** Lists read a day more than what is needed: the days of filters have no time zone. */
const dayMs = 86_400_000;

/** Reads the requests about the subjects of these wants, in the way that takes the fewest calls. */
export async function readRequests(
  book: RequestBook,
  steps: readonly Step[],
  surveyTools: SurveyTools,
): Promise<Reading | { readonly problem: Problem }> {
  const tools = { ...surveyTools, purpose: purposeOf(book, steps, surveyTools) };
  const { workspace, ledger } = tools;
  workspace.remotes.takeInterest(book.kind, steps);
  const onlyRefresh = steps.every(
    (step) => step === "refresh" || workspace.wants.count(book.kind, step).wants === 0,
  );
  if (onlyRefresh && book.changedSince !== undefined) return readMoved(book, book.changedSince, tools);
  const singles = workspace.remotes.subjectCount(book.kind);
  const remembered = (await ledger.surveys.recall(book.kind)).total;
  const choice = chooseReading({
    singles,
    mustList: false,
    noList: false,
    pages: remembered === undefined ? undefined : pagesOf(remembered),
    pagesRead: 0,
  });
  const listed = choice !== "singles" && (await readAll(book, singles, tools));
  if (listed === true) return { extent: "complete" };
  return listed === false ? readBySubject(book, tools) : listed;
}

interface ReadTools extends SurveyTools {
  readonly purpose: Purpose;
}

/** What the calls are for, where one reading may serve several ends. */
function purposeOf(book: RequestBook, steps: readonly Step[], { workspace }: SurveyTools): Purpose {
  const any = (step: Step): boolean =>
    steps.includes(step) && workspace.wants.count(book.kind, step).wants > 0;
  if (any("look")) return "existing";
  return any("refresh") ? "status" : "settle";
}

function keeper({ workspace }: SurveyTools, kind: string): (remotes: readonly Remote[]) => void {
  return (remotes) => workspace.remotes.keep(kind, remotes);
}

/** True when the whole list was read, false when its first page shows that asking by subject is cheaper. */
async function readAll(
  book: RequestBook,
  singles: number,
  tools: ReadTools,
): Promise<boolean | { readonly problem: Problem }> {
  const first = { wasEnough: false };
  let total = 0;
  for (const listing of book.all) {
    const end = await walk(
      tools.client,
      readFor(listing, tools),
      keeper(tools, book.kind),
      (furtherPages, known) => {
        const further = known === undefined ? furtherPages : pagesOf(known) - 1;
        first.wasEnough = further > singles;
        return !first.wasEnough;
      },
    );
    if (!end.complete) return { problem: end.problem };
    total += end.total ?? 0;
    if (first.wasEnough) break;
  }
  await tools.ledger.surveys.remember(book.kind, { total });
  return !first.wasEnough;
}

async function readBySubject(
  book: RequestBook,
  tools: ReadTools,
): Promise<Reading | { readonly problem: Problem }> {
  const { workspace, client } = tools;
  for (let after = ""; ;) {
    const subjects = workspace.remotes.subjects(book.kind, after, 200);
    const last = subjects.at(-1);
    if (last === undefined) return { extent: "complete" };
    after = last;
    const ends = await Promise.all(
      subjects.map((subject) => walk(client, listingOf(book, subject, tools), keeper(tools, book.kind))),
    );
    for (const end of ends) if (!end.complete) return { problem: end.problem };
  }
}

function listingOf(book: RequestBook, subject: string, { workspace, purpose }: ReadTools): Listing<Remote> {
  const wants = workspace.wants.ofSubject(book.kind, subject);
  const facts: Facts = wants[0]?.facts ?? {};
  const rows = (): readonly number[] => [...new Set(wants.map(({ row }) => row))];
  return readFor(book.ofSubject(subject, facts), { purpose, rows });
}

/** Statuses only: what has not moved since the oldest reading needs no call. */
async function readMoved(
  book: RequestBook,
  changedSince: (day: string) => Listing<Remote>,
  tools: ReadTools,
): Promise<Reading | { readonly problem: Problem }> {
  const since = await oldestReading(book, tools);
  const day = new Date(since - dayMs).toISOString().slice(0, 10);
  const end = await walk(tools.client, readFor(changedSince(day), tools), keeper(tools, book.kind));
  return end.complete ? { extent: "moved" } : { problem: end.problem };
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
