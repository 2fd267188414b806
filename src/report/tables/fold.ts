import { html, type Content, type Html } from "../html.ts";

/** Tables up to this length are open from the start. */
const shortTable = 15;

/** Something long that a reader opens; what is short is open already. The script opens all for printing. */
export function fold(summary: Content, rows: number, content: Content): Html {
  return html`<details${rows <= shortTable ? html` open` : undefined}>
<summary>${summary}</summary>
${content}</details>
`;
}
