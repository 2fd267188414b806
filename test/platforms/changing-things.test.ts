import { afterEach, describe, expect, test } from "vitest";
import { hurriedClock, rehearsals, type Ended, type Line } from "../support/rehearsal.ts";
import { harbor as platform } from "./harbor/harbor.ts";
import { startHarbor, type Harbor, type HarborMoods, type MadeListing } from "./harbor/server.ts";

const rehearse = rehearsals();
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

const names = ["ann", "bo", "cy", "di", "ed"] as const;
type Name = (typeof names)[number];
const idOf = (name: Name): string => `5a0b1c2d-0000-4000-8000-00000000000${names.indexOf(name) + 1}`;

/** A roster with a row for each of these: an address, that they are to have no listing, or nothing. */
function rosterOf(wishes: Partial<Record<Name, string>>): string {
  const rows = Object.entries(wishes).map(([name, address]) =>
    address === "" ? `${name}@example.test,no,` : `${name}@example.test,yes,${address}`,
  );
  return ["email,directory,directory_address", ...rows, ""].join("\n");
}

const listing = (name: Name, address: string): MadeListing => ({
  id: `old-${name}`,
  person: idOf(name),
  address,
  status: "open",
});

interface AtHarbor {
  readonly harbor: Harbor;
  /** A night with a roster like this. */
  readonly night: (wishes: Partial<Record<Name, string>>, ...args: readonly string[]) => Promise<Ended>;
  readonly run: (...args: readonly string[]) => Promise<Ended>;
  readonly write: (name: string, text: string) => string;
  readonly read: (name: string) => string;
  readonly results: () => readonly Line[];
  /** What was sent since this was asked last: method and address. */
  readonly sent: () => readonly string[];
  /** Who has which address. */
  readonly directory: () => Readonly<Record<string, string>>;
}

async function atHarbor(
  before: readonly MadeListing[] = [],
  moods: Partial<HarborMoods> = {},
): Promise<AtHarbor> {
  const harbor = await startHarbor({
    people: names.map((name) => ({ id: idOf(name), email: `${name}@example.test` })),
    key: "key-1",
    ...moods,
  });
  harbor.listings.push(...before);
  cleanUps.push(() => harbor.close());
  const { run, write, lines, read, sandbox } = await rehearse();
  // nothing but Harbor takes part
  const others = Object.fromEntries(Object.keys(sandbox.env).map((name) => [name, undefined]));
  const env = { ...others, HARBOR_KEY: "key-1", HARBOR_BASE_URL: harbor.url };
  let seen = 0;
  const runHere = (...args: readonly string[]): Promise<Ended> => run(args, { env, clock: hurriedClock });
  return {
    harbor,
    run: runHere,
    write,
    read,
    night: (wishes, ...args) => {
      write("roster.csv", rosterOf(wishes));
      return runHere("sync", "roster.csv", "--yes", ...args);
    },
    results: () => lines("roster.results.csv"),
    sent: () => {
      const calls = harbor.calls.slice(seen).filter(({ method }) => method !== "GET");
      seen = harbor.calls.length;
      return calls.map(({ method, path }) => `${method} ${path}`);
    },
    directory: () =>
      Object.fromEntries(
        harbor.listings.map(({ person, address }) => [names.find((name) => idOf(name) === person), address]),
      ) as Record<string, string>,
  };
}

const old = (): MadeListing[] => [
  listing("bo", "1 Old Quay"),
  listing("cy", "2 Quay"),
  listing("di", "3 Quay"),
];
const wishes = { ann: "1 Quay", bo: "1 New Quay", cy: "", di: "3 Quay", ed: "" };

describe("what rows want of things that can be changed", () => {
  test("is planned by what is there, without a write", async () => {
    const { run, write, sent, read } = await atHarbor(old());

    const { code, stderr } = await run("plan", write("roster.csv", rosterOf(wishes)));

    expect(code).toBe(0);
    expect(stderr).toContain("sync would create 1 request: 1 listing; update 1 listing; remove 1 listing");
    expect(sent()).toEqual([]);
    const changes = read("roster.plan.csv");
    expect(changes).toContain("listing: would be requested");
    expect(changes).toContain("listing: would be updated");
    expect(changes).toContain("listing: would be removed");
  });

  test("is held together with what is to be requested", async () => {
    const { night, sent } = await atHarbor(old());

    const { code, stderr } = await night(wishes, "--max-creates", "2");

    expect(code).toBe(5);
    expect(stderr).toContain(
      "3 requests would be sent (1 listing created, 1 listing updated, 1 listing removed), and --max-creates allows 2",
    );
    expect(sent()).toEqual([]);
  });

  test("is made so with one call each, and what is so already needs none", async () => {
    const { night, sent, directory, results, read } = await atHarbor(old());

    const { code, stderr } = await night(wishes, "--report", "report.html");

    expect(code).toBe(0);
    expect(sent().toSorted()).toEqual(["DELETE /listings/old-cy", "POST /listings", "PUT /listings/old-bo"]);
    expect(directory()).toEqual({ ann: "1 Quay", bo: "1 New Quay", di: "3 Quay" });
    expect(stderr).toContain(
      "1 created (1 listing), 1 updated (1 listing), 1 removed (1 listing), 2 existing",
    );
    expect(
      results().map(({ sync_result, listing_ids, listing_statuses, changes }) => [
        sync_result,
        listing_ids,
        listing_statuses,
        changes,
      ]),
    ).toEqual([
      ["created", "listing-1", "open", ""],
      ["created", "old-bo", "open", "listing: updated"],
      ["created", "", "removed", "listing: removed"],
      ["exists", "old-di", "open", ""],
      ["exists", "", "", ""],
    ]);
    expect(read("report.html")).toContain("Updated");
    expect(read("report.html")).toContain("Removed");
  });

  test("needs nothing but reading in the next night, from the roster or its results, with or without the ledger", async () => {
    const { night, run, sent, directory, results } = await atHarbor(old());
    await night(wishes);
    const made = directory();
    sent();

    const codes = [
      await night(wishes),
      await run("sync", "roster.results.csv", "--yes"),
      await night(wishes, "--ledger", "new.db"),
      await night(wishes),
    ].map(({ code }) => code);

    expect(codes).toEqual([0, 0, 0, 0]);
    expect(sent()).toEqual([]);
    expect(directory()).toEqual(made);
    expect(results().every(({ sync_result }) => sync_result === "exists")).toBe(true);
  });

  test("may change from night to night, and each change is sent once", async () => {
    const { night, sent, directory, run } = await atHarbor();
    const story: readonly (readonly [Partial<Record<Name, string>>, readonly string[]])[] = [
      [{ ann: "1 Quay" }, ["POST /listings"]],
      [{ ann: "2 Quay" }, ["PUT /listings/listing-1"]],
      [{ ann: "1 Quay" }, ["PUT /listings/listing-1"]],
      [{ ann: "2 Quay" }, ["PUT /listings/listing-1"]],
      [{ ann: "" }, ["DELETE /listings/listing-1"]],
      [{ ann: "" }, []],
      [{ ann: "2 Quay" }, ["POST /listings"]],
      [{ ann: "" }, ["DELETE /listings/listing-2"]],
      [{ ann: "3 Quay" }, ["POST /listings"]],
      [{ ann: "3 Quay" }, []],
    ];

    for (const [wish, calls] of story) {
      const { code } = await night(wish);
      expect([wish, code, sent()]).toEqual([wish, 0, calls]);
      expect((await night(wish)).code).toBe(0);
      expect([wish, sent()]).toEqual([wish, []]);
    }

    expect(directory()).toEqual({ ann: "3 Quay" });
    const keys = (await run("ledger", "export")).stdout;
    for (const part of ["#1-update-", "#2-update-", "#3-update-", "#4-remove", "#5-create", "#6-remove"])
      expect(keys).toContain(part);
  });

  test("is made so again when somebody changed it there, and removed again when somebody put it back", async () => {
    const { night, sent, harbor, directory } = await atHarbor(old());
    await night(wishes);
    await night(wishes);
    sent();
    for (const one of harbor.listings) one.address = "elsewhere";
    harbor.listings.push({ ...listing("cy", "2 Quay"), id: "another" });

    const { code } = await night(wishes);

    expect(code).toBe(0);
    expect(sent().toSorted()).toEqual([
      "DELETE /listings/another",
      "PUT /listings/listing-1",
      "PUT /listings/old-bo",
      "PUT /listings/old-di",
    ]);
    expect(directory()).toEqual({ ann: "1 Quay", bo: "1 New Quay", di: "3 Quay" });
    await night(wishes);
    expect(sent()).toEqual([]);
  });

  test("is not requested again by itself when somebody removed it there", async () => {
    const { night, sent, harbor, results } = await atHarbor();
    await night({ ann: "1 Quay" });
    await night({ ann: "1 Quay" });
    sent();
    harbor.listings.splice(0);

    const { code } = await night({ ann: "1 Quay" });

    expect(code).toBe(1);
    expect(sent()).toEqual([]);
    expect(results()[0]).toMatchObject({ sync_result: "failed", sync_error_code: "request_gone" });
  });

  test("is nothing new to be removed when somebody removed it there, and is requested anew after that", async () => {
    const { night, sent, harbor, directory } = await atHarbor();
    await night({ ann: "1 Quay" });
    harbor.listings.splice(0);
    sent();

    expect((await night({ ann: "" })).code).toBe(0);
    expect(sent()).toEqual([]);
    expect((await night({ ann: "1 Quay" })).code).toBe(0);
    expect(sent()).toEqual(["POST /listings"]);
    expect(directory()).toEqual({ ann: "1 Quay" });
  });

  test("contradicts itself where rows want different things of one", async () => {
    const { run, write, sent, results } = await atHarbor(old());
    const rows = [
      "email,directory,directory_address",
      "bo@example.test,yes,1 Quay",
      "bo@example.test,no,",
      "",
    ];
    write("roster.csv", rows.join("\n"));

    const { code } = await run("sync", "roster.csv", "--yes");

    expect(code).toBe(1);
    expect(sent()).toEqual([]);
    expect(results().map(({ sync_error_code }) => sync_error_code)).toEqual([
      "contradiction",
      "contradiction",
    ]);
  });
});

describe("a call whose answer is lost", () => {
  const changes = ["POST", "PUT", "DELETE"] as const;

  test.each(changes)("is settled by what is there, if the %s was carried out", async (method) => {
    const lost = { left: 1 };
    const { night, sent, directory, results } = await atHarbor(old(), {
      fate: (call) => (call.method === method && lost.left-- > 0 ? "carried out" : undefined),
    });

    const { code } = await night(wishes, "--settle", "1s");

    expect(code).toBe(0);
    expect(sent().toSorted()).toEqual(["DELETE /listings/old-cy", "POST /listings", "PUT /listings/old-bo"]);
    expect(directory()).toEqual({ ann: "1 Quay", bo: "1 New Quay", di: "3 Quay" });
    expect(results().map(({ sync_result }) => sync_result)).toEqual([
      "created",
      "created",
      "created",
      "exists",
      "exists",
    ]);
    await night(wishes);
    expect(sent()).toEqual([]);
  });

  test.each(changes)("is sent once more, if the %s was not", async (method) => {
    const lost = { left: 1 };
    const { night, sent, directory } = await atHarbor(old(), {
      fate: (call) => (call.method === method && lost.left-- > 0 ? "left undone" : undefined),
    });

    const { code } = await night(wishes, "--settle", "1s");

    expect(code).toBe(0);
    const calls = sent();
    expect(calls.filter((call) => call.startsWith(method))).toHaveLength(2);
    expect(calls).toHaveLength(4);
    expect(directory()).toEqual({ ann: "1 Quay", bo: "1 New Quay", di: "3 Quay" });
    await night(wishes);
    expect(sent()).toEqual([]);
  });

  test.each(changes)("leaves the %s to the next night, when it is lost again and again", async (method) => {
    const lost = { left: 2 };
    const { night, sent, directory, results } = await atHarbor(old(), {
      fate: (call) => (call.method === method && lost.left-- > 0 ? "left undone" : undefined),
    });

    expect((await night(wishes, "--settle", "1s")).code).toBe(1);
    expect(results().map(({ sync_result }) => sync_result)).toContain("unknown");
    expect((await night(wishes, "--settle", "1s")).code).toBe(0);

    expect(sent().filter((call) => call.startsWith(method))).toHaveLength(3);
    expect(directory()).toEqual({ ann: "1 Quay", bo: "1 New Quay", di: "3 Quay" });
  });

  test("keeps another wish for the same thing waiting until it is settled", async () => {
    const lost = { isLost: true };
    const { night, sent, directory, results } = await atHarbor(old(), {
      fate: ({ method }) => (method === "PUT" && lost.isLost ? "left undone" : undefined),
    });
    await night({ bo: "1 New Quay" }, "--settle", "1s");
    lost.isLost = false;
    sent();

    const { code } = await night({ bo: "2 New Quay" }, "--settle", "1s");

    expect(code).toBe(1);
    expect(sent()).toEqual([]);
    expect(results()[0]).toMatchObject({ sync_result: "unknown", sync_error_code: "outcome_unknown" });
    expect((await night({ bo: "2 New Quay" })).code).toBe(0);
    expect(sent()).toEqual(["PUT /listings/old-bo"]);
    expect(directory()["bo"]).toBe("2 New Quay");
  });

  test("to what is gone by then is no success, and nothing is made in its place", async () => {
    const { night, sent, harbor, results } = await atHarbor(old(), {
      onCall: ({ method }) => {
        // somebody is faster
        if (method === "GET" && harbor.calls.at(-1)?.path === "/listings") harbor.listings.splice(0, 2);
      },
    });

    const { code } = await night({ bo: "1 New Quay", cy: "" });

    expect(code).toBe(1);
    expect(sent().toSorted()).toEqual(["DELETE /listings/old-cy", "PUT /listings/old-bo"]);
    expect(results().map(({ sync_result, sync_error_code }) => [sync_result, sync_error_code])).toEqual([
      ["failed", "refused"],
      ["exists", ""],
    ]);
  });
});

describe("what a platform does not offer", () => {
  test("is a fault of the rows that want it", async () => {
    const listings = platform.open(undefined, {}).resources.find(({ kind }) => kind === "harbor.listing");
    if (listings === undefined) throw new Error("Harbor has listings");
    const { remove, ...withoutRemoval } = listings;
    expect(remove).toBeDefined();
    const { open } = platform;
    Object.assign(platform, {
      open: () => ({ ...open(undefined, {}), resources: [withoutRemoval] }),
    });
    cleanUps.push(() => void Object.assign(platform, { open }));
    const { run, write, sent, results } = await atHarbor(old());
    write("roster.csv", rosterOf({ bo: "1 New Quay", cy: "" }));

    const checked = await run("check", "roster.csv");
    const { code } = await run("sync", "roster.csv", "--yes");

    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain("Harbor has no way to have a listing removed");
    expect(code).toBe(1);
    expect(sent()).toEqual(["PUT /listings/old-bo"]);
    expect(results().map(({ sync_error_code }) => sync_error_code)).toEqual(["", "not_offered"]);
  });
});

describe("a list that lags", () => {
  test("does not have what was changed sent again, nor what was removed taken for a new one", async () => {
    const late: { shown: readonly MadeListing[] | undefined } = { shown: undefined };
    const { night, sent, directory, harbor, results } = await atHarbor(old(), {
      directory: () => late.shown,
    });
    late.shown = harbor.listings.map((one) => ({ ...one }));
    await night({ bo: "1 New Quay", cy: "" });
    expect(sent().toSorted()).toEqual(["DELETE /listings/old-cy", "PUT /listings/old-bo"]);

    // it still shows what was
    const { code } = await night({ bo: "1 New Quay", cy: "2 Quay" });
    expect(code).toBe(1);
    expect(sent()).toEqual([]);
    expect(results().map(({ sync_result, sync_error_code }) => [sync_result, sync_error_code])).toEqual([
      ["exists", ""],
      ["skipped", "removal_not_shown"],
    ]);

    late.shown = undefined;
    expect((await night({ bo: "1 New Quay", cy: "2 Quay" })).code).toBe(0);
    expect(sent()).toEqual(["POST /listings"]);
    expect(directory()).toEqual({ bo: "1 New Quay", cy: "2 Quay", di: "3 Quay" });
  });
});
