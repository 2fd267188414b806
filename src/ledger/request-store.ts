import type { IntentReceipt } from "./entry.ts";
import type { GroupCommit } from "./group-commit.ts";
import type { RequestReader, RequestStore } from "./stores.ts";

const nothing = Promise.resolve();

/** The requests of a ledger for the run that holds it. The only place where receipts are made. */
export function requestStore(reader: RequestReader, commit: GroupCommit, run: string): RequestStore {
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
