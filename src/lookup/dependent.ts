import type { Answers, RequestBook, RequestPlatform } from "../platforms/platform.ts";
import type { Workspace } from "../staging/staging.ts";

/**
 * Asks what can only be asked once something else is answered: which specialty a facility has, once the facility
 * is known. Answers how many questions are new.
 */
export function askFurther(platform: RequestPlatform, workspace: Workspace): number {
  let added = 0;
  for (const book of platform.books) added += askFurtherOf(book, workspace);
  return added;
}

function askFurtherOf(book: RequestBook, workspace: Workspace): number {
  if (book.furtherReferences === undefined) return 0;
  let added = 0;
  for (let after = 0; ;) {
    const asks = workspace.rows.undecided(book.kind, after, 200);
    const last = asks.at(-1);
    if (last === undefined) return added;
    after = last.id;
    for (const { id, ask, references } of asks) {
      const outcomes = workspace.questions.outcomes(references);
      if (outcomes.some(({ answer }) => answer === undefined)) continue;
      const further = book.furtherReferences(ask, answersOf(outcomes));
      // they were added in an earlier round
      if (further.length === 0 || references.some(({ role }) => further.some((each) => each.role === role)))
        continue;
      const numbered = further.map(({ role, question, fills }) => ({
        role,
        question: workspace.questions.numberOf(question),
        fills,
      }));
      workspace.rows.setReferences(id, [...references, ...numbered]);
      added += numbered.length;
    }
  }
}

/** The answers that there are, by role. */
export function answersOf(
  references: readonly { readonly role: string; readonly answer: string | undefined }[],
): Answers {
  const answers = new Map<string, string[]>();
  for (const { role, answer } of references) {
    if (answer !== undefined) answers.set(role, [...(answers.get(role) ?? []), answer]);
  }
  return answers;
}
