import { describe, expect, test } from "vitest";
import { entriesFor, together } from "../../../src/ledger/together.ts";

function asking() {
  const asked: (readonly string[])[] = [];
  const ask = async (keys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    asked.push(keys);
    if (keys.includes("bad")) throw new Error("cannot be asked");
    return new Map(keys.filter((key) => key !== "unknown").map((key) => [key, `of ${key}`]));
  };
  return { asked, find: together({ ask, partOf: entriesFor }) };
}

describe("what is asked in the same turn", () => {
  test("is one question, and each gets the answer to its own keys", async () => {
    const { asked, find } = asking();

    const answers = await Promise.all([find(["a", "b"]), find(["b", "unknown"]), find(["c"])]);

    expect(asked).toEqual([["a", "b", "b", "unknown", "c"]]);
    expect(answers.map((answer) => [...answer])).toEqual([
      [
        ["a", "of a"],
        ["b", "of b"],
      ],
      [["b", "of b"]],
      [["c", "of c"]],
    ]);
  });

  test("is one question also after answers that all of them waited for", async () => {
    const { asked, find } = asking();
    const twice = async (key: string): Promise<void> => {
      await find([key]);
      await find([`${key}${key}`]);
    };

    await Promise.all(["a", "b", "c"].map(twice));

    expect(asked).toEqual([
      ["a", "b", "c"],
      ["aa", "bb", "cc"],
    ]);
  });

  test("is several questions when it is very much", async () => {
    const { asked, find } = asking();
    const keys = Array.from({ length: 1_500 }, (_, index) => `${index}`);

    const [first, second] = await Promise.all([find(keys), find(keys)]);

    expect(asked.map(({ length }) => length)).toEqual([1_500, 1_500]);
    expect([first.size, second.size]).toEqual([1_500, 1_500]);
  });

  test("fails for all when the question fails, and what is asked later does not", async () => {
    const { find } = asking();

    const both = await Promise.allSettled([find(["a"]), find(["bad"])]);

    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect((await find(["a"])).get("a")).toBe("of a");
  });
});
