import { describe, expect, test } from "vitest";
import { renderReport } from "../../../src/report/render.ts";
import { reportOf, reportSample, sampleRows } from "../../support/report-sample.ts";
import { headings, idsIn, linksIn, plainText, tableRows } from "./page-text.ts";

const page = renderReport(reportSample(120));

describe("the page", () => {
  test("says first how the run ended, then what to do, then everything else", () => {
    expect(headings(page)).toEqual([
      "providers-october.csv",
      "What to do next",
      "What was requested, and the result",
      "Ended without success",
      "What went wrong, and what to do",
      "Waiting on whom",
      "What lapses, and when",
      "CAQH: roster, profiles and attestations",
      "What changed since the last run",
      "Every request",
      "About this run",
    ]);
    expect(plainText(page)).toContain("Finished, but some rows failed or are not confirmed yet.");
  });

  test("links only to places that it has", () => {
    const ids = idsIn(page);
    expect(linksIn(page).filter((link) => !ids.includes(link))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("is the same whenever it is made from the same data", () => {
    expect(renderReport(reportSample(120))).toBe(page);
  });

  test("needs nothing from anywhere else", () => {
    expect(page).not.toMatch(/(?:src|href)="(?!#|data:,)/);
    expect(page).not.toMatch(/@import|url\((?!#)/);
    expect(page).toContain("default-src &#39;none&#39;");
  });

  test("lists every request of a roster of ordinary size", () => {
    const { work } = reportSample(120);
    expect(tableRows(page, "all-requests")).toHaveLength(work.every.count);
  });

  test("of an empty roster says that there is nothing, and draws nothing", () => {
    const empty = renderReport(reportSample(0, { exit_code: 0, platforms: [] }));
    expect(plainText(empty)).toContain("The roster has no rows.");
    expect(plainText(empty)).toContain("Nothing needs your attention.");
    expect(empty).not.toContain("<figure>");
    expect(headings(empty)).not.toContain("Every request");
    expect(headings(empty).some((heading) => heading.startsWith("CAQH"))).toBe(false);
  });

  test("of a plan tells what would be requested, and that nothing was sent", () => {
    const rows = sampleRows(12).map((row) => ({
      ...row,
      changes: [],
      requests: row.requests.map((request) => ({ ...request, outcome: "planned" as const })),
    }));
    const text = plainText(renderReport(reportOf(rows, { command: "plan", exit_code: 0 })));
    expect(text).toContain("Would be requested");
    expect(text).toContain("requests would be made by roster-sync sync.");
    expect(text).toContain("nothing is sent");
  });

  test.each([
    [0, "Done: everything the roster asks for has been requested."],
    [1, "Finished, but some rows failed"],
    [2, "Nothing was sent"],
    [3, "Stopped early"],
    [4, "another run was using the same ledger"],
    [5, "Held"],
    [130, "Interrupted"],
    [143, "Interrupted"],
    [99, "Ended with the exit code 99."],
  ])("says what the exit code %i means", (exit_code, sentence) => {
    expect(plainText(renderReport(reportSample(5, { exit_code })))).toContain(sentence);
  });

  test("says why a platform stopped", () => {
    const { summary } = reportSample(5);
    const platforms = summary.platforms.map((one) => ({
      ...one,
      stops: [{ code: "credentials_refused" as const, reason: "The key was refused." }],
    }));
    expect(plainText(renderReport(reportSample(5, { platforms })))).toContain(
      "Medallion: The key was refused.",
    );
  });
});

describe("counting", () => {
  test("takes requests that several rows ask for once, and names the rows", () => {
    const [row] = sampleRows(30).filter(({ requests }) =>
      requests.some(({ status }) => status === "AdditionalInformationRequested"),
    );
    if (row === undefined) throw new Error("the sample has no such row");
    const twice = [row, { ...row, requests: row.requests.map((one) => ({ ...one, row: 77 })) }];
    const data = reportOf(twice.map((one) => ({ ...one, changes: [], caqh: undefined })));
    expect(data.work.lists.us.count).toBe(1);
    expect(data.work.lists.us.items[0]?.rows).toEqual({ first: [row.requests[0]?.row, 77], count: 2 });
    expect(data.work.lines.map(({ outcomes }) => outcomes.exists)).toEqual([1]);
    expect(data.work.every.count).toBe(2);
  });
});
