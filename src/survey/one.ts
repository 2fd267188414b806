import type { RequestBook } from "../platforms/platform.ts";
import { problemOfReading } from "../platforms/walk.ts";
import type { Want } from "../workspace/wants.ts";
import { identityOf, type SurveyTools } from "./tools.ts";

/** Reads one request that no list shows though its id is known. What is gone ends as a problem, never as a new request. */
export async function readOne(book: RequestBook, want: Want, id: string, tools: SurveyTools): Promise<void> {
  const { client, ledger, workspace, clock } = tools;
  const { call, read } = book.one(id);
  const reply = await client.read(call);
  const remote = reply.kind === "ok" ? read(reply.body) : undefined;
  if (remote !== undefined && remote.remoteId === id) {
    await ledger.requests.recordSeen([{ ...identityOf(book, want), remote }], clock.now());
    workspace.wants.setStep(want.key, "done");
    return;
  }
  const gone = reply.kind === "ok" || (reply.kind === "refused" && reply.status === 404);
  if (gone && (await adoptAnother(book, want, id, tools))) return;
  workspace.wants.setStep(
    want.key,
    "done",
    gone
      ? {
          code: "request_gone",
          problem: `The request ${id} is not on the platform any more, or not visible to these credentials. Ask there; to request it anew, clear the cell that names it and settle it with roster-sync ledger resolve.`,
        }
      : problemOfReading(reply, client.platform),
  );
}

/** The answer to a submission may have named a wrong id: an open request that fits and is nobody's is the one then. */
async function adoptAnother(
  book: RequestBook,
  want: Want,
  id: string,
  { ledger, workspace, clock }: SurveyTools,
): Promise<boolean> {
  const fitting = workspace.remotes
    .ofSubject(book.kind, want.subject)
    .filter((remote) => remote.open && remote.remoteId !== id && book.matchRank(want.facts, remote) > 0)
    .filter((remote) => book.mayAdopt(want.facts, remote, { sentAt: undefined }));
  const claims = await ledger.requests.claims(
    book.kind,
    fitting.map(({ remoteId }) => remoteId),
  );
  const remote = fitting.find(({ remoteId }) => !claims.has(remoteId));
  if (remote === undefined) return false;
  await ledger.requests.recordSeen([{ ...identityOf(book, want), remote }], clock.now());
  workspace.wants.setStep(want.key, "done");
  return true;
}
