/**
 * Colours by what they mean, for light and for dark. Text keeps a contrast of at least 4.5 to 1 with what it stands
 * on, and shapes of at least 3 to 1.
 */
const paletteStyle = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --panel: #f5f7f9; --ink: #1a2230; --soft: #515c6b; --rule: #d5dbe2; --shade: #00000033; --edge: #7d8896;
  --link: #0b57a4; --focus: #0b57a4;
  --good: #1b7a52; --calm: #4d76ab; --plan: #7457b5; --bad: #b8322a; --doubt: #a2640a; --quiet: #6f7985;
  --good-paper: #e8f5ee; --bad-paper: #fcedeb; --doubt-paper: #fdf3e2;
  --good-ink: #12603f; --calm-ink: #33588a; --plan-ink: #5b3fa0; --bad-ink: #9c241d; --doubt-ink: #7f4d05; --quiet-ink: #515c6b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12161c; --panel: #1b212a; --ink: #e7ebf0; --soft: #a9b3c0; --rule: #333c48; --shade: #000000b3; --edge: #76818f;
    --link: #86b9f2; --focus: #9cc7f7;
    --good: #3fa877; --calm: #6f98cf; --plan: #9a80dc; --bad: #e0655b; --doubt: #d4943a; --quiet: #858f9c;
    --good-paper: #16281f; --bad-paper: #331b1a; --doubt-paper: #30240f;
    --good-ink: #7fd3aa; --calm-ink: #a3c2ea; --plan-ink: #c3b0f2; --bad-ink: #f5a19a; --doubt-ink: #f0bf78; --quiet-ink: #a9b3c0;
  }
}
`;

/** The page and its text. */
const layoutStyle = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.page { max-width: 84rem; margin: 0 auto; padding: 0 clamp(0.9rem, 3vw, 2.5rem); }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
#main { padding-top: 1.4rem; }
.skip { position: absolute; left: 0.5rem; top: -4rem; padding: 0.5rem 1rem; background: var(--paper); z-index: 2; }
.skip:focus { top: 0.5rem; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0; overflow-wrap: anywhere; text-wrap: balance; }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.8vw, 2.3rem); }
h2 { font-size: 1.4rem; padding-top: 1.1rem; border-top: 2px solid var(--ink); }
#next { margin-bottom: 1.5rem; }
#next h2 { border-top: 0; padding-top: 0; }
h3 { font-size: 1.1rem; margin-top: 1.6rem; }
h4 { font-size: 1rem; }
p, ul, dl { margin: 0.6rem 0; }
p { max-width: 75ch; text-wrap: pretty; }
code { font: 0.875em/1.4 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
small { font-size: 0.85em; color: var(--soft); }
section { margin: 0 0 3rem; }
.masthead { background: var(--panel); border-bottom: 1px solid var(--rule); padding: 1.2rem 0 0.6rem; }
.kicker { margin: 0 0 0.2rem; color: var(--soft); font-weight: 600; }
.ending { font-size: 1.15rem; font-weight: 600; border-left: 5px solid var(--quiet); padding: 0.15rem 0 0.15rem 0.8rem; margin: 0.9rem 0; }
.ending.good { border-color: var(--good); }
.ending.look { border-color: var(--doubt); }
.ending.stopped { border-color: var(--bad); }
.stops { padding-left: 1.2rem; }
.numbers, .facts { display: flex; flex-wrap: wrap; gap: 0.6rem 2.5rem; margin: 1rem 0; }
dt { color: var(--soft); font-size: 0.85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.numbers dd { font-size: 1.6rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }
nav { border: solid var(--rule); border-width: 1px 0; margin-bottom: 2.5rem; }
nav ul { list-style: none; padding-left: 0; display: flex; flex-wrap: wrap; gap: 0.1rem 1.6rem; margin-top: 0; margin-bottom: 0; padding-top: 0.5rem; padding-bottom: 0.5rem; }
nav a { display: inline-block; padding: 0.25rem 0; }
.steps { list-style: none; padding: 0; display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
.steps li { display: flex; gap: 0.8rem; align-items: baseline; background: var(--panel); border: 1px solid var(--rule); border-radius: 6px; padding: 0.7rem 0.9rem; }
.steps strong { font-size: 1.7rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
.steps a { white-space: nowrap; }
.nothing { border-left: 5px solid var(--good); padding-left: 0.8rem; }
.note { color: var(--soft); }
.beside { display: grid; gap: 1.5rem 3rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); align-items: start; margin: 1rem 0 1.5rem; }
.beside > * { min-width: 0; }
.reason { border: 1px solid var(--rule); border-left: 5px solid var(--edge); border-radius: 4px; padding: 0.8rem 1rem; margin: 0.9rem 0; }
h4 code { font-weight: 400; color: var(--soft); margin-left: 0.4rem; }
.reason.failed { border-left-color: var(--bad); }
.reason.unknown, .reason.notReached { border-left-color: var(--doubt); }
.reason .remedy { margin: 0.3rem 0 0.5rem; }
details { margin: 0.6rem 0; }
summary { cursor: pointer; padding: 0.3rem 0; width: fit-content; font-weight: 600; }
footer { border-top: 1px solid var(--rule); background: var(--panel); color: var(--soft); padding: 1rem 0; font-size: 0.9rem; }
`;

/** Tables, their filters, and small labels. */
const tableStyle = `
.scroll {
  position: relative; overflow-x: auto; max-width: 100%;
  background:
    linear-gradient(to right, var(--paper) 40%, transparent) local 0 0 / 3rem 100% no-repeat,
    linear-gradient(to left, var(--paper) 40%, transparent) local 100% 0 / 3rem 100% no-repeat,
    linear-gradient(to right, var(--shade), transparent) scroll 0 0 / 0.8rem 100% no-repeat,
    linear-gradient(to left, var(--shade), transparent) scroll 100% 0 / 0.8rem 100% no-repeat;
}
.tablebox { margin: 0.5rem 0 1.2rem; min-width: 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.925rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 0.3rem 0; }
.unseen { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
table td code { white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.9rem 0.4rem 0; border-bottom: 1px solid var(--rule); }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-bottom: 2px solid var(--edge); vertical-align: bottom; color: var(--soft); font-weight: 600; }
tbody th { font-weight: 500; min-width: 7rem; }
.beside .tablebox { margin-top: 0; }
.reason .tablebox { margin-bottom: 0; }
.beside tbody th { min-width: 0; }
.beside .scroll td.wide { min-width: 9rem; }
tfoot th, tfoot td { border-bottom: 0; border-top: 2px solid var(--edge); font-weight: 600; }
.number { text-align: right; }
td.number { white-space: nowrap; }
.scroll td:not(.number) { min-width: 6.5rem; }
.scroll td.wide { min-width: 14rem; max-width: 60ch; overflow-wrap: anywhere; }
time { white-space: nowrap; }
.long, table td code.long { display: inline-block; min-width: 10rem; max-width: 22rem; overflow-wrap: anywhere; white-space: normal; }
.bars .long { display: inline; }
.printed { display: none; }
.id { white-space: nowrap; font-size: 0.8rem; }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0.15rem 0; cursor: pointer; text-align: inherit; }
th button::after { content: "\\2195"; margin-left: 0.35em; opacity: 0.55; }
th[aria-sort] button { color: var(--ink); }
th[aria-sort="ascending"] button::after { content: "\\25B2"; opacity: 1; }
th[aria-sort="descending"] button::after { content: "\\25BC"; opacity: 1; }
.filter { display: flex; flex-wrap: wrap; gap: 0.5rem 1.2rem; align-items: center; padding: 0.5rem 0; font-size: 0.925rem; }
.filter label { max-width: 100%; }
.filter input, .filter select { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--edge); border-radius: 4px; padding: 0.25rem 0.5rem; max-width: min(100%, 16rem); min-height: 2rem; }
.state { margin: 0; color: var(--soft); }
.pager button { font: inherit; color: var(--link); background: var(--paper); border: 1px solid var(--edge); border-radius: 4px; padding: 0.35rem 0.9rem; cursor: pointer; }
tr.later { display: none; }
tr[hidden] { display: none; }
.bars { max-width: 46rem; margin-bottom: 1.5rem; table-layout: fixed; }
.bars th, .bars td { overflow-wrap: anywhere; }
.bars thead th { overflow-wrap: normal; }
.bars th.number { width: 6rem; }
.bars thead th:last-child { width: 42%; }
.bars code { white-space: normal; }
.bars .share { white-space: nowrap; }
.share svg { display: inline-block; vertical-align: -2px; width: calc(100% - 3.2rem); }
.share span { display: inline-block; width: 3.2rem; text-align: right; }
.tag { display: inline-block; border: 1px solid currentColor; border-radius: 4px; padding: 0 0.4rem; font-size: 0.85rem; line-height: 1.5; white-space: nowrap; }
@media (max-width: 40rem) {
  .tag { white-space: normal; }
  th, td { padding-right: 0.55rem; }
  .bars th, .bars td { padding-right: 0.6rem; }
  .bars th.number { width: 5.6rem; }
  .bars .share, .bars thead th:last-child { padding-right: 0; }
  .bars thead th:last-child { width: 24%; }
  .share svg { display: block; width: 100%; margin-top: 0.2rem; }
  .share span { display: block; width: auto; text-align: left; }
}
.tag.created, .tag.party-done { color: var(--good-ink); }
.tag.exists, .tag.party-platform, .tag.party-outside, .tag.party-another { color: var(--calm-ink); }
.tag.planned { color: var(--plan-ink); }
.tag.failed, .tag.party-ended, .tag.due-overdue { color: var(--bad-ink); background: var(--bad-paper); }
.tag.unknown, .tag.party-us, .tag.party-provider, .tag.new, .tag.due-within30 { color: var(--doubt-ink); background: var(--doubt-paper); }
.tag.skipped, .tag.party-hold, .tag.party-unclear, .tag.due-within60, .tag.due-within90, .tag.due-later { color: var(--quiet-ink); }
`;

/** Charts. The classes of their shapes are the words of outcomes, of whose move it is, and of how soon. */
const chartStyle = `
.textures { position: absolute; }
figure { margin: 0; min-width: 0; }
figcaption { font-weight: 600; font-size: 0.925rem; padding: 0.3rem 0; }
.chart { display: block; overflow: visible; }
.chart text { font-size: 13px; fill: var(--ink); font-variant-numeric: tabular-nums; }
.chart .label { font-weight: 500; }
.chart .value { font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 6px; stroke-linejoin: round; }
.chart .tick { fill: var(--soft); font-size: 12px; }
.chart .inside { font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 5px; stroke-linejoin: round; }
.chart .axis { stroke: var(--edge); }
.track { fill: var(--rule); opacity: 0.5; }
.created, .party-done { fill: var(--good); }
.exists, .party-platform, .party-outside, .party-another, .plain, .due-week { fill: var(--calm); }
.planned { fill: var(--plan); }
.failed, .party-ended, .due-overdue { fill: var(--bad); }
.unknown, .party-us, .party-provider, .due-within30 { fill: var(--doubt); }
.skipped, .party-hold, .party-unclear, .due-within60, .due-within90, .due-later { fill: var(--quiet); }
[class^="over-"] { fill: none; }
g > rect, .legend rect { stroke: var(--paper); stroke-width: 1.5px; }
.texture { fill: var(--paper); opacity: 0.55; }
.over-failed, .over-party-ended { fill: url(#texture-slashes); }
.over-unknown, .over-party-us, .over-party-provider { fill: url(#texture-dots); }
.over-planned, .over-party-another { fill: url(#texture-bars); }
.over-exists { fill: url(#texture-lines); opacity: 0.5; }
.over-party-hold { fill: url(#texture-lines); }
g > rect.over-skipped, rect.over-skipped, rect.over-party-unclear { fill: var(--paper); stroke: var(--quiet); stroke-width: 1.5px; }
.legend { list-style: none; padding: 0; margin: 0.2rem 0 0.4rem; display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; font-size: 0.875rem; }
.legend li { display: flex; gap: 0.4rem; align-items: center; }
@media (max-width: 40rem) {
  .chart .extra { display: none; }
}
`;

/** On paper: black on white, no controls, every row, nothing cut off. */
const printStyle = `
@media print {
  @page { margin: 14mm 12mm; }
  @page wide { size: landscape; }
  #requests { page: wide; }
  :root {
    color-scheme: light;
    --paper: #ffffff; --panel: #ffffff; --ink: #000000; --soft: #333333; --rule: #bbbbbb; --edge: #555555; --link: #000000;
    --good: #4a7a5f; --calm: #5f7896; --plan: #75669a; --bad: #8a3a34; --doubt: #8a6a3a; --quiet: #777777;
    --good-paper: #ffffff; --bad-paper: #ffffff; --doubt-paper: #ffffff;
    --good-ink: #000000; --calm-ink: #000000; --plan-ink: #000000; --bad-ink: #000000; --doubt-ink: #000000; --quiet-ink: #000000;
  }
  body { font-size: 10pt; }
  .page { max-width: none; padding: 0; }
  nav, .skip, .filter label, .pager { display: none; }
  .filter { padding: 0; }
  .state:not(.narrowed) { display: none; }
  svg rect, svg circle { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; background: none; }
  table { font-size: 8.5pt; }
  #requests table { font-size: 7.5pt; }
  th, td { padding: 2pt 5pt 2pt 0; }
  td, th, .tag { white-space: normal; overflow-wrap: break-word; }
  .scroll td:not(.number), .scroll td.wide, tbody th, .beside tbody th { min-width: 0; }
  table td code { white-space: normal; overflow-wrap: break-word; }
  .id { font-size: 6.5pt; }
  .tag { border: 0; padding: 0; font-size: inherit; }
  th button { display: none; }
  .printed { display: inline; }
  tr.later:not([hidden]) { display: table-row; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  tr, p, figure, .steps li, .bars { break-inside: avoid; }
  h2, h3, h4, caption, summary, .remedy, section > p { break-after: avoid; }
  .bars th.number { width: 7em; }
  .bars thead th:last-child { width: 30%; }
  section { margin-bottom: 1.2rem; }
  .beside { grid-template-columns: 1fr 1fr; gap: 0.8rem 1.5rem; }
  .beside.roomy { grid-template-columns: 1fr; }
  .steps { grid-template-columns: 1fr 1fr 1fr; }
  .reason { border-color: var(--edge); }
  a { text-decoration: none; }
  .steps a { display: none; }
  summary { list-style: none; }
  summary::-webkit-details-marker { display: none; }
  details.unprinted:not([open]) > summary::after { content: " (not printed, since it is long: open it on the screen first)"; font-weight: 400; }
  details:not(.unprinted)::details-content { content-visibility: visible; display: block; height: auto; }
}
`;

/** The style sheet of the page; print comes last, since it overrules. */
export const style = [paletteStyle, layoutStyle, tableStyle, chartStyle, printStyle].join("");
