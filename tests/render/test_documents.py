"""Whatever a document holds, every format shows the same headings, tables and words, in the same order."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.render.blocks import FrontMatter, Heading, Layout, Prose, Table
from postmortem_gui.render.exporters import EXPORTERS, ExportOptions
from postmortem_gui.render.html import block_html, document_html, prose_html
from postmortem_gui.render.layout import RowCache, lay_out
from postmortem_gui.render.markdown import block_markdown, document_markdown, lines_of
from postmortem_gui.render.parser import parser
from tests.render.texts import letters
from tests.strategies import postmortems, templates, texts


def body(layout: Layout) -> Layout:
    """The layout without its front matter, which is YAML and no Markdown."""
    return replace(layout, blocks=tuple(block for block in layout.blocks if not isinstance(block, FrontMatter)))


def outline_of_markdown(text):
    """Headings with their levels, and tables with the words of each cell of their heads and their numbers of rows."""
    found: list[tuple[object, object]] = []
    tokens = parser().parse(text)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            # Behind an x, since `1. first` begins a list where it does not stand in a heading.
            found.append((token.tag, letters(prose_html("x " + tokens[at + 1].content))[1:]))
        elif token.type == "table_open":
            inside = tokens[at : next(at + n for n, end in enumerate(tokens[at:]) if end.type == "table_close")]
            heads = [
                letters(prose_html("x " + inside[n + 1].content))[1:]
                for n, cell in enumerate(inside)
                if cell.type == "th_open"
            ]
            found.append((heads, sum(each.type == "tr_open" for each in inside)))
    return found


def outline_of_blocks(layout):
    found: list[tuple[object, object]] = []
    for block in layout.blocks:
        if isinstance(block, Heading):
            found.append((f"h{block.level}", letters(prose_html("x " + block.text))[1:]))
        elif isinstance(block, Table):
            found.append(([letters(prose_html("x " + head.text))[1:] for head in block.heads], 1 + len(block.rows)))
        elif isinstance(block, Prose):
            found += outline_of_markdown(block.text)
    return found


def outline_of_html(html):
    heading = r"<(h[1-6])[^>]*>(.*?)</\1>"
    table = r"<table>(?P<table>.*?)</table>"
    found: list[tuple[object, object]] = []
    for piece in re.finditer(f"{heading}|{table}", html, re.DOTALL):
        if piece[1]:
            found.append((piece[1], letters(piece[2])))
        else:
            heads = re.findall(r"<th\b[^>]*>(.*?)</th>", piece["table"], re.DOTALL)
            found.append(([letters(head) for head in heads], piece["table"].count("<tr")))
    return found


@given(postmortems(), templates(), st.booleans())
def test_markdown_and_html_say_what_the_layout_says(pm, template, skip_empty):
    layout = body(lay_out(pm, template, skip_empty=skip_empty, notes=True))
    markdown = document_markdown(layout)
    expected = outline_of_blocks(layout)
    assert outline_of_markdown(markdown) == expected
    html = "\n".join(map(block_html, layout.blocks))
    assert outline_of_html(html) == expected
    assert letters(html) == letters(prose_html(markdown))


@given(postmortems(), templates())
def test_every_heading_of_the_template_is_there_in_its_order(pm, template):
    layout = lay_out(pm, template)
    expected = [spec.id for spec in template.sections if spec.heading and not spec.optional]
    found = [block.key.removeprefix("h:") for block in layout.blocks if isinstance(block, Heading)]
    assert [key for key in found if key in expected] == expected
    assert len({block.key for block in layout.blocks}) == len(layout.blocks)


@given(postmortems(), templates())
def test_every_block_starts_on_the_line_that_it_is_said_to(pm, template):
    layout = lay_out(pm, template)
    lines = document_markdown(layout).split("\n")
    for block, first in lines_of(layout):
        own = block_markdown(block).split("\n")[0]
        # Bullets take turns where two lists meet, and nothing else differs.
        assert lines[first].replace("* ", "- ", 1) == own or lines[first] == own or re.match(r"\d+\) ", lines[first])


@given(postmortems())
def test_nothing_stops_an_export(pm):
    for exporter in EXPORTERS:
        if exporter.name == "pdf":
            continue
        for what in ("timeline", "actions"):
            exporter.export(pm, ExportOptions(what=what, draft=3, classification="internal")).decode()


@given(postmortems(), texts(), st.data())
def test_what_did_not_change_is_the_same_object_and_what_did_is_laid_out_anew(pm, text, data):
    cache = RowCache()
    before = lay_out(pm, cache=cache)
    assert all(one is other for one, other in zip(lay_out(pm, cache=cache).blocks, before.blocks, strict=True))
    if pm.timeline:
        at = data.draw(st.integers(0, len(pm.timeline) - 1))
        rows = [row.but(event=text) if n == at else row for n, row in enumerate(pm.timeline)]
        pm = pm.but(timeline=tuple(rows))
    pm = pm.but(facts={**pm.facts, "title": text}, zone="Asia/Kolkata" if len(text) % 2 else pm.zone)
    assert lay_out(pm, cache=cache) == lay_out(pm)


@given(postmortems())
def test_private_notes_and_guidance_are_never_exported(pm):
    secret = "Zq7private"
    pm = pm.but(meeting=pm.meeting.but(notes=secret))
    sections = tuple(spec.but(guide=secret, example=secret) for spec in pm.template.sections)
    pm = pm.but(template=pm.template.but(sections=sections))
    layout = lay_out(pm, notes=True)
    assert secret not in document_markdown(layout)
    assert secret not in document_html(layout)
