import type { RequestBook } from "../platforms/platform.ts";
import type { Want } from "../staging/work-items.ts";
import type { Workspace } from "../staging/staging.ts";

/**
 * Finds wants with different keys that the platform could not tell apart: an enrollment by the payer's name in one
 * row and by the payer's entity in another. The vaguer one becomes the other; where it could be several, its rows fail.
 */
export function mergeWants(book: RequestBook, workspace: Workspace): void {
  const { absorbs } = book;
  if (absorbs === undefined) return;
  for (let after = ""; ;) {
    const subject = workspace.wants.nextCrowdedSubject(book.kind, after);
    if (subject === undefined) return;
    after = subject;
    const wants = workspace.wants.ofSubject(book.kind, subject);
    const gone = new Map<string, string>();
    for (const want of wants) {
      const [only, another] = clearest(want, wants, absorbs);
      if (only !== undefined && another === undefined) {
        let into = only.key;
        for (let next = gone.get(into); next !== undefined; next = gone.get(into)) into = next;
        workspace.wants.merge(want.key, into);
        gone.set(want.key, into);
      }
      if (another !== undefined) refuse(want, workspace, "It matches several requests of other rows.");
      const clash = wants
        .map((other) => (other === want ? undefined : book.clash?.(want.facts, other.facts, "roster")))
        .find((sentence) => sentence !== undefined);
      if (clash !== undefined)
        workspace.wants.setStep(want.key, "done", { code: "contradiction", problem: clash });
    }
  }
}

/** Of the wants that a vaguer one could become, those that could become no other: one alone ends every chain. */
function clearest(
  want: Want,
  wants: readonly Want[],
  absorbs: NonNullable<RequestBook["absorbs"]>,
): readonly Want[] {
  const clearer = wants.filter((other) => other !== want && absorbs(other.facts, want.facts));
  return clearer.filter((one) => !clearer.some((other) => other !== one && absorbs(other.facts, one.facts)));
}

function refuse(want: Want, workspace: Workspace, why: string): void {
  workspace.wants.setStep(want.key, "done", {
    code: "contradiction",
    problem: `${why} Make the rows agree.`,
  });
}
