import { number } from "../counted.ts";
import { html, type Content, type Html } from "../html.ts";

/** A line of a bar table. */
export interface Bar {
  readonly label: Content;
  readonly count: number;
  /** A class of the style sheet that colours the bar. */
  readonly tone?: string | undefined;
}

/** Counts as a table whose last column draws them: the chart and its numbers in one. */
export function barTable(caption: string, heading: string, counting: string, bars: readonly Bar[]): Html {
  const whole = bars.reduce((sum, { count }) => sum + count, 0);
  return html`<table class="bars">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${heading}</th>
        <th scope="col" class="number">${counting}</th>
        <th scope="col">Share</th>
      </tr>
    </thead>
    <tbody>
      ${bars.map((bar) => line(bar, whole))}
    </tbody>
  </table> `;
}

function line({ label, count, tone }: Bar, whole: number): Html {
  const share = whole === 0 ? 0 : (count / whole) * 100;
  const words = count > 0 && share < 1 ? "<1%" : `${Math.round(share)}%`;
  return html`<tr>
    <th scope="row">${label}</th>
    <td class="number">${number(count)}</td>
    <td class="share">
      <svg class="bar" width="100%" height="14" aria-hidden="true" focusable="false">
        <rect class="track" width="100%" height="14" rx="2" />
        <rect class="${tone ?? "plain"}" width="${share.toFixed(2)}%" height="14" rx="2" /></svg
      ><span>${words}</span>
    </td>
  </tr> `;
}
