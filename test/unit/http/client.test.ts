import { describe, expect, test } from "vitest";
import type { WireAnswer } from "../../../src/http/reply.ts";
import { answer, inTime, receipt, someRead, someWrite, stage } from "../builders/clients.ts";

const refused = (code: string): Error => Object.assign(new Error("socket"), { code });

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

  test.each([answer(500, "oops"), answer(200, "<html>"), refused("ECONNRESET"), refused("ECONNREFUSED")])(
    "is made again after trouble: %o",
    async (trouble) => {
      const { client, clock, left } = stage((_left, number) => (number < 3 ? trouble : answer(200)));

      expect((await inTime(clock, client.read(someRead))).kind).toBe("ok");
      expect(left).toHaveLength(3);
    },
  );

  test.each([400, 404, 302])("is not made again after %i", async (status) => {
    const { client, clock, left } = stage(() => answer(status));

    expect(await inTime(clock, client.read(someRead))).toMatchObject({ kind: "refused", status });
    expect(left).toHaveLength(1);
  });

  test("waits as long as a 429 says, and so does everybody else", async () => {
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

  test("waits longer each time, and asks for less, when a 429 says nothing", async () => {
    const { client, clock, pace, left } = stage((_left, number) => (number < 3 ? answer(429) : answer(200)));
    const begin = clock.monotonic();

    await inTime(clock, client.read(someRead));

    expect(left.map(({ at }) => at - begin)).toEqual([0, 1_000, 3_000]);
    expect(pace.allowed).toBeLessThan(1_000);
  });
});

describe("a write", () => {
  const sendIt = async (
    said: WireAnswer | Error,
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

  test.each<[string, WireAnswer | Error]>([
    ["ok", answer(201, { id: 1 })],
    ["refused", answer(400)],
    ["refused", answer(409)],
    ["unknown", answer(500)],
    ["unknown", answer(302)],
    ["unknown", answer(200, "<html>")],
    ["unknown", refused("ECONNRESET")],
    ["not-processed", refused("ECONNREFUSED")],
    ["not-processed", answer(429, {}, "1")],
  ])("that ends as %s is sent once: %o", async (kind, said) => {
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

  test("does not leave when its intent cannot be put on record, and takes no place then", async () => {
    const { client, clock, left, pace } = stage(() => answer(201));

    const written = client.write(someWrite, () => Promise.reject(new Error("disk full")));

    await expect(inTime(clock, written, 1)).rejects.toThrow("disk full");
    expect(left).toEqual([]);
    await clock.advance(2_000);
    expect(pace.spent).toBe(0);
  });
});
