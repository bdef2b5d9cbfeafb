"""One page is one page, whatever the document holds, and says what it leaves out."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import ActionItem, Postmortem, Section, Ticket
from postmortem_gui.render.blocks import Heading, Lines, StripBlock, Table
from postmortem_gui.render.one_page import SIZES_PT, one_page
from postmortem_gui.render.options import ExportOptions
from postmortem_gui.render.pdf import document_pdf
from tests.render.pdfs import EXPORTED_ON, Pdf, example
from tests.strategies import postmortems

SENTENCE = "The relay held every job in memory until there was none left. "
OPTIONS = ExportOptions(exported_on=EXPORTED_ON, one_page=True, classification="internal")


def printed(pm: Postmortem, paper: str = "a4") -> Pdf:
    pdf = Pdf(document_pdf(pm, ExportOptions(exported_on=EXPORTED_ON, one_page=True, paper=paper)))
    assert len(pdf.pages) == 1
    return pdf


def actions(count: int, text: str = "Limit the queue", **fields: object) -> tuple[ActionItem, ...]:
    rows = (ActionItem(id=f"x_{at}", label=f"A{at}", description=f"{text} {at}", priority="P2") for at in range(count))
    return tuple(row.but(ticket=Ticket(key=f"PLAT-{at}"), **fields) for at, row in enumerate(rows))


def with_texts(pm: Postmortem, summary: str, cause: str) -> Postmortem:
    sections = {**pm.sections, "summary": Section(text=summary)}
    return pm.but(sections=sections, whys=pm.whys.but(root_cause=cause))


def test_the_example_stands_whole_on_its_page():
    pdf = Pdf(document_pdf(example(), OPTIONS))
    assert len(pdf.pages) == 1
    assert pdf.is_accessible
    assert [title for _, title in pdf.outline()] == [
        *("Summary", "Impact in numbers", "Timeline", "Cause", "Committed actions")
    ]
    for words in ("Labelprintingstoppedintwowarehouses", "1,204", "57min", "PLAT-1094", "Internal", "nothingchecks."):
        assert words in pdf.text
    assert "more" not in pdf.text.partition("Committedactions")[2]


def test_a_huge_document_is_one_page_and_says_what_it_leaves_out():
    text = SENTENCE * 2000
    pm = with_texts(example(), text, text).but(actions=actions(900, owner="Ida " * 60, due="2026-11-24"))
    pdf = printed(pm.but(facts={**pm.facts, "title": "Labels stopped " * 400}), paper="letter")
    assert pdf.text.count("moresentences)") == 2
    assert "moreactions)" in pdf.text


@pytest.mark.parametrize("count", [12, 40, 60, 61])
def test_a_page_that_is_nearly_full_is_one_page(count):
    assert "Committedactions" in printed(with_texts(example(), SENTENCE * 9, SENTENCE).but(actions=actions(count))).text


@pytest.mark.parametrize("letter", ["x", "漢", "﷽", "W", "\n", "\n\n- ", "# a\n\n"])
def test_no_word_and_no_shape_of_prose_makes_a_second_page(letter):
    text = letter * 3000
    printed(with_texts(example(), text, text).but(actions=actions(40, text)))


def test_the_words_become_smaller_before_anything_is_cut_and_never_smaller_than_seven():
    pages = one_page(example(), OPTIONS)
    sizes = [page.size for page in pages]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (SIZES_PT[0], 7.0)
    assert len({id(page.layout) for page in pages[: len(SIZES_PT)]}) == 1


def test_the_most_urgent_actions_are_kept_in_their_order_and_others_counted():
    rows = (*actions(200), *(row.but(id=f"y_{row.id}", priority="P1") for row in actions(2, "Alert on the age")))
    last = one_page(Postmortem(actions=rows), OPTIONS)[-1].layout.blocks
    table = next(block for block in last if isinstance(block, Table))
    said = [row.cells[0] for row in table.rows]
    assert said == ["**P2** Limit the queue 0", "**P1** Alert on the age 0", "**P1** Alert on the age 1"]
    assert isinstance(last[-1], Lines)
    assert last[-1].lines == ("(199 more actions)",)


def test_a_text_ends_at_a_sentence_and_says_how_many_follow():
    last = one_page(with_texts(Postmortem(), SENTENCE * 300, ""), OPTIONS)[-1].layout.blocks
    text = next(block for block in last if isinstance(block, Lines)).lines[0]
    assert text == f"{SENTENCE * 3}… (297 more sentences)"


def test_what_is_only_an_idea_or_will_not_be_done_is_no_promise():
    pm = Postmortem(actions=(*actions(1, stage="potential"), actions(2, status="wont_do")[1]))
    assert not [block for block in one_page(pm, OPTIONS)[0].layout.blocks if isinstance(block, Table)]


def test_an_empty_document_is_a_page_with_a_title():
    assert [type(block) for block in one_page(Postmortem(), OPTIONS)[0].layout.blocks] == [Heading]
    printed(Postmortem())


def test_the_strip_is_left_out_where_nobody_wants_it_or_nothing_is_known():
    def strips(pm: Postmortem, strip: bool = True) -> int:
        blocks = one_page(pm, ExportOptions(strip=strip))[0].layout.blocks
        return sum(isinstance(block, StripBlock) for block in blocks)

    assert strips(example()) == 1
    assert strips(example(), strip=False) == 0
    assert strips(example().but(timeline=())) == 0


def test_a_public_page_names_nobody():
    pdf = Pdf(document_pdf(example(), ExportOptions(exported_on=EXPORTED_ON, one_page=True, public=True)))
    assert len(pdf.pages) == 1
    assert "Aroha" not in pdf.text


@given(postmortems())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
def test_it_never_raises_and_the_last_choice_is_short(pm):
    last = one_page(pm, OPTIONS)[-1].layout
    assert sum(len(line) for block in last.blocks if isinstance(block, Lines) for line in block.lines) < 2000
    assert all(len(block.rows) <= 3 for block in last.blocks if isinstance(block, Table))


@given(postmortems(), st.sampled_from(("a4", "letter")))
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=6, deadline=None)
def test_any_document_is_one_page(pm, paper):
    options = ExportOptions(
        exported_on=EXPORTED_ON, one_page=True, paper=paper, draft=1234, classification="Board and council only " * 4
    )
    (page,) = Pdf(document_pdf(pm, options)).pages
    assert "1234" in page


@given(st.integers(1, 200), st.integers(0, 60))
@settings(max_examples=4, deadline=None)
def test_any_length_is_one_page(sentences, count):
    printed(with_texts(example(), SENTENCE * sentences, SENTENCE * 3).but(actions=actions(count)))
