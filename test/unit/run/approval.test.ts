import { describe, expect, test } from "vitest";
import { exitCodes, HeldError } from "../../../src/errors.ts";
import type { PlannedKind, PlatformPlan } from "../../../src/requests/plan.ts";
import { Approval, heldBy, type Answer, type ApprovalRules, type Canary } from "../../../src/run/approval.ts";

const planned = (kind: string, operations: number): PlannedKind => ({
  kind,
  verb: "create",
  operations,
  calls: operations,
  subjects: operations,
  held: 0,
});
const licenses = (count: number): PlatformPlan => ({
  platform: "medallion",
  title: "Medallion",
  kinds: [planned("medallion.license", count)],
});
const credentialing = (count: number): PlatformPlan => ({
  platform: "verifiable",
  title: "Verifiable",
  kinds: [planned("verifiable.credentialing", count)],
});

const first: Canary = { upToRow: 3, rows: [2, 3], requests: 2, others: 5 };

interface Seen {
  readonly asked: (readonly [plans: number, canary: Canary | undefined])[];
  readonly held: HeldError[];
  chosen: number;
  judged: number;
}

interface How {
  readonly answer?: Answer;
  readonly canary?: Canary | "all" | undefined;
  readonly verdict?: HeldError;
  readonly rules?: Partial<ApprovalRules>;
}

function approval({ answer, canary, verdict, rules }: How) {
  const seen: Seen = { asked: [], held: [], chosen: 0, judged: 0 };
  const made = new Approval({
    platformRuns: 2,
    maxCreates: undefined,
    askBefore:
      answer === undefined
        ? undefined
        : (plan, chosen) => {
            seen.asked.push([plan.platforms.length, chosen]);
            return Promise.resolve(answer);
          },
    canary:
      canary === undefined
        ? undefined
        : {
            choose: () => {
              seen.chosen += 1;
              return canary === "all" ? undefined : canary;
            },
            judge: () => {
              seen.judged += 1;
              return Promise.resolve(verdict);
            },
          },
    onHeld: (held) => seen.held.push(held),
    ...rules,
  });
  return { approval: made, seen };
}

/** Whether a promise has ended by now, however. */
async function hasEnded(promise: Promise<unknown>): Promise<boolean> {
  let ended = false;
  promise.then(
    () => (ended = true),
    () => (ended = true),
  );
  await new Promise((resolve) => setImmediate(resolve));
  return ended;
}

describe("where nothing depends on all platforms together", () => {
  test("each may send at once, without waiting for the others", async () => {
    const { approval: free } = approval({});
    expect(await free.request(licenses(3))).toBeUndefined();
  });
});

describe("a limit of requests", () => {
  test("is kept waiting for until all platforms have planned", async () => {
    const { approval: limited } = approval({ rules: { maxCreates: 5 } });
    const one = limited.request(licenses(3));
    expect(await hasEnded(one)).toBe(false);
    const other = limited.request(credentialing(2));
    expect(await Promise.all([one, other])).toEqual([undefined, undefined]);
  });

  test("that is met exactly is no reason to hold", async () => {
    const { approval: limited, seen } = approval({ rules: { maxCreates: 5 } });
    await Promise.all([limited.request(licenses(3)), limited.request(credentialing(2))]);
    expect(seen.held).toEqual([]);
  });

  test("that is passed by one holds all platforms, and is told of once", async () => {
    const { approval: limited, seen } = approval({ rules: { maxCreates: 5 }, answer: "yes" });
    const both = await Promise.allSettled([limited.request(licenses(3)), limited.request(credentialing(3))]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(seen.held).toHaveLength(1);
    expect(seen.asked).toEqual([]);
    expect(seen.held[0]).toMatchObject({
      exitCode: exitCodes.held,
      message:
        "6 requests would be created (3 licenses, 3 credentialing), and --max-creates allows 5; nothing was sent.",
    });
  });

  test("counts what a platform has not planned, since it failed, as nothing", async () => {
    const { approval: limited } = approval({ rules: { maxCreates: 5 } });
    const one = limited.request(licenses(5));
    limited.report();
    expect(await one).toBeUndefined();
  });
});

describe("a person at the terminal", () => {
  test("is asked once, about all plans", async () => {
    const { approval: asking, seen } = approval({ answer: "yes" });
    const one = asking.request(licenses(1));
    expect(await hasEnded(one)).toBe(false);
    expect(await Promise.all([one, asking.request(credentialing(1))])).toEqual([undefined, undefined]);
    expect(seen.asked).toEqual([[2, undefined]]);
  });

  test("is not asked when nothing would be sent", async () => {
    const { approval: asking, seen } = approval({ answer: "no" });
    await Promise.all([asking.request(licenses(0)), asking.request(credentialing(0))]);
    expect(seen.asked).toEqual([]);
  });

  test.each([
    ["no", "Nothing was sent: canceled at the prompt."],
    ["interrupted", "Nothing was sent: the run was interrupted."],
  ] as const)("who answers %s holds the run", async (answer, message) => {
    const { approval: asking, seen } = approval({ answer });
    const both = [asking.request(licenses(1)), asking.request(credentialing(1))];
    await expect(both[0]).rejects.toThrow(message);
    await expect(both[1]).rejects.toBeInstanceOf(HeldError);
    expect(seen.held).toHaveLength(1);
    expect(heldBy(answer, "Nothing was sent").exitCode).toBe(exitCodes.held);
  });
});

describe("a canary", () => {
  test("limits how far each platform may go, and the rest waits for all of them", async () => {
    const { approval: careful, seen } = approval({ canary: first });
    const reaches = await Promise.all([careful.request(licenses(4)), careful.request(credentialing(3))]);
    expect(reaches).toEqual([3, 3]);
    const one = careful.afterCanary();
    expect(await hasEnded(one)).toBe(false);
    expect(seen.judged).toBe(0);
    await Promise.all([one, careful.afterCanary()]);
    expect(seen.judged).toBe(1);
  });

  test("is named to the person who is asked", async () => {
    const { approval: careful, seen } = approval({ canary: first, answer: "yes" });
    await Promise.all([careful.request(licenses(4)), careful.request(credentialing(3))]);
    expect(seen.asked).toEqual([[2, first]]);
  });

  test("that would be all there is limits nothing, and nobody judges it", async () => {
    const { approval: careful, seen } = approval({ canary: "all" });
    expect(await Promise.all([careful.request(licenses(1)), careful.request(credentialing(1))])).toEqual([
      undefined,
      undefined,
    ]);
    await Promise.all([careful.afterCanary(), careful.afterCanary()]);
    expect(seen.judged).toBe(0);
  });

  test("is not chosen when nothing would be sent", async () => {
    const { approval: careful, seen } = approval({ canary: first });
    await Promise.all([careful.request(licenses(0)), careful.request(credentialing(0))]);
    expect(seen.chosen).toBe(0);
  });

  test("after which a person says no holds the rest, and is told of once", async () => {
    const verdict = new HeldError("The canary was sent, and that was all.");
    const { approval: careful, seen } = approval({ canary: first, verdict });
    await Promise.all([careful.request(licenses(4)), careful.request(credentialing(3))]);
    const both = await Promise.allSettled([careful.afterCanary(), careful.afterCanary()]);
    expect(both.map((end) => (end.status === "rejected" ? end.reason : undefined))).toEqual([
      verdict,
      verdict,
    ]);
    expect(seen.held).toEqual([verdict]);
  });

  test("does not wait for a platform that had nothing to send, or failed in it", async () => {
    const { approval: careful } = approval({ canary: first });
    const one = careful.request(licenses(4));
    careful.report();
    expect(await one).toBe(3);
    expect(await hasEnded(careful.afterCanary())).toBe(true);

    const { approval: other } = approval({ canary: first });
    await Promise.all([other.request(licenses(4)), other.request(credentialing(3))]);
    other.reportCanary();
    expect(await hasEnded(other.afterCanary())).toBe(true);
  });
});
