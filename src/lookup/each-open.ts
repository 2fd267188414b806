import type { OpenQuestion } from "../staging/queries.ts";
import type { Workspace } from "../staging/staging.ts";

/** Questions are handled so many at a time, so that a long roster needs no more memory than a short one. */
const together = 200;

/** Does something for every question of a directory that is open, a group at a time and each group side by side. */
export async function eachOpen(
  directory: string,
  workspace: Workspace,
  task: (question: OpenQuestion) => Promise<void>,
): Promise<void> {
  for (let after = 0; ;) {
    const questions = workspace.questions.open(directory, after, together);
    const last = questions.at(-1);
    if (last === undefined) return;
    after = last.id;
    await Promise.all(questions.map(task));
  }
}
