import { scaleBand, scaleLinear } from "d3-scale";
import { number } from "../counted.ts";
import { html, type Html } from "../html.ts";

/** One column. */
export interface LabelledColumn {
  readonly label: string;
  /** The whole name, shown when pointed at. */
  readonly name: string;
  readonly count: number;
  readonly tone: string;
}

const plotHeight = 150;
const above = 20;
const below = 26;

/** The height of a drawing of columns. */
export const columnsHeight = above + plotHeight + below;

/** Columns with their counts on top. Where there is little room only every fourth is labelled. */
export function columns(all: readonly LabelledColumn[]): Html {
  const x = scaleBand(
    all.map((_, index) => index),
    [0, 100],
  ).paddingInner(0.25);
  const highest = Math.max(1, ...all.map(({ count }) => count));
  const height = scaleLinear([0, highest], [0, plotHeight]);
  const floor = above + plotHeight;
  const drawn = all.map(({ label, name, count, tone }, index) => {
    const left = x(index) ?? 0;
    const middle = percent(left + x.bandwidth() / 2);
    const tall = height(count);
    const value = html`<text
      class="value"
      x="${middle}"
      y="${(floor - tall - 5).toFixed(1)}"
      text-anchor="middle"
    >
      ${number(count)}
    </text>`;
    return html`<g>
      <title>${name}: ${number(count)}</title>
      <rect
        class="${tone}"
        x="${percent(left)}"
        y="${(floor - tall).toFixed(1)}"
        width="${percent(x.bandwidth())}"
        height="${tall.toFixed(1)}"
      />
      ${count === 0 ? undefined : value}${tick(label, index, all.length, middle)}
    </g> `;
  });
  return html`${drawn}<line class="axis" x1="0" x2="100%" y1="${floor}" y2="${floor}" /> `;
}

/** The label of every other column, of every fourth where there is little room; those at the edges stay inside. */
function tick(label: string, index: number, all: number, middle: string): Html | undefined {
  if (index % 2 === 1) return undefined;
  const [at, anchor] =
    index === 0 ? ["0%", "start"] : index === all - 1 ? ["100%", "end"] : [middle, "middle"];
  const room = index % 4 === 0 ? "tick" : "tick extra";
  return html`<text class="${room}" x="${at}" y="${above + plotHeight + 17}" text-anchor="${anchor}">
    ${label}
  </text>`;
}

function percent(value: number): string {
  return `${value.toFixed(3)}%`;
}
