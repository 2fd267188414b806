import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { tableBehind, textOf } from "../../support/pages.ts";

const lines = tableBehind(textOf("docs/never-twice.md"), "doubts").map(([what = ""]) => what);
const tests = ["settle", "submit"]
  .map((name) => readFileSync(new URL(`../submit/${name}.test.ts`, import.meta.url), "utf8"))
  .join("\n");

/** Which test shows which line of the table, by a part of its title that stands in no other. */
const shownBy: readonly (readonly [line: string, title: string])[] = [
  ["the answer is lost, and the list shows the request late", "is found in a list that lags %i ms"],
  [
    "the answer is lost, and the request with it",
    "is sent once more when it is not there after the settling time",
  ],
  ["the second answer is lost as well", "is not sent a third time in a run"],
  ["the list shows it with another payer name", "%s is not sent again, and named"],
  [
    "the platform said that it accepted a license",
    "with %s is recognized when the platform said that it accepted it",
  ],
  ["the list shows it in another spelling", "with %s is recognized"],
  ["the list shows rows without an id", "and without an id is not sent again either"],
  ["an older request, one that has ended", "what is no reason not to send again:"],
  ["the answer is `{}`", "by an answer that says %s is not trusted"],
  ["the answer is a bare 202", "but answered by 202 is looked for twice as long"],
  ["the full list is cut off", "is found by its subject when the full list is cut"],
  ["the answer is about another provider", "under an id that another request has is in doubt"],
  [
    "the answer repeats the person and the request",
    "and is not listed is unknown, looked for the next night",
  ],
  ["the answer has an id that is never listed", "with an id of its own counts as made that night"],
  ["the answer has a wrong id", "under a wrong id is found by what fits it the next night"],
  [
    "a group is made in part and refused",
    "after a part of it was made is looked for, and only the rest is sent",
  ],
  [
    "a group is made in part and refused, and the list shows that late",
    "is looked for until what was made of it shows",
  ],
  ["the run is killed before that is settled", "is in doubt for the next run, too, when this one is killed"],
  ["a request is made, and something on the way answers 429", "by %s is looked for over its settling time"],
  ["a group is made in part in other words", "after a part of it was made in other words is not sent again"],
  ["a group is refused and the list cannot be read", "stays in doubt when it cannot be looked for"],
  ["423, 451, 499 after the request was made", "such as %i is settled by looking, and found"],
  ["410 for this kind of request", "with %i ends its kind after one call"],
  ["404 for one provider who is gone", "is something else than a provider who is gone"],
  ["this machine's clock was off", "is looked for over a whole settling time when a clock is %s"],
  ["the clock was set back by a day", "does not wait for a day because the clock was set back by one"],
  [
    "a request has ended, and a person asks for it again",
    "is requested once, and the old id is not handed back",
  ],
];

describe("the table of doubts", () => {
  test("has a test for each of its lines, and no other line", () => {
    expect(lines).toHaveLength(shownBy.length);
    for (const [index, [line]] of shownBy.entries()) expect(lines[index]).toContain(line);
  });

  test.each(shownBy)("shows in a test that %s", (_line, title) => {
    expect(tests).toContain(title);
  });
});
