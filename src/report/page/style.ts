import { chartStyle } from "./style-charts.ts";
import { layoutStyle } from "./style-layout.ts";
import { paletteStyle } from "./style-palette.ts";
import { printStyle } from "./style-print.ts";
import { tableStyle } from "./style-tables.ts";

/** The style sheet of the page; print comes last, since it overrules. */
export const style = [paletteStyle, layoutStyle, tableStyle, chartStyle, printStyle].join("");
