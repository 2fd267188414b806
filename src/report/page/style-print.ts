/** On paper: black on white, no controls, every row, nothing cut off. */
export const printStyle = `
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
