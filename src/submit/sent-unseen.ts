import type { RequestBook } from "../platforms/platform.ts";
import { likeListed } from "./likeness.ts";
import type { ConcludeTools } from "./conclude.ts";
import { likeProblem } from "./words.ts";

/**
 * What earlier runs sent without ever seeing it may be sent again, since no list showed it. When something like it is
 * listed by now, it is not: a person has to tell.
 */
export async function holdWhatIsAlike(
  book: RequestBook,
  { ledger, workspace, clock, client, resolveLine }: ConcludeTools,
): Promise<void> {
  const entries = await ledger.requests.sentUnseen(book.kind, book.organization);
  const wants = workspace.wants.findAll(entries.map(({ key }) => key));
  for (const entry of entries) {
    const want = wants.get(entry.key);
    if (want?.step !== "create") continue;
    const like = await likeListed(book, want, entry, { ledger, workspace, now: clock.now() });
    if (like === undefined) continue;
    const about = { key: want.key, id: like.remoteId, platform: client.platform };
    workspace.wants.setStep(want.key, "done", likeProblem(about, resolveLine));
  }
}
