import { allEnded } from "../all-ended.ts";
import type { RequestBook } from "../platforms/platform.ts";
import { problemOfReading } from "../platforms/walk.ts";
import type { Problem } from "../workspace/staged-rows.ts";
import type { Want } from "../workspace/wants.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { send, type DoorTools, type Sent } from "./door.ts";

/** What submitting needs. */
export interface SubmitTools extends DoorTools {
  readonly workspace: Workspace;
  /** Submissions under way at the same time; a few more than the client has slots, so that none is idle. */
  readonly width: number;
  /** Only what the roster asks for in this row or further up; undefined for all of it. */
  readonly upToRow: number | undefined;
  /** Told when the last of them has been taken up, though not all have ended. */
  readonly onTakenUp?: () => void;
  /** Told of every request that ended badly, with the number of rows that ask for it. */
  readonly onFailure: (rows: number) => void;
}

/**
 * Requests everything of one kind that is at the step `create`. Wants of one bundle travel in one call; a refused
 * call is split until what is refused stands alone. None of these wants is at that step afterwards.
 */
export async function submitAll(book: RequestBook, tools: SubmitTools): Promise<void> {
  const { workspace, width } = tools;
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for (let after = ""; failures.length === 0;) {
    const wants = workspace.wants.nextBundle(book.kind, after, tools.upToRow);
    const [first] = wants;
    if (first === undefined) break;
    after = first.bundle;
    const work: Promise<void> = submit(book, wants, tools)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => underWay.delete(work));
    underWay.add(work);
    if (underWay.size >= width) await Promise.race(underWay);
  }
  tools.onTakenUp?.();
  await allEnded(underWay);
  if (failures.length > 0) throw failures[0];
}

async function submit(book: RequestBook, wants: readonly Want[], tools: SubmitTools): Promise<void> {
  const sent = await send(book, wants, tools);
  if (sent.outcome === "refused" && wants.length > 1) {
    const half = Math.ceil(wants.length / 2);
    await submit(book, wants.slice(0, half), tools);
    await submit(book, wants.slice(half), tools);
    return;
  }
  for (const want of wants) moveOn(want, sent, tools);
}

function moveOn({ key }: Want, sent: Sent, { workspace, client, onFailure }: SubmitTools): void {
  switch (sent.outcome) {
    case "accepted": {
      const { remoteId, status } = sent.remote;
      workspace.wants.setStep(key, remoteId === undefined || status === undefined ? "confirm" : "done");
      return;
    }
    case "in_doubt":
      workspace.wants.setStep(key, "doubt");
      return;
    case "refused":
      workspace.wants.setStep(key, "done", problemOfRefusal(sent, client.platform));
      onFailure(workspace.rows.rowsOf(key));
      return;
    case "not_sent":
      workspace.wants.setStep(key, "done", problemOfReading(sent.reply, client.platform));
  }
}

function problemOfRefusal(
  { status, reason }: { readonly status: number; readonly reason: string },
  platform: string,
): Problem {
  if (status === 404 || status === 405 || status === 410) {
    return {
      code: "refused",
      problem: `${platform} refused the request (${reason}). The id may not be visible to these credentials, or the platform may have retired this way of asking.`,
    };
  }
  return { code: "refused", problem: `${platform} refused the request (${reason}).` };
}
