import { chromium, type Browser, type Page } from "playwright-core";
import { chromiumPath } from "./chromium.ts";

const address = "http://report.test/";

/** What happened on a page that nobody meant to happen. */
interface Mishaps {
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
}

/** A tab of a browser in which pages are opened one after the other, since a new one takes half a second. */
export class Tab {
  #browser: Browser | undefined;
  #page: Page | undefined;

  async launch(): Promise<void> {
    this.#browser = await chromium.launch({
      executablePath: chromiumPath ?? "",
      args: ["--no-sandbox", "--disable-gpu"],
    });
    this.#page = await this.#newPage(true);
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }

  /** Opens a page anew, on a screen of this width. */
  async open(html: string, width = 1280): Promise<Mishaps & { readonly page: Page }> {
    const page = this.#page;
    if (page === undefined) throw new Error("there is no browser");
    await page.emulateMedia({ colorScheme: "light", media: "screen" });
    await page.setViewportSize({ width, height: width < 500 ? 700 : 900 });
    return { page, ...(await visit(page, html)) };
  }

  /** Opens a page as somebody sees it who lets no script run. */
  async openWithoutScript(html: string): Promise<Page> {
    const page = await this.#newPage(false);
    await visit(page, html);
    return page;
  }

  async #newPage(javaScriptEnabled: boolean): Promise<Page> {
    if (this.#browser === undefined) throw new Error("there is no browser");
    return (await this.#browser.newContext({ javaScriptEnabled })).newPage();
  }
}

async function visit(page: Page, html: string): Promise<Mishaps> {
  const complaints: string[] = [];
  const requests: string[] = [];
  page.removeAllListeners();
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.unrouteAll();
  await page.route("**/*", async (route) => {
    const url = route.request().url();
    if (url === address) return route.fulfill({ contentType: "text/html", body: html });
    requests.push(url);
    return route.abort();
  });
  await page.goto(address);
  return { complaints, requests };
}

/** By how many pixels the page is wider than the window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

/** The texts of a column of the rows of a table that are shown. */
export async function shownColumn(page: Page, table: string, column: number): Promise<readonly string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll("#${table} tbody tr")].filter((row) => row.checkVisibility())
      .map((row) => row.cells[${column}].innerText.trim())`,
  );
}

/** Presses the Tab key until something has the focus. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  await page.evaluate(`document.querySelector(${JSON.stringify(selector)}).scrollIntoView()`);
  for (let presses = 0; presses < 40; presses += 1) {
    if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not lead to ${selector}`);
}
