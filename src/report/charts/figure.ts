import { html, type Content, type Html } from "../html.ts";

/** A chart with its name. Its numbers stand in a table beside or below it. */
export interface Figure {
  /** Unique on the page. */
  readonly id: string;
  /** What the chart shows. */
  readonly title: string;
  /** What it comes to, for those who cannot see it. */
  readonly description: string;
  /** Pixels; the width is whatever there is. */
  readonly height: number;
  readonly drawing: Content;
  readonly legend?: Content;
}

/**
 * An SVG that fills the width it is given. Drawings place things by percent from left to right and by pixels from
 * top to bottom, so that text keeps its size on every screen.
 */
export function figure({ id, title, description, height, drawing, legend }: Figure): Html {
  return html`<figure>
    <figcaption>${title}</figcaption>
    ${legend}<svg
      class="chart"
      role="img"
      aria-labelledby="${id}-name ${id}-text"
      width="100%"
      height="${height}"
      focusable="false"
    >
      <title id="${id}-name">${title}</title>
      <desc id="${id}-text">${description}</desc>
      ${drawing}
    </svg>
  </figure> `;
}
