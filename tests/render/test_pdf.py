from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from postmortem_gui.render.blocks import Box, Boxes, FrontMatter, Head, Heading, Item, Items, Table, TableRow
from postmortem_gui.render.file_names import file_name
from postmortem_gui.render.layout import lay_out
from postmortem_gui.render.options import ExportOptions
from postmortem_gui.render.pdf import document_pdf, pdf_job
from postmortem_gui.render.pdf_inline import line_nodes, said
from postmortem_gui.render.pdf_run import start_pdf
from postmortem_gui.resources import resource
from tests.render.pdfs import EXPORTED_ON, Pdf, example, heading, made, png, prose, shared, squeezed, table
from tests.strategies import postmortems

HOSTILE = '#import "/etc/passwd": x #eval("1") $x^2$ @label <script>alert(1)</script> \\u{41} // /* #set page()'


@pytest.fixture(scope="module")
def review() -> Pdf:
    return Pdf(document_pdf(example(), ExportOptions(exported_on=EXPORTED_ON, draft=3, classification="internal")))


# ── What is in it ────────────────────────────────────────────────────────────────────────────────


def test_bookmarks_are_the_headings_of_the_sections(review: Pdf) -> None:
    headings = [block for block in lay_out(example()).blocks if isinstance(block, Heading) and block.level > 1]
    assert [title for _, title in review.outline()] == [said(line_nodes(block.text, {})) for block in headings]
    assert {level for level, _ in review.outline()} == {1}


def test_the_outline_goes_down_a_level_at_a_time() -> None:
    pdf = Pdf(made(heading(3, "A"), heading(6, "B"), heading(4, "C"), heading(3, "D"), prose("# E\n\n## F")))
    assert pdf.outline() == [(1, "A"), (2, "B"), (2, "C"), (1, "D")]
    assert squeezed("E F") in pdf.text
    assert pdf.is_accessible


def test_every_word_of_every_row_is_there(review: Pdf) -> None:
    tables = [block for block in lay_out(example()).blocks if isinstance(block, Table)]
    for row in (row for each in tables for row in each.rows):
        for cell in row.cells:
            assert squeezed(said(line_nodes(cell, {}))) in review.text


def test_it_is_tagged_and_says_what_it_is(review: Pdf) -> None:
    assert review.root["/MarkInfo"]["/Marked"]
    assert review.root["/Lang"] == "en"
    assert review.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert review.reader.metadata is not None
    assert review.reader.metadata.title == lay_out(example()).title
    assert review.reader.metadata.author is not None
    assert review.is_accessible
    assert {"/Title", "/H1", "/TH", "/TD", "/L", "/LI", "/Link"} <= review.tags().keys()


def test_every_font_is_embedded(review: Pdf) -> None:
    for font in review.fonts():
        below = font["/DescendantFonts"].get_object()[0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile3" in below or "/FontFile2" in below


def test_the_title_block_says_which_incident_and_how_severe() -> None:
    first = squeezed(Pdf(made()).pages[0])
    for words in ("INCIDENT POSTMORTEM · INC-2026-11-03-002 · SEV P1 · IN REVIEW", "39 min", "Lena Fisk, ida"):
        assert squeezed(words) in first
    assert "3November2026" in first
    assert squeezed("IN REVIEW · DRAFT · 2 OPEN POINTS") in squeezed(Pdf(made(draft=2)).pages[0])


def test_header_and_footer_name_the_incident_the_readers_and_the_page(review: Pdf) -> None:
    count = len(review.pages)
    for at, page in enumerate(map(squeezed, review.pages), start=1):
        assert squeezed(f"Page {at} of {count}") in page
        assert "Internal·DRAFT·3openpoints" in page
        assert "Exported2026-11-20" in page
        assert page.startswith(squeezed(f"{example().fact('incident_id')} · {example().fact('title')}")) == (at > 1)


def test_a_final_copy_for_everybody_says_neither_draft_nor_a_class() -> None:
    text = Pdf(made(classification="none")).text
    assert "DRAFT" not in text
    assert squeezed("Exported 2026-11-20 · Page 1 of 1") in text


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_the_one_that_was_asked_for(paper: str, size: tuple[int, int]) -> None:
    box = Pdf(made(paper=paper)).reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_the_same_document_is_the_same_bytes() -> None:
    options = ExportOptions(exported_on=EXPORTED_ON, with_source=True)
    assert document_pdf(example(), options) == document_pdf(example(), options)


def test_ticks_and_boxes_are_drawn_and_can_be_heard() -> None:
    boxes = Boxes("b", None, (Box("told everybody", True), Box("filed", False)))
    pdf = Pdf(made(boxes, prose("- [x] one\n- two")))
    assert pdf.tags()["/Figure done"] == 2
    assert pdf.tags()["/Figure open"] == 1
    assert "toldeverybody" in pdf.text


def test_front_matter_and_nested_lists_keep_their_words() -> None:
    form = FrontMatter("f", None, (("name", "Changeset # 4"), ("labels", "[x] *y*")))
    items = Items("i", None, (Item("**First**", (Item("second", (Item("third"),)),)),), numbered=True)
    text = Pdf(made(form, items)).text
    for words in ("Changeset#4", "[x]*y*", "First", "second", "third"):
        assert words in text


def test_a_language_that_is_none_is_taken_for_english() -> None:
    assert Pdf(made(lang="de_AT.UTF-8")).root["/Lang"] == "de-AT"
    assert Pdf(made(lang="no language")).root["/Lang"] == "en"


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────


def test_the_head_of_a_long_table_is_on_every_page_and_rows_stay_whole() -> None:
    rows = tuple((f"{at:03}", f"begin{at:03} " + "and so on " * (at % 40) + f"end{at:03}") for at in range(100))
    pdf = Pdf(made(heading(2, "Timeline"), table(("Momentum", "Event"), *rows)))
    assert len(pdf.pages) > 3
    for page in pdf.pages:
        assert page.count("Momentum") == 1
        assert re.findall(r"begin(\d+)", page) == re.findall(r"end(\d+)", page)
    assert [int(at) for page in pdf.pages for at in re.findall(r"begin(\d+)", page)] == list(range(100))


def test_a_row_taller_than_a_page_breaks_and_loses_nothing() -> None:
    words = [f"w{at}" for at in range(3000)]
    pdf = Pdf(made(table(("A", "B"), (" ".join(words), "x"), ("last", "y"))))
    assert [word for page in pdf.pages for word in re.findall(r"w\d+", page)] == words
    assert "last" in pdf.pages[-1]


def test_a_row_nearly_as_tall_as_a_page_does_not_break() -> None:
    pdf = Pdf(made(prose("above\n\n" * 20), table(("A", "B"), ("<br>".join(["begin", *["x"] * 40, "end"]), "y"))))
    assert [("begin" in page) == ("end" in page) for page in pdf.pages] == [True, True]


def test_a_small_table_stays_on_one_page_with_its_heading() -> None:
    actions = table(("ID", "Description"), *((f"A{at}", "Do what has to be done " * 5) for at in range(1, 8)))
    pdf = Pdf(made(prose("above\n\n" * 27), heading(2, "Action items"), actions))
    assert "Action items" not in pdf.pages[0]
    assert all(label in pdf.pages[1] for label in ("Action items", "A1", "A7"))


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    for lines in range(22, 34):
        pages = Pdf(made(prose("above\n\n" * lines + "### Below\n\nwords"), heading(2, "Last"), prose("end"))).pages
        for title, words in (("Below", "words"), ("Last", "end")):
            assert [title in page for page in pages] == [words in page for page in pages]


def test_a_day_stands_across_the_table() -> None:
    heads = (Head("Time", "left", 20), Head("Event", "left", 80))
    rows = (TableRow(("Tuesday 3 November 2026", ""), day=True), TableRow(("23:48", "Relay *7.2*")))
    pdf = Pdf(made(Table("t", None, heads, rows)))
    assert pdf.tags()["/TD"] == 3
    assert "Tuesday3November2026" in pdf.text


def test_a_table_too_wide_for_the_page_is_laid_on_its_side_with_its_heading() -> None:
    heads = tuple(f"Measurement{at}" for at in range(9))
    pdf = Pdf(made(prose("before"), heading(2, "Wide"), table(heads, heads), prose("after")))
    sizes = [page.mediabox.width > page.mediabox.height for page in pdf.reader.pages]
    assert sizes == [False, True, False]
    assert "Wide" in pdf.pages[1]
    assert all(head in pdf.pages[1] for head in heads)


# ── What people write ────────────────────────────────────────────────────────────────────────────


def test_what_looks_like_a_program_is_printed_as_it_was_typed() -> None:
    # As the layout hands it over: Markdown in which the signs of Markdown are escaped.
    escaped = re.sub(r"([\\$<>*_\[\]#@/{}()])", r"\\\1", HOSTILE)
    pdf = Pdf(
        made(
            heading(2, escaped), prose(escaped), table((escaped,), (escaped,)), Boxes("b", None, (Box(escaped, True),))
        )
    )
    assert pdf.text.count(squeezed(HOSTILE)) >= 5


def test_only_web_and_mail_addresses_are_live() -> None:
    links = "[a](https://a.example) [b](http://b.example) [c](mailto:c@d.example) https://e.example/f"
    dead = "[w](javascript:alert(1)) [x](file:///etc/passwd) [y](#there) [](https://empty.example)"
    pdf = Pdf(made(prose(f"{links} {dead} [z](https://long.example/{'x' * 9000})")))
    assert pdf.links() == ["https://a.example", "http://b.example", "mailto:c@d.example", "https://e.example/f"]


def test_pictures_are_shown_and_one_that_is_not_there_is_named() -> None:
    pictures = {"a_1": ("depth.png", png(60, 20)), "a_2": ("bad.png", png(9, 9)[:40]), "a_3": ("no.svg", b"<svg/>")}
    text = "![Depth](pm:a_1)\n\nBeside ![Depth](pm:a_1) words ![Torn](pm:a_2) ![Vector](pm:a_3) ![Gone](pm:a_4) ![Far](https://f.example/p.png)"
    pdf = Pdf(made(prose(text), table(("Cell",), ("![Depth](pm:a_1)",)), pictures=pictures))
    assert pdf.tags()["/Figure Depth"] == 3
    assert pdf.links() == ["https://f.example/p.png"]
    for words in ("Far", "[Picture:Torn]", "[Picture:Vector]", "[Picture:Gone]"):
        assert words in pdf.text


def test_characters_without_a_shape_cost_the_promise_of_accessibility_and_nothing_else() -> None:
    job = pdf_job(example().but(facts={"title": "Labels \U00100000 stopped"}), ExportOptions(exported_on=EXPORTED_ON))
    run = start_pdf(job)
    pdf = Pdf(run.wait())
    assert not pdf.is_accessible
    assert "/StructTreeRoot" in pdf.root
    assert [word for word in run.missing if "\U00100000" in word] == ["\U00100000"]


@settings(max_examples=12)
@given(postmortems())
def test_no_document_stops_an_export(pm: Any) -> None:
    assert document_pdf(pm, ExportOptions(exported_on=EXPORTED_ON)).startswith(b"%PDF")


@pytest.mark.parametrize("template", sorted(path.stem for path in resource("templates").glob("*.json")))
def test_every_template_is_accessible(template: str) -> None:
    from postmortem_gui.core.template import Template

    layout = Template.model_validate_json(Path(resource(f"templates/{template}.json")).read_bytes())
    assert Pdf(document_pdf(example(), ExportOptions(template=layout, exported_on=EXPORTED_ON))).is_accessible


# ── The source ───────────────────────────────────────────────────────────────────────────────────


def test_the_source_is_attached_only_when_asked_for_and_never_with_private_notes(review: Pdf) -> None:
    assert not review.reader.attachments
    pictures = {"a_1": ("9f2c.png", png(4, 4))}
    options = ExportOptions(exported_on=EXPORTED_ON, with_source=True, pictures=pictures)
    attached = Pdf(document_pdf(example(), options)).reader.attachments
    source = attached[file_name(example(), ".postmortem.json")][0]
    assert json.loads(source) == shared(example())
    assert b"Ask finance first" not in source
    assert attached["9f2c.png"] == [png(4, 4)]
