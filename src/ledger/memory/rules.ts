import { type StatusChange, movesOf } from "../entry.ts";
import type { LedgerRow } from "../rows.ts";
import type { AnswerTo, LedgerChange } from "../store.ts";
import * as requests from "./request-rules.ts";
import { pourRow, placeOf, type MemoryTables } from "./rows.ts";
import { recordSeen } from "./seen-rules.ts";

type ChangeOf<What extends LedgerChange["what"]> = Extract<LedgerChange, { readonly what: What }>;

/**
 * Carries out one change, by rules that were written down apart from those in SQL: what the two engines agree on was
 * thought of twice. Throws RefusedChange before anything is altered.
 */
export function carryOut(tables: MemoryTables, change: LedgerChange): AnswerTo<LedgerChange> {
  switch (change.what) {
    case "intend":
      return requests.intend(tables, change);
    case "outcome":
      return requests.recordOutcome(tables, change);
    case "seen":
      return recordSeen(tables, change);
    case "end":
      return requests.endAll(tables, change);
    case "resolve":
      return requests.resolve(tables, change);
    case "disown":
      return requests.disown(tables, change);
    case "rename":
      return requests.rename(tables, change);
    case "touch":
      return requests.touch(tables, change);
    case "report":
      return report(tables, change);
    case "identities":
      for (const { hash, id } of change.found)
        tables.identities.set(placeOf(change.lookupSource, hash), { id, at: change.at });
      return undefined;
    case "statuses":
      return keepStatuses(tables, change);
    case "list": {
      const before = tables.lists.get(change.name);
      const { total = before?.total, completeAt = before?.completeAt } = change.memory;
      tables.lists.set(change.name, { total, completeAt });
      return undefined;
    }
    case "forget-lookups":
      return forgetLookups(tables, change);
    case "call":
      tables.calls = [...tables.calls, { account: change.account, at: change.at }];
      return undefined;
    case "forget-calls":
      tables.calls = tables.calls.filter(
        ({ account, at }) => account !== change.account || at >= change.before,
      );
      return undefined;
    case "holdings":
      return keepHoldings(tables, change);
    case "holdings-read":
      return markRead(tables, change);
    case "written":
      if (!tables.written.has(change.hash)) tables.written.set(change.hash, change.run);
      return undefined;
    case "begin-run":
      if (tables.runs.has(change.run.id)) throw new Error(`a run ${change.run.id} is on record already`);
      tables.runs.set(change.run.id, {
        ...change.run,
        endedAt: undefined,
        exitCode: undefined,
        counts: undefined,
      });
      return undefined;
    case "run-counts":
      return alterRun(tables, change.id, { counts: change.counts });
    case "end-run":
      return alterRun(tables, change.id, { endedAt: change.at, exitCode: change.exitCode });
    case "meta":
      if (!tables.meta.has(change.name)) tables.meta.set(change.name, change.value);
      return undefined;
    case "forget-meta":
      tables.meta.delete(change.name);
      return undefined;
    case "copy":
      for (const row of change.rows) pourRow(tables, row satisfies LedgerRow);
      return undefined;
  }
}

function alterRun(
  { runs }: MemoryTables,
  id: string,
  part: {
    readonly counts?: Readonly<Record<string, number>>;
    readonly endedAt?: number;
    readonly exitCode?: number;
  },
): undefined {
  const run = runs.get(id);
  if (run !== undefined) runs.set(id, { ...run, ...part });
  return undefined;
}

function report(tables: MemoryTables, { keys, run }: ChangeOf<"report">): undefined {
  const told = new Set(keys);
  tables.changes = tables.changes.map((change) =>
    change.reportedBy === undefined && told.has(change.key) ? { ...change, reportedBy: run } : change,
  );
  return undefined;
}

function noteMoves(tables: MemoryTables, moves: readonly StatusChange[]): void {
  if (moves.length === 0) return;
  tables.changes = [...tables.changes, ...moves.map((move) => ({ ...move, reportedBy: undefined }))];
}

function keepStatuses(tables: MemoryTables, { answers, at }: ChangeOf<"statuses">): undefined {
  for (const { handle, columns, watched } of answers) {
    const before = tables.statuses.get(handle)?.columns ?? {};
    const moves = Object.entries(watched).flatMap(([word, column]): readonly StatusChange[] => {
      const [from = "", to = ""] = [before[column], columns[column]];
      return from === "" || to === "" || from === to
        ? []
        : [{ key: `${handle} ${word}`, from, to, seenAt: at }];
    });
    noteMoves(tables, moves);
    tables.statuses.set(handle, { columns, checkedAt: at });
  }
  return undefined;
}

function forgetLookups(
  { identities, lists }: MemoryTables,
  { platform }: ChangeOf<"forget-lookups">,
): undefined {
  for (const place of identities.keys()) {
    const [directory = ""] = JSON.parse(place) as readonly string[];
    if (directory.startsWith(`${platform}.`)) identities.delete(place);
  }
  for (const name of lists.keys()) if (name.startsWith(`${platform}.`)) lists.delete(name);
  return undefined;
}

function keepHoldings(tables: MemoryTables, { holdings, at }: ChangeOf<"holdings">): undefined {
  for (const holding of holdings) {
    const place = placeOf(holding.platform, holding.kind, holding.id);
    noteMoves(tables, movesOf(tables.holdings.get(place)?.holding, holding, at));
    tables.holdings.set(place, { holding, seenAt: at });
  }
  return undefined;
}

function markRead(tables: MemoryTables, change: ChangeOf<"holdings-read">): undefined {
  const { list, at, whole } = change;
  const subjects = new Set(change.subjects);
  for (const subject of subjects) {
    const place = placeOf(list.platform, list.kind, subject);
    const before = tables.readings.get(place);
    const { platform, kind } = list;
    if (whole) tables.readings.set(place, { platform, kind, subject, wholeAt: at, readAt: at });
    else if (before !== undefined) tables.readings.set(place, { ...before, readAt: at });
  }
  if (!whole) return undefined;
  for (const [place, { holding, seenAt }] of tables.holdings) {
    const isOfList = holding.platform === list.platform && holding.kind === list.kind;
    if (isOfList && subjects.has(holding.subject) && seenAt < at) tables.holdings.delete(place);
  }
  return undefined;
}
