import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { answersOf } from "../lookup/further.ts";
import type { RequestBook } from "../platforms/platform.ts";
import type { StagedAsk } from "../workspace/staged-rows.ts";
import type { Step } from "../workspace/wants.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { mergeWants } from "./merge.ts";
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
    workspace.together(() => {
      for (const ask of asks) identifyKey(book, ask, workspace);
    });
  }
  workspace.together(() => failContradictions(workspace, "key"));
  await addWants(book, workspace, ledger);
  mergeWants(book, workspace);
  await takeUpDoubts(book, workspace, ledger);
}

function identifyKey(book: RequestBook, { id, ask }: StagedAsk, workspace: Workspace): void {
  const references = workspace.rows.references(id);
  const problems = references.flatMap(({ problem }) => problem ?? []);
  const [first] = problems;
  if (first !== undefined) {
    const sentences = [...new Set(problems.map(({ problem }) => problem))].join(" ");
    workspace.rows.failAsk(id, { code: first.code, problem: sentences });
    return;
  }
  const { key, options } = book.identify(ask, answersOf(references));
  workspace.rows.setKey(id, key, options);
}

async function addWants(book: RequestBook, workspace: Workspace, ledger: Ledger): Promise<void> {
  for (let after = 0; ;) {
    const asks = workspace.rows.identified(book.kind, after, together);
    const last = asks.at(-1);
    if (last === undefined) return;
    after = last.id;
    const entries = await ledger.requests.find(asks.flatMap(({ key }) => key ?? []));
    workspace.together(() => {
      for (const { id, row, ask, key, previousId } of asks) {
        const request = book.identify(ask, answersOf(workspace.rows.references(id)));
        const entry = entries.get(key ?? "");
        const step = stepOf(entry);
        workspace.wants.add({ ...request, row, knownId: previousId, step, problem: undefined });
      }
    });
  }
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
  workspace.together(() => {
    for (const { key, kind, subject, facts } of unsettled) {
      if (workspace.wants.find(key) !== undefined) continue;
      const want = { key, kind, subject, facts, bundle: key, row: 0, knownId: undefined, problem: undefined };
      workspace.wants.add({ ...want, step: "doubt" });
    }
  });
}
