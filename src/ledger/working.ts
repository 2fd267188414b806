import { createHash } from "node:crypto";
import { GroupCommit, type Gathering } from "./group-commit.ts";
import type { Ledger } from "./ledger.ts";
import { requestStore } from "./request-store.ts";
import { readsTogether } from "./reads-together.ts";
import type { LedgerStore } from "./store.ts";

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
