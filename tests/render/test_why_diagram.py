"""The tree of whys is drawn in PDF and HTML, and no export prints what is ruled out or loses what is not."""

from __future__ import annotations

from html import unescape
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import Postmortem, Why, Whys
from postmortem_gui.core.template import Template
from postmortem_gui.render.blocks import DiagramBlock
from postmortem_gui.render.exported import drawn, laid_out
from postmortem_gui.render.exporters import EXPORTERS
from postmortem_gui.render.markdown import document_markdown
from postmortem_gui.render.options import ExportOptions
from postmortem_gui.render.why_diagram import ROWS_AT_ONCE, diagram_rows, sentence, why_svg
from postmortem_gui.resources import resource
from tests.render.pdfs import EXPORTED_ON, Pdf, example
from tests.strategies import whys

SHORT = {exporter.name: exporter for exporter in EXPORTERS}
FULL = Template.model_validate_json(resource("templates/full-review.json").read_bytes())
CHANGESET = Template.model_validate_json(resource("templates/changeset.json").read_bytes())


def exported(kind: str, pm: Postmortem, *, diagram: bool = True) -> bytes:
    return SHORT[kind].export(pm, ExportOptions(exported_on=EXPORTED_ON, strip=False, diagram=diagram))


def words(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


BRANCHED = Whys(
    problem="Checkout returned 5xx",
    items=(
        Why(id="w_1", question="Why did it?", answer="It was *killed*", state="confirmed"),
        Why(id="w_2", parent="w_1", question="Why was it killed?", answer="No limit", state="confirmed"),
        Why(id="w_3", parent="w_1", question="Why was it killed?", answer="A leak", state="ruled_out"),
        Why(id="w_4", parent="w_1", question="Why so long?", answer="No runbook"),
        Why(id="w_5", parent="w_4", question="Why none?", answer="Nobody wrote one"),
    ),
    primary="w_2",
    root_cause="Nothing checks limits",
)


def test_the_drawing_shows_the_tree_without_what_is_ruled_out() -> None:
    rows = diagram_rows(BRANCHED)
    assert [(row.id, row.number, row.indent) for row in rows] == [
        ("problem", "", 0),
        ("w_1", "1", 0),
        ("w_2", "2", 0),
        ("w_4", "2c", 1),
        ("w_5", "3a", 1),
        ("root", "", 0),
    ]
    shown = words(why_svg(rows))
    assert {"Problem", "It was killed", "No runbook (not confirmed)", "Root cause"} <= set(shown)
    assert "A leak" not in shown
    assert sentence(rows).endswith("2 on the path from the problem to the root cause, 2 other answers beside it")


@pytest.mark.parametrize("any_font", [False, True])
def test_words_that_do_not_fit_are_cut_and_never_run_out_of_the_drawing(any_font: bool) -> None:
    long = Whys(items=(Why(id="w_1", question="Why " * 200, answer="W" * 500),))
    shown = words(why_svg(diagram_rows(long), any_font=any_font))
    assert any(text.endswith("…") and len(text) < 200 for text in shown)


def test_the_pdf_and_the_page_show_it_and_say_its_sentence() -> None:
    pm = example().but(whys=BRANCHED)
    pdf = Pdf(exported("pdf", pm))
    assert pdf.tags()[f"/Figure {sentence(diagram_rows(BRANCHED))}"] == 1
    assert pdf.is_accessible
    html = exported("html", pm).decode()
    assert html.count("<svg") == 1
    assert sentence(diagram_rows(BRANCHED)) in unescape(html)
    assert b"<svg" not in exported("html", pm, diagram=False)


def test_a_long_tree_goes_on_in_the_next_drawing() -> None:
    items = tuple(Why(id=f"w_{n}", parent=f"w_{n - 1}" if n else None, answer=f"because {n}") for n in range(40))
    pm = example().but(whys=Whys(items=items, primary="w_39"))
    drawings = [block for block in drawn(pm, ExportOptions()).blocks if isinstance(block, DiagramBlock)]
    assert [len(each.rows) for each in drawings] == [ROWS_AT_ONCE, ROWS_AT_ONCE, 40 - 2 * ROWS_AT_ONCE]
    assert Pdf(exported("pdf", pm)).is_accessible


def test_a_document_without_whys_has_no_drawing() -> None:
    pm = example().but(whys=Whys(problem="It broke"))
    assert drawn(pm, ExportOptions(strip=False)) == laid_out(pm, ExportOptions())


@given(whys())
def test_the_drawing_of_any_whys_can_be_read_and_has_every_one_that_is_not_ruled_out(told: Whys) -> None:
    rows = diagram_rows(told)
    if rows:
        ET.fromstring(why_svg(rows))
    kept = {why.id for why in told.items if why.state != "ruled_out" and (why.question.strip() or why.answer.strip())}
    assert {row.id for row in rows if row.number} == kept


@given(whys(), st.sampled_from((FULL, CHANGESET)))
def test_no_export_loses_a_why_or_prints_one_that_is_ruled_out(told: Whys, template: Template) -> None:
    items = tuple(why.but(question=f"Why q{at}z?", answer=f"Answer r{at}z") for at, why in enumerate(told.items))
    text = document_markdown(
        laid_out(Postmortem(id="d", template=template, whys=told.but(items=items)), ExportOptions())
    )
    for at, why in enumerate(items):
        assert (f"r{at}z" in text) == (why.state != "ruled_out")
