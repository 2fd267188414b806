import { html, type Content, type Html } from "./html.ts";

/** A part of the page with a heading; the list of contents points to it. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** The title in the list of contents, which has little room. */
  readonly short: string;
  readonly body: Content;
}

/** A part of the page. */
export function sectionMarkup({ id, title, body }: Omit<Section, "short">): Html {
  return html`<section id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${title}</h2>
    ${body}
  </section> `;
}
