import { createHash } from "node:crypto";
import { textures } from "./charts/figure.ts";
import { html, markup, type Content, type Html } from "./html.ts";
import { style } from "./style.ts";

/**
 * What the page can do beyond being read: sort by a header, filter, show long tables by and by, and open everything
 * for the printer. Plain JavaScript for the browser; it makes its own controls, so that a page without it shows none.
 */
const script = `"use strict";
(() => {
  const pageLength = 100, filterFrom = 8;
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const make = (tag, props, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children);
    return node;
  };
  const text = (cell) => cell ? (cell.textContent || "").trim() : "";
  const key = (row, index) => row.cells[index].dataset.by ?? text(row.cells[index]);
  const amount = (word) => word === "" ? -Infinity : Number(word.replaceAll(",", ""));

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const body = table.tBodies[0], headers = [...table.tHead.rows[0].cells];
    let rows = [...body.rows], limit = pageLength;
    if (rows.length < 2) continue;
    const name = table.caption.textContent;
    const choices = new Map();
    const search = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const state = make("p", { className: "state" });
    state.setAttribute("role", "status");
    const more = make("button", { type: "button", textContent: "Show " + pageLength + " more" });
    const all = make("button", { type: "button", textContent: "Show all" });
    const pager = make("p", { className: "pager" }, more, " ", all);
    const texts = new Map();

    const show = () => {
      const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
      let matching = 0;
      for (const row of rows) {
        if (words.length && !texts.has(row)) texts.set(row, row.textContent.toLowerCase());
        const fits = words.every((word) => texts.get(row).includes(word)) &&
          [...choices].every(([index, select]) => select.value === "" || text(row.cells[index]) === select.value);
        row.hidden = !fits;
        if (fits) matching += 1;
        row.classList.toggle("later", fits && matching > limit);
      }
      const shown = Math.min(matching, limit);
      state.textContent = shown === rows.length ? rows.length + " rows"
        : shown === matching ? matching + " of the " + rows.length + " rows listed match"
        : "First " + shown + " of " + matching + (matching === rows.length ? " rows" : " matching rows");
      state.classList.toggle("narrowed", matching < rows.length);
      pager.hidden = shown === matching;
    };

    headers.forEach((header, index) => {
      const title = header.textContent;
      const button = make("button", { type: "button", textContent: title });
      // some printers leave buttons out of a header that is repeated on each page
      header.replaceChildren(button, make("span", { className: "printed", textContent: title }));
      button.addEventListener("click", () => {
        const down = header.getAttribute("aria-sort") === "ascending";
        for (const other of headers) other.removeAttribute("aria-sort");
        header.setAttribute("aria-sort", down ? "descending" : "ascending");
        const numbers = header.dataset.sort === "number";
        const keyed = rows.map((row) => [numbers ? amount(key(row, index)) : key(row, index), row]);
        const compare = numbers ? (a, b) => (a > b) - (a < b) : collator.compare;
        keyed.sort((a, b) => (down ? -1 : 1) * compare(a[0], b[0]));
        rows = keyed.map((pair) => pair[1]);
        for (const row of rows) body.append(row);
        show();
      });
    });

    if (rows.length >= filterFrom) {
      const bar = make("div", { className: "filter" }, make("label", {}, "Filter ", search));
      bar.setAttribute("role", "search");
      bar.setAttribute("aria-label", "Filter: " + name);
      headers.forEach((header, index) => {
        if (!("choice" in header.dataset)) return;
        const values = [...new Set(rows.map((row) => text(row.cells[index])))].filter(Boolean).sort(collator.compare);
        if (values.length < 2) return;
        const select = make("select", {}, make("option", { value: "", textContent: "all" }),
          ...values.map((value) => make("option", { value, textContent: value })));
        choices.set(index, select);
        select.addEventListener("change", () => { limit = pageLength; show(); });
        bar.append(make("label", {}, header.firstChild.textContent + " ", select));
      });
      search.addEventListener("input", () => { limit = pageLength; show(); });
      bar.append(state);
      table.closest(".tablebox").prepend(bar);
      table.closest(".tablebox").append(pager);
    }
    more.addEventListener("click", () => { limit += pageLength; show(); });
    all.addEventListener("click", () => { limit = Infinity; show(); });
    show();
  }

  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open], .unprinted)")];
    for (const one of closed) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
    closed = [];
  });
})();
`;

/** What stands on the page. */
interface Page {
  readonly title: string;
  readonly top: Content;
  readonly main: Content;
  readonly foot: Content;
}

/**
 * A page that needs nothing but itself. Its content security policy lets in this style and this script alone, so
 * that a value that slipped through as markup could neither run nor call anywhere.
 */
export function page({ title, top, main, foot }: Page): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${inline("style", style)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the report</a>
        ${textures}${top}
        <main id="main" class="page" tabindex="-1">${main}</main>
        <footer><div class="page">${foot}</div></footer>
        ${inline("script", script)}
      </body>
    </html> `;
}

/** An element around exactly this text: its hash stands in the policy, so not a space may be added. */
function inline(tag: "style" | "script", text: string): Html {
  return markup(`<${tag}>${text}</${tag}>`);
}

const policy = [
  "default-src 'none'",
  `style-src '${hashOf(style)}'`,
  `script-src '${hashOf(script)}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
