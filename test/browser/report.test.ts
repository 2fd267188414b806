import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderReport } from "../../src/report/render.ts";
import { reportOf, reportSample, sampleRows } from "../support/report-sample.ts";
import { chromiumPath, whySkipped } from "./chromium.ts";
import { overflow, shownColumn, Tab, tabTo } from "./tab.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const data = reportSample(70);
const sample = renderReport(data);
const { every, lists } = data.work;
const listed = lists.provider;
const smallSample = renderReport(reportSample(15));
const openAll = `for (const one of document.querySelectorAll("details")) one.open = true`;
const longWord = "W".repeat(200);
const hostile = renderReport(
  reportOf(
    sampleRows(15).map((row) => ({
      ...row,
      requests: row.requests.map((one) => ({
        ...one,
        who: `<img src=x onerror=alert(1)>${longWord}`,
        status: longWord,
      })),
      lapses: row.lapses?.map((one) => ({
        ...one,
        who: `<b>${longWord}`,
        number: longWord,
        detail: longWord,
      })),
      statuses: row.statuses?.map(({ source, item }) => ({
        source,
        item: { ...item, who: `</script>${longWord}`, nextAction: longWord },
      })),
    })),
    { results: longWord },
  ),
);

const tab = new Tab();

describe.skipIf(chromiumPath === undefined)(`the page in a browser${whySkipped}`, () => {
  beforeAll(() => tab.launch(), 30_000);
  afterAll(() => tab.close());

  test.each([
    ["an ordinary roster", sample],
    ["hostile texts", hostile],
    ["an empty roster", renderReport(reportSample(0, { exit_code: 0, platforms: [] }))],
  ])("opens without a complaint and asks nobody for anything: %s", async (_, html) => {
    const { complaints, requests } = await tab.open(html);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });

  test("lets neither a script nor a picture in that slipped through as markup", async () => {
    const slipped = sample.replace(
      "</main>",
      `<img src="http://elsewhere.test/"><script>alert(1)</script></main>`,
    );
    const { complaints, requests } = await tab.open(slipped);
    expect(requests).toEqual([]);
    expect(complaints).toHaveLength(2);
    expect(complaints.join(" ")).not.toContain("dialog");
  });

  test("has nothing that axe finds fault with, in light and in dark", async () => {
    const { page } = await tab.open(smallSample);
    await page.evaluate(openAll);
    await page.evaluate(axe);
    const faults = async (options: string): Promise<readonly string[]> =>
      page.evaluate<string[]>(
        `axe.run(${options}).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html))`,
      );
    expect(await faults("{}")).toEqual([]);
    // what is dark differs in colours alone
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await faults(`{ runOnly: ["color-contrast"] }`)).toEqual([]);
  });

  test.each([
    ["an ordinary roster", sample],
    ["hostile texts", hostile],
  ])("scrolls only up and down on a narrow window: %s", async (_, html) => {
    const { page } = await tab.open(html, 360);
    await page.evaluate(openAll);
    expect(await overflow(page)).toBe(0);
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 700 });
      expect(await overflow(page)).toBe(0);
    }
  });

  test("says on the first screen of a telephone how the run ended and what to do", async () => {
    const { page } = await tab.open(sample, 360);
    const bottom = await page.evaluate<number>(
      `document.querySelector(".steps li:nth-child(3)").getBoundingClientRect().bottom`,
    );
    expect(bottom).toBeLessThan(700);
  });

  test("sorts a table by the keyboard, numbers as numbers, and says so", async () => {
    const { page } = await tab.open(sample);
    await page.evaluate(
      `document.querySelector("#waiting-provider-list").closest(".tablebox").querySelector("input").focus()`,
    );
    await tabTo(page, "#waiting-provider-list th:nth-child(5) button");
    await page.keyboard.press("Enter");
    const days = (await shownColumn(page, "waiting-provider-list", 4)).map(Number);
    expect(days.length).toBeGreaterThan(10);
    expect(days).toEqual(days.toSorted((one, other) => one - other));
    expect(await page.locator("#waiting-provider-list th:nth-child(5)").getAttribute("aria-sort")).toBe(
      "ascending",
    );
    await page.keyboard.press("Space");
    expect((await shownColumn(page, "waiting-provider-list", 4)).map(Number)).toEqual(days.toReversed());
    expect(await page.locator("#waiting-provider-list th[aria-sort]").count()).toBe(1);
  });

  test("filters a table by the keyboard, and says how many rows are left", async () => {
    const { page } = await tab.open(sample);
    const box = page.locator(".tablebox", { has: page.locator("#waiting-provider-list") });
    await box.locator("input").focus();
    await page.keyboard.type("license");
    const requests = await shownColumn(page, "waiting-provider-list", 1);
    expect(requests.length).toBeGreaterThan(0);
    for (const request of requests) expect(request.toLowerCase()).toContain("license");
    expect(await box.locator("[role=status]").innerText()).toBe(
      `${requests.length} of the ${listed.count} rows listed match`,
    );
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.press("Delete");
    expect(await shownColumn(page, "waiting-provider-list", 1)).toHaveLength(listed.count);
  });

  test("filters a table by a choice, and shows a long one by and by", async () => {
    const { page } = await tab.open(sample);
    const box = page.locator(".tablebox", { has: page.locator("#all-requests") });
    await page.locator("#requests summary").click();
    expect(await shownColumn(page, "all-requests", 0)).toHaveLength(100);
    await box.getByRole("button", { name: "Show all" }).click();
    expect(await shownColumn(page, "all-requests", 0)).toHaveLength(every.count);
    await box.getByLabel("Outcome").selectOption("Failed");
    expect(new Set(await shownColumn(page, "all-requests", 4))).toEqual(new Set(["Failed"]));
  });

  test("can be read whole without JavaScript, and shows no control that would do nothing", async () => {
    const page = await tab.openWithoutScript(sample);
    expect(await page.locator("button, input, select").count()).toBe(0);
    expect(await page.locator("#all-requests tbody tr").count()).toBe(every.count);
    await page.locator("#requests summary").click();
    expect(await page.locator("#all-requests tbody tr:last-child").isVisible()).toBe(true);
  });

  test("is printed whole, without controls", async () => {
    const { page } = await tab.open(sample);
    await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await shownColumn(page, "all-requests", 0)).toHaveLength(every.count);
    expect(await page.locator("button:visible, input:visible, select:visible").count()).toBe(0);
    expect(await page.evaluate<string>("getComputedStyle(document.body).backgroundColor")).toBe(
      "rgb(255, 255, 255)",
    );
  });
});
