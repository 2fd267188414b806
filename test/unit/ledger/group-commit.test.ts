import { describe, expect, test } from "vitest";
import { GroupCommit, type Gathering } from "../../../src/ledger/group-commit.ts";
import { RefusedChange, type LedgerChange, type Verdict } from "../../../src/ledger/store.ts";

/** What a group commit did, and the means to let it go on. */
function staged(verdictOf: (change: LedgerChange) => Verdict = () => ({ answer: undefined })) {
  const batches: (readonly LedgerChange[])[] = [];
  const ends: ((end: "done" | Error) => void)[] = [];
  let turns: (() => void)[] = [];
  let soon: (() => void)[] = [];
  const how: Gathering = {
    nextTurn: (task) => void turns.push(task),
    soon: (task) => {
      soon.push(task);
      return () => {
        soon = soon.filter((other) => other !== task);
      };
    },
  };
  const commit = new GroupCommit(async (changes) => {
    batches.push(changes);
    const end = await new Promise<"done" | Error>((resolve) => void ends.push(resolve));
    if (end !== "done") throw end;
    return changes.map(verdictOf);
  }, how);
  return {
    commit,
    batches,
    waits: () => soon.length,
    turn: () => {
      for (const task of turns.splice(0)) task();
    },
    later: () => {
      for (const task of soon.splice(0)) task();
    },
    end: async (ending: "done" | Error = "done") => {
      ends.shift()?.(ending);
      await new Promise((resolve) => void setImmediate(resolve));
    },
  };
}

const call = (account: string): LedgerChange => ({ what: "call", account, at: 1 });

describe("changes", () => {
  test("of one turn are one flush, and what comes during it is the next", async () => {
    const { commit, batches, turn, end } = staged();
    const first = [commit.write(call("a")), commit.write(call("b"))];
    turn();
    const second = [commit.write(call("c")), commit.write(call("d"))];
    turn();
    expect(batches).toEqual([[call("a"), call("b")]]);

    await end();
    await Promise.all(first);
    turn();
    expect(batches).toHaveLength(2);
    await end();
    await Promise.all(second);

    expect(batches[1]).toEqual([call("c"), call("d")]);
  });

  test("that nobody waits for go with the next flush, or a little later alone", async () => {
    const { commit, batches, waits, turn, later, end } = staged();
    const first = commit.writeSoon(call("a"));
    turn();
    expect([batches.length, waits()]).toEqual([0, 1]);
    const urgent = commit.write(call("b"));
    turn();
    expect([batches, waits()]).toEqual([[[call("a"), call("b")]], 0]);
    await end();
    await Promise.all([first, urgent]);

    const alone = commit.writeSoon(call("c"));
    later();
    turn();
    await end();
    await alone;

    expect(batches[1]).toEqual([call("c")]);
  });

  test("that come soon during a flush wait for the end of it", async () => {
    const { commit, batches, turn, later, end } = staged();
    const first = commit.write(call("a"));
    turn();
    const second = commit.writeSoon(call("b"));
    later();
    turn();
    expect(batches).toHaveLength(1);
    await end();
    await first;
    turn();
    await end();
    await second;

    expect(batches).toHaveLength(2);
  });

  test("that are refused are refused alone", async () => {
    const refused = new RefusedChange("no");
    const { commit, turn, end } = staged((change) =>
      change.what === "call" && change.account === "a" ? { refused } : { answer: undefined },
    );
    const both = Promise.allSettled([commit.write(call("a")), commit.write(call("b"))]);
    turn();
    await end();

    expect(await both).toEqual([
      { status: "rejected", reason: refused },
      { status: "fulfilled", value: undefined },
    ]);
    expect(commit.broken.aborted).toBe(false);
  });

  test("are never written again once a flush has failed", async () => {
    const { commit, batches, turn, end } = staged();
    const full = new Error("the disk is full");
    const first = Promise.allSettled([commit.write(call("a"))]);
    turn();
    const meanwhile = Promise.allSettled([commit.write(call("b"))]);
    await end(full);
    turn();
    const after = Promise.allSettled([commit.writeSoon(call("c"))]);
    const last = Promise.allSettled([commit.write(call("d"))]);
    turn();

    for (const ended of await Promise.all([first, meanwhile, after, last]))
      expect(ended).toEqual([{ status: "rejected", reason: full }]);
    expect([batches.length, commit.broken.reason]).toEqual([1, full]);
  });
});
