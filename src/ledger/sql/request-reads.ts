import { groupedBy } from "../../text/grouped.ts";
import type { Attributes, LedgerEntry, RemoteState, RequestIdentity, Standing } from "../entry.ts";
import { ledgerTables, type LedgerRow, type LedgerTable } from "../rows.ts";
import { jsonText, wholeTime, type LedgerChange } from "../store.ts";
import type { RequestReader } from "../stores.ts";
import {
  type SqlRow,
  type SqlValue,
  timeIn,
  textIn,
  paged,
  rowsOf,
  type Dialect,
  type Program,
  write,
} from "./engine.ts";
import type { Reading } from "./store.ts";

/** The columns of the request table. */
export const requestColumns = Object.keys(ledgerTables.request.columns);

/** A row of the request table as an entry. */
export function entryOf(row: SqlRow): LedgerEntry {
  const details = textIn(row, "details");
  const givenUp = textIn(row, "given_up");
  return {
    key: String(row["key"]),
    platform: String(row["platform"]),
    kind: String(row["kind"]),
    organization: String(row["organization"]),
    subject: String(row["subject"]),
    attributes: JSON.parse(String(row["facts"])) as Attributes,
    standing: row["standing"] as Standing,
    origin: row["origin"] as LedgerEntry["origin"],
    remoteId: textIn(row, "remote_id"),
    status: textIn(row, "status"),
    statusReason: textIn(row, "status_reason"),
    details: details === undefined ? undefined : (JSON.parse(details) as Record<string, string>),
    createdAt: timeIn(row, "created_at"),
    intendedAt: timeIn(row, "intended_at"),
    unsettledSince: timeIn(row, "unsettled_since"),
    clockAheadMs: timeIn(row, "clock_ahead"),
    answerStatus: timeIn(row, "answer_status"),
    operationId: textIn(row, "operation_id"),
    doubtSince: timeIn(row, "doubt_since"),
    settledAt: timeIn(row, "settled_at"),
    seenAt: timeIn(row, "seen_at"),
    shownAt: timeIn(row, "shown_at"),
    givenUp: givenUp === undefined ? undefined : (JSON.parse(givenUp) as string[]),
    sends: Number(row["sends"]),
    problem: textIn(row, "problem"),
    run: String(row["run"]),
  };
}

/** A record of the columns that say which request it is. */
export function identityRecord(request: RequestIdentity): Record<string, SqlValue> {
  const { key, platform, kind, organization, subject, attributes } = request;
  return { key, platform, kind, organization, subject, facts: jsonText(attributes) };
}

/** A record of the columns that say what the platform says of a request. */
export function remoteRecord(remote: RemoteState): Record<string, SqlValue> {
  return {
    remote_id: remote.remoteId ?? null,
    status: remote.status ?? null,
    status_reason: remote.statusReason ?? null,
    details: remote.details === undefined ? null : jsonText(remote.details),
    created_at: wholeTime(remote.createdAt) ?? null,
  };
}

/** An entry as a record of its columns. */
export function entryRecord(entry: LedgerEntry): Record<string, SqlValue> {
  return {
    ...identityRecord(entry),
    ...remoteRecord(entry),
    standing: entry.standing,
    origin: entry.origin,
    intended_at: entry.intendedAt ?? null,
    unsettled_since: entry.unsettledSince ?? null,
    clock_ahead: entry.clockAheadMs ?? null,
    answer_status: entry.answerStatus ?? null,
    operation_id: entry.operationId ?? null,
    doubt_since: entry.doubtSince ?? null,
    settled_at: entry.settledAt ?? null,
    seen_at: entry.seenAt ?? null,
    shown_at: entry.shownAt ?? null,
    given_up: entry.givenUp === undefined ? null : JSON.stringify(entry.givenUp),
    sends: entry.sends,
    problem: entry.problem ?? null,
    run: entry.run,
  };
}

const all = "SELECT request.* FROM request";
const inScope = "kind = ?1 AND organization = ?2";

/** What can be asked about requests. */
export function requestReads({ dialect, select }: Reading): RequestReader {
  const isIn = (column: string, place: number): string =>
    `${column} IN (SELECT t.item FROM ${dialect.items(place)})`;
  const entries = async (sql: string, ...values: readonly SqlValue[]): Promise<readonly LedgerEntry[]> =>
    (await select(rowsOf(requestColumns, sql, ...values))).map(entryOf);
  const byKeys = `${all} WHERE ${isIn("key", 1)}`;
  const bySubjects = `${all} WHERE ${inScope} AND ${isIn("subject", 3)} ORDER BY key`;
  const byRemoteIds = `${all} WHERE ${isIn("kind", 1)} AND ${isIn("remote_id", 2)} ORDER BY key`;
  const claimed = `SELECT remote_id, key FROM request
    WHERE kind = ?1 AND standing = 'accepted' AND ${isIn("remote_id", 2)} ORDER BY key`;
  return {
    findMany: async (keys) => {
      if (keys.length === 0) return new Map();
      const found = await entries(byKeys, jsonText(keys));
      return new Map(found.map((entry) => [entry.key, entry]));
    },
    ofSubjects: async ({ kind, organization }, subjects) => {
      if (subjects.length === 0) return new Map();
      const found = await entries(bySubjects, kind, organization, jsonText(subjects));
      return groupedBy(found, ({ subject }) => subject);
    },
    withRemoteIds: async (kinds, ids) => {
      if (kinds.length === 0 || ids.length === 0) return [];
      return entries(byRemoteIds, jsonText(kinds), jsonText(ids));
    },
    claims: async (kind, ids) => {
      if (ids.length === 0) return new Map();
      const rows = await select(rowsOf(["remote_id", "key"], claimed, kind, jsonText(ids)));
      return new Map(rows.map((row) => [String(row["remote_id"]), String(row["key"])]));
    },
    unsettled: ({ kind, organization }) => {
      const sql = `${all} WHERE standing IN ('intended', 'in_doubt') AND ${inScope} ORDER BY intended_at, key`;
      return entries(sql, kind, organization);
    },
    sentUnseen: ({ kind, organization }) => {
      const sql = `${all} WHERE unsettled_since IS NOT NULL AND standing IN ('refused', 'released') AND ${inScope}
        ORDER BY key`;
      return entries(sql, kind, organization);
    },
    all: async function* () {
      const sql = `${all} WHERE key > ?1 ORDER BY key LIMIT ?2`;
      const page = (last: SqlRow | undefined, size: number) =>
        select(rowsOf(requestColumns, sql, last?.["key"] ?? "", size));
      for await (const row of paged(page)) yield entryOf(row);
    },
    changed: async function* () {
      const sql = `SELECT request.*, min(change.seen_at) AS reached_at FROM request
        JOIN change ON change.key = request.key AND change.to_status = request.status
        WHERE request.key > ?1 GROUP BY request.key ORDER BY request.key LIMIT ?2`;
      const columns = [...requestColumns, "reached_at"];
      const page = (last: SqlRow | undefined, size: number) =>
        select(rowsOf(columns, sql, last?.["key"] ?? "", size));
      for await (const row of paged(page)) yield { ...entryOf(row), reachedAt: Number(row["reached_at"]) };
    },
  };
}

/** Takes over rows of another ledger, as programs in the words of one engine. */
export class CopyRules {
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  *copy({ rows }: Extract<LedgerChange, { readonly what: "copy" }>): Program<undefined> {
    for (const [table, group] of groupedBy(rows, (row) => row.table)) {
      const { columns } = ledgerTables[table];
      const names = Object.keys(columns);
      yield write(
        `INSERT INTO ${table} (${names.join(", ")})
         SELECT ${names.map((name) => `t.${name}`).join(", ")} FROM ${this.#dialect.records(columns)} ORDER BY t.n`,
        jsonText(group.map((row) => row.columns)),
      );
    }
    return undefined;
  }
}

/** All rows of all tables, as they are copied. */
export async function* dumpOf({ select }: Reading): AsyncGenerator<LedgerRow> {
  for (const table of Object.keys(ledgerTables) as LedgerTable[]) {
    for await (const row of paged(pageOf(table, select))) {
      const names = Object.keys(ledgerTables[table].columns);
      yield { table, columns: Object.fromEntries(names.map((name) => [name, row[name] ?? null])) };
    }
  }
}

type Page = Parameters<typeof paged>[0];

function pageOf(table: LedgerTable, select: Reading["select"]): Page {
  const { columns, order } = ledgerTables[table];
  const names = [...new Set([...Object.keys(columns), ...order])];
  const selected = `SELECT ${names.join(", ")} FROM ${table}`;
  // two calls may have been made in the same millisecond, so that these have no key to go on from
  if (table === "call_made") {
    let read = 0;
    return async (_last, size) => {
      const sql = `${selected} ORDER BY ${order.join(", ")} LIMIT ?1 OFFSET ?2`;
      const rows = await select(rowsOf(names, sql, size, read));
      read += rows.length;
      return rows;
    };
  }
  return (last, size) => {
    const after = last === undefined ? [] : order.map((name): SqlValue => last[name] ?? null);
    const places = after.map((_, place) => `?${place + 1}`).join(", ");
    const where = last === undefined ? "" : `WHERE (${order.join(", ")}) > (${places})`;
    const sql = `${selected} ${where} ORDER BY ${order.join(", ")} LIMIT ?${after.length + 1}`;
    return select(rowsOf(names, sql, ...after, size));
  };
}
