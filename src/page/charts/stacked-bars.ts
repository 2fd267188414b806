import { scaleBand, scaleLinear } from "d3-scale";
import { stack } from "d3-shape";
import { counted, number } from "../counted.ts";
import { html, type Html } from "../html.ts";
import { texturedRect } from "./figure.ts";

/** One bar: what it is about, and how much of it is in each part. */
export interface StackedBar<Part extends string> {
  readonly label: string;
  readonly parts: Readonly<Record<Part, number>>;
}

/** Room for a bar with its label above it, and the height of the bar itself. */
const step = 58;
const barHeight = 26;

/** The height of a drawing of so many bars. */
export function stackedHeight(bars: number): number {
  return bars * step;
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
      return segment(part, name, bar.parts[part], x(from), x(to), top + step - barHeight - 8);
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
    height: barHeight,
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

function percent(value: number): string {
  return `${value.toFixed(3)}%`;
}
