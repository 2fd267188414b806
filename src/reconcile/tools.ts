import type { Client } from "../http/client.ts";
import type { RequestIdentity } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { RequestBook } from "../platforms/platform.ts";
import type { Clock } from "../runtime.ts";
import type { Step, Want } from "../staging/work-items.ts";
import type { Workspace } from "../staging/staging.ts";

/** What a survey needs. */
export interface SurveyTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly workspace: Workspace;
  readonly clock: Clock;
}

/** Does something for each want of a kind at some steps, in key order; the task may move the want on. */
export function eachWant(
  kind: string,
  steps: readonly Step[],
  workspace: Workspace,
  task: (want: Want) => void,
): void {
  for (const step of steps) {
    for (let after = ""; ;) {
      const wants = workspace.wants.page(kind, step, after, 200);
      const last = wants.at(-1);
      if (last === undefined) break;
      after = last.key;
      workspace.together(() => {
        for (const want of wants) task(want);
      });
    }
  }
}

/** The want as the ledger keeps it. */
export function identityOf(book: RequestBook, { key, kind, subject, facts }: Want): RequestIdentity {
  return { key, platform: book.platform, kind, organization: book.organization, subject, facts };
}
