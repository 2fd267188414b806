import { afterEach, describe, expect, test } from "vitest";
import type { RequestIdentity } from "../../../src/ledger/entry.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import type { RequestSpec } from "../../../src/platforms/request-kind.ts";
import type { Resource } from "../../../src/platforms/resource.ts";
import { identifyWorkItems } from "../../../src/reconcile/identify.ts";
import { openStaging, type Staging } from "../../../src/staging/staging.ts";
import type { WorkItem } from "../../../src/staging/work-item.ts";
import { heldLedger } from "../builders/ledgers.ts";
import { enrollments } from "../builders/nights.ts";
import { creating } from "../builders/requests.ts";

const open: Staging[] = [];
afterEach(() => {
  for (const staging of open.splice(0)) staging.close();
});

const { subsumes: _subsumes, clash: _clash, holds: _holds, ...plain } = enrollments;
const { kind, platform, organization } = plain;

const identityOf = (key: string): RequestIdentity => ({
  key,
  kind,
  platform,
  organization,
  subject: `subject of ${key}`,
  attributes: { name: key },
});

/** A kind of request whose spec says its key, and how it is wanted. */
const named: Resource = {
  ...plain,
  identify: (spec) => {
    const { key, options = "" } = spec as unknown as { key: string; options?: string };
    return { ...identityOf(key), batch: key, options: { options } };
  },
};

interface Asked {
  readonly key: string;
  readonly options?: string;
  readonly previousId?: string;
  /** Why what it refers to is not known. */
  readonly unknown?: readonly string[];
}

async function identified(
  asked: readonly Asked[],
  before: (ledger: Ledger) => Promise<unknown> = () => Promise.resolve(),
  resource: Resource = named,
) {
  const ledger = await heldLedger();
  await before(ledger);
  const staging = openStaging();
  open.push(staging);
  staging.rows.addSpecs(
    asked.map(({ key, options, previousId, unknown = [] }, index) => {
      const references = unknown.map((about) => {
        const query = staging.queries.numberOf({ lookupSource: "test.people", about: { about } });
        staging.queries.fail(query, { code: "not_found", message: about }, "unread");
        return { role: "person", query };
      });
      staging.rows.add({ row: index + 2, fault: undefined });
      return {
        row: index + 2,
        spec: { kind, key, options } as unknown as RequestSpec,
        label: key,
        draft: `draft ${index}`,
        options: "{}",
        previousId,
        previousStatus: undefined,
        references,
      };
    }),
  );
  await identifyWorkItems(resource, staging, ledger);
  const item = (key: string): WorkItem | undefined => staging.workItems.findAll([key]).get(key);
  return { staging, item, specOf: (row: number) => staging.rows.specsOf(row)[0] };
}

const intend = (key: string) => (ledger: Ledger) => ledger.requests.recordIntent([identityOf(key)], 1_000);

const ended =
  (key: string, outcome: Parameters<Ledger["requests"]["recordOutcome"]>[1]) => async (ledger: Ledger) =>
    ledger.requests.recordOutcome(await intend(key)(ledger), outcome, 2_000);

const seen =
  (key: string, remote: { remoteId?: string; status?: string; shared?: boolean }) => (ledger: Ledger) =>
    ledger.requests.recordSeen([{ ...identityOf(key), remote }], 1_000);

const both =
  (...steps: readonly ((ledger: Ledger) => Promise<unknown>)[]) =>
  async (ledger: Ledger): Promise<void> => {
    for (const step of steps) await step(ledger);
  };

const r1 = { remoteId: "r1", status: "requested" };

describe("a request of a row", () => {
  test.each<[string, (ledger: Ledger) => Promise<unknown>, Partial<WorkItem>]>([
    [
      "that nobody knows is looked for, also by the id of its cell",
      both(),
      { state: "look", toldIds: ["r1"] },
    ],
    [
      "that was refused is looked for, also by the id of its cell",
      ended("a", { outcome: "refused", problem: "no" }),
      { state: "look", toldIds: ["r1"] },
    ],
    [
      "that was released is looked for, also by the id of its cell",
      ended("a", { outcome: "released", problem: "not sent" }),
      { state: "look", toldIds: ["r1"] },
    ],
    [
      "whose cell has the id of another is looked for without it",
      seen("b", r1),
      { state: "look", toldIds: [] },
    ],
    [
      "whose cell has an id that was given up is looked for without it",
      both(seen("a", r1), (ledger) => ledger.requests.resolve(["a"], { as: "again" }, 2_000)),
      { state: "look", toldIds: [] },
    ],
    ["that was intended is in doubt, whatever its cell says", intend("a"), { state: "doubt", toldIds: [] }],
    [
      "that is in doubt stays so, whatever its cell says",
      ended("a", { outcome: "in_doubt", problem: "lost" }),
      { state: "doubt", toldIds: [] },
    ],
    [
      "that is worked on is in doubt where nobody can be asked about it",
      ended("a", { outcome: "in_doubt", problem: "later", operationId: "b1" }),
      { state: "doubt", toldIds: [] },
    ],
    ["that is there has its status read", seen("a", r1), { state: "refresh", toldIds: [] }],
    [
      "that is there without a status is confirmed",
      seen("a", { remoteId: "r1" }),
      { state: "confirm", toldIds: [] },
    ],
    [
      "that was accepted without an id is confirmed",
      ended("a", { outcome: "accepted", remote: { status: "new" } }),
      { state: "confirm", toldIds: [] },
    ],
    [
      "whose id stands under another key as well is looked for by it",
      both(seen("a", { ...r1, shared: true }), seen("b", { ...r1, shared: true })),
      { state: "look", toldIds: ["r1"] },
    ],
  ])("%s", async (_what, before, expected) => {
    const { item } = await identified([{ key: "a", previousId: "r1" }], before);
    expect(item("a")).toMatchObject({ row: 2, problem: undefined, ...expected });
  });

  test("that is worked on is asked about where that can be done", async () => {
    const polled: Resource = {
      ...named,
      create: {
        ...creating(named),
        poll: () => {
          throw new Error("nobody asks yet");
        },
      },
    };
    const before = ended("a", { outcome: "in_doubt", problem: "later", operationId: "b1" });
    const { item } = await identified([{ key: "a" }], before, polled);
    expect(item("a")?.state).toBe("poll");
  });

  test("that shares its request on the platform with another is not disputed", async () => {
    const sharing: Resource = {
      ...named,
      sharesRequests: true,
      identify: (spec, answers) => ({ ...named.identify(spec, answers), subject: "one facility" }),
    };
    const share = (key: string) => (ledger: Ledger) =>
      ledger.requests.recordSeen(
        [{ ...identityOf(key), subject: "one facility", remote: { ...r1, shared: true } }],
        1_000,
      );
    const { item } = await identified([{ key: "a" }], both(share("a"), share("b")), sharing);
    expect(item("a")?.state).toBe("refresh");
  });

  test("that refers to nobody who is known fails with every reason once, and nothing is looked for", async () => {
    const { item, specOf } = await identified([{ key: "a", unknown: ["No A.", "No B.", "No A."] }]);
    expect(item("a")).toBeUndefined();
    expect(specOf(2)?.problem).toEqual({ code: "not_found", message: "No A. No B." });
  });

  test.each([
    ["accepted", seen("a", r1), true],
    ["in doubt", ended("a", { outcome: "in_doubt", problem: "lost" }), true],
    ["refused", ended("a", { outcome: "refused", problem: "no" }), false],
    ["never carried out", ended("a", { outcome: "released", problem: "not sent" }), false],
    ["unknown", both(), false],
  ] as const)(
    "that contradicts what is %s fails: only what may be there counts",
    async (_how, before, fails) => {
      const clashing: Resource = { ...named, clash: () => "It is called something else there." };
      const { specOf } = await identified([{ key: "a" }], before, clashing);
      expect(specOf(2)?.problem).toEqual(
        fails ? { code: "contradiction", message: "It is called something else there." } : undefined,
      );
    },
  );
});

describe("rows that ask for the same", () => {
  test("share one request, which has the first row", async () => {
    const { item, specOf } = await identified([{ key: "b" }, { key: "a" }, { key: "a" }]);
    expect(item("a")?.row).toBe(3);
    expect([specOf(3)?.key, specOf(4)?.key]).toEqual(["a", "a"]);
  });

  test("in different ways all fail, and nothing is requested for them", async () => {
    const { staging, item } = await identified([
      { key: "a", options: "yes" },
      { key: "a", options: "no" },
      { key: "b" },
    ]);
    expect(item("a")).toBeUndefined();
    expect(item("b")).toBeDefined();
    expect([2, 3, 4].map((row) => staging.rows.row(row)?.fault?.code)).toEqual([
      "contradiction",
      "contradiction",
      undefined,
    ]);
  });
});

describe("what an earlier run left in doubt", () => {
  const left = both(intend("b"), ended("c", { outcome: "in_doubt", problem: "lost" }), seen("d", r1));

  test("is taken up without a row, by itself, when none asks for it any more", async () => {
    const { item } = await identified([{ key: "a" }], left);
    expect([item("b"), item("c")]).toMatchObject([
      { state: "doubt", row: undefined, batch: "b" },
      { state: "doubt", row: undefined, batch: "c" },
    ]);
    expect(item("d")).toBeUndefined();
  });

  test("keeps the row that asks for it", async () => {
    const { item } = await identified([{ key: "b" }], left);
    expect(item("b")?.row).toBe(2);
  });
});
