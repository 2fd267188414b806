import { html, type Html } from "../html.ts";
import { texturedRect } from "./figure.ts";

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
