import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { answersOf } from "../lookup/further.ts";
import type { IdentifiedRequest, RequestBook } from "../platforms/platform.ts";
import type { Problem, StagedAsk } from "../workspace/staged-rows.ts";
import type { Step } from "../workspace/wants.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { mergeWants } from "./merge.ts";
import { recallOtherForms } from "./other-forms.ts";
import { failContradictions } from "./stage.ts";

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
    request === undefined ? [] : [{ staged, request }],
  );
  workspace.together(() => {
    for (const { staged, problem } of identified) {
      if (problem !== undefined) workspace.rows.failAsk(staged.id, problem);
    }
    workspace.rows.setKeys(
      known.map(({ staged, request: { key, options } }) => ({ id: staged.id, key, options })),
    );
    workspace.wants.add(
      known.map(({ staged, request }) => ({
        ...request,
        row: staged.row,
        knownId: knownIdOf(staged, entries.get(request.key)),
        step: stepOf(entries.get(request.key)),
        problem: undefined,
      })),
    );
  });
}

/** An id that a person gave up is not handed back by the cell that still names it. */
function knownIdOf({ previousId }: StagedAsk, entry: LedgerEntry | undefined): string | undefined {
  return previousId !== undefined && entry?.givenUp?.includes(previousId) === true ? undefined : previousId;
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

/** How far a request has come, as the ledger remembers it. */
export function stepOf(entry: LedgerEntry | undefined): Step {
  if (entry === undefined) return "look";
  switch (entry.standing) {
    case "refused":
    case "released":
      return "look";
    case "intended":
    case "in_doubt":
      return "doubt";
    case "accepted":
      return entry.remoteId === undefined || entry.status === undefined ? "confirm" : "refresh";
  }
}

async function takeUpDoubts(book: RequestBook, workspace: Workspace, ledger: Ledger): Promise<void> {
  const unsettled = await ledger.requests.unsettled(book.kind, book.organization);
  const asked = workspace.wants.findAll(unsettled.map(({ key }) => key));
  const unasked = unsettled.filter(({ key }) => !asked.has(key));
  workspace.wants.add(
    unasked.map(({ key, kind, subject, facts }) => {
      const about = { key, kind, subject, facts, bundle: key };
      return { ...about, row: 0, knownId: undefined, step: "doubt", problem: undefined };
    }),
  );
}
