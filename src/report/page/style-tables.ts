/** Tables, their filters, and small labels. */
export const tableStyle = `
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
