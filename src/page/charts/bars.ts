import { scaleLinear } from "d3-scale";
import { number } from "../counted.ts";
import { html, type Html } from "../html.ts";
import { texturedRect } from "./figure.ts";

/** One bar of a chart of single bars. */
export interface LabelledBar {
  readonly label: string;
  readonly count: number;
  readonly tone: string;
}

const step = 50;
const barHeight = 18;

/** The height of a drawing of so many bars. */
export function barsHeight(bars: number): number {
  return bars * step;
}

/** Bars on one scale, each below its label. */
export function labelledBars(bars: readonly LabelledBar[]): Html {
  const longest = Math.max(1, ...bars.map(({ count }) => count));
  const x = scaleLinear([0, longest], [0, 100]);
  return html`${bars.map(({ label, count, tone }, index) => {
    const top = index * step;
    const width = `${x(count).toFixed(3)}%`;
    return html`<text class="label" x="0" y="${top + 18}">${label}</text>
      <text class="value" x="100%" y="${top + 18}" text-anchor="end">${number(count)}</text>
      <rect
        class="track"
        x="0"
        y="${top + 26}"
        width="100%"
        height="${barHeight}"
      />${texturedRect(tone, { x: "0", y: top + 26, width, height: barHeight })} `;
  })}`;
}
