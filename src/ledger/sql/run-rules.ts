import { jsonText } from "../json-text.ts";
import type { LedgerChange } from "../change.ts";
import type { Program, Statement } from "./engine.ts";
import { write } from "./statement.ts";

/** Changes of one row of a small table each. */
type SmallChange = Extract<
  LedgerChange,
  {
    readonly what:
      | "call"
      | "forget-calls"
      | "written"
      | "begin-run"
      | "run-counts"
      | "end-run"
      | "meta"
      | "forget-meta";
  }
>;

/** What is carried out by one statement, the same for all engines. */
export function* runRules(change: SmallChange): Program<undefined> {
  yield statementOf(change);
  return undefined;
}

function statementOf(change: SmallChange): Statement {
  switch (change.what) {
    case "call":
      return write("INSERT INTO call_made (account, at) VALUES (?1, ?2)", change.account, change.at);
    case "forget-calls":
      return write("DELETE FROM call_made WHERE account = ?1 AND at < ?2", change.account, change.before);
    case "written":
      return write(
        "INSERT INTO written (hash, run) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING",
        change.hash,
        change.run,
      );
    case "begin-run": {
      const { id, command, pid, host, startedAt } = change.run;
      return write(
        "INSERT INTO run (id, command, pid, host, started_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        id,
        command,
        pid,
        host,
        startedAt,
      );
    }
    case "run-counts":
      return write("UPDATE run SET counts = ?1 WHERE id = ?2", jsonText(change.counts), change.id);
    case "end-run":
      return write(
        "UPDATE run SET ended_at = ?1, exit_code = ?2 WHERE id = ?3",
        change.at,
        change.exitCode,
        change.id,
      );
    case "meta":
      return write(
        "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
        change.name,
        change.value,
      );
    case "forget-meta":
      return write("DELETE FROM meta WHERE name = ?1", change.name);
  }
}
