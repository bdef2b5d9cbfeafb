from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Link, Postmortem, Record, Seconds, When
from postmortem_gui.core.template import Template
from postmortem_gui.editing.document import Document
from postmortem_gui.storage.library import SHIPPED, new_document
from postmortem_gui.ui.cards import Card, Label
from postmortem_gui.ui.fields import ChoiceField, LineField
from postmortem_gui.ui.list_field import ListField
from postmortem_gui.ui.overview_page import OverviewPage
from postmortem_gui.ui.placing import ALWAYS_ASKED, opened, sections_on, waiting
from postmortem_gui.ui.time_panel import TimePanel
from tests.ui import pages
from tests.ui.pages import (
    CONTROL,
    Key,
    at,
    clock,
    example,
    example_in,
    fact,
    focused,
    shown,
    templates,
    type_at,
    undo_all,
)


def opened_page(qtbot: QtBot, tmp_path: Path, document: Document, width: int = 860) -> OverviewPage:
    page = OverviewPage(document, pages.library(tmp_path), clock=clock)
    shown(qtbot, page, width)
    return page


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())


@pytest.mark.parametrize("template", SHIPPED)
def test_every_fact_of_the_template_has_a_field(qtbot: QtBot, tmp_path: Path, template: str) -> None:
    page = opened_page(qtbot, tmp_path, example_in(template))
    asked = {fact.key for spec in sections_on(templates()[template], "overview") for fact in opened(spec.facts)}
    shown_places = pages.places(page)
    for key in asked | set(ALWAYS_ASKED):
        assert f"facts/{key}" in shown_places, key


@pytest.mark.parametrize("template", SHIPPED)
def test_what_the_template_has_no_place_for_waits_in_the_tray(qtbot: QtBot, tmp_path: Path, template: str) -> None:
    document = example_in(template)
    page = opened_page(qtbot, tmp_path, document)
    left = waiting(document.value).facts
    assert {f"facts/{key}" for key in left} <= pages.places(page)
    assert ("Not in this template" in words(page)) == bool(left)


@pytest.mark.parametrize("template", SHIPPED)
def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, tmp_path: Path, template: str) -> None:
    assert list(pages.nameless(opened_page(qtbot, tmp_path, example_in(template)))) == []


@pytest.mark.parametrize("template", SHIPPED)
def test_making_a_page_opens_no_window_of_its_own(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, template: str
) -> None:
    windows = pages.Windows()
    qapp.installEventFilter(windows)
    page = OverviewPage(example_in(template), pages.library(tmp_path), clock=clock)
    qapp.removeEventFilter(windows)
    qtbot.addWidget(page)
    assert windows.opened == []


@pytest.mark.parametrize("template", SHIPPED)
def test_looking_at_a_document_changes_nothing(qtbot: QtBot, tmp_path: Path, template: str) -> None:
    document = example_in(template)
    before = document.value
    page = opened_page(qtbot, tmp_path, document)
    first = QApplication.focusWidget()
    for _ in range(120):
        QTest.keyClick(focused(), Key.Key_Tab)
        if QApplication.focusWidget() is first:
            break
    assert document.value is before
    assert page.findChild(LineField) is not None


def test_typing_lands_in_the_document_and_undo_shows_in_the_field(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    field = type_at(page, "facts/title", "Labels stopped")
    assert document.value.fact("title") == "Labels stopped"
    assert document.undo_stack.count() == 1, "typing in one field is one step"
    document.undo_stack.undo()
    assert isinstance(field, LineField)
    assert field.value == example().fact("title")
    document.undo_stack.redo()
    assert field.value == "Labels stopped"


def test_the_caret_stays_while_somebody_types_in_the_middle(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    field = at(page, "facts/title")
    assert isinstance(field, LineField)
    field.setCursorPosition(5)
    QTest.keyClicks(field, "xyz")
    assert document.value.fact("title") == "Labelxyz printing stopped in two warehouses"
    assert field.cursorPosition() == 8


def test_a_choice_takes_what_the_template_does_not_offer_and_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    type_at(page, "facts/detection_method", "a neighbour")
    assert document.value.fact("detection_method") == "a neighbour"
    assert "Not a choice of this template" in words(page)
    document.undo_stack.undo()
    assert "Not a choice of this template" not in words(page)


def test_choosing_a_severity_brings_the_boxes_that_it_asks_for(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    type_at(page, "facts/severity", "P0")
    assert "cto" in {row.id for row in document.value.signoffs}
    undo_all(document)
    assert document.value == example_in("full-review").value


def test_the_status_is_chosen_by_its_words_and_kept_by_its_key(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    line = at(page, "facts/status")
    field = line if isinstance(line, ChoiceField) else line.parent()
    assert isinstance(field, ChoiceField)
    assert field.currentText() == "In review"
    type_at(page, "facts/status", "Published")
    assert document.value.fact("status") == "published"


def test_a_list_takes_words_as_chips(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    field = at(page, "facts/affected_services")
    QTest.keyClicks(field, "belt-control")
    QTest.keyClick(field, Key.Key_Return)
    assert fact(document, "affected_services") == ("print-relay", "label-api", "belt-control")
    QTest.keyClick(field, Key.Key_Backspace)
    assert fact(document, "affected_services") == ("print-relay", "label-api")
    assert isinstance(field.parent(), ListField)


# ── Times ────────────────────────────────────────────────────────────────────────────────────────


def test_a_time_follows_the_timeline_until_it_is_typed_over_and_again_once_it_is_emptied(
    qtbot: QtBot, tmp_path: Path
) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    field = at(page, "facts/first_alert")
    at(page, "facts/title")
    assert isinstance(field, LineField)
    assert field.value == "Tue 10 Nov 2026 23:52"
    assert "from 23:52" in words(page)
    type_at(page, "facts/first_alert", "23:50")
    given = document.value.facts["first_alert"]
    assert isinstance(given, When)
    assert given.at is not None
    assert given.at.isoformat() == "2026-11-10T23:50:00+00:00", "the day is that of the timeline"
    at(page, "facts/title")
    assert field.value == "Tue 10 Nov 2026 23:50"
    assert "the timeline says Tue 10 Nov 2026 23:52" in words(page)
    field = at(page, "facts/first_alert")
    QTest.keyClick(field, Key.Key_A, CONTROL)
    QTest.keyClick(field, Key.Key_Delete)
    at(page, "facts/title")
    assert "first_alert" not in document.value.facts
    assert isinstance(field, LineField)
    assert field.value == "Tue 10 Nov 2026 23:52"


def test_a_time_that_cannot_be_read_is_kept_as_typed_and_explained(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    field = type_at(page, "facts/all_clear", "25:10")
    assert document.value.facts["all_clear"] == When(typed="25:10")
    at(page, "facts/title")
    assert isinstance(field, LineField)
    assert field.value == "25:10"
    assert "25:10 is no time of day" in words(page)


@pytest.mark.parametrize("leave", [Key.Key_Return, Key.Key_Tab])
def test_an_hour_that_comes_twice_is_asked_about_before_the_keyboard_goes_on(
    qtbot: QtBot, tmp_path: Path, leave: Key
) -> None:
    document = example_in("full-review")
    document.apply(Set(Place("document", "zone"), "America/New_York"))
    page = opened_page(qtbot, tmp_path, document)
    field = type_at(page, "facts/all_clear", "2026-11-01 01:30")
    assert document.value.facts["all_clear"] == When(typed="2026-11-01 01:30"), "nothing is guessed"
    QTest.keyClick(field, leave)
    assert focused() is field
    (asked,) = page.window().findChildren(TimePanel)
    assert asked.text.split("\n")[1:] == ["1: 01:30 EDT (05:30 UTC)", "2: 01:30 EST (06:30 UTC)"]
    QTest.keyClick(field, Key.Key_2)
    given = document.value.facts["all_clear"]
    assert isinstance(given, When)
    assert given.at is not None
    assert given.at.isoformat() == "2026-11-01T06:30:00+00:00"
    QTest.keyClick(field, Key.Key_Tab)
    assert focused() is not field, "it is asked once"
    type_at(page, "facts/all_clear", "2026-11-01 01:40")
    at(page, "facts/title")
    assert "Enter asks which is meant" in words(page), "who leaves by mouse is told"


def test_undo_while_a_time_is_being_written_shows_what_was_there(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    field = type_at(page, "facts/all_clear", "01:30")
    document.undo_stack.undo()
    assert isinstance(field, LineField)
    assert field.value == "2026-11-11 01:05 UTC"
    assert "all_clear" not in document.value.facts


def test_a_typed_duration_says_how_far_it_is_from_the_timeline(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    assert "23:41 impact start to 00:38 impact end" in words(page)
    type_at(page, "facts/impact_duration", "1h 5m")
    assert fact(document, "impact_duration") == Seconds(seconds=3900)
    assert "8 min longer than the timeline, which says 57 min" in words(page)
    type_at(page, "facts/impact_duration", "a while")
    assert fact(document, "impact_duration") == "a while"
    assert "“a while” is no length of time" in words(page)


def test_a_day_is_typed_as_people_say_it(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("sre-classic")
    page = opened_page(qtbot, tmp_path, document)
    field = type_at(page, "facts/date", "12 Nov")
    assert document.value.fact("date") == "2026-11-12"
    at(page, "facts/title")
    assert isinstance(field, LineField)
    assert field.value == "Thu 12 Nov 2026"


@pytest.mark.parametrize(("pattern", "day"), [("MM/DD/YYYY", "2026-03-04"), ("DD/MM/YYYY", "2026-04-03")])
def test_a_day_in_numbers_is_read_as_the_document_writes_its_days(
    qtbot: QtBot, tmp_path: Path, pattern: str, day: str
) -> None:
    pm = example_in("sre-classic").value
    document = Document(pm.but(template=pm.template.but(date=pattern)))
    page = opened_page(qtbot, tmp_path, document)
    type_at(page, "facts/date", "03/04/2026")
    assert document.value.fact("date") == day


def test_an_hour_of_another_zone_moves_no_time(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    type_at(page, "document/zone", "ET")
    assert document.value.zone == "UTC", "half a name is no zone yet"
    at(page, "facts/title")
    assert document.value.zone == "America/New_York"
    field = at(page, "facts/first_alert")
    at(page, "facts/title")
    assert isinstance(field, LineField)
    assert field.value == "Tue 10 Nov 2026 18:52"
    assert document.value.timeline == example().timeline


def test_a_zone_that_does_not_exist_is_refused_in_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    type_at(page, "document/second_zone", "Mars/Olympus")
    at(page, "facts/title")
    assert document.value.second_zone == "America/New_York"
    assert "“Mars/Olympus” is no time zone here" in words(page)


# ── Links, numbers, tables ───────────────────────────────────────────────────────────────────────


def test_an_address_pasted_as_a_title_moves_to_where_it_belongs(qtbot: QtBot, tmp_path: Path) -> None:
    document = Document(new_document(templates()["full-review"]))
    page = opened_page(qtbot, tmp_path, document)
    type_at(page, "facts/status_page/title", "https://status.example.com/88")
    at(page, "facts/title")
    assert document.value.facts["status_page"] == Link(title="88", url="https://status.example.com/88")


def test_an_estimate_is_one_key_and_one_step(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    field = at(page, "facts/customers_affected")
    QTest.keyClick(field, Key.Key_Tab)
    QTest.keyClick(focused(), Key.Key_Space)
    assert document.value.fact("customers_affected") == "≈ 1,204"
    QTest.keyClick(focused(), Key.Key_Space)
    assert document.value.fact("customers_affected") == "1,204"


def test_the_rows_of_a_small_table_are_typed_added_and_taken_out(qtbot: QtBot, tmp_path: Path) -> None:
    document = Document(new_document(templates()["full-review"]))
    page = opened_page(qtbot, tmp_path, document)
    field = at(page, "facts/affected_tenants")
    QTest.keyClicks(field, "Kirsch")
    rows = document.value.facts["affected_tenants"]
    assert isinstance(rows, tuple)
    assert isinstance(rows[0], Record)
    assert rows[0].cell("name") == "Kirsch"
    assert QApplication.focusWidget() is field, "the caret stays in the row that came to be"
    QTest.keyClick(field, Key.Key_Return)
    below = focused()
    assert below is not field
    QTest.keyClicks(below, "Tallow")
    rows = document.value.facts["affected_tenants"]
    assert [row.cell("name") for row in rows if isinstance(row, Record)] == ["Kirsch", "Tallow"]
    undo_all(document)
    assert "affected_tenants" not in document.value.facts


def test_a_list_of_another_template_fills_the_table_and_changes_only_when_edited(qtbot: QtBot, tmp_path: Path) -> None:
    pm = new_document(templates()["full-review"]).but(facts={"affected_tenants": ("all", "Nordlys")})
    document = Document(pm)
    page = opened_page(qtbot, tmp_path, document)
    assert document.value is pm
    field = at(page, "facts/affected_tenants")
    QTest.keyClick(field, Key.Key_End)
    QTest.keyClicks(field, " of them")
    rows = document.value.facts["affected_tenants"]
    assert [row.cell("name") for row in rows if isinstance(row, Record)] == ["all of them", "Nordlys"]


# ── Templates ────────────────────────────────────────────────────────────────────────────────────


def test_another_template_is_one_step_and_keeps_everything(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    before = document.value
    page = opened_page(qtbot, tmp_path, document)
    choice = next(each for each in page.findChildren(ChoiceField) if each.accessibleName() == "Template")
    choice.activated.emit(2)
    assert document.value.template.id == "sre-classic"
    assert document.undo_stack.undoText() == "Change template to SRE classic"
    assert document.value.facts == before.facts
    assert "Not in this template" in words(page)
    document.undo_stack.undo()
    assert document.value == before


def test_the_caret_stays_in_its_fact_when_the_template_changes(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, tmp_path, document)
    at(page, "facts/incident_id")
    pages.take_template(document, "brief")
    field = focused()
    assert field.isVisible()
    assert isinstance(field, LineField)
    assert field.value == example().fact("incident_id")


def test_the_field_of_a_waiting_fact_stays_while_it_is_emptied(qtbot: QtBot, tmp_path: Path) -> None:
    document = example_in("blank")
    page = opened_page(qtbot, tmp_path, document)
    field = at(page, "facts/result")
    QTest.keyClick(field, Key.Key_A, CONTROL)
    QTest.keyClick(field, Key.Key_Delete)
    assert "result" not in document.value.facts
    assert QApplication.focusWidget() is field
    QTest.keyClicks(field, "NO GO")
    assert document.value.fact("result") == "NO GO"


def test_a_fact_that_comes_from_elsewhere_is_shown_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    document = Document(new_document(templates()["blank"]))
    page = opened_page(qtbot, tmp_path, document)
    document.apply(Set(Place("facts", "x_weather"), "fog"))
    assert "facts/x_weather" in pages.places(page)


def test_what_has_no_tab_of_its_own_waits_here_too(qtbot: QtBot, tmp_path: Path) -> None:
    document = Document(example().but(template=Template(id="bare", name="Bare")))
    page = opened_page(qtbot, tmp_path, document)
    for place in ("sections/summary/text", "sections/message_external/text", "lessons", "publication", "signoffs"):
        at(page, place)
    assert document.value.sections is example().sections


def test_any_shape_of_fact_can_be_shown_under_any_template(qtbot: QtBot, tmp_path: Path) -> None:
    keys = [each.key for each in templates()["full-review"].facts()]
    for value in ("text", "two\nlines", ("a", "b"), Link(title="t", url="u"), Seconds(seconds=60), When(typed="soon")):
        pm = Postmortem(facts=dict.fromkeys(keys, value), template=templates()["full-review"])
        document = Document(pm)
        opened_page(qtbot, tmp_path, document, width=500)
        assert document.value is pm


def test_the_caret_tells_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    page = opened_page(qtbot, tmp_path, example_in("full-review"))
    places: list[Place] = []
    page.place_changed.connect(places.append)
    at(page, "facts/incident_id")
    assert places[-1] == Place("facts", "incident_id")


def test_a_place_of_another_page_is_not_on_this_one(qtbot: QtBot, tmp_path: Path) -> None:
    page = opened_page(qtbot, tmp_path, example_in("full-review"))
    assert not page.focus_place(Place("sections", "summary", "text"))
    assert not page.focus_place(Place("timeline", "t_1", "event"))


def test_a_guide_stands_beside_its_title_where_it_fits_and_else_below(qtbot: QtBot, tmp_path: Path) -> None:
    page = opened_page(qtbot, tmp_path, example_in("full-review"), 1000)
    card = next(card for card in page.findChildren(Card) if card.title.text() == "Incident")
    guide = card.subtitle.text()
    assert guide.startswith("Who, what, when.")
    below = next(label for label in card.findChildren(Label) if label.text() == guide and label is not card.subtitle)
    assert below.isHidden()
    page.resize(420, 700)
    QApplication.processEvents()
    assert below.isVisible()
    assert not card.subtitle.text()
