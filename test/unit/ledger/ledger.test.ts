import { afterAll, describe, expect, test } from "vitest";
import { gathered } from "../../../src/ledger/batches.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { ledgersOfATest, licenseWithKey as request } from "../../support/ledgers.ts";
import { filePlaces, memoryPlaces } from "./places.ts";

async function recalled({ identities }: Ledger, lookupSource: string): Promise<string | undefined> {
  const [id] = await identities.recallMany([{ lookupSource, query: "who", since: 0 }]);
  return id;
}

const { opened, closed } = ledgersOfATest();

describe.each([filePlaces(), memoryPlaces()])("in $engine", ({ place, clear }) => {
  afterAll(clear);

  describe("an intent", () => {
    test("is there for everybody before it is acknowledged, with its facts", async () => {
      const one = place();
      const ledger = await opened(one);

      await ledger.requests.recordIntent([request("a"), request("b")], 5_000);

      const view = await one.view();
      const entries = await gathered(view.requests.all());
      await view.close();
      expect(entries.map(({ key, standing, intendedAt }) => [key, standing, intendedAt])).toEqual([
        ["a", "intended", 5_000],
        ["b", "intended", 5_000],
      ]);
      expect((await ledger.requests.findMany(["a"])).get("a")?.attributes).toEqual(request("a").attributes);
    });

    test.each(["intended", "accepted", "in_doubt"] as const)(
      "is refused for a request that is %s",
      async (standing) => {
        const ledger = await opened(place());
        const receipt = await ledger.requests.recordIntent([request("a")], 1);
        if (standing === "accepted")
          await ledger.requests.recordOutcome(receipt, { outcome: "accepted", remote: { remoteId: "x" } }, 2);
        if (standing === "in_doubt")
          await ledger.requests.recordOutcome(receipt, { outcome: "in_doubt", problem: "hung" }, 2);

        await expect(ledger.requests.recordIntent([request("b"), request("a")], 3)).rejects.toThrow(
          "a was requested before",
        );

        expect((await ledger.requests.findMany(["b"])).size).toBe(0);
        expect((await ledger.requests.findMany(["a"])).get("a")?.standing).toBe(standing);
      },
    );

    test.each(["refused", "released"] as const)("is taken again after it was %s", async (outcome) => {
      const ledger = await opened(place());
      const receipt = await ledger.requests.recordIntent([request("a")], 1);
      await ledger.requests.recordOutcome(receipt, { outcome, problem: "no" }, 2);

      await ledger.requests.recordIntent([request("a")], 3);

      const entry = (await ledger.requests.findMany(["a"])).get("a");
      expect(entry).toMatchObject({ standing: "intended", sends: 2, intendedAt: 3 });
      expect(entry?.problem).toBeUndefined();
    });

    test("that failed alone leaves the others of the same turn on record", async () => {
      const ledger = await opened(place());
      await ledger.requests.recordIntent([request("a")], 1);

      const both = await Promise.allSettled([
        ledger.requests.recordIntent([request("a")], 2),
        ledger.requests.recordIntent([request("c")], 2),
      ]);

      expect(both.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
      expect((await ledger.requests.findMany(["c"])).get("c")?.standing).toBe("intended");
    });
  });

  describe("the number under which a platform works on something", () => {
    const pending = { outcome: "in_doubt", problem: "being worked on", operationId: "batch 7" } as const;

    async function worked(how: (ledger: Ledger) => Promise<unknown>): Promise<string | undefined> {
      const ledger = await opened(place());
      const intent = await ledger.requests.recordIntent([request("a")], 1_000);
      await ledger.requests.recordOutcome(intent, pending, 1_500);
      await how(ledger);
      return (await ledger.requests.findMany(["a"])).get("a")?.operationId;
    }

    test("is there for the next run, which sends nothing in its place", async () => {
      const one = place();
      const first = await opened(one);
      const intent = await first.requests.recordIntent([request("a"), request("b")], 1_000);
      await first.requests.recordOutcome(intent, pending, 1_500);
      await closed(first);

      const { requests } = await opened(one, { id: "run2" });

      expect(
        (await requests.unsettled({ kind: "medallion.license", organization: "org" })).map(
          (entry) => entry.operationId,
        ),
      ).toEqual(["batch 7", "batch 7"]);
      await expect(requests.recordIntent([request("a")], 2_000)).rejects.toThrow("requested before");
    });

    test.each<[string, (ledger: Ledger) => Promise<unknown>]>([
      ["is released", ({ requests }) => requests.release(["a"], 2_000)],
      ["is refused", ({ requests }) => requests.refuse(["a"], "no", 2_000, true)],
      [
        "is seen",
        ({ requests }) => requests.recordSeen([{ ...request("a"), remote: { remoteId: "r" } }], 2_000),
      ],
      ["is settled by a person", ({ requests }) => requests.resolve(["a"], { as: "absent" }, 2_000)],
    ])("is forgotten once it %s", async (_how, how) => {
      expect(await worked(() => Promise.resolve())).toBe("batch 7");
      expect(await worked(how)).toBeUndefined();
    });

    test("is not that of the next sending", async () => {
      const again = async ({ requests }: Ledger): Promise<void> => {
        await requests.release(["a"], 2_000);
        await requests.recordIntent([request("a")], 3_000);
      };
      expect(await worked(again)).toBeUndefined();
    });
  });

  describe("what a list shows", () => {
    test("adopts what the ledger never asked for, and settles what was in doubt as its own", async () => {
      const ledger = await opened(place());
      const receipt = await ledger.requests.recordIntent([request("mine")], 1);
      await ledger.requests.recordOutcome(receipt, { outcome: "in_doubt", problem: "hung" }, 2);

      const status = "requested";
      await ledger.requests.recordSeen(
        [
          { ...request("mine"), remote: { remoteId: "r", status } },
          { ...request("theirs"), remote: { remoteId: "s", status } },
        ],
        3,
      );

      const found = await ledger.requests.findMany(["mine", "theirs"]);
      expect(found.get("mine")).toMatchObject({
        standing: "accepted",
        origin: "created",
        remoteId: "r",
        seenAt: 3,
      });
      expect(found.get("theirs")).toMatchObject({
        standing: "accepted",
        origin: "adopted",
        status: "requested",
      });
    });

    test("is never under two keys", async () => {
      const ledger = await opened(place());
      const see = (key: string, remoteId: string) =>
        ledger.requests.recordSeen([{ ...request(key), remote: { remoteId, status: "s" } }], 1);
      await see("mine", "r");
      const receipt = await ledger.requests.recordIntent([request("sent")], 2);
      const answer = { remoteId: "r", status: "other" };
      expect(await ledger.requests.recordOutcome(receipt, { outcome: "accepted", remote: answer }, 3)).toBe(
        "claimed",
      );

      expect(await see("theirs", "r")).toEqual(["theirs"]);
      expect(await see("mine", "r")).toEqual([]);

      const found = await ledger.requests.findMany(["mine", "theirs", "sent"]);
      expect([...found.keys()]).toEqual(["mine", "sent"]);
      expect(found.get("sent")).toMatchObject({
        standing: "in_doubt",
        remoteId: undefined,
        status: undefined,
      });
    });

    test("is that of all operations on one thing, where they are said to be so", async () => {
      const ledger = await opened(place());
      const remote = { remoteId: "r", status: "s" };
      await ledger.requests.recordSeen([{ ...request("thing"), remote }], 1);
      const receipt = await ledger.requests.recordIntent([request("thing#1-update")], 2);
      const ended = { outcome: "accepted", remote: { ...remote, status: "other" }, isShared: true } as const;
      expect(await ledger.requests.recordOutcome(receipt, ended, 3)).toBe("recorded");
      const later = { ...request("thing#2-remove"), remote: { ...remote, shared: true } };
      expect(await ledger.requests.recordSeen([later], 4)).toEqual([]);

      const found = await ledger.requests.withRemoteIds([later.kind], ["r"]);
      expect(found.map(({ key, standing, status }) => [key, standing, status])).toEqual([
        ["thing", "accepted", "s"],
        ["thing#1-update", "accepted", "other"],
        ["thing#2-remove", "accepted", "s"],
      ]);
    });

    test("is taken from the key that it does not fit: what was adopted may be requested, what was sent was accepted", async () => {
      const ledger = await opened(place());
      const remote = { remoteId: "r", status: "s" };
      await ledger.requests.recordSeen([{ ...request("adopted"), remote }], 1);
      const receipt = await ledger.requests.recordIntent([request("sent")], 2);
      await ledger.requests.recordOutcome(
        receipt,
        { outcome: "accepted", remote: { remoteId: "t", status: "s" } },
        3,
      );

      await ledger.requests.disown(["adopted", "sent"], 4);

      const found = await ledger.requests.findMany(["adopted", "sent"]);
      expect(
        [...found.values()].map(({ standing, remoteId, status }) => [standing, remoteId, status]),
      ).toEqual([
        ["released", undefined, undefined],
        ["accepted", undefined, undefined],
      ]);
      expect(
        await ledger.requests.recordSeen(
          [{ ...request("right"), remote: { remoteId: "t", status: "moved" } }],
          5,
        ),
      ).toEqual([]);
    });

    test("goes to another key with its changes when the roster names it more precisely", async () => {
      const ledger = await opened(place());
      const see = (status: string) =>
        ledger.requests.recordSeen([{ ...request("vague"), remote: { remoteId: "r", status } }], 1);
      await see("requested");
      await see("completed");
      const receipt = await ledger.requests.recordIntent([request("exact")], 2);
      await ledger.requests.recordOutcome(receipt, { outcome: "refused", problem: "no" }, 3);

      await ledger.requests.rename("vague", { ...request("exact"), attributes: { state: "NY" } });

      expect((await ledger.requests.findMany(["vague"])).size).toBe(0);
      expect((await ledger.requests.findMany(["exact"])).get("exact")).toMatchObject({
        standing: "accepted",
        remoteId: "r",
        attributes: { state: "NY" },
      });
      expect((await ledger.changes.unreportedOf(["exact"])).get("exact") ?? []).toHaveLength(1);
    });

    test("keeps a status that changed as a change until results have reported it", async () => {
      const ledger = await opened(place());
      const see = (status: string, at: number): Promise<readonly string[]> =>
        ledger.requests.recordSeen([{ ...request("a"), remote: { remoteId: "r", status } }], at);
      await see("requested", 1);
      await see("requested", 2);
      await see("completed", 3);

      expect((await ledger.changes.unreportedOf(["a"])).get("a") ?? []).toEqual([
        { key: "a", from: "requested", to: "completed", seenAt: 3 },
      ]);
      await ledger.changes.markReported(["a"]);
      expect((await ledger.changes.unreportedOf(["a"])).get("a") ?? []).toEqual([]);
    });
  });

  describe("a ledger", () => {
    test("is held by one run at a time, and free when that has ended", async () => {
      const one = place();
      const first = await opened(one, {
        id: "run1",
        pid: 4711,
        host: "night",
        command: "roster-sync sync roster.csv",
      });

      await expect(opened(one, { id: "run2" })).rejects.toThrow(
        'process 4711 on night, "roster-sync sync roster.csv"',
      );
      await closed(first);
      await expect(opened(one, { id: "run3" })).resolves.toBeDefined();
    });

    test("that nobody has begun is told of without being made", async () => {
      const one = place();

      expect(await one.absence()).toMatchObject({
        verdict: "good",
        says: expect.stringContaining("first run"),
      });
      await expect(one.view()).rejects.toThrow(/There is no ledger/);
      await closed(await opened(one));

      expect(await one.absence()).toBeUndefined();
      const view = await one.view();
      expect(await view.runs.unfinished()).toBeUndefined();
      await view.close();
    });

    test("remembers what lookups found for as long as it is asked to", async () => {
      const ledger = await opened(place());
      await ledger.identities.remember("medallion.provider", [{ query: "who", id: "id-1" }], 10);

      const ask = (query: string, since: number) => ({ lookupSource: "medallion.provider", query, since });
      expect(await ledger.identities.recallMany([ask("who", 11), ask("who", 5), ask("another", 0)])).toEqual([
        undefined,
        "id-1",
        undefined,
      ]);
    });
  });

  describe("a ledger of one organization", () => {
    const lookupSource = "medallion.provider";
    const asked = [{ query: "who", id: "id-1" }];

    test("is refused to another one, with both named, and stays usable for its own", async () => {
      const one = place();
      await closed(await opened(one, { id: "run1", organization: "north" }));

      await expect(opened(one, { id: "run2", organization: "south" })).rejects.toMatchObject({
        exitCode: 2,
        message: `The ledger ${one.shown} belongs to the Medallion organization north, and this run is for south.`,
        remedy: expect.stringContaining("--ledger"),
      });
      await expect(opened(one, { id: "run3", organization: "north" })).resolves.toBeDefined();
      const runs = await gathered((await one.view()).runs.since(0));
      expect(runs.map(({ id }) => id)).toEqual(["run1", "run3"]);
    });

    test("that no Medallion run has used yet is taken by the first one", async () => {
      const one = place();
      await closed(await opened(one, { id: "verifiable only" }));
      await closed(await opened(one, { id: "run2", organization: "north" }));

      await expect(opened(one, { id: "run3", organization: "south" })).rejects.toThrow("belongs to");
      await expect(opened(one, { id: "without Medallion" })).resolves.toBeDefined();
    });

    test.each<[string, readonly string[], string, string | undefined]>([
      ["holds requests of one organization goes on with what it knows", ["north"], "north", "id-1"],
      [
        "holds requests of two is taken by either, without what was looked up",
        ["north", "south"],
        "south",
        undefined,
      ],
      ["holds no request is taken by anybody, without what was looked up", [], "south", undefined],
    ])("that is older and %s", async (_what, organizations, mine, remembered) => {
      const one = place();
      const old = await opened(one);
      const requests = organizations.map((organization) => ({
        ...request(`key of ${organization}`),
        organization,
      }));
      if (requests.length > 0) await old.requests.recordIntent(requests, 1);
      await old.identities.remember(lookupSource, asked, 10);
      await old.identities.remember("verifiable.provider", asked, 10);
      await closed(old);

      const ledger = await opened(one, { id: "run2", organization: mine });

      expect(await recalled(ledger, lookupSource)).toBe(remembered);
      expect(await recalled(ledger, "verifiable.provider")).toBe("id-1");
    });

    test("that is older and holds another one's requests is refused", async () => {
      const one = place();
      const old = await opened(one);
      await old.requests.recordIntent([{ ...request("a"), organization: "north" }], 1);
      await closed(old);

      await expect(opened(one, { id: "run2", organization: "south" })).rejects.toThrow(
        "organization north, and this run is for south",
      );
    });
  });
});
