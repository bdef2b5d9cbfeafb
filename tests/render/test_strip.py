"""The phase strip is drawn in PDF and HTML, says itself in a sentence there, and is not in Markdown."""

from __future__ import annotations

import re
from html import escape, unescape
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, Seconds
from postmortem_gui.core.strip import Strip, strip_of
from postmortem_gui.core.template import Template
from postmortem_gui.render.blocks import Heading, StripBlock
from postmortem_gui.render.exported import drawn, laid_out
from postmortem_gui.render.exporters import EXPORTERS
from postmortem_gui.render.markdown import document_markdown, lines_of
from postmortem_gui.render.options import ExportOptions
from postmortem_gui.render.strip_layout import KIND_HUES, PHASE_HUES, STAGE_HUES
from postmortem_gui.render.strip_svg import strip_svg
from postmortem_gui.render.svg_shapes import INKS, WIDTH
from postmortem_gui.resources import resource
from postmortem_gui.ui.tokens import DARK, LIGHT
from tests.core.test_metrics import USUAL, incident
from tests.core.test_strip import incidents
from tests.render.pdfs import EXPORTED_ON, Pdf, example
from tests.strategies import postmortems

SHORT = {exporter.name: exporter for exporter in EXPORTERS}


def exported(kind: str, pm: Postmortem, *, strip: bool = True) -> bytes:
    return SHORT[kind].export(pm, ExportOptions(exported_on=EXPORTED_ON, strip=strip, diagram=False))


def made(pm: Postmortem) -> Strip:
    strip = strip_of(pm)
    assert strip is not None
    return strip


def words(svg: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<text[^>]*>(.*?)</text>", svg)]


def test_the_pdf_shows_the_strip_and_says_its_sentence() -> None:
    pdf = Pdf(exported("pdf", example()))
    assert pdf.tags()[f"/Figure {made(example()).sentence}"] == 1
    assert pdf.is_accessible
    assert "Responding41m" in pdf.text


def test_the_page_shows_the_strip_and_says_its_sentence() -> None:
    html = exported("html", example()).decode()
    sentence = escape(made(example()).sentence)
    assert html.count("<svg") == 1
    assert f'role="img" aria-label="{sentence}"' in html
    assert html.index("Timeline (UTC)</h") < html.index("<svg") < html.index("<table", html.index("<svg"))


@pytest.mark.parametrize("kind", ["pdf", "html"])
def test_whoever_wants_no_strip_gets_none(kind: str) -> None:
    shown = exported(kind, example(), strip=False)
    assert b"<svg" not in shown
    assert b"svg.drawn" not in shown
    if kind == "pdf":
        assert "Responding41m" not in Pdf(shown).text


def test_markdown_never_has_a_strip() -> None:
    pm = example()
    layout = drawn(pm, ExportOptions(diagram=False))
    assert any(isinstance(block, StripBlock) for block in layout.blocks)
    assert document_markdown(layout) == document_markdown(laid_out(pm, ExportOptions(diagram=False)))
    assert lines_of(layout) == lines_of(laid_out(pm, ExportOptions(diagram=False)))


def test_only_the_drawing_is_more_than_the_layout_that_the_preview_shows() -> None:
    layout = drawn(example(), ExportOptions(diagram=False))
    rest = tuple(block for block in layout.blocks if not isinstance(block, StripBlock))
    assert rest == laid_out(example(), ExportOptions(diagram=False)).blocks


def test_a_document_without_phases_has_no_strip() -> None:
    pm = example()
    plain = pm.but(timeline=tuple(row.but(phases=()) for row in in_order(pm.timeline)))
    assert drawn(plain, ExportOptions(diagram=False)) == laid_out(plain, ExportOptions(diagram=False))


@pytest.mark.parametrize("template", sorted(path.stem for path in resource("templates").glob("*.json")))
def test_every_template_with_a_timeline_shows_the_strip_below_its_heading(template: str) -> None:
    pm = example().but(template=Template.model_validate_json(resource(f"templates/{template}.json").read_bytes()))
    blocks = drawn(pm, ExportOptions(diagram=False)).blocks
    strips = [at for at, block in enumerate(blocks) if isinstance(block, StripBlock)]
    assert len(strips) == any(spec.kind == "timeline" for spec in pm.template.sections)
    for at in strips:
        assert isinstance(blocks[at - 1], Heading)
        assert any(block.place == Place("timeline") for block in blocks[at + 1 : at + 3])


def test_a_timeline_without_rows_has_no_strip() -> None:
    pm = example().but(timeline=())
    assert drawn(pm, ExportOptions(diagram=False)) == laid_out(pm, ExportOptions(diagram=False))


def test_on_the_page_every_length_names_its_two_rows() -> None:
    html = exported("html", example()).decode()
    titles = [unescape(title) for title in re.findall(r"<g><title>(.*?)</title>", html)]
    (responding,) = [title for title in titles if title.startswith("Responding")]
    assert responding.startswith("Responding: 41 minutes, from 23:52 “")
    assert "” to 00:33 “" in responding or "” to 00:29 “" in responding
    assert any(title.startswith("Mitigated") and "after the impact started, from 23:41 “" in title for title in titles)


def test_on_paper_nobody_can_ask_so_nothing_is_hidden_in_the_drawing() -> None:
    assert "<title>" not in strip_svg(made(USUAL))


def test_the_drawing_says_phases_clocks_and_lengths() -> None:
    shown = words(strip_svg(made(USUAL)))
    for word in ("Impact start", "Detected", "Mitigated", "Impact end", "All-clear", "00:41", "4 Nov"):
        assert word in shown
    assert "Responding 18m" in shown


def test_a_length_that_somebody_typed_is_marked_in_the_drawing() -> None:
    shown = words(strip_svg(made(USUAL.but(facts={"impact_duration": Seconds(seconds=2280)}))))
    assert "00:27 · typed 38 min" in shown


def test_an_impossible_end_has_no_length() -> None:
    shown = words(strip_svg(made(incident("0 impact_end", "10 impact_start", "14 detected"))))
    assert "before the start" in shown
    assert not [word for word in shown if word.startswith(("Recovering", "Watching"))]


@given(incidents())
def test_every_incident_can_be_drawn(pm: Postmortem) -> None:
    strip = strip_of(pm)
    if strip is None:
        return
    root = ET.fromstring(strip_svg(strip))
    for shape in root:
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(shape.get(name, "1")) <= WIDTH


@given(postmortems())
def test_no_document_breaks_the_drawing(pm: Postmortem) -> None:
    for block in drawn(pm, ExportOptions(diagram=False)).blocks:
        if isinstance(block, StripBlock):
            ET.fromstring(strip_svg(block.strip))


def test_the_colours_are_those_of_the_window() -> None:
    assert {*STAGE_HUES.values(), *PHASE_HUES.values(), *KIND_HUES.values()} <= INKS.keys()
    for ink, colours in INKS.items():
        if ink == "paper":  # that of the page, which has its own dark
            continue
        hue, _, part = ink.partition("-")
        token = f"{hue}_{ {'text': 'fg', 'fill': 'bg'}[part] }" if part else hue
        if hasattr(LIGHT, token):
            assert colours == (getattr(LIGHT, token).lower(), getattr(DARK, token).lower()), ink
