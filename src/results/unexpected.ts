import type { LedgerEntry } from "../ledger/entry.ts";
import { knownKind, titleOf } from "../platforms/catalog.ts";
import type { Problem } from "../faults/problem.ts";
import type { WorkItem } from "../staging/work-items.ts";

/**
 * What a request that exists has about it that its row would not expect: somebody else works it than the row says, or
 * there are several like it. Nothing that fails the row, since it is requested.
 */
export function unexpectedOf(workItem: WorkItem, entry: LedgerEntry): Problem | undefined {
  const found = [otherWorker(workItem, entry), alike(entry)].filter((problem) => problem !== undefined);
  const [first] = found;
  if (first === undefined) return undefined;
  return { code: first.code, message: found.map(({ message: problem }) => problem).join(" ") };
}

function otherWorker(
  { attributes }: WorkItem,
  { details, platform, kind }: LedgerEntry,
): Problem | undefined {
  const { workerColumn } = knownKind(kind) ?? {};
  if (workerColumn === undefined) return undefined;
  const { column, oursIs } = workerColumn;
  const [wanted, shown] = [attributes[column], details?.[column]];
  if (typeof wanted === "boolean" && shown !== undefined && shown !== (wanted ? "yes" : "no")) {
    const isOurs = shown === oursIs;
    const them = titleOf(platform);
    const [works, said] = isOurs ? ["your own team", them] : [them, "your own team"];
    return {
      code: "other_worker",
      message: `It is already requested, but ${works} works it, and the row says that ${said} does (${column} ${wanted ? "yes" : "no"}). That cannot be changed afterwards: settle it with ${them}, or correct the row.`,
    };
  }
  return undefined;
}

function alike({ details, platform }: LedgerEntry): Problem | undefined {
  const ids = details?.["alike"];
  if (ids === undefined) return undefined;
  const them = titleOf(platform);
  return {
    code: "several_alike",
    message: `${them} has more than one open request for this: ${ids}. Have the extra ones closed there.`,
  };
}
