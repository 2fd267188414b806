import { scaleLinear, scaleBand } from "d3-scale";
import { stack } from "d3-shape";
import { number, counted, html, type Html } from "../html.ts";
import { texturedRect } from "./figure.ts";

/** One bar of a chart of single bars. */
interface LabelledBar {
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

/** One column. */
interface LabelledColumn {
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

/** One bar: what it is about, and how much of it is in each part. */
export interface StackedBar<Part extends string> {
  readonly label: string;
  readonly parts: Readonly<Record<Part, number>>;
}

/** Room for a bar with its label above it, and the height of the bar itself. */
const partedStep = 58;
const partedHeight = 26;

/** The height of a drawing of so many bars. */
export function stackedHeight(bars: number): number {
  return bars * partedStep;
}

/**
 * A bar for each line of work, all of the same length, divided by what came of it; the whole is told beside the
 * label. Equal lengths keep the small lines of work as readable as the large ones.
 */
export function stackedBars<Part extends string>(
  bars: readonly StackedBar<Part>[],
  parts: readonly { readonly part: Part; readonly name: string }[],
): Html {
  const y = scaleBand(
    bars.map((_, index) => index),
    [0, stackedHeight(bars.length)],
  );
  const layers = stack<unknown, StackedBar<Part>, Part>()
    .keys(parts.map(({ part }) => part))
    .value((bar, part) => bar.parts[part])([...bars]);
  return html`${bars.map((bar, index) => {
    const whole = parts.reduce((sum, { part }) => sum + bar.parts[part], 0);
    const x = scaleLinear([0, Math.max(whole, 1)], [0, 100]);
    const top = y(index) ?? 0;
    const segments = parts.map(({ part, name }, layer) => {
      const [from, to] = layers[layer]?.[index] ?? [0, 0];
      return segment(part, name, bar.parts[part], x(from), x(to), top + partedStep - partedHeight - 8);
    });
    return html`<text class="label" x="0" y="${top + 18}">${bar.label}</text>
      <text class="value" x="100%" y="${top + 18}" text-anchor="end">${counted(whole, "request")}</text>
      ${segments}`;
  })}`;
}

function segment(
  part: string,
  name: string,
  count: number,
  from: number,
  to: number,
  y: number,
): Html | undefined {
  if (count === 0) return undefined;
  const text = number(count);
  const width = to - from;
  // a digit needs eight pixels; one percent has three of them on the narrowest screen, and six where there is room
  const fits = width > 1 + text.length * 1.6;
  const fitsAlways = width > 2 + text.length * 3.2;
  const rect = texturedRect(part, {
    x: percent(from),
    y,
    width: percent(width),
    height: partedHeight,
  });
  const inside = fits
    ? html`<text
        class="${fitsAlways ? "inside" : "inside extra"}"
        x="${percent((from + to) / 2)}"
        y="${y + 18}"
        text-anchor="middle"
        >${text}</text
      >`
    : undefined;
  return html`<g><title>${name}: ${text}</title>${rect}${inside}</g> `;
}
