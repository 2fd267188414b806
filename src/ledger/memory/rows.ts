import type { LedgerRow } from "../rows.ts";
import { holdingOf, holdingRecord } from "../sql/holdings.ts";
import { entryOf, entryRecord } from "../sql/request-reads.ts";
import { pastRunOf, runRecord } from "../sql/runs.ts";
import type { Holding } from "../holding.ts";
import { byBytes, placeOf, type MemoryTables } from "./tables.ts";

type Columns = LedgerRow["columns"];

const text = (columns: Columns, name: string): string => String(columns[name]);
const number = (columns: Columns, name: string): number | undefined =>
  typeof columns[name] === "number" ? columns[name] : undefined;

/** Puts a row of another ledger where it belongs. */
export function pourRow(tables: MemoryTables, { table, columns }: LedgerRow): void {
  switch (table) {
    case "meta":
      tables.meta.set(text(columns, "name"), text(columns, "value"));
      return;
    case "run": {
      const run = pastRunOf(columns);
      tables.runs.set(run.id, run);
      return;
    }
    case "request": {
      tables.requests.set(entryOf(columns));
      return;
    }
    case "change": {
      const reported = columns["reported_by"];
      tables.changes = [
        ...tables.changes,
        {
          key: text(columns, "key"),
          from: text(columns, "from_status"),
          to: text(columns, "to_status"),
          seenAt: Number(columns["seen_at"]),
          reportedBy: typeof reported === "string" ? reported : undefined,
        },
      ];
      return;
    }
    case "identity":
      tables.identities.set(placeOf(text(columns, "directory"), text(columns, "question")), {
        id: text(columns, "answer"),
        at: Number(columns["found_at"]),
      });
      return;
    case "status_answer":
      tables.statuses.set(text(columns, "handle"), {
        columns: JSON.parse(text(columns, "answer")) as Record<string, string>,
        checkedAt: Number(columns["checked_at"]),
      });
      return;
    case "list_size":
      tables.lists.set(text(columns, "name"), {
        total: number(columns, "total"),
        completeAt: number(columns, "complete_at"),
      });
      return;
    case "call_made":
      tables.calls = [...tables.calls, { account: text(columns, "account"), at: Number(columns["at"]) }];
      return;
    case "holding": {
      const holding = holdingOf(columns);
      const place = placeOf(holding.platform, holding.kind, holding.id);
      tables.holdings.set(place, { holding, seenAt: Number(columns["seen_at"]) });
      return;
    }
    case "holding_reading": {
      const [platform, kind] = [columns["platform"], columns["kind"]] as [
        Holding["platform"],
        Holding["kind"],
      ];
      const subject = text(columns, "subject");
      const [wholeAt, readAt] = [Number(columns["whole_at"]), Number(columns["read_at"])];
      tables.readings.set(placeOf(platform, kind, subject), { platform, kind, subject, wholeAt, readAt });
      return;
    }
    case "written":
      tables.written.set(text(columns, "hash"), text(columns, "run"));
      return;
  }
}

/** All rows of all tables, in the order in which they are copied. */
export function* rowsOf(tables: MemoryTables): Generator<LedgerRow> {
  for (const [name, value] of sorted(tables.meta)) yield { table: "meta", columns: { name, value } };
  const runs = [...tables.runs.values()].toSorted(
    (one, other) => one.startedAt - other.startedAt || byBytes(one.id, other.id),
  );
  for (const run of runs) yield { table: "run", columns: runRecord(run) };
  const requests = [...tables.requests.all()].toSorted((one, other) => byBytes(one.key, other.key));
  for (const entry of requests) yield { table: "request", columns: entryRecord(entry) };
  for (const { key, from, to, seenAt, reportedBy } of tables.changes) {
    yield {
      table: "change",
      columns: { key, from_status: from, to_status: to, seen_at: seenAt, reported_by: reportedBy ?? null },
    };
  }
  for (const [place, { id, at }] of sortedByParts(tables.identities)) {
    const [directory = "", question = ""] = place;
    yield { table: "identity", columns: { directory, question, answer: id, found_at: at } };
  }
  for (const [handle, { columns, checkedAt }] of sorted(tables.statuses)) {
    yield {
      table: "status_answer",
      columns: { handle, answer: JSON.stringify(columns), checked_at: checkedAt },
    };
  }
  for (const [name, { total, completeAt }] of sorted(tables.lists)) {
    yield { table: "list_size", columns: { name, total: total ?? null, complete_at: completeAt ?? null } };
  }
  const calls = tables.calls.toSorted(
    (one, other) => byBytes(one.account, other.account) || one.at - other.at,
  );
  for (const { account, at } of calls) yield { table: "call_made", columns: { account, at } };
  for (const [, { holding, seenAt }] of sortedByParts(tables.holdings))
    yield { table: "holding", columns: holdingRecord(holding, seenAt) };
  for (const [, { platform, kind, subject, wholeAt, readAt }] of sortedByParts(tables.readings)) {
    yield {
      table: "holding_reading",
      columns: { platform, kind, subject, whole_at: wholeAt, read_at: readAt },
    };
  }
  for (const [hash, run] of sorted(tables.written)) yield { table: "written", columns: { hash, run } };
}

function sorted<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].toSorted(([one], [other]) => byBytes(one, other));
}

function sortedByParts<Value>(
  map: ReadonlyMap<string, Value>,
): readonly (readonly [readonly string[], Value])[] {
  const split = [...map].map(([place, value]) => [JSON.parse(place) as readonly string[], value] as const);
  return split.toSorted(([one], [other]) => {
    for (const [index, part] of one.entries()) {
      const order = byBytes(part, other[index] ?? "");
      if (order !== 0) return order;
    }
    return 0;
  });
}
