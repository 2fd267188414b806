import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { RequestBook } from "../platforms/platform.ts";
import type { Want } from "../workspace/wants.ts";
import type { Workspace } from "../workspace/workspace.ts";

const together = 200;

/**
 * Finds wants that an earlier run made under another key, since the roster named them more or less precisely then:
 * an enrollment by the payer's name and now by its entity, a facility with fewer specialties. They are that request,
 * though a list that lags may not show it yet.
 */
export async function recallOtherForms(
  book: RequestBook,
  workspace: Workspace,
  ledger: Ledger,
): Promise<void> {
  const { absorbs } = book;
  if (absorbs === undefined) return;
  for (let after = ""; ;) {
    const wants = workspace.wants.page(book.kind, "look", after, together);
    const last = wants.at(-1);
    if (last === undefined) return;
    after = last.key;
    for (const want of wants) {
      if (want.knownId !== undefined) continue;
      const entries = await ledger.requests.ofSubject(book.kind, book.organization, want.subject);
      const forms = entries.filter(
        ({ key, facts }) => key !== want.key && (absorbs(facts, want.facts) || absorbs(want.facts, facts)),
      );
      recall(want, forms, workspace);
    }
  }
}

function recall(want: Want, forms: readonly LedgerEntry[], workspace: Workspace): void {
  if (forms.some(({ standing }) => standing === "intended" || standing === "in_doubt")) {
    workspace.wants.setStep(want.key, "done", {
      code: "outcome_unknown",
      problem:
        "An earlier run sent this request as the roster named it then, and nobody knows yet whether it arrived. Once that is settled, run again.",
    });
    return;
  }
  const ids = new Set(
    forms.flatMap(({ standing, remoteId }) => (standing === "accepted" ? (remoteId ?? []) : [])),
  );
  const [only, another] = ids;
  if (another !== undefined) {
    workspace.wants.setStep(want.key, "done", {
      code: "contradiction",
      problem: "It could be any of several requests that were made before. Name it as precisely as they do.",
    });
  } else if (only !== undefined) {
    workspace.wants.recognise(want.key, only);
  }
}
