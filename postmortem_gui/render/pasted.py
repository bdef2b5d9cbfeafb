"""Blocks as HTML to paste into Confluence, Google Docs or Word: real tables and headings, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from postmortem_gui.render.blocks import Block, Boxes, DiagramBlock, FrontMatter, StripBlock
from postmortem_gui.render.csv import guarded
from postmortem_gui.render.html import BOXES, block_html, inline_html

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
_PICTURE = re.compile(r'<img src="[^"<>]*" alt="([^"<>]*)"[^<>]*>')
_KEPT = re.compile(r'\s(?:href|colspan|rowspan|start)="[^"<>]*"')
_ALIGNED = re.compile(r"text-align:\s*(left|center|right)")
_SHORT = re.compile(r"\S{1,16}\Z")
"""What reads badly when it is broken at a hyphen."""
_CELL = "border:1px solid #a9b1bd;padding:3px;vertical-align:top"
_MONO = "font-family:Consolas,Menlo,monospace"
_LOOKS = {
    "table": "border-collapse:collapse;width:100%",
    "th": f"{_CELL};font-weight:bold",
    "td": _CELL,
    "code": _MONO,
    "pre": f"{_MONO};white-space:pre-wrap;margin:0 0 8px 16px",
    "blockquote": "border-left:3px solid #a9b1bd;margin:0 0 8px 0;padding-left:12px",
    "s": "text-decoration:line-through",
}
"""Editors keep what stands on a tag itself. Letters and colours stay those of the page that is pasted into."""
_OLD = {
    "table": ' border="1" cellspacing="0" cellpadding="6" width="100%"',
    "th": ' valign="top"',
    "td": ' valign="top"',
}
"""The same in the words of old HTML, which is all that the tables of some word processors take."""
_TEXT_TO_CALC, _TEXT_TO_EXCEL = ' sdnum="1033;0;@"', r"mso-number-format:'\@'"
"""What tells a spreadsheet that a cell is a text, where it would take it for a formula and run it."""
_DEEP = frozenset({"h4", "h5", "h6"})
"""Headings that many editors do not know: they are paragraphs in bold."""


def pasted_html(blocks: Iterable[Block]) -> str:
    """Return blocks as HTML for the clipboard: styles on the tags alone, headings of level 1 to 3, no pictures."""
    return '<meta charset="utf-8">\n' + "\n".join(filter(None, map(_html, blocks)))


def styled(html: str) -> str:
    """Return HTML of `render.html` with its looks on its tags, and without classes, names and pictures."""
    html = _PICTURE.sub(lambda found: f"<em>[Picture{': ' + found[1] if found[1].strip() else ''}]</em>", html)
    return _TAG.sub(_tag, html)


def _html(block: Block) -> str:
    match block:
        case StripBlock() | DiagramBlock():
            return ""
        case FrontMatter(pairs=pairs):
            rows = (f'<tr><th style="text-align:left">{escape(a)}</th><td>{escape(b)}</td></tr>' for a, b in pairs)
            return styled(f"<table><tbody>\n{chr(10).join(rows)}\n</tbody></table>")
        case Boxes(boxes=boxes):  # a list would put a bullet before each box
            return styled(f"<p>{'<br>'.join(f'{BOXES[box.done]} {inline_html(box.text)}' for box in boxes)}</p>")
    return styled(block_html(block, glyphs=True))


def _tag(found: re.Match[str]) -> str:
    closing, name, attributes = found.groups()
    if name in _DEEP:
        return "</strong></p>" if closing else "<p><strong>"
    if closing:
        return f"</{name}>"
    kept = "".join(_KEPT.findall(attributes))
    looks = [_LOOKS[name]] if name in _LOOKS else []
    if aligned := _ALIGNED.search(attributes):
        looks.append(f"text-align:{aligned[1]}")
    elif name == "th":
        looks.append("text-align:left")
    inside = _inside(found.string, found.end()) if name == "td" else ""
    if guarded(inside) != inside:
        kept += _TEXT_TO_CALC
        looks.append(_TEXT_TO_EXCEL)
    if _SHORT.match(inside):
        looks.append("white-space:nowrap")
        kept += " nowrap"
    kept += _OLD.get(name, "")
    return f'<{name}{kept} style="{";".join(looks)}">' if looks else f"<{name}{kept}>"


def _inside(html: str, at: int) -> str:
    """Return the words of the cell that begins there."""
    return unescape(_TAG.sub("", html[at : html.find("</td>", at)]))
