"""How the exported HTML page looks: on a screen, in the dark, and on paper."""

from __future__ import annotations

STYLE = """\
:root {
  --paper: #ffffff; --ink: #1d2330; --quiet: #5b6475; --line: #d9dee7; --soft: #f4f6fa; --accent: #2456c7;
  --amber: #7a5200;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171d; --ink: #e4e8ef; --quiet: #9aa4b5; --line: #333a47; --soft: #1d222b; --accent: #8fb2ff;
    --amber: #f3cb62;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); -webkit-text-size-adjust: 100%; }
body {
  color: var(--ink);
  font: 16px/1.55 "Source Sans 3", "Source Sans Pro", system-ui, -apple-system, "Segoe UI", sans-serif;
  margin: 0 auto; max-width: 56rem; overflow-wrap: break-word; padding: 3rem 1.5rem 4rem;
}
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2em 0 .6em; text-wrap: balance; }
h1 { font-size: 2rem; letter-spacing: -.01em; margin-top: 0; }
h2 { border-bottom: 1px solid var(--line); font-size: 1.35rem; padding-bottom: .3em; }
h3 { font-size: 1.1rem; }
h4, h5, h6 { font-size: 1rem; }
h2 + h3, h3 + h4 { margin-top: .8em; }
p, ul, ol, table, pre, blockquote { margin: 0 0 1em; }
ul, ol { padding-left: 1.5em; }
li { margin: .2em 0; }
li > ul { margin: .2em 0; }
ul.boxes, ul:has(> .task-list-item) { list-style: none; padding-left: .2em; }
input[type="checkbox"] { accent-color: var(--accent); margin: 0 .5em 0 0; vertical-align: -.1em; }
a { color: var(--accent); text-underline-offset: .15em; }
strong { font-weight: 650; }
s { color: var(--quiet); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; }
th { background: var(--soft); font-size: .9em; font-weight: 650; text-align: left; }
th, td { border-bottom: 1px solid var(--line); padding: .5em .7em; vertical-align: top; }
td.short { white-space: nowrap; }
tr.day td { padding-top: 1.1em; }
code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; font-size: .88em; }
code { background: var(--soft); border-radius: 4px; padding: .1em .3em; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; padding: .8em 1em; }
pre code { background: none; padding: 0; }
pre.front-matter { color: var(--quiet); }
blockquote { border-left: 3px solid var(--line); color: var(--quiet); padding-left: 1em; }
img { height: auto; max-width: 100%; }
.picture {
  border: 1px dashed var(--line); border-radius: 6px; color: var(--quiet); display: inline-block; padding: .5em 1em;
}
.mark {
  border: 1px solid var(--amber); border-radius: 6px; color: var(--amber); font-weight: 650; letter-spacing: .03em;
  padding: .4em .8em;
}
footer {
  border-top: 1px solid var(--line); color: var(--quiet); font-size: .85rem; margin-top: 3rem; padding-top: .8rem;
}
@media print {
  @page { margin: 18mm 16mm; }
  :root {
    --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --soft: #f3f3f3; --accent: #12397f; --amber: #7a5200;
  }
  body { font-size: 10.5pt; max-width: none; padding: 0; }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; }
  thead { display: table-header-group; }
  tr, li, img { break-inside: avoid; }
  pre { white-space: pre-wrap; }
}
"""
