import { createHash } from "node:crypto";
import type { IntentReceipt } from "./entry.ts";
import { GroupCommit, type Gathering } from "./group-commit.ts";
import type { Ledger } from "./ledger.ts";
import type { LedgerStore } from "./store.ts";
import type { RequestReader, RequestStore } from "./stores.ts";
import { readsTogether } from "./together.ts";

const nothing = Promise.resolve();

/**
 * A ledger for one run over whatever engine has it: gathers changes, hashes what is not to be read, makes receipts.
 * @param salt makes the stored queries unreadable
 */
export function workingLedger(store: LedgerStore, run: string, salt: string, how?: Gathering): Ledger {
  const reads = readsTogether(store);
  const commit = new GroupCommit(store.commit, how);
  const hashOf = (query: string): string =>
    createHash("sha256").update(salt).update(query).digest("base64url");
  return {
    requests: requestStore(reads.requests, commit, run),
    changes: {
      ...reads.changes,
      markReported: (keys) => (keys.length === 0 ? nothing : commit.write({ what: "report", keys, run })),
    },
    identities: {
      recallMany: (queries) =>
        reads.identities.recallMany(queries.map(({ query, ...rest }) => ({ ...rest, hash: hashOf(query) }))),
      remember: (lookupSource, found, at) =>
        found.length === 0
          ? nothing
          : commit.write({
              what: "identities",
              lookupSource,
              found: found.map(({ query, id }) => ({ hash: hashOf(query), id })),
              at,
            }),
    },
    statuses: {
      ...reads.statuses,
      keep: (answers, at) =>
        answers.length === 0 ? nothing : commit.write({ what: "statuses", answers, at }),
    },
    holdings: {
      ...reads.holdings,
      keep: (holdings, at) =>
        holdings.length === 0 ? nothing : commit.write({ what: "holdings", holdings, at }),
      markRead: (list, subjects, at, whole) =>
        subjects.length === 0 ? nothing : commit.write({ what: "holdings-read", list, subjects, at, whole }),
    },
    lists: {
      ...reads.lists,
      remember: (name, memory) => commit.write({ what: "list", name, memory }),
    },
    calls: {
      ...reads.calls,
      add: (account, at) => commit.writeSoon({ what: "call", account, at }),
      forget: (account, before) => commit.write({ what: "forget-calls", account, before }),
    },
    runs: {
      ...reads.runs,
      recordCounts: (id, counts) => commit.write({ what: "run-counts", id, counts }),
    },
    written: {
      ...reads.written,
      add: (hash) => commit.write({ what: "written", hash, run }),
    },
    lost: AbortSignal.any([store.lost, commit.broken]),
    clockAheadMs: store.clockAheadMs,
    ...(store.doubt === undefined ? {} : { doubt: store.doubt }),
    close: async (exitCode, at) => {
      try {
        if (!commit.broken.aborted && !store.lost.aborted)
          await commit.write({ what: "end-run", id: run, exitCode, at });
      } finally {
        await store.close();
      }
    },
  };
}

/** The requests of a ledger for the run that holds it. The only place where receipts are made. */
function requestStore(reader: RequestReader, commit: GroupCommit, run: string): RequestStore {
  return {
    ...reader,
    run,
    recordIntent: async (requests, at, clockAheadMs) => {
      await commit.write({ what: "intend", requests, at, run, clockAheadMs });
      return { keys: requests.map(({ key }) => key), intendedAt: at } as unknown as IntentReceipt;
    },
    recordOutcome: ({ keys }, ended, at) => commit.writeSoon({ what: "outcome", keys, ended, at, run }),
    recordSeen: async (seen, at) => (seen.length === 0 ? [] : commit.write({ what: "seen", seen, at, run })),
    release: (keys, at) =>
      keys.length === 0
        ? nothing
        : commit.write({
            what: "end",
            keys,
            outcome: "released",
            problem: "not found on the platform",
            certain: false,
            at,
            run,
          }),
    refuse: (keys, problem, at, certain) =>
      keys.length === 0
        ? nothing
        : commit.write({ what: "end", keys, outcome: "refused", problem, certain, at, run }),
    resolve: async (keys, resolution, at) =>
      keys.length === 0 ? new Map() : commit.write({ what: "resolve", keys, resolution, at, run }),
    disown: (keys, at) => (keys.length === 0 ? nothing : commit.write({ what: "disown", keys, at, run })),
    rename: (key, into) => commit.write({ what: "rename", key, into }),
    touch: (keys, at) => (keys.length === 0 ? nothing : commit.write({ what: "touch", keys, at })),
  };
}
