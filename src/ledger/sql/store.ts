import type { LedgerChange } from "../change.ts";
import { CopyRules } from "./dump.ts";
import type { ChangeProgram, Dialect, SqlEngine } from "./engine.ts";
import { HoldingRules } from "./holdings.ts";
import { LookupRules } from "./lookup-rules.ts";
import { RequestRules } from "./request-rules.ts";
import { runRules } from "./runs.ts";
import type { LedgerStore } from "../store.ts";
import { sqlReads } from "./reads.ts";

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
