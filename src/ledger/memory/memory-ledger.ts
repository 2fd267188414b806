import { LedgerFileError, LedgerHeldError } from "../../errors.ts";
import {
  RefusedChange,
  type LedgerChange,
  type Verdict,
  mendedIn,
  type LedgerPlace,
  type LedgerStore,
} from "../store.ts";
import { memoryReads } from "./reads.ts";
import { emptyTables, type MemoryTables } from "./rows.ts";
import { carryOut } from "./rules.ts";

/** A ledger that lives as long as this object: for tests, and for nights that are only imagined. */
export interface MemoryLedger extends LedgerPlace {
  /**
   * Ends whoever holds it as a power cut would. What was acknowledged is there; what was being written is there whole or
   * not at all. Nothing that the dead one still asks for is ever answered.
   * @param isKept whether what was being written is there; asked at most once
   */
  readonly crash: (isKept: () => boolean) => void;
}

/** How a ledger in memory takes its time. */
export interface MemoryTiming {
  /**
   * Waited for by every commit before it counts; what it rejects with ends all writing, and nothing of that commit counts.
   * As a rule the next turn of the event loop.
   */
  readonly flush?: () => Promise<void>;
}

interface Holder {
  isDead: boolean;
  underWay: readonly LedgerChange[] | undefined;
  readonly description: string;
}

/** Makes a ledger in memory, with nothing in it. */
export function memoryLedger({ flush = nextTurn }: MemoryTiming = {}): MemoryLedger {
  const tables = emptyTables();
  let holder: Holder | undefined;
  return {
    shown: "in memory",
    remedy: "Run the same command again.",
    absence: async () =>
      tables.runs.size > 0
        ? undefined
        : { verdict: "good", says: "does not exist yet; the first run creates it" },
    view: async () => {
      if (tables.runs.size === 0) throw new LedgerFileError("There is no ledger in memory.");
      return { ...memoryReads(tables), close: async () => undefined };
    },
    hold: async ({ run: { pid, host, command } }) => {
      if (holder !== undefined) throw new LedgerHeldError(holder.description);
      const own: Holder = {
        isDead: false,
        underWay: undefined,
        description: `process ${pid} on ${host}, "${command}"`,
      };
      holder = own;
      const release = (): void => {
        if (holder === own) holder = undefined;
      };
      return storeFor(tables, own, flush, release);
    },
    crash: (isKept) => {
      if (holder === undefined) return;
      holder.isDead = true;
      if (holder.underWay !== undefined && isKept()) carryOutAll(tables, holder.underWay);
      holder = undefined;
    },
  };
}

function storeFor(
  tables: MemoryTables,
  holder: Holder,
  flush: () => Promise<void>,
  release: () => void,
): LedgerStore {
  return {
    ...memoryReads(tables),
    commit: async (changes) => {
      holder.underWay = mendedIn(changes);
      await flush();
      if (holder.isDead) return never;
      const verdicts = carryOutAll(tables, holder.underWay);
      holder.underWay = undefined;
      return verdicts;
    },
    lost: new AbortController().signal,
    clockAheadMs: () => 0,
    close: async () => release(),
  };
}

const never = new Promise<readonly Verdict[]>(() => undefined);

function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

function carryOutAll(tables: MemoryTables, changes: readonly LedgerChange[]): readonly Verdict[] {
  return changes.map((change): Verdict => {
    try {
      return { answer: carryOut(tables, change) };
    } catch (error) {
      if (error instanceof RefusedChange) return { refused: error };
      throw error;
    }
  });
}
