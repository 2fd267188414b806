import { html, type Content, type Html } from "../html.ts";

/** Tables up to this length are open from the start; so are longer ones that call for action, and no mere details. */
const openUpTo = { detail: 0, reading: 15, action: 100 } as const;

/** Longer ones are printed only when a reader has opened them: nobody wants a hundred sheets unasked. */
const printedUpTo = 300;

/** Something long that a reader opens; what is short is open already. The script opens the others for printing. */
export function fold(
  summary: Content,
  rows: number,
  content: Content,
  purpose: keyof typeof openUpTo = "reading",
): Html {
  const unprinted = rows > printedUpTo ? html` class="unprinted"` : undefined;
  const open = rows <= openUpTo[purpose] ? html` open` : undefined;
  return html`<details${unprinted}${open}>
<summary>${summary}</summary>
${content}</details>
`;
}
