/** Charts. The classes of their shapes are the words of outcomes, of whose move it is, and of how soon. */
export const chartStyle = `
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
