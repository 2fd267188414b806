import { createHash } from "node:crypto";
import { textures } from "./charts/figure.ts";
import { html, markup, type Content, type Html } from "./html.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";

/** What stands on the page. */
export interface Page {
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
