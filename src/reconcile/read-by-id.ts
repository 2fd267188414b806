import type { Resource } from "../platforms/platform.ts";
import { problemOfReading } from "../lists/walk.ts";
import type { Reply } from "../http/reply.ts";
import type { Event } from "../requests/events.ts";
import type { WorkItem } from "../staging/work-items.ts";
import { identityOf, rowsOf, type ReconcileTools } from "./tools.ts";

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
  const found = (how: "itself" | "another" | "elsewhere" | "absent"): void => {
    const event = { event: "read-by-id", found: how, isDisputed: false, isMade: true } as const;
    const about = { key: workItem.key, id, wantedFor: workItem.subject, listedFor: remote?.subject ?? "" };
    staging.workItems.move(workItem, event, () => about);
  };
  if (remote !== undefined && remote.remoteId === id) {
    if (remote.subject !== "" && remote.subject !== workItem.subject) return found("elsewhere");
    await ledger.requests.recordSeen([{ ...identityOf(resource, workItem), remote }], clock.now());
    return found("itself");
  }
  const gone = reply.kind === "ok" || (reply.kind === "refused" && reply.status === 404);
  if (gone) {
    const hasAnother = await adoptAnother(resource, workItem, id, tools);
    return found(hasAnother ? "another" : "absent");
  }
  staging.workItems.move(workItem, unreadableItself(reply, client.platform));
}

function unreadableItself(reply: Reply, platform: string): Event {
  return { event: "unreadable", problem: problemOfReading(reply, platform), reading: "single" };
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
    const reply = await client.read({ ...call, rows: () => rowsOf([workItem]) });
    if (reply.kind !== "ok" && reply.kind !== "refused") {
      staging.workItems.move(workItem, unreadableItself(reply, client.platform));
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
    const event = { event: "read-by-id", found: "itself", isDisputed: false, isMade: false } as const;
    staging.workItems.move(workItem, event);
    return "found";
  }
  return "not there";
}
