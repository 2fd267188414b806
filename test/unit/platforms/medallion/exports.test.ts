import { describe, expect, test } from "vitest";
import { exportTable } from "../../../../src/cli/export/export.ts";
import type { TransportAnswer } from "../../../../src/http/reply.ts";
import { medallionExports } from "../../../../src/platforms/medallion/exports.ts";
import { answer, inTime, stage } from "../../builders/clients.ts";
import { uuid } from "../../builders/rows.ts";

const credentialing = medallionExports(uuid(9)).find(({ what }) => what === "credentialing");
const row = { id: uuid(1), provider: { id: uuid(2) }, request_status: "ready" };
const page = (...results: readonly object[]): TransportAnswer =>
  answer(200, { count: results.length, results });
const refused = answer(400, { request_status: ["Select a valid choice."] });

async function asked(
  status: string,
  says: Readonly<Record<string, TransportAnswer>>,
): Promise<{
  readonly words: readonly (string | undefined)[];
  readonly lines: number;
  readonly failure: unknown;
}> {
  const words: (string | undefined)[] = [];
  const { client, clock } = stage(({ call }) => {
    const word = call.query?.find(([name]) => name === "request_status")?.[1];
    words.push(word);
    return says[word ?? ""] ?? page();
  });
  let lines = 0;
  if (credentialing === undefined) throw new Error("there is no such table");
  const sink = {
    row: () => {
      lines += 1;
      return Promise.resolve();
    },
  };
  const query = [
    ["request_status", status],
    ["credentialing_status", "needs_attention"],
  ] as const;
  const failure = await inTime(
    clock,
    exportTable(credentialing, query, client, sink, () => undefined).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : error),
    ),
  );
  return { words, lines: lines - 1, failure };
}

describe("an export of what is ready for the committee", () => {
  test.each(["ready", "ready_for_committee"])("asks as instructed: %s", async (status) => {
    expect(await asked(status, { [status]: page(row) })).toEqual({
      words: [status],
      lines: 1,
      failure: undefined,
    });
  });

  test.each([
    ["is refused", "ready", "ready_for_committee", refused],
    ["finds nothing", "ready", "ready_for_committee", page()],
    ["is refused", "ready_for_committee", "ready", refused],
    ["finds nothing", "ready_for_committee", "ready", page()],
  ])("uses the other word where one %s: %s, %s", async (_what, word, other, said) => {
    expect(await asked(word, { [word]: said, [other]: page(row, { ...row, id: uuid(3) }) })).toEqual({
      words: [word, other],
      lines: 2,
      failure: undefined,
    });
  });

  test("finds nothing where one word is known and the other is not", async () => {
    expect(await asked("ready", { ready: refused })).toMatchObject({ lines: 0, failure: undefined });
    expect(await asked("ready", { ready_for_committee: refused })).toMatchObject({
      lines: 0,
      failure: undefined,
    });
  });

  test("fails where both words are refused, and asks once forevery other word", async () => {
    const both = await asked("ready", { ready: refused, ready_for_committee: refused });
    const other = await asked("scheduled", { scheduled: refused });

    expect([both.words.length, both.failure]).toEqual([2, expect.stringContaining("Select a valid choice")]);
    expect([other.words, other.failure]).toEqual([["scheduled"], expect.stringContaining("400")]);
  });
});
