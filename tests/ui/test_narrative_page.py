from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Section
from postmortem_gui.editing.document import Document
from postmortem_gui.storage.library import SHIPPED, new_document
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.fields import TickField
from postmortem_gui.ui.narrative_page import NarrativePage
from postmortem_gui.ui.placing import opened as every_fact
from postmortem_gui.ui.placing import sections_on, waiting
from postmortem_gui.ui.point_field import PointField
from postmortem_gui.ui.prose_editor import ProseEditor
from postmortem_gui.ui.section_list import KEY, STATE
from tests.ui import pages
from tests.ui.pages import Key, at, clock, example, example_in, focused, shown, templates, type_at


def opened(qtbot: QtBot, document: Document) -> NarrativePage:
    page = NarrativePage(document, clock=clock)
    shown(qtbot, page)
    return page


def states(page: NarrativePage) -> dict[str, str]:
    items = [page.sections.item(row) for row in range(page.sections.count())]
    return {str(item.data(KEY)): str(item.data(STATE)) for item in items if item.data(KEY)}


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("template", SHIPPED)
def test_every_section_of_the_template_is_in_the_list_and_can_be_written(qtbot: QtBot, template: str) -> None:
    document = example_in(template)
    page = opened(qtbot, document)
    wanted = [spec for spec in sections_on(templates()[template], "narrative") if spec.kind != "group"]
    assert page.sections.keys[: len(wanted)] == [spec.id for spec in wanted]
    for spec in wanted:
        for fact in every_fact(spec.facts):
            place = Place(fact.key) if fact.kind == "points" else Place("facts", fact.key)
            at(page, str(place))
        if spec.kind == "points":
            at(page, spec.id)
        if spec.kind == "text":
            assert page.focus_place(Place("sections", spec.id, "text"))
            assert isinstance(focused(), ProseEditor)


@pytest.mark.parametrize("template", SHIPPED)
def test_what_the_template_has_no_place_for_waits_below_and_can_be_written(qtbot: QtBot, template: str) -> None:
    document = example_in(template)
    page = opened(qtbot, document)
    left = waiting(document.value)
    found = states(page)
    for key in (*left.sections, *left.checklists):
        assert found[key] == "waiting", key
        page.sections.chosen.emit(key)
    assert bool(left.signoffs) == (found.get("signoff") == "waiting")


@pytest.mark.parametrize("template", SHIPPED)
def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, template: str) -> None:
    page = opened(qtbot, example_in(template))
    for key in page.sections.keys:
        page.sections.chosen.emit(key)
    assert list(pages.nameless(page)) == []


@pytest.mark.parametrize("template", SHIPPED)
def test_looking_at_every_section_changes_nothing_and_opens_no_window(
    qtbot: QtBot, qapp: QApplication, template: str
) -> None:
    document = example_in(template)
    before = document.value
    page = opened(qtbot, document)
    windows = pages.Windows()
    qapp.installEventFilter(windows)
    for key in page.sections.keys:
        page.sections.chosen.emit(key)
    qapp.removeEventFilter(windows)
    assert windows.opened == []
    assert document.value is before


def test_typing_lands_in_the_document_and_undo_shows_in_the_field(qtbot: QtBot) -> None:
    document = example_in("full-review")
    page = opened(qtbot, document)
    field = type_at(page, "sections/summary/text", "Short.")
    assert document.value.text("summary") == "Short."
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert isinstance(field, ProseEditor)
    assert field.value == example().text("summary")


def test_the_arrow_keys_choose_and_enter_goes_to_the_editor(qtbot: QtBot) -> None:
    page = opened(qtbot, example_in("full-review"))
    page.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.sections.key == "summary"
    QTest.keyClick(page.sections, Key.Key_Down)
    assert page.sections.key == "contributing_factors"
    QTest.keyClick(page.sections, Key.Key_Return)
    assert isinstance(focused(), PointField)


def test_choosing_a_section_tells_its_place(qtbot: QtBot) -> None:
    page = opened(qtbot, example_in("full-review"))
    told: list[Place] = []
    page.place_changed.connect(told.append)
    for key in ("lessons", "missed", "summary", "related_artefacts"):
        page.sections.chosen.emit(key)
    assert told == [
        Place("lessons"),
        Place("facts", "missed_alert"),
        Place("sections", "summary", "text"),
        Place("artefacts_runbooks"),
    ]


def test_captions_are_passed_over(qtbot: QtBot) -> None:
    page = opened(qtbot, example_in("review-meeting"))
    page.setFocus(Qt.FocusReason.TabFocusReason)
    chosen = [page.sections.key]
    for _ in range(4):
        QTest.keyClick(page.sections, Key.Key_Down)
        chosen.append(page.sections.key)
    assert chosen == ["summary", "contributing_factors", "resolution", "impact", "went_well"]


def test_the_list_says_what_is_written_and_what_is_still_needed(qtbot: QtBot) -> None:
    document = Document(new_document(templates()["full-review"]))
    page = opened(qtbot, document)
    assert states(page)["summary"] == "gap"
    assert states(page)["lessons"] == "empty"
    type_at(page, "sections/summary/text", "It broke.")
    assert states(page)["summary"] == "written"
    spoken = page.sections.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Summary, written"


def test_an_example_is_shown_on_request(qtbot: QtBot) -> None:
    page = opened(qtbot, example_in("full-review"))
    assert "seat maps" not in words(page)
    button = next(each for each in page.findChildren(ToolButton) if each.text() == "Show an example")
    button.click()
    assert "seat maps" in words(page)
    button.click()
    assert "seat maps" not in words(page)


def test_a_note_is_printed_when_it_is_ticked_and_can_be_changed(qtbot: QtBot) -> None:
    document = example_in("full-review")
    page = opened(qtbot, document)
    tick = at(page, "sections/note_whys")
    assert isinstance(tick, TickField)
    QTest.keyClick(tick, Key.Key_Space)
    spec = templates()["full-review"].section("note_whys")
    assert spec is not None
    assert document.value.text("note_whys") == spec.text
    QTest.keyClick(tick, Key.Key_Space)
    assert "note_whys" not in document.value.sections
    document.undo_stack.undo()
    assert tick.value


def test_another_template_keeps_the_section_and_the_caret(qtbot: QtBot) -> None:
    document = example_in("full-review")
    page = opened(qtbot, document)
    at(page, "sections/summary/text")
    pages.take_template(document, "sre-classic")
    field = focused()
    assert field.isVisible()
    assert isinstance(field, ProseEditor)
    assert field.value == example().text("summary")
    assert page.sections.key == "summary"
    assert document.value.sections == example().sections


def test_a_section_that_only_one_template_knows_waits_under_the_others(qtbot: QtBot) -> None:
    document = example_in("changeset")
    page = opened(qtbot, document)
    assert states(page)["lead_up"] == "written"
    pages.take_template(document, "blank")
    assert states(page)["lead_up"] == "waiting"
    type_at(page, "sections/lead_up/text", "Earlier")
    assert document.value.text("lead_up") == "Earlier"
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.value.template.id == "changeset"
    assert states(page)["lead_up"] == "written"


def test_a_section_that_nobody_knows_shows_both_its_text_and_its_points(qtbot: QtBot) -> None:
    point = example().points("went_well")[0]
    pm = new_document(templates()["blank"]).but(
        sections={"x_wiki": Section(heading="From the wiki", text="As it came", points=(point,))}
    )
    page = opened(qtbot, Document(pm))
    assert page.focus_place(Place("x_wiki", point.id, "text"))
    assert page.focus_place(Place("sections", "x_wiki", "text"))
    assert page.sections.item(page.sections.count() - 1).text() == "From the wiki"


def test_a_section_that_comes_from_elsewhere_is_in_the_list_at_once(qtbot: QtBot) -> None:
    document = Document(new_document(templates()["blank"]))
    page = opened(qtbot, document)
    document.apply(Set(Place("sections", "fault", "text"), "It fell over"))
    assert states(page)["fault"] == "waiting"


def test_lines_of_prose_are_short_enough_to_read(qtbot: QtBot) -> None:
    page = opened(qtbot, example_in("full-review"))
    page.resize(1600, 800)
    field = at(page, "sections/summary/text")
    assert isinstance(field, ProseEditor)
    widest = QFontMetricsF(field.font()).horizontalAdvance("n" * 72)
    assert field.width() < widest


def test_adding_a_row_adds_a_point_where_the_caret_is(qtbot: QtBot) -> None:
    document = example_in("full-review")
    page = opened(qtbot, document)
    assert not page.add_row()
    count = len(document.value.points("lessons"))
    at(page, "lessons")
    assert page.add_row()
    assert len(document.value.points("lessons")) == count + 1


def test_the_caret_tells_its_place(qtbot: QtBot) -> None:
    page = opened(qtbot, example_in("full-review"))
    told: list[Place] = []
    page.place_changed.connect(told.append)
    at(page, "sections/summary/text")
    assert told[-1] == Place("sections", "summary", "text")
    point = example().points("lessons")[1]
    at(page, f"lessons/{point.id}/text")
    assert told[-1] == Place("lessons", point.id, "text")


def test_a_place_of_another_page_is_not_on_this_one(qtbot: QtBot) -> None:
    page = opened(qtbot, example_in("full-review"))
    for place in ("facts/title", "timeline/t_1/event", "publication/posted", "sections/message_internal/text"):
        assert not page.focus_place(Place.of(place))
