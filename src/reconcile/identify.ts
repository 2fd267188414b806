import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { answersOf } from "../lookup/dependent.ts";
import type { IdentifiedRequest, RequestBook } from "../platforms/platform.ts";
import type { Problem, StagedAsk } from "../staging/staged-rows.ts";
import type { Want } from "../staging/work-items.ts";
import type { Workspace } from "../staging/staging.ts";
import { mergeWants } from "./merge.ts";
import { recallOtherForms } from "./aliases.ts";
import { failContradictions } from "../staging/stage.ts";
import { stepOf } from "./step.ts";

const together = 200;

/**
 * Turns what rows ask for into distinct requests by natural key, now that it is known who everybody is, and says
 * how far each has come as the ledger remembers it. Requests of earlier runs that are in doubt are taken up too,
 * whether or not a row still asks for them.
 */
export async function identifyWants(book: RequestBook, workspace: Workspace, ledger: Ledger): Promise<void> {
  for (let after = 0; ;) {
    const asks = workspace.rows.undecided(book.kind, after, together);
    const last = asks.at(-1);
    if (last === undefined) break;
    after = last.id;
    await identifyPage(book, asks, workspace, ledger);
  }
  workspace.together(() => {
    failContradictions(workspace, "key");
    workspace.wants.dropUnasked(book.kind);
  });
  mergeWants(book, workspace);
  await recallOtherForms(book, workspace, ledger);
  await takeUpDoubts(book, workspace, ledger);
}

async function identifyPage(
  book: RequestBook,
  asks: readonly StagedAsk[],
  workspace: Workspace,
  ledger: Ledger,
): Promise<void> {
  const identified = asks.map((staged) => ({ staged, ...identify(book, staged, workspace) }));
  const entries = await ledger.requests.find(identified.flatMap(({ request }) => request?.key ?? []));
  const known = identified.flatMap(({ staged, request }) =>
    request === undefined ? [] : [{ staged, request, entry: entries.get(request.key) }],
  );
  const clashes = known.flatMap(({ staged, request, entry }) => {
    const clash = isMade(entry) ? book.clash?.(request.facts, entry.facts, "roster") : undefined;
    return clash === undefined ? [] : [{ staged, problem: { code: "contradiction", problem: clash } }];
  });
  const ownersOf = await idOwners(book, known, ledger);
  workspace.together(() => {
    for (const { staged, problem } of [...identified, ...clashes]) {
      if (problem !== undefined) workspace.rows.failAsk(staged.id, problem);
    }
    workspace.rows.setKeys(
      known.map(({ staged, request: { key, options } }) => ({ id: staged.id, key, options })),
    );
    workspace.wants.add(
      known.map(({ staged, request, entry }) => ({
        ...request,
        row: staged.row,
        ...standingOf(book, staged, entry, ownersOf),
        problem: undefined,
      })),
    );
  });
}

/** Whether a request was made, or may have been. */
function isMade(entry: LedgerEntry | undefined): entry is LedgerEntry {
  return entry !== undefined && entry.standing !== "refused" && entry.standing !== "released";
}

interface Known {
  readonly staged: StagedAsk;
  readonly entry: LedgerEntry | undefined;
}

type OwnersOf = (id: string) => readonly LedgerEntry[];

/** Under which keys the ledger has the ids that rows give for their requests, and those that it has itself for them. */
async function idOwners(book: RequestBook, known: readonly Known[], ledger: Ledger): Promise<OwnersOf> {
  const ids = known.flatMap(({ staged, entry }) => [staged.previousId ?? [], entry?.remoteId ?? []].flat());
  const owners = new Map<string, LedgerEntry[]>();
  for (const owner of await ledger.requests.withRemoteIds(book.kind, [...new Set(ids)])) {
    const id = owner.remoteId ?? "";
    owners.set(id, [...(owners.get(id) ?? []), owner]);
  }
  return (id) => owners.get(id) ?? [];
}

/**
 * How far a request has come, and which ids are to be seen on the platform first: one that the roster gives, unless the
 * ledger has it under another key, and one that the ledger has under two keys, as its first version could write it.
 */
function standingOf(
  book: RequestBook,
  staged: StagedAsk,
  entry: LedgerEntry | undefined,
  ownersOf: OwnersOf,
): Pick<Want, "step" | "toldIds"> {
  const step = stepOf(entry);
  const mine = entry?.remoteId;
  if (entry !== undefined && mine !== undefined && entry.standing === "accepted") {
    const isForm = (other: LedgerEntry): boolean =>
      (book.sharesRequests === true && other.subject === entry.subject) ||
      (book.absorbs !== undefined &&
        (book.absorbs(other.facts, entry.facts) || book.absorbs(entry.facts, other.facts)));
    const disputed = ownersOf(mine).some((other) => other.key !== entry.key && !isForm(other));
    if (disputed) return { step: "look", toldIds: [mine] };
  }
  const told = staged.previousId;
  // an id that a person gave up is not handed back by the cell that still names it
  const isGivenUp = told !== undefined && entry?.givenUp?.includes(told) === true;
  const mayCount = told !== undefined && !isGivenUp && step === "look" && ownersOf(told).length === 0;
  return { step, toldIds: mayCount ? [told] : [] };
}

function identify(
  book: RequestBook,
  staged: StagedAsk,
  workspace: Workspace,
): { readonly request?: IdentifiedRequest; readonly problem?: Problem } {
  const references = workspace.questions.outcomes(staged.references);
  const problems = references.flatMap(({ problem }) => problem ?? []);
  const [first] = problems;
  if (first === undefined) return { request: book.identify(staged.ask, answersOf(references)) };
  const sentences = [...new Set(problems.map(({ problem }) => problem))].join(" ");
  return { problem: { code: first.code, problem: sentences } };
}

async function takeUpDoubts(book: RequestBook, workspace: Workspace, ledger: Ledger): Promise<void> {
  const unsettled = await ledger.requests.unsettled(book.kind, book.organization);
  const asked = workspace.wants.findAll(unsettled.map(({ key }) => key));
  const unasked = unsettled.filter(({ key }) => !asked.has(key));
  workspace.wants.add(
    unasked.map(({ key, kind, subject, facts }) => {
      const about = { key, kind, subject, facts, bundle: key };
      return { ...about, row: 0, toldIds: [], step: "doubt", problem: undefined };
    }),
  );
}
