"""The laid-out document as HTML: block by block for the preview, or as one page that needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from postmortem_gui.render.blocks import (
    Block,
    Boxes,
    DiagramBlock,
    FrontMatter,
    Head,
    Heading,
    Item,
    Items,
    Layout,
    Lines,
    Prose,
    StripBlock,
    Table,
    TableRow,
)
from postmortem_gui.render.markdown import block_markdown
from postmortem_gui.render.page_style import STYLE
from postmortem_gui.render.parser import PICTURE, parser
from postmortem_gui.render.strip_svg import strip_svg
from postmortem_gui.render.svg_shapes import STYLE as DRAWN_STYLE
from postmortem_gui.render.why_diagram import why_svg

BOXES = {False: "☐", True: "☑"}
"""Boxes as characters, for readers that know no form fields."""

_DRAWINGS = (StripBlock, DiagramBlock)
_PLAIN = re.compile(r"[^\\`*_~\[\]<&:!\"'>\n]*")
_SHORT = re.compile(r"[~\d:./ –-]{3,18}(?:[AP]M)?")
"""A day or a time: it reads badly when it is broken where a hyphen is."""
_BOX = re.compile(r'<input class="task-list-item-checkbox" disabled="" type="checkbox"( checked="")?>')
_IMAGE = re.compile(r'<img src="pm:([A-Za-z0-9_-]+)" alt="([^"]*)"[^>]*>')
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class _Renderer(RendererHTML):
    """Pictures are attachments; any other image is a link to it, since nothing is fetched to show a document."""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        source = str(token.attrGet("src") or "")
        words = self.renderInlineAsText(token.children, options, env)
        if PICTURE.match(source):
            return f'<img src="{escape(source)}" alt="{escape(words)}">'
        return f'<a href="{escape(source)}">{escape(words) or escape(source)}</a>'


_RENDERER = _Renderer()


@lru_cache(maxsize=16384)
def inline_html(text: str) -> str:
    """Return one line of Markdown as HTML, without a paragraph around it."""
    if _PLAIN.fullmatch(text):
        return text
    env: EnvType = {}
    return _RENDERER.render(parser().parseInline(text, env), parser().options, env).replace("<br>\n", "<br>")


@lru_cache(maxsize=512)
def prose_html(text: str) -> str:
    """Return Markdown of several lines as HTML."""
    env: EnvType = {}
    return _RENDERER.render(parser().parse(text, env), parser().options, env)


def block_html(block: Block, *, glyphs: bool = False) -> str:
    """Return one block as HTML that carries no colours and no sizes of its own.

    Rows that begin a day have the class `day`. Boxes are `<input>`, or with `glyphs` the characters ☐ and ☑. Pictures
    are `<img src="pm:ID">`, for whoever shows the page to resolve.
    """
    match block:
        case Heading(level=level, text=text):
            html = f'<h{level} id="{_anchor(block.key)}">{inline_html(text)}</h{level}>'
        case Prose(text=text):
            html = prose_html(text)
        case Lines(lines=lines, apart=True):
            html = "\n".join(f"<p>{inline_html(line)}</p>" for line in lines)
        case Lines(lines=lines):
            html = f"<p>{'<br>'.join(map(inline_html, lines))}</p>"
        case Items(items=items, numbered=numbered):
            html = _items(items, "ol" if numbered else "ul")
        case Boxes(boxes=boxes):
            rows = (f"<li>{_box(box.done)} {inline_html(box.text)}</li>" for box in boxes)
            html = f'<ul class="boxes">\n{chr(10).join(rows)}\n</ul>'
        case Table():
            html = table_html(block)
        case StripBlock(strip=strip):
            html = strip_svg(strip, _drawn_as("strip", strip.sentence), any_font=True)
        case DiagramBlock(rows=rows, sentence=sentence):
            html = why_svg(rows, _drawn_as("whys", sentence), any_font=True)
        case FrontMatter():
            html = f'<pre class="front-matter">{escape(block_markdown(block), quote=False)}</pre>'
        case _:
            raise TypeError(f"{block!r} is no block of a layout")
    return _BOX.sub(lambda box: BOXES[box[1] is not None], html) if glyphs else html


def _drawn_as(kind: str, sentence: str) -> str:
    """Return the attributes of a drawing, which says itself in a sentence."""
    return f' class="{kind} drawn" role="img" aria-label="{escape(sentence)}"'


def table_html(table: Table, *, head: bool = True) -> str:
    """Return a table, or without its head a later run of its rows; the columns of both are equally wide."""
    heads = "".join(f"<th{_column(column)}>{inline_html(column.text)}</th>" for column in table.heads)
    shapes = tuple(map(_column, table.heads))
    rows = "\n".join(row_html(row, shapes) for row in table.rows)
    top = f"<thead>\n<tr>{heads}</tr>\n</thead>\n" if head else ""
    return f"<table>\n{top}<tbody>\n{rows}\n</tbody>\n</table>" if rows else f"<table>\n{top}</table>"


def row_html(row: TableRow, shapes: tuple[str, ...]) -> str:
    """Return a row of a table; `shapes` are the attributes of its columns."""
    return _row(row.cells, shapes, row.day)


@lru_cache(maxsize=16384)
def _row(cells: tuple[str, ...], shapes: tuple[str, ...], day: bool) -> str:
    if day:
        words = " ".join(map(inline_html, filter(None, cells)))
        return f'<tr class="day"><td colspan="{len(shapes)}">{words}</td></tr>'
    return f"<tr>{''.join(map(_cell, cells, shapes))}</tr>"


def _cell(text: str, shape: str) -> str:
    kind = ' class="short"' if _SHORT.fullmatch(text) else ""
    return f"<td{kind}{shape}>{inline_html(text)}</td>"


def _column(head: Head) -> str:
    width = f' width="{head.width}%"' if head.width else ""
    return f'{width} style="text-align:{head.align}"' if head.align else width


def _items(items: Sequence[Item], kind: str) -> str:
    shown = []
    for item in items:
        below = "\n" + _items(item.items, "ul") if item.items else ""
        shown.append(f"<li>{inline_html(item.text)}{below}</li>")
    return f"<{kind}>\n{chr(10).join(shown)}\n</{kind}>"


def _box(done: bool) -> str:
    checked = ' checked=""' if done else ""
    return f'<input class="task-list-item-checkbox" disabled="" type="checkbox"{checked}>'


def _anchor(key: str) -> str:
    """An id that no page around this one can mistake for its own."""
    return "pm-" + re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-")


def document_html(
    layout: Layout,
    *,
    title: str = "",
    lang: str = "en",
    mark: str = "",
    foot: Sequence[str] = (),
    pictures: Mapping[str, str] | None = None,
) -> str:
    """Return a page that needs nothing else: its own style for light, dark and paper, no script, nothing fetched.

    `mark` is a plain text for a bar at the top, `foot` are plain texts for the end of the page. `pictures` maps ids of
    attachments to `data:` addresses; one that is not there is shown as its description.
    """
    body = "\n".join(map(block_html, layout.blocks))
    body = _IMAGE.sub(lambda found: _shown(found[1], found[2], pictures or {}), body)
    style = STYLE + DRAWN_STYLE if any(isinstance(block, _DRAWINGS) for block in layout.blocks) else STYLE
    bar = f'<p class="mark">{escape(mark)}</p>\n' if mark else ""
    footer = f"<footer>{' · '.join(map(escape, foot))}</footer>\n" if foot else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title or layout.title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{bar}{body}\n</main>\n{footer}</body>\n</html>\n"
    )


def _shown(picture: str, alt: str, pictures: Mapping[str, str]) -> str:
    source = pictures.get(picture, "")
    if source.startswith("data:image/"):
        return f'<img src="{escape(source)}" alt="{alt}">'
    return f'<span class="picture">{alt or "Picture"}</span>'
