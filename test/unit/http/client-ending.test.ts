import { describe, expect, test } from "vitest";
import type { Credentials } from "../../../src/http/client.ts";
import type { TransportAnswer } from "../../../src/http/reply.ts";
import { answer, inTime, receipt, someRead, someWrite, stage } from "../builders/clients.ts";

describe("a 401", () => {
  const changing = (renews: boolean): Credentials & { readonly renewed: () => number } => {
    let times = 0;
    return {
      renewed: () => times,
      headers: () => Promise.resolve({ authorization: `Bearer ${times}` }),
      renew: () => {
        times += 1;
        return Promise.resolve(renews);
      },
    };
  };

  test("is answered with other credentials, once", async () => {
    const { client, clock, left } = stage(({ headers }) =>
      answer(headers["authorization"] === "Bearer 1" ? 200 : 401),
    );
    client.use(changing(true));

    expect((await inTime(clock, client.read(someRead))).kind).toBe("ok");
    expect(left).toHaveLength(2);
  });

  test("that stays ends all work", async () => {
    const { client, clock, left } = stage(() => answer(401, { detail: "Who?" }));
    const credentials = changing(true);
    client.use(credentials);

    const reply = await inTime(clock, client.read(someRead));
    const after = await inTime(clock, client.read(someRead));

    expect(reply).toMatchObject({ kind: "not-sent", stop: { code: "credentials_refused" } });
    expect(after).toEqual(reply);
    expect([left.length, credentials.renewed()]).toEqual([2, 1]);
  });

  test("replays a write under a record of its own, told which one came to nothing", async () => {
    const { client, clock, left } = stage(({ headers }) =>
      answer(headers["authorization"] === "Bearer 1" ? 201 : 401),
    );
    client.use(changing(true));
    const before: unknown[] = [];
    const again = { ...receipt, intendedAt: 1 };

    const written = client.write(someWrite, async (refused) => {
      before.push(refused);
      return refused === undefined ? receipt : again;
    });

    expect(await inTime(clock, written)).toMatchObject({ reply: { kind: "ok" }, receipt: again });
    expect([left.length, before]).toEqual([2, [undefined, receipt]]);
  });
});

describe("what is told of calls", () => {
  test("holds no credentials, query, body or id", async () => {
    const { client, clock, events } = stage(() => answer(200, { ssn: "123-45-6789" }));
    const call = { ...someRead, path: "/providers/4711", query: [["npi", "1234567893"]] } as const;

    await inTime(clock, client.read(call));

    expect(events).toMatchObject([
      {
        platform: "Medallion",
        method: "GET",
        route: "/providers",
        purpose: "look-up",
        outcome: "ok",
        status: 200,
      },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/4711|1234567893|123-45-6789|secret/);
  });

  test("counts each attempt when it leaves", async () => {
    const { client, clock } = stage((_left, number) => (number === 1 ? answer(500) : answer(200)));

    await inTime(clock, client.read(someRead));

    expect(client.meter.counts).toEqual({ calls: 2, byPurpose: { "look-up": 2 }, throttled: 0, failed: 1 });
  });
});

describe("when work has to end", () => {
  const interrupted = { code: "interrupted", reason: "stopped by hand" } as const;

  test("nothing more leaves", async () => {
    const { client, clock, left, stop } = stage(() => answer(200));

    stop(interrupted);

    expect(await inTime(clock, client.read(someRead))).toEqual({ kind: "not-sent", stop: interrupted });
    expect(left).toEqual([]);
  });

  test("whoever waits for a place goes home, and a call under way ends in peace", async () => {
    let end: (said: TransportAnswer) => void = () => undefined;
    const { client, clock, left, rateLimiter, stop } = stage(
      () => new Promise((resolve) => void (end = resolve)),
    );
    const underWay = client.read(someRead);
    await clock.settle();
    rateLimiter.hold(60_000);
    const waiting = client.read(someRead);

    await clock.settle();
    stop(interrupted);
    const home = await inTime(clock, waiting, 1);
    end(answer(200));

    expect(home).toEqual({ kind: "not-sent", stop: interrupted });
    expect((await inTime(clock, underWay, 1)).kind).toBe("ok");
    expect(left).toHaveLength(1);
  });

  test("a platform that never answers is left alone after a while", async () => {
    const { client, clock, left } = stage(() => Object.assign(new Error("socket"), { code: "ECONNREFUSED" }));

    const replies = await inTime(clock, Promise.all(Array.from({ length: 50 }, () => client.read(someRead))));

    expect(replies.at(-1)).toMatchObject({ kind: "not-sent", stop: { code: "platform_unavailable" } });
    expect(left.length).toBeLessThan(40);
  });
});
