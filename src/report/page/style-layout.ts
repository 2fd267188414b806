/** The page and its text. */
export const layoutStyle = `
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
