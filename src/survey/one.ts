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
