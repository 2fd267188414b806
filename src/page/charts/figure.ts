import { html, type Html, type Content } from "../html.ts";

/** Patterns that tell segments apart without colour; laid over them. Once on the page, before the first chart. */
export const textures: Html = html`<svg
  class="textures"
  width="0"
  height="0"
  aria-hidden="true"
  focusable="false"
>
  <defs>
    <pattern
      id="texture-slashes"
      width="7"
      height="7"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect class="texture" width="2" height="7" />
    </pattern>
    <pattern id="texture-dots" width="7" height="7" patternUnits="userSpaceOnUse">
      <circle class="texture" cx="3.5" cy="3.5" r="1.6" />
    </pattern>
    <pattern id="texture-bars" width="6" height="6" patternUnits="userSpaceOnUse">
      <rect class="texture" width="2" height="6" />
    </pattern>
    <pattern id="texture-lines" width="6" height="6" patternUnits="userSpaceOnUse">
      <rect class="texture" width="6" height="1.6" />
    </pattern>
  </defs>
</svg> `;

/** A rectangle in the colour and the texture of its class. */
export function texturedRect(
  tone: string,
  place: { readonly x: string; readonly y: number; readonly width: string; readonly height: number },
): Html {
  const { x, y, width, height } = place;
  const rect = html`x="${x}" y="${y}" width="${width}" height="${height}"`;
  return html`<rect class="${tone}" ${rect} /><rect class="over-${tone}" ${rect} />`;
}

/** A chart with its name. Its numbers stand in a table beside or below it. */
interface Figure {
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
export function figure({ id, title, description, height, drawing, ...drawn }: Figure): Html {
  return html`<figure>
    <figcaption>${title}</figcaption>
    ${drawn.legend}<svg
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

/** What the colours and textures of a chart mean, in the order of its parts. */
export function legend(parts: readonly { readonly part: string; readonly name: string }[]): Html {
  return html`<ul class="legend">
    ${parts.map(
      ({ part, name }) =>
        html`<li>
          <svg width="16" height="16" aria-hidden="true" focusable="false">
            ${texturedRect(part, { x: "0", y: 0, width: "16", height: 16 })}</svg
          >${name}
        </li> `,
    )}
  </ul> `;
}
