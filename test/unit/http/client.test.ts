import { describe, expect, test } from "vitest";
import { NotConnectedError } from "../../../src/http/connector.ts";
import type { Stop, TransportAnswer } from "../../../src/http/reply.ts";
import { answer, inTime, receipt, someRead, someWrite, stage } from "../builders/clients.ts";

const broken = (code: string): Error => Object.assign(new Error("socket"), { code });
const unopened = (code: string): Error => new NotConnectedError(code, "direct");

describe("a read", () => {
  test("goes out with the credentials, and says who is calling", async () => {
    const { client, clock, left } = stage(() => answer(200, { id: 1 }));

    expect(await inTime(clock, client.read(someRead))).toEqual({ kind: "ok", status: 200, body: { id: 1 } });
    expect(left).toMatchObject([
      {
        call: someRead,
        timeoutMs: 30_000,
        headers: {
          "x-api-key": "secret-key",
          accept: "application/json",
          "user-agent": "roster-sync/test (run abc)",
        },
      },
    ]);
  });

  test.each<[string, TransportAnswer | Error]>([
    ["an answer 500", answer(500, "oops")],
    ["a page instead of an answer", answer(200, "<html>")],
    ["a connection that broke", broken("ECONNRESET")],
    ["a connection that was not opened", unopened("ECONNREFUSED")],
  ])("is made again after %s", async (_what, trouble) => {
    const { client, clock, left } = stage((_left, number) => (number < 3 ? trouble : answer(200)));

    expect((await inTime(clock, client.read(someRead))).kind).toBe("ok");
    expect(left).toHaveLength(3);
  });

  test.each([400, 404, 410])("is not made again after %i", async (status) => {
    const { client, clock, left } = stage(() => answer(status));

    expect(await inTime(clock, client.read(someRead))).toMatchObject({ kind: "refused", status });
    expect(left).toHaveLength(1);
  });

  const passing: readonly (readonly [string, TransportAnswer])[] = [
    ["a blank 200", answer(200, "")],
    ["a blank 204", answer(204, "")],
    ["the word null", answer(200, "null")],
    ["an object with nothing in it", answer(200, {})],
    ["an object with something else in it", answer(200, { detail: "maintenance" })],
    ["a redirection to a page", answer(302, "<html>")],
  ];
  const listRead = {
    ...someRead,
    fits: (body: unknown) => typeof body === "object" && body !== null && "results" in body,
  };

  test.each(passing)("is made again after %s", async (_what, odd) => {
    const { client, clock, left } = stage((_left, number) =>
      number < 3 ? odd : answer(200, { results: [] }),
    );

    expect((await inTime(clock, client.read(listRead))).kind).toBe("ok");
    expect(left).toHaveLength(3);
  });

  test.each([
    ...passing,
    ...[400, 401, 403, 404].map((status) => [`a ${status}`, answer(status, { detail: "No." })] as const),
  ])("of a further page is made again after %s", async (_what, odd) => {
    const { client, clock, left } = stage((_left, number) =>
      number === 2 || number === 3 ? odd : answer(200, { results: [] }),
    );
    await inTime(clock, client.read(listRead));

    expect((await inTime(clock, client.read({ ...listRead, furtherPage: true }))).kind).toBe("ok");
    expect([left.length, client.breaker.stops]).toEqual([4, []]);
  });

  test("of a further page that stays refused tells nothing, and stops nothing", async () => {
    const { client, clock, left } = stage((_left, number) => answer(number === 1 ? 200 : 403));
    await inTime(clock, client.read(someRead));

    expect((await inTime(clock, client.read({ ...someRead, furtherPage: true }))).kind).toBe("unknown");
    expect([left.length, client.breaker.stops]).toEqual([4, []]);
  });

  test("that is redirected each time is soon left alone", async () => {
    const { client, clock, left } = stage(() => answer(302), {
      retryPolicy: { retries: 8, throttledRetries: 3, firstWaitMs: 100, longestWaitMs: 1_000 },
    });

    expect((await inTime(clock, client.read(someRead))).kind).toBe("unknown");
    expect(left).toHaveLength(3);
  });

  test("that a firewall turns away once is made again; the third time in a row is meant", async () => {
    const said = [200, 403, 200, 403, 403, 403];
    const { client, clock, left } = stage((_left, number) => answer(said[number - 1] ?? 200));
    const kinds: string[] = [];
    for (let time = 0; time < 5; time += 1) kinds.push((await inTime(clock, client.read(someRead))).kind);

    expect(kinds).toEqual(["ok", "ok", "forbidden", "not-sent", "not-sent"]);
    expect([left.length, client.breaker.stops.map(({ code }) => code)]).toEqual([6, ["forbidden"]]);
  });

  test("that is turned away at its first time is made once more, where others were answered", async () => {
    const said = [200, 403, 200];
    const { client, clock, left } = stage((_left, number) => answer(said[number - 1] ?? 403));
    await inTime(clock, client.read(someRead));
    const other = { ...someRead, route: "/other" };
    const third = { ...someRead, route: "/third" };

    expect((await inTime(clock, client.read(other))).kind).toBe("ok");
    expect((await inTime(clock, client.read(third))).kind).toBe("not-sent");
    expect([left.length, client.breaker.stops.map(({ code }) => code)]).toEqual([5, ["forbidden"]]);
  });

  test("that a proxy does not let through ends all work at the third time", async () => {
    const proxy = {
      secure: false,
      host: "proxy.test",
      port: 3128,
      authorization: "Basic c2VjcmV0",
      shown: "proxy.test:3128",
      variable: "HTTPS_PROXY",
    };
    const { client, clock, left } = stage(() => new NotConnectedError("407", "refused", proxy));
    const reply = await inTime(clock, client.read(someRead));

    expect(reply).toEqual({
      kind: "not-sent",
      stop: {
        code: "proxy_refused",
        reason: "Medallion cannot be reached: the proxy proxy.test:3128 refused the connection (407)",
      },
    });
    expect(left).toHaveLength(3);
  });

  test("waits as long as a 429 says, and so does everyone else", async () => {
    const { client, clock, left } = stage((_left, number) =>
      number === 1 ? answer(429, {}, "7") : answer(200),
    );
    const begin = clock.monotonic();

    const first = client.read(someRead);
    await clock.advance(10);
    const second = client.read(someRead);
    await inTime(clock, Promise.all([first, second]));

    expect(left.map(({ at }) => at - begin)).toEqual([0, 7_000, 7_000]);
    expect(client.meter.counts).toMatchObject({ calls: 3, throttled: 1, failed: 0 });
  });

  test.each([
    ["says nothing of a wait", undefined],
    ["asks for no wait", "0"],
    ["asks to wait until a time that is over", "Sun, 01 Mar 2020 12:00:00 GMT"],
  ])("waits longer each time, and asks for less, when a 429 %s", async (_what, retryAfter) => {
    const { client, clock, rateLimiter, left } = stage((_left, number) =>
      number < 3 ? answer(429, {}, retryAfter) : answer(200),
    );
    const begin = clock.monotonic();

    await inTime(clock, client.read(someRead));

    expect(left.map(({ at }) => at - begin)).toEqual([0, 1_000, 3_000]);
    expect(rateLimiter.allowed).toBeLessThan(1_000);
  });
});

describe("a write", () => {
  const sendIt = async (
    said: TransportAnswer | Error,
  ): Promise<{ kinds: string; attempts: number; records: number }> => {
    const { client, clock, left } = stage(() => said);
    let records = 0;
    const written = client.write(someWrite, async () => {
      records += 1;
      return receipt;
    });
    const { reply } = await inTime(clock, written);
    return { kinds: reply.kind, attempts: left.length, records };
  };

  test.each<[string, string, TransportAnswer | Error]>([
    ["a 201", "ok", answer(201, { id: 1 })],
    ["a 400", "refused", answer(400)],
    ["a 409", "refused", answer(409)],
    ["a 500", "unknown", answer(500)],
    ["a redirection", "unknown", answer(302)],
    ["a page", "unknown", answer(200, "<html>")],
    ["a connection that broke", "unknown", broken("ECONNRESET")],
    ["a connection that was not opened", "not-processed", unopened("ECONNREFUSED")],
    ["a host that went away", "unknown", broken("EHOSTUNREACH")],
    ["the platform's own 429", "not-processed", answer(429, { detail: "Slow." }, "1")],
    ["somebody else's 429", "put-off", answer(429, "<html>", "1")],
    ["a 503 with Retry-After", "put-off", answer(503, "", "1")],
  ])("that is answered by %s is sent once and ends as %s", async (_what, kind, said) => {
    expect(await sendIt(said)).toEqual({ kinds: kind, attempts: 1, records: 1 });
  });

  test("does not leave before its intent is on record", async () => {
    const { client, clock, left } = stage(() => answer(201));
    let put: () => void = () => undefined;
    const onDisk = new Promise<void>((resolve) => {
      put = resolve;
    });

    const written = client.write(someWrite, async () => {
      await onDisk;
      return receipt;
    });
    await clock.advance(5_000);
    const before = left.length;
    put();

    expect((await inTime(clock, written)).receipt).toBe(receipt);
    expect([before, left.length, left[0]?.timeoutMs]).toEqual([0, 1, 60_000]);
  });

  test("does not leave when its intent cannot be put on record, and takes no slot then", async () => {
    const { client, clock, left, rateLimiter } = stage(() => answer(201));

    const written = client.write(someWrite, () => Promise.reject(new Error("disk full")));

    await expect(inTime(clock, written, 1)).rejects.toThrow("disk full");
    expect(left).toEqual([]);
    await clock.advance(2_000);
    expect(rateLimiter.spent).toBe(0);
  });

  describe("whose record took long to make", () => {
    const sent = async (
      tookMs: number,
      setMs = 0,
    ): Promise<{ readonly kind: string; readonly calls: number }> => {
      const { client, clock, left, rateLimiter } = stage(() => answer(201));
      const written = client.write(someWrite, async () => {
        await clock.sleep(tookMs);
        clock.set(setMs);
        return receipt;
      });
      const { reply } = await inTime(clock, written);
      await clock.advance(2_000);
      expect(rateLimiter.spent).toBe(0);
      return { kind: reply.kind, calls: left.length };
    };

    test("leaves when that was within ten seconds", async () => {
      expect(await sent(10_000)).toEqual({ kind: "ok", calls: 1 });
    });

    test("is kept back, to be tried with another record, when it was longer", async () => {
      expect(await sent(10_001)).toEqual({ kind: "not-processed", calls: 0 });
    });

    test("is kept back, too, when only the machine's own clock tells of it", async () => {
      expect(await sent(1, 10_001)).toEqual({ kind: "not-processed", calls: 0 });
    });
  });

  test("is kept back when all work has ended while its intent was put on record", async () => {
    const { client, clock, left, stop } = stage(() => answer(201));
    const lost: Stop = { code: "ledger_failed", reason: "the ledger was lost" };
    const written = client.write(someWrite, async () => {
      stop(lost);
      return receipt;
    });
    expect((await inTime(clock, written)).reply).toEqual({ kind: "not-sent", stop: lost });
    expect(left).toEqual([]);
  });
});

describe("an allowance that others use as well", () => {
  test("is asked for after this process's own, for each call, and given back when the call has ended", async () => {
    const said: string[] = [];
    const shared = {
      take: async () => {
        said.push(`taken with ${rateLimiter.spent}`);
        return { done: () => void said.push("done") };
      },
      hold: () => undefined,
    };
    const { client, clock, rateLimiter } = stage(() => answer(200), { shared });
    await inTime(clock, client.read(someRead));
    await inTime(clock, client.read(someRead));
    expect(said).toEqual(["taken with 1", "done", "taken with 1", "done"]);
  });

  test("is held for everybody when this process is told to wait", async () => {
    const holds: number[] = [];
    const shared = {
      take: async () => ({ done: () => undefined }),
      hold: (ms: number) => void holds.push(ms),
    };
    const { client, clock } = stage(
      (_, number) => (number === 1 ? answer(429, { detail: "Slow." }, "3") : answer(200)),
      {
        shared,
      },
    );
    expect((await inTime(clock, client.read(someRead))).kind).toBe("ok");
    expect(holds).toEqual([3_000]);
  });

  test("lets nothing leave when nobody can say what others do, and takes no place then", async () => {
    const shared = { take: () => Promise.reject(new Error("lost")), hold: () => undefined };
    const { client, clock, left, rateLimiter } = stage(() => answer(200), { shared });
    await expect(inTime(clock, client.read(someRead), 1)).rejects.toThrow("lost");
    await clock.advance(2_000);
    expect([left, rateLimiter.spent]).toEqual([[], 0]);
  });

  test("lets nothing leave when the work ends while it is waited for", async () => {
    const shared = { take: () => Promise.resolve(undefined), hold: () => undefined };
    const ending: Stop = { code: "interrupted", reason: "the run was interrupted" };
    const { client, clock, left, stop } = stage(() => answer(200), {
      shared: { ...shared, take: async () => (stop(ending), undefined) },
    });
    expect(await inTime(clock, client.read(someRead))).toEqual({ kind: "not-sent", stop: ending });
    expect(left).toEqual([]);
  });
});
