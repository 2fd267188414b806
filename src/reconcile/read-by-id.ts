import type { RequestBook } from "../platforms/platform.ts";
import { problemOfReading } from "../lists/walk.ts";
import type { Want } from "../staging/work-items.ts";
import { identityOf, type SurveyTools } from "./tools.ts";

/**
 * Reads one request that no list shows though the ledger knows its id. What is gone, or is about somebody else by
 * now, ends as a problem, never as a new request.
 */
export async function readOne(book: RequestBook, want: Want, id: string, tools: SurveyTools): Promise<void> {
  const { client, ledger, workspace, clock } = tools;
  const { call, read } = book.one(id);
  const reply = await client.read(call);
  const remote = reply.kind === "ok" ? read(reply.body) : undefined;
  if (remote !== undefined && remote.remoteId === id) {
    if (remote.subject !== "" && remote.subject !== want.subject) {
      workspace.wants.setStep(want.key, "done", {
        code: "request_gone",
        problem: `The request ${id} is now for ${remote.subject} on the platform, not for ${want.subject}. Ask the platform; to request it again, settle it with roster-sync ledger resolve.`,
      });
      return;
    }
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
          problem: `The request ${id} is no longer on the platform, or not visible to these credentials. Ask the platform; to request it again, settle it with roster-sync ledger resolve 'KEY' --as absent.`,
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

/**
 * Reads the requests that an earlier results file names for a want, when no list shows them: what is for the same
 * subject and fits is that one; what is not, or is not there, is nobody's here. Says whether the want is found, is not
 * there, or cannot be told about, which ends it.
 */
export async function readTold(
  book: RequestBook,
  want: Want,
  tools: SurveyTools,
): Promise<"found" | "not there" | "ended"> {
  const { client, ledger, workspace, clock } = tools;
  for (const id of want.toldIds) {
    // the cell may hold anything
    if (!/^[\w-]{1,64}$/.test(id)) continue;
    const { call, read } = book.one(id);
    const reply = await client.read({ ...call, rows: () => [want.row] });
    if (reply.kind !== "ok" && reply.kind !== "refused") {
      workspace.wants.setStep(want.key, "done", problemOfReading(reply, client.platform));
      return "ended";
    }
    const remote = reply.kind === "ok" ? read(reply.body) : undefined;
    if (remote?.remoteId !== id || remote.subject !== want.subject) continue;
    if (book.matchRank(want.facts, remote) === 0) continue;
    if (book.clash?.(want.facts, remote.facts, "platform") !== undefined) continue;
    const left = await ledger.requests.recordSeen([{ ...identityOf(book, want), remote }], clock.now());
    if (left.length > 0) continue;
    workspace.wants.setStep(want.key, "done");
    return "found";
  }
  return "not there";
}
