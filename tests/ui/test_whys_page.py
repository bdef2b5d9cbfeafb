"""Whys are asked and answered by keyboard alone, branch, are ruled out, and come back with undo."""

from __future__ import annotations

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Remove, Set, why_order_problem
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Evidence, Postmortem, Why, Whys
from postmortem_gui.core.values import plain
from postmortem_gui.core.why_path import path
from postmortem_gui.editing.document import Document
from postmortem_gui.render.layout import lay_out
from postmortem_gui.render.markdown import document_markdown
from postmortem_gui.storage.writing import document_bytes
from postmortem_gui.ui.prose_field import ProseField
from postmortem_gui.ui.theme import Theme, apply_theme
from postmortem_gui.ui.whys_page import WhysPage
from tests.ui.desk import ALT, CONTROL, NONE, SHIFT, Desk, Key
from tests.ui.pages import example, take_template, templates, undo_all


def open_page(qtbot: QtBot, pm: Postmortem | None = None) -> tuple[Desk, WhysPage, Document]:
    document = Document(pm or Postmortem(id="d", template=templates()["full-review"]))
    page = WhysPage(document)
    return Desk(qtbot, page), page, document


def chain(count: int) -> Postmortem:
    items = tuple(
        Why(id=f"w_{n}", parent=f"w_{n - 1}" if n else None, question=f"Why {n}?", answer=f"answer {n}")
        for n in range(count)
    )
    return Postmortem(id="d", template=templates()["full-review"], whys=Whys(items=items, primary=f"w_{count - 1}"))


def told(document: Document) -> list[tuple[str, str]]:
    return [(why.question, why.answer) for why in path(document.value.whys)]


def placeholder(desk: Desk) -> str:
    assert isinstance(desk.focused, ProseField)
    return desk.focused.placeholderText()


def evidence(document: Document) -> tuple[Evidence, ...]:
    return document.value.whys.items[0].evidence


def markdown(pm: Postmortem) -> str:
    return document_markdown(lay_out(pm))


def name(desk: Desk) -> str:
    return desk.focused.accessibleName()


def test_the_whys_are_asked_by_keyboard_alone(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot)
    desk.type("Checkout was down")
    desk.press(Key.Key_Return, CONTROL)
    assert name(desk) == "Why 1: question"
    desk.type("Why was it down?")
    desk.press(Key.Key_Return)
    assert name(desk) == "Why 1: answer"
    desk.type("Out of memory")
    desk.press(Key.Key_Return, CONTROL)
    assert name(desk) == "Why 2: question"
    assert placeholder(desk) == "Why? “Out of memory”"
    desk.type("Why?")
    desk.press(Key.Key_Tab)
    desk.type("No limit")
    page.root.field.setFocus()
    desk.type("Nothing checks limits")
    assert document.value.whys.problem == "Checkout was down"
    assert document.value.whys.root_cause == "Nothing checks limits"
    assert told(document) == [("Why was it down?", "Out of memory"), ("Why?", "No limit")]
    assert page.count() == "2"
    while document.undo_stack.canUndo():
        desk.undo()
    assert plain(document.value) == plain(Postmortem(id="d", template=templates()["full-review"]))


def test_an_empty_why_is_not_asked_twice(qtbot: QtBot) -> None:
    desk, _, document = open_page(qtbot)
    desk.press(Key.Key_Return, CONTROL)
    page_problem = Place("whys", "problem")
    desk.page.focus_place(page_problem)
    desk.press(Key.Key_Return, CONTROL)
    assert len(document.value.whys.items) == 1
    assert name(desk) == "Why 1: question"


def test_a_second_answer_is_set_in_below_and_can_be_ruled_out_by_keyboard(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, chain(3))
    page.focus_place(Place("whys", "w_1", "answer"))
    desk.press(Key.Key_Return, CONTROL | SHIFT)
    assert name(desk) == "Why 2b: answer"
    desk.type("A leak")
    new = next(why for why in document.value.whys.items if why.answer == "A leak")
    assert (new.parent, new.question, new.answer) == ("w_0", "Why 1?", "A leak")
    assert [why.id for why in path(document.value.whys)] == ["w_0", "w_1", "w_2"], "the path is as it was"
    desk.press(Key.Key_Tab)
    assert "hypothesis" in name(desk)
    desk.press(Key.Key_Space)
    assert isinstance(desk.focused, QListWidget)
    desk.type("ruled")
    desk.press(Key.Key_Return)
    assert next(why for why in document.value.whys.items if why.id == new.id).state == "ruled_out"
    order = [page._cards[why_id] for why_id in page._order]
    assert [card.accessibleName() for card in order] == ["Why 1", "Why 2", "Why 2b", "Why 3"]
    assert order[2].x() > order[1].x()
    assert order[1].y() < order[2].y() < order[3].y()


def test_another_answer_can_be_made_the_path(qtbot: QtBot) -> None:
    pm = chain(2)
    other = Why(id="w_other", parent="w_0", question="Why 1?", answer="the real one")
    pm = pm.but(whys=pm.whys.but(items=(*pm.whys.items, other)))
    _, page, document = open_page(qtbot, pm)
    page._cards["w_other"].asked.emit("w_other", "why_primary")
    assert [why.id for why in path(document.value.whys)] == ["w_0", "w_other"]
    assert page._cards["w_other"].accessibleName() == "Why 2"
    assert page._cards["w_1"].accessibleName() == "Why 2b"


def test_deleting_a_why_lifts_those_below_it_and_undo_brings_it_back(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, chain(3))
    before = plain(document.value)
    page.focus_place(Place("whys", "w_1", "answer"))
    desk.press(Key.Key_Backspace, CONTROL)
    assert [why.id for why in path(document.value.whys)] == ["w_0", "w_1", "w_2"], "behind a word the word goes"
    desk.undo()
    desk.press(Key.Key_Home, CONTROL)
    desk.press(Key.Key_Backspace, CONTROL)
    assert [why.id for why in path(document.value.whys)] == ["w_0", "w_2"]
    assert name(desk) == "Why 1: answer"
    desk.undo()
    assert plain(document.value) == before
    assert [card.accessibleName() for card in (page._cards["w_1"], page._cards["w_2"])] == ["Why 2", "Why 3"]


def test_other_answers_change_places(qtbot: QtBot) -> None:
    pm = chain(1)
    others = tuple(Why(id=f"w_o{n}", answer=f"other {n}") for n in range(2))
    pm = pm.but(whys=pm.whys.but(items=(*pm.whys.items, *others)))
    desk, page, document = open_page(qtbot, pm)
    page.focus_place(Place("whys", "w_o1", "answer"))
    desk.press(Key.Key_Up, ALT)
    assert [why.id for why in document.value.whys.items] == ["w_0", "w_o1", "w_o0"]
    assert name(desk) == "Why 1b: answer"
    desk.press(Key.Key_Up, ALT)
    assert "nothing above" in page.note.text


def test_evidence_is_a_row_that_is_picked_or_a_link_that_is_typed(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, chain(1).but(timeline=example().timeline))
    row = example().timeline[2]
    page.focus_place(Place("whys", "w_0", "answer"))
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Tab)
    assert name(desk).startswith("Add evidence")
    desk.press(Key.Key_Return)
    desk.type(row.event[:12])
    desk.press(Key.Key_Return)
    assert evidence(document) == (Evidence(row=row.id),)
    assert name(desk).startswith("Add evidence")
    desk.press(Key.Key_Return)
    desk.type("https://g.example.com/heap")
    desk.press(Key.Key_Return)
    assert evidence(document)[1] == Evidence(title="heap", url="https://g.example.com/heap")
    desk.press(Key.Key_Backtab, SHIFT)
    assert name(desk) == "Evidence: heap"
    desk.press(Key.Key_Delete)
    assert len(evidence(document)) == 1
    desk.undo(3)
    assert evidence(document) == ()


def test_a_last_why_says_why_the_asking_stops(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, chain(2))
    page.focus_place(Place("whys", "w_1", "answer"))
    for _ in range(3):
        desk.press(Key.Key_Tab)
    assert name(desk) == "Say why the asking stops here"
    desk.press(Key.Key_Space)
    desk.type("designed")
    desk.press(Key.Key_Return)
    assert document.value.whys.items[1].stop == "designed this way"
    assert name(desk) == "Stops here: designed this way. Change it"


def test_the_tab_key_goes_through_the_cards_as_they_are_read(qtbot: QtBot) -> None:
    desk, page, _ = open_page(qtbot, chain(2))
    page.focus_place(Place("whys", "w_0", "question"))
    desk.press(Key.Key_Return, CONTROL)
    desk.type("between")
    page.focus_place(Place("whys", "w_0", "question"))
    visited = []
    for _ in range(25):
        desk.press(Key.Key_Tab)
        visited.append(name(desk))
        if visited[-1] == "Root cause":
            break
    questions = [stop for stop in visited if stop.endswith(": question")]
    assert questions == ["Why 2: question", "Why 3: question"]
    assert visited[-1] == "Root cause"


def test_what_changes_elsewhere_is_shown(qtbot: QtBot) -> None:
    _, page, document = open_page(qtbot, chain(2))
    document.apply(Set(Place("whys", "w_1", "answer"), "another"))
    assert page._cards["w_1"].answer.value == "another"
    document.apply(Set(Place("whys", "problem"), "It broke"))
    assert page.problem.field.value == "It broke"
    document.apply(Remove("whys", ("w_0",)))
    assert list(page._cards) == ["w_1"]


def test_a_template_without_whys_says_so(qtbot: QtBot) -> None:
    _, page, document = open_page(qtbot, example())
    take_template(document, "brief")
    assert "prints the root cause" in page.guide.text()
    take_template(document, "sre-classic")
    assert "prints none of this" in page.guide.text()


def test_whys_that_a_template_leaves_out_are_printed_at_a_press(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, example())
    assert not page.print_them.isVisible()
    take_template(document, "brief")
    before = document.value
    assert "Why 2" not in markdown(document.value)
    page.print_them.click()
    text = markdown(document.value)
    assert text.index("### 5 Whys") < text.index("Why 2 — ") < text.index("### Root Cause")
    assert text.count(document.value.whys.root_cause[:30]) == 1
    assert not page.print_them.isVisible()
    desk.undo()
    assert document.value == before


def test_places_of_the_whys_are_found(qtbot: QtBot) -> None:
    desk, page, _ = open_page(qtbot, chain(2))
    for place, wanted in (
        ("whys/problem", "Problem"),
        ("whys/root_cause", "Root cause"),
        ("whys/w_1/question", "Why 2: question"),
        ("whys/w_1", "Why 2: question"),
        ("whys/primary", "Why 2: question"),
        ("whys/w_gone/answer", "Problem"),
    ):
        assert page.focus_place(Place.of(place))
        assert name(desk) == wanted, place
    assert not page.focus_place(Place("timeline"))


def test_the_place_of_the_caret_is_told(qtbot: QtBot) -> None:
    _, page, _ = open_page(qtbot, chain(2))
    seen: list[object] = []
    page.place_changed.connect(seen.append)
    page.focus_place(Place("whys", "w_1", "answer"))
    page.focus_place(Place("whys", "root_cause"))
    assert seen[-2:] == [Place("whys", "w_1", "answer"), Place("whys", "root_cause")]


def test_a_hundred_whys_stay_quick(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, chain(100))
    page.focus_place(Place("whys", "w_50", "answer"))
    started = time.process_time()
    desk.type("xxxxxxxxxx")
    QApplication.processEvents()
    assert (time.process_time() - started) / 10 < 0.2, "some milliseconds a key"
    assert document.value.whys.items[50].answer == "answer 50xxxxxxxxxx"


def test_what_to_type_is_said_until_there_is_a_why(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, Postmortem(id="d"))
    assert page.empty.isVisible()
    assert "Ctrl+Enter" in page.empty.accessibleName()
    desk.press(Key.Key_Return, CONTROL)
    assert len(document.value.whys.items) == 1
    assert page.empty.isHidden()


def state(document: Document, why_id: str) -> str:
    return next(why.state for why in document.value.whys.items if why.id == why_id)


def test_states_the_path_and_factors_have_keys(qtbot: QtBot) -> None:
    pm = chain(3)
    other = Why(id="w_other", parent="w_0", question="Why so long?", answer="No runbook")
    pm = pm.but(whys=pm.whys.but(items=(*pm.whys.items, other)))
    desk, page, document = open_page(qtbot, pm)
    before = plain(document.value)
    page.focus_place(Place("whys", "w_other", "answer"))
    desk.press(Key.Key_2, ALT)
    assert state(document, "w_other") == "confirmed"
    desk.press(Key.Key_B, CONTROL | SHIFT)
    (point,) = document.value.points("contributing_factors")
    assert (point.id, point.text) == ("p_other", "No runbook")
    assert "does not print" not in page.note.text
    desk.press(Key.Key_B, CONTROL | SHIFT)
    assert "already" in page.note.text
    wanted: list[object] = []
    page.place_wanted.connect(wanted.append)
    page.card("w_other").chips.factor_wanted.emit()
    assert wanted == [Place("contributing_factors", "p_other", "text")]
    desk.press(Key.Key_3, ALT)
    assert state(document, "w_other") == "ruled_out"
    desk.press(Key.Key_Y, CONTROL | SHIFT)
    assert "ruled out" in page.note.text
    desk.press(Key.Key_1, ALT)
    desk.press(Key.Key_Y, CONTROL | SHIFT)
    assert [why.id for why in path(document.value.whys)] == ["w_0", "w_other"]
    assert name(desk) == "Why 2: answer"
    desk.undo(5)
    assert plain(document.value) == before


def test_a_why_moves_and_is_indented_by_keyboard(qtbot: QtBot) -> None:
    pm = chain(2)
    other = Why(id="w_other", parent="w_0", question="Why 1?", answer="the real one")
    pm = pm.but(whys=pm.whys.but(items=(*pm.whys.items, other)))
    desk, page, document = open_page(qtbot, pm)
    before = plain(document.value)
    page.focus_place(Place("whys", "w_other", "answer"))
    desk.press(Key.Key_Right, ALT)
    assert next(why.parent for why in document.value.whys.items if why.id == "w_other") == "w_1"
    assert name(desk) == "Why 3a: answer"
    desk.press(Key.Key_BracketLeft, CONTROL)
    assert name(desk) == "Why 2b: answer"
    page.focus_place(Place("whys", "w_1", "question"))
    desk.press(Key.Key_Up, ALT)
    assert [why.id for why in path(document.value.whys)] == ["w_1", "w_0"]
    assert name(desk) == "Why 1: question"
    desk.press(Key.Key_Left, ALT)
    assert "problem already" in page.note.text
    desk.press(Key.Key_Backspace, CONTROL | SHIFT)
    assert [why.id for why in path(document.value.whys)] == ["w_0"]
    desk.undo(4)
    assert plain(document.value) == before


def test_the_chain_is_read_back_from_the_cause_to_the_effect(qtbot: QtBot) -> None:
    desk, page, document = open_page(qtbot, chain(2).but(whys=chain(2).whys.but(problem="It broke.")))
    page.focus_place(Place("whys", "w_1", "answer"))
    desk.press(Key.Key_R, CONTROL | SHIFT)
    assert name(desk) == "Read back, step 1 of 2: does each one hold? answer 1, therefore answer 0"
    desk.press(Key.Key_2, ALT)
    assert state(document, "w_1") == "confirmed", "the why that is the cause in this step"
    desk.press(Key.Key_Up)
    assert page.reading.sentence == "answer 0, therefore It broke."
    assert page.card("w_0")._lit
    assert not page.card("w_1")._lit
    desk.press(Key.Key_Down)
    assert page.reading.why == "w_1"
    desk.press(Key.Key_Escape)
    assert page.reading.isHidden()
    assert name(desk) == "Why 2: answer"
    page.back.click()
    for _ in range(2):
        desk.press(Key.Key_Return)
    assert page.reading.isHidden(), "behind the last step there is nothing to ask"


def test_nothing_is_read_back_where_there_is_nothing(qtbot: QtBot) -> None:
    desk, page, _ = open_page(qtbot, Postmortem(id="d"))
    desk.press(Key.Key_R, CONTROL | SHIFT)
    assert "nothing to read back" in page.note.text


def test_branches_have_a_column_of_their_own_where_there_is_room(qtbot: QtBot) -> None:
    pm = chain(3)
    other = Why(id="w_other", parent="w_0", question="Why so long?", answer="No runbook")
    document = Document(pm.but(whys=pm.whys.but(items=(*pm.whys.items, other))))
    page = WhysPage(document)
    desk = Desk(qtbot, page, width=1300)
    beside, below = page.card("w_other"), page.card("w_1")
    assert beside.x() > page.card("w_0").geometry().right()
    assert beside.y() == page.card("w_0").y(), "beside the card that it hangs from"
    desk.window.resize(1100, 820)
    QApplication.processEvents()
    assert page.card("w_other").x() - below.x() == 32
    assert page.card("w_other").y() > below.y()


def test_problem_and_root_cause_stay_in_sight(qtbot: QtBot) -> None:
    _, page, _ = open_page(qtbot, chain(30))
    page.focus_place(Place("whys", "w_20", "answer"))
    assert page.area.verticalScrollBar().value() > 0
    for card in (page.problem, page.root):
        assert card.visibleRegion().boundingRect().height() == card.height()


def test_evidence_leads_to_its_row(qtbot: QtBot) -> None:
    pm = chain(1).but(timeline=example().timeline)
    row = example().timeline[2].id
    pieces = (Evidence(row=row), Evidence(row="t_gone"))
    items = tuple(why.but(evidence=pieces) for why in pm.whys.items)
    desk, page, _ = open_page(qtbot, pm.but(whys=pm.whys.but(items=items)))
    wanted: list[object] = []
    page.place_wanted.connect(wanted.append)
    page.focus_place(Place("whys", "w_0", "answer"))
    for _ in range(2):
        desk.press(Key.Key_Tab)
    desk.press(Key.Key_Return)
    assert wanted == [Place("timeline", row, "event")]
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Return)
    assert "That row is gone" in page.note.text


def test_a_room_sees_nothing_that_is_ruled_out(qtbot: QtBot, qapp: QApplication) -> None:
    pm = chain(2)
    out = Why(id="w_out", parent="w_0", answer="a leak", state="ruled_out")
    _, page, _ = open_page(qtbot, pm.but(whys=pm.whys.but(items=(*pm.whys.items, out))))
    assert "w_out" in page._order
    apply_theme(qapp, Theme(presenting=True, scale=1.5))
    assert page._order == ["w_0", "w_1"]
    apply_theme(qapp, Theme())
    assert "w_out" in page._order


_KEYS = (
    (Key.Key_Return, CONTROL),
    (Key.Key_Return, CONTROL | SHIFT),
    *((key, ALT) for key in (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_1, Key.Key_2, Key.Key_3)),
    *((key, CONTROL | SHIFT) for key in (Key.Key_Y, Key.Key_B, Key.Key_Backspace)),
    (Key.Key_X, NONE),
    (Key.Key_Tab, NONE),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(_KEYS), st.integers(0, 9)), max_size=20))
def test_whatever_the_keys_do_undo_brings_the_same_bytes_back(
    qtbot: QtBot, steps: list[tuple[tuple[Key, Qt.KeyboardModifier], int]]
) -> None:
    desk, page, document = open_page(qtbot, chain(3))
    before = document_bytes(document.value)
    for (key, modifiers), at in steps:
        order = page._order
        page.focus_place(Place("whys", order[at % len(order)], "answer") if order else Place("whys", "problem"))
        desk.press(key, modifiers)
        now = document.value
        assert why_order_problem(now.whys.items) == ""
        assert sorted(page._order) == sorted(why.id for why in now.whys.items), "every why has its card"
        text = markdown(now)
        for why in now.whys.items:
            assert why.state == "ruled_out" or not why.answer.strip() or why.answer in text, "no export loses a why"
    undo_all(document)
    assert document_bytes(document.value) == before
    desk.window.close()
