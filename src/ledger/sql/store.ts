import type { LedgerStore } from "../store.ts";
import type { SqlEngine } from "./engine.ts";
import { programsFor } from "./programs.ts";
import { sqlReads } from "./reads.ts";

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
