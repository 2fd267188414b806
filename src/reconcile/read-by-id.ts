import type { Resource } from "../platforms/platform.ts";
import { problemOfReading } from "../lists/walk.ts";
import type { WorkItem } from "../staging/work-items.ts";
import { identityOf, type ReconcileTools } from "./tools.ts";

/**
 * Reads one request that no list shows though the ledger knows its id. What is gone, or is about somebody else by
 * now, ends as a problem, never as a new request.
 */
export async function readOne(
  resource: Resource,
  workItem: WorkItem,
  id: string,
  tools: ReconcileTools,
): Promise<void> {
  const { client, ledger, staging, clock } = tools;
  const { call, read } = resource.one(id);
  const reply = await client.read(call);
  const remote = reply.kind === "ok" ? read(reply.body) : undefined;
  if (remote !== undefined && remote.remoteId === id) {
    if (remote.subject !== "" && remote.subject !== workItem.subject) {
      staging.workItems.setStep(workItem.key, "done", {
        code: "request_gone",
        problem: `The request ${id} is now for ${remote.subject} on the platform, not for ${workItem.subject}. Ask the platform; to request it again, settle it with roster-sync ledger resolve.`,
      });
      return;
    }
    await ledger.requests.recordSeen([{ ...identityOf(resource, workItem), remote }], clock.now());
    staging.workItems.setStep(workItem.key, "done");
    return;
  }
  const gone = reply.kind === "ok" || (reply.kind === "refused" && reply.status === 404);
  if (gone && (await adoptAnother(resource, workItem, id, tools))) return;
  staging.workItems.setStep(
    workItem.key,
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
  resource: Resource,
  workItem: WorkItem,
  id: string,
  { ledger, staging, clock }: ReconcileTools,
): Promise<boolean> {
  const fitting = staging.remotes
    .ofSubject(resource.kind, workItem.subject)
    .filter(
      (remote) =>
        remote.open && remote.remoteId !== id && resource.matchRank(workItem.attributes, remote) > 0,
    )
    .filter((remote) => resource.mayAdopt(workItem.attributes, remote, { sentAt: undefined }));
  const claims = await ledger.requests.claims(
    resource.kind,
    fitting.map(({ remoteId }) => remoteId),
  );
  const remote = fitting.find(({ remoteId }) => !claims.has(remoteId));
  if (remote === undefined) return false;
  await ledger.requests.recordSeen([{ ...identityOf(resource, workItem), remote }], clock.now());
  staging.workItems.setStep(workItem.key, "done");
  return true;
}

/**
 * Reads the requests that an earlier results file names for a work item, when no list shows them: what is for the same
 * subject and fits is that one; what is not, or is not there, is nobody's here. Says whether the work item is found, is not
 * there, or cannot be told about, which ends it.
 */
export async function readTold(
  resource: Resource,
  workItem: WorkItem,
  tools: ReconcileTools,
): Promise<"found" | "not there" | "ended"> {
  const { client, ledger, staging, clock } = tools;
  for (const id of workItem.toldIds) {
    // the cell may hold anything
    if (!/^[\w-]{1,64}$/.test(id)) continue;
    const { call, read } = resource.one(id);
    const reply = await client.read({ ...call, rows: () => [workItem.row] });
    if (reply.kind !== "ok" && reply.kind !== "refused") {
      staging.workItems.setStep(workItem.key, "done", problemOfReading(reply, client.platform));
      return "ended";
    }
    const remote = reply.kind === "ok" ? read(reply.body) : undefined;
    if (remote?.remoteId !== id || remote.subject !== workItem.subject) continue;
    if (resource.matchRank(workItem.attributes, remote) === 0) continue;
    if (resource.clash?.(workItem.attributes, remote.attributes, "platform") !== undefined) continue;
    const left = await ledger.requests.recordSeen(
      [{ ...identityOf(resource, workItem), remote }],
      clock.now(),
    );
    if (left.length > 0) continue;
    staging.workItems.setStep(workItem.key, "done");
    return "found";
  }
  return "not there";
}
