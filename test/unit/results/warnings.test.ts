import { describe, expect, test } from "vitest";
import { staleProblem, unreadWarnings, warningsOf } from "../../../src/results/warnings.ts";
import type { UnreadList } from "../../../src/staging/holders.ts";
import { settings } from "../builders/settings.ts";

describe("the warnings of a whole run", () => {
  const told = (flags: Parameters<typeof settings>[0], rows: number, selected: number) =>
    warningsOf({ settings: settings(flags), rows, selected });

  test("are none where it works on rows", () => {
    expect(told({ where: "State=CA", "only-failed": true }, 3, 1)).toEqual([]);
  });

  test("say that the roster has no rows, whatever was to be selected", () => {
    expect(told({ "only-failed": true }, 0, 0)).toEqual([
      { code: "no_rows", message: "The roster has no rows below its header." },
    ]);
  });

  test.each<[Parameters<typeof settings>[0], number, string]>([
    [
      { where: "State=CA" },
      1,
      'No row was processed: --where "State=…" matches none of the roster\'s 1 row.',
    ],
    [
      { "only-failed": true },
      1_200,
      "No row was processed: --only-failed matches none of the roster's 1,200 rows.",
    ],
    [
      { where: "State=CA", "only-failed": true },
      2,
      'No row was processed: --where "State=…" and --only-failed matches none of the roster\'s 2 rows.',
    ],
  ])("say which flags %j left no row of %d", (flags, rows, message) => {
    expect(told(flags, rows, 0)).toEqual([{ code: "no_rows_selected", message }]);
  });
});

describe("the warnings about lists that could not be read", () => {
  const problem = { code: "forbidden", message: "Medallion refused it (403)." };
  const licenses: UnreadList = {
    platform: "medallion",
    kind: "license",
    title: "licenses on file",
    spares: true,
    problem,
  };
  const profiles: UnreadList = { ...licenses, kind: "profile", title: "profiles", spares: false };
  const both = { request: false, dates: true };
  const why = "Medallion's licenses on file could not be read. Medallion refused it (403).";

  test("say what is missing from the results", () => {
    expect(unreadWarnings([licenses], both)).toEqual([
      {
        code: "held_not_compared",
        message: `${why} So requests were not compared with what providers have already.`,
      },
      { code: "dates_not_read", message: `${why} Their columns stay as they were.` },
    ]);
    expect(unreadWarnings([], both)).toEqual([]);
  });

  test.each([
    ["requests are not compared with it", profiles, both, ["dates_not_read"]],
    ["what is held is requested all the same", licenses, { request: true, dates: true }, ["dates_not_read"]],
    ["dates are not told", licenses, { request: false, dates: false }, ["held_not_compared"]],
    ["neither counts", profiles, { request: false, dates: false }, []],
  ])("say no more than matters where %s", (_what, list, rules, codes) => {
    expect(unreadWarnings([list], rules).map(({ code }) => code)).toEqual(codes);
  });

  test("are in the order of platforms and lists, however they were met", () => {
    const lists: readonly UnreadList[] = [
      { ...profiles, platform: "verifiable", kind: "license", title: "licenses" },
      profiles,
      { ...profiles, kind: "enrollment", title: "enrollments on file" },
      { ...profiles, kind: "license", title: "licenses on file" },
    ];

    for (const each of [lists, lists.toReversed()])
      expect(
        unreadWarnings(each, { request: false, dates: true }).map(
          ({ message }) => message.split(" could")[0],
        ),
      ).toEqual([
        "Medallion's enrollments on file",
        "Medallion's licenses on file",
        "Medallion's profiles",
        "Verifiable's licenses",
      ]);
  });
});

describe("the warning about old answers", () => {
  const where = {
    header: ["npi", "Medallion ID", "sync_result", "license_request_ids"],
    indexOf: (column: string) =>
      new Map([
        ["provider_id", 1],
        ["license_request_ids", 3],
      ]).get(column),
  };

  test("is none where there are none", () => {
    expect(staleProblem(5, [], where)).toBeUndefined();
  });

  test("names cell, value and whose it is, each once", () => {
    const own = { column: "provider_id", value: "x-1", whose: "someone else" } as const;
    const other = { column: "license_request_ids", value: "y-2", whose: "request" } as const;
    const unknown = { column: "provider_id", value: "z-3", whose: "nobody known" } as const;

    expect(staleProblem(5, [own, other, own, unknown], where)).toEqual({
      code: "stale_answer",
      message: [
        'Medallion ID (B5) "x-1" belongs to someone or something else than the row names. It was ignored.',
        'license_request_ids (D5) "y-2" belongs to another request than the row asks for. It was ignored.',
        'Medallion ID (B5) "z-3" was not found by what the row names now. It was ignored.',
      ].join(" "),
    });
  });
});
