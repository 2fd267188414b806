import { jsonText, type LedgerReads, type LedgerChange, type LedgerStore } from "../store.ts";
import { type SqlEngine, type SqlRow, timeIn, rowsOf, type ChangeProgram, type Dialect } from "./engine.ts";
import { changeReads, holdingReads, HoldingRules } from "./holdings.ts";
import { LookupRules } from "./lookup-rules.ts";
import { dumpOf, CopyRules, requestReads } from "./request-reads.ts";
import { RequestRules } from "./request-rules.ts";
import { runReads, runRules } from "./runs.ts";

/** The part of an engine that reads. */
export type Reading = Pick<SqlEngine, "dialect" | "select">;

/** All that can be asked of a ledger, in the words of one engine. */
export function sqlReads(engine: Reading): LedgerReads {
  const { dialect, select } = engine;
  const find = async (columns: readonly string[], table: string, names: readonly string[]) => {
    if (names.length === 0) return [];
    const [key = ""] = columns;
    const sql = `SELECT ${columns.join(", ")} FROM ${table} WHERE ${key} IN (SELECT t.item FROM ${dialect.items(1)})`;
    return select(rowsOf(columns, sql, jsonText(names)));
  };
  const known = async (table: string, key: string, names: readonly string[]) =>
    new Set((await find([key], table, names)).map((row) => String(row[key])));
  return {
    requests: requestReads(engine),
    holdings: holdingReads(engine),
    changes: changeReads(engine),
    runs: { ...runReads(engine), known: (ids) => known("run", "id", ids) },
    written: { known: (hashes) => known("written", "hash", hashes) },
    identities: {
      recallMany: async (queries) => {
        if (queries.length === 0) return [];
        const columns = { directory: "text", hash: "text", since: "bigint" } as const;
        const sql = `SELECT t.n AS n, i.answer AS answer FROM ${dialect.records(columns)} CROSS JOIN identity i
          WHERE i.directory = t.directory AND i.question = t.hash AND i.found_at >= t.since`;
        const records = queries.map(({ lookupSource, hash, since }) => ({
          directory: lookupSource,
          hash,
          since,
        }));
        const rows = await select(rowsOf(["n", "answer"], sql, jsonText(records)));
        const answers = new Map(rows.map((row) => [Number(row["n"]), String(row["answer"])]));
        return queries.map((_, place) => answers.get(place + 1));
      },
    },
    statuses: {
      lastOf: async (handles) => {
        const rows = await find(["handle", "answer", "checked_at"], "status_answer", handles);
        return new Map(rows.map((row) => [String(row["handle"]), statusOf(row)]));
      },
    },
    lists: {
      recallMany: async (names) => {
        const rows = await find(["name", "total", "complete_at"], "list_size", names);
        return new Map(
          rows.map((row) => [
            String(row["name"]),
            { total: timeIn(row, "total"), completeAt: timeIn(row, "complete_at") },
          ]),
        );
      },
    },
    calls: {
      since: async (account, at) => {
        const sql = "SELECT at FROM call_made WHERE account = ?1 AND at > ?2 ORDER BY at";
        return (await select(rowsOf(["at"], sql, account, at))).map((row) => Number(row["at"]));
      },
    },
    meta: async (name) => {
      const [row] = await select(rowsOf(["value"], "SELECT value FROM meta WHERE name = ?1", name));
      return row === undefined ? undefined : String(row["value"]);
    },
    organizations: async (platform) => {
      const sql = "SELECT DISTINCT organization FROM request WHERE platform = ?1 ORDER BY organization";
      return (await select(rowsOf(["organization"], sql, platform))).map((row) =>
        String(row["organization"]),
      );
    },
    dump: () => dumpOf(engine),
  };
}

function statusOf(row: SqlRow) {
  return {
    columns: JSON.parse(String(row["answer"])) as Record<string, string>,
    checkedAt: Number(row["checked_at"]),
  };
}

/** Makes a program of each change, in the words of one engine. */
function programsFor(dialect: Dialect): (change: LedgerChange) => ChangeProgram {
  const requests = new RequestRules(dialect);
  const lookups = new LookupRules(dialect);
  const holdings = new HoldingRules(dialect);
  const copies = new CopyRules(dialect);
  return (change) => () => {
    switch (change.what) {
      case "intend":
        return requests.intend(change);
      case "outcome":
        return requests.outcome(change);
      case "seen":
        return requests.seen(change);
      case "end":
        return requests.end(change);
      case "resolve":
        return requests.resolve(change);
      case "disown":
        return requests.disown(change);
      case "rename":
        return requests.rename(change);
      case "touch":
        return requests.touch(change);
      case "report":
        return lookups.report(change);
      case "identities":
        return lookups.identities(change);
      case "statuses":
        return lookups.statuses(change);
      case "list":
        return lookups.list(change);
      case "forget-lookups":
        return lookups.forget(change);
      case "holdings":
        return holdings.keep(change);
      case "holdings-read":
        return holdings.read(change);
      case "call":
      case "forget-calls":
      case "written":
      case "begin-run":
      case "run-counts":
      case "end-run":
      case "meta":
      case "forget-meta":
        return runRules(change);
      case "copy":
        return copies.copy(change);
    }
  };
}

/** A ledger over a SQL engine: what it knows beyond reading and changing is the engine's own. */
export function sqlStore(
  engine: SqlEngine,
  own: Pick<LedgerStore, "lost" | "clockAheadMs" | "close" | "doubt">,
): LedgerStore {
  const programOf = programsFor(engine.dialect);
  return {
    ...sqlReads(engine),
    ...own,
    commit: (changes) => engine.transact(changes.map(programOf)),
  };
}
