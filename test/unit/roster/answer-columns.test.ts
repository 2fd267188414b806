import { describe, expect, test } from "vitest";
import { findAnswers } from "../../../src/roster/answer-columns.ts";

async function answersIn(
  headers: readonly string[],
  rows: readonly (readonly string[])[] = [],
): Promise<Readonly<Record<string, number>>> {
  async function* all(): AsyncGenerator<{ readonly cells: readonly string[] }> {
    for (const cells of rows) yield await Promise.resolve({ cells });
  }
  return Object.fromEntries(await findAnswers(headers, all));
}

describe("the columns that an earlier run added", () => {
  test("are those of our exact names in a file that has sync_result", async () => {
    const headers = [
      "npi",
      "sync_result",
      "sync_error_code",
      "sync_error",
      "Changes",
      "changes",
      "CAQH_FOUND",
    ];

    expect(await answersIn(headers)).toEqual({
      sync_result: 1,
      sync_error_code: 2,
      sync_error: 3,
      changes: 5,
    });
  });

  test("are none in a file without sync_result, in any spelling", async () => {
    expect(await answersIn(["npi", "changes", "sync_error", "synced_at"])).toEqual({});
    expect(await answersIn(["npi", "Sync Result", "SYNC_RESULT", "sync-result", "changes"])).toEqual({});
  });

  test("are the ones further right where the user has columns of the same names", async () => {
    const headers = [
      "changes",
      "sync_result",
      "npi",
      "sync_result",
      "sync_error_code",
      "sync_error",
      "changes",
    ];

    expect(await answersIn(headers, [["moved", "3 of 4 done", "1", "created", "", "", ""]])).toEqual({
      sync_result: 3,
      sync_error_code: 4,
      sync_error: 5,
      changes: 6,
    });
  });

  test("do not begin with a sync_result that holds words of someone else", async () => {
    expect(
      await answersIn(
        ["npi", "sync_result", "changes"],
        [
          ["1", "created", "a"],
          ["2", "OK", ""],
        ],
      ),
    ).toEqual({});
    expect(
      await answersIn(
        ["npi", "sync_result", "changes"],
        [
          ["1", "created", "a"],
          ["2", " ", ""],
        ],
      ),
    ).toEqual({
      sync_result: 1,
      changes: 2,
    });
  });

  test("are found where they were moved together, and a lone one further left is left to the user", async () => {
    const headers = ["caqh_found", "caqh_error", "npi", "changes", "email", "sync_result", "synced_at"];

    expect(await answersIn(headers)).toEqual({ caqh_found: 0, caqh_error: 1, sync_result: 5, synced_at: 6 });
  });
});
