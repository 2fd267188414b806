import type { Facts, LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { RequestBook } from "../platforms/platform.ts";
import { identityOf } from "./tools.ts";
import type { Want } from "../staging/work-items.ts";
import type { Workspace } from "../staging/staging.ts";
import { stepOf } from "./step.ts";

const together = 200;

/**
 * Finds wants that an earlier run made under another key, since the roster named them more or less precisely then:
 * an enrollment by the payer's name and now by its entity, a facility with fewer specialties. They are that request,
 * though a list that lags may not show it yet. A request has one key: the ledger's, or the row's where that is the more
 * precise one, and then the ledger takes it over.
 */
export async function recallOtherForms(
  book: RequestBook,
  workspace: Workspace,
  ledger: Ledger,
): Promise<void> {
  const { absorbs, holds } = book;
  if (absorbs === undefined && holds === undefined) return;
  const isForm = (before: Facts, wanted: Facts): boolean =>
    absorbs !== undefined && (absorbs(before, wanted) || absorbs(wanted, before));
  for (let after = ""; ;) {
    const wants = workspace.wants.page(book.kind, "look", after, together);
    const last = wants.at(-1);
    if (last === undefined) return;
    after = last.key;
    for (const want of wants) {
      const entries = await ledger.requests.ofSubject(book.kind, book.organization, want.subject);
      if (entries.some(({ key, standing }) => key === want.key && standing === "accepted")) continue;
      const others = entries.filter(({ key }) => key !== want.key);
      const forms = others.filter(({ facts }) => isForm(facts, want.facts));
      const holders = others.filter(({ facts }) => holds?.(facts, want.facts) === true);
      const clash = clashIn(book, want, others);
      if (clash !== undefined) {
        workspace.wants.setStep(want.key, "done", { code: "contradiction", problem: clash });
        continue;
      }
      if (waitsFor([...forms, ...holders], want, workspace)) continue;
      await recall(book, want, forms, workspace, ledger);
      tellOf(holders, want, workspace);
    }
  }
}

/** Whether nobody knows yet what became of one of these; then the want waits for it. */
function waitsFor(entries: readonly LedgerEntry[], want: Want, workspace: Workspace): boolean {
  if (!entries.some(({ standing }) => standing === "intended" || standing === "in_doubt")) return false;
  workspace.wants.setStep(want.key, "done", {
    code: "outcome_unknown",
    problem:
      "An earlier run sent this request under the name that the roster used then, and the platform has not confirmed it yet. Run again once that is settled.",
  });
  return true;
}

/** What was requested together with other things may be this one, as far as the platform shows that it holds it. */
function tellOf(holders: readonly LedgerEntry[], want: Want, workspace: Workspace): void {
  const toldIds = holders.flatMap(({ standing, remoteId }) =>
    standing === "accepted" ? (remoteId ?? []) : [],
  );
  if (toldIds.length > 0) workspace.wants.add([{ ...want, toldIds }]);
}

/** Why the ledger has a request that this want cannot be told from, nor be. */
function clashIn(book: RequestBook, want: Want, entries: readonly LedgerEntry[]): string | undefined {
  return entries
    .filter(({ key, standing }) => key !== want.key && standing !== "refused" && standing !== "released")
    .map(({ facts }) => book.clash?.(want.facts, facts, "roster"))
    .find((clash) => clash !== undefined);
}

async function recall(
  book: RequestBook,
  want: Want,
  forms: readonly LedgerEntry[],
  workspace: Workspace,
  ledger: Ledger,
): Promise<void> {
  const accepted = forms.filter(({ standing }) => standing === "accepted");
  const [form] = accepted;
  if (new Set(accepted.map(({ key, remoteId }) => remoteId ?? key)).size > 1) {
    workspace.wants.setStep(want.key, "done", {
      code: "contradiction",
      problem: "It matches several requests that were made before. Name it as precisely as they do.",
    });
  } else if (form !== undefined) {
    const isVaguer = book.absorbs?.(want.facts, form.facts) === true;
    if (isVaguer) {
      await ledger.requests.rename(form.key, identityOf(book, want));
      // other rows may name it as the ledger did
      workspace.wants.merge(form.key, want.key);
      workspace.wants.setStep(want.key, stepOf(form));
    } else {
      const { key, facts } = form;
      workspace.wants.add([{ ...want, key, facts, toldIds: [], step: stepOf(form) }]);
      workspace.wants.merge(want.key, key);
    }
  }
}
