from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Record
from postmortem_gui.editing.document import Document
from postmortem_gui.storage.library import SHIPPED, new_document
from postmortem_gui.ui.comms_page import CommsPage
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.message_card import NOT_PRINTED, MessageCard
from postmortem_gui.ui.placing import MESSAGES, opened, sections_on
from postmortem_gui.ui.records_editor import RecordsEditor
from tests.ui import pages
from tests.ui.pages import Key, at, clock, example, example_in, fact, focused, shown, templates, type_at, undo_all


def opened_page(qtbot: QtBot, document: Document) -> CommsPage:
    page = CommsPage(document, clock=clock)
    shown(qtbot, page)
    return page


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("template", SHIPPED)
def test_every_fact_of_the_tab_and_both_messages_are_there(qtbot: QtBot, template: str) -> None:
    page = opened_page(qtbot, example_in(template))
    found = pages.places(page)
    for spec in sections_on(templates()[template], "comms"):
        for asked in opened(spec.facts):
            assert f"facts/{asked.key}" in found, asked.key
    for key in MESSAGES:
        assert f"sections/{key}/text" in found


@pytest.mark.parametrize("template", SHIPPED)
def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, template: str) -> None:
    assert list(pages.nameless(opened_page(qtbot, example_in(template)))) == []


@pytest.mark.parametrize("template", SHIPPED)
def test_a_message_says_when_the_template_does_not_print_it(qtbot: QtBot, template: str) -> None:
    page = opened_page(qtbot, example_in(template))
    printed = {spec.id for spec in templates()[template].sections} & set(MESSAGES)
    assert words(page).count(NOT_PRINTED) == len(MESSAGES) - len(printed)


def test_making_the_page_opens_no_window_and_changes_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    for template in SHIPPED:
        document = example_in(template)
        before = document.value
        windows = pages.Windows()
        qapp.installEventFilter(windows)
        page = CommsPage(document, clock=clock)
        qapp.removeEventFilter(windows)
        qtbot.addWidget(page)
        assert windows.opened == []
        assert document.value is before


def test_a_message_is_typed_taken_back_and_copied(qtbot: QtBot) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, document)
    type_at(page, "sections/message_external/text", "We are sorry.")
    assert document.value.text("message_external") == "We are sorry."
    card = next(each for each in page.findChildren(MessageCard) if each.accessibleName() == "External message")
    card.copy()
    assert QGuiApplication.clipboard().text() == "We are sorry."
    assert "Copied" in words(page)
    document.undo_stack.undo()
    assert document.value == example_in("full-review").value
    assert card.editor.value == example().text("message_external")
    assert "Copied" not in words(page)


def test_a_row_of_the_status_page_is_added_with_the_key_of_the_window(qtbot: QtBot) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, document)
    assert page.count() == "6"
    at(page, "facts/status_page_entries")
    assert page.add_row()
    QTest.keyClicks(focused(), "update")
    rows = fact(document, "status_page_entries")
    assert isinstance(rows, tuple)
    assert len(rows) == 4
    assert isinstance(rows[-1], Record)
    assert rows[-1].cell("entry") == "update"
    undo_all(document)
    assert fact(document, "status_page_entries") == example().facts["status_page_entries"]


def test_rows_that_stay_keep_their_fields_when_another_is_added_or_taken_out(qtbot: QtBot) -> None:
    page = opened_page(qtbot, example_in("full-review"))
    editor = next(each for each in page.findChildren(RecordsEditor) if each.value and "page" in each.accessibleName())
    fields = editor.findChildren(LineField)
    first, behind = editor.value[0], editor.value[1:]
    editor.add()
    assert fields == [field for field in fields if field.isVisible()]
    editor.show_value(behind)
    left = [field for field in fields if field.isVisible()]
    assert 0 < len(left) < len(fields)
    assert first not in editor.value
    names = [field.accessibleName() for field in left if field.accessibleName()]
    assert any("row 1," in name for name in names), "they are called by the place that they have now"
    assert list(pages.nameless(page)) == []


def test_a_link_in_a_table_is_read_by_its_title_and_written_in_full(qtbot: QtBot) -> None:
    document = Document(new_document(templates()["full-review"]))
    page = opened_page(qtbot, document)
    at(page, "facts/tenant_emails")
    line = focused()
    assert isinstance(line, LineField)
    QTest.keyClicks(line, "[M-1](https://mail.example/1)")
    rows = fact(document, "tenant_emails")
    assert isinstance(rows, tuple)
    assert isinstance(rows[0], Record)
    assert rows[0].cell("draft") == "[M-1](https://mail.example/1)"
    QTest.keyClick(line, Key.Key_Tab)
    assert line.text() == "M-1"
    QTest.keyClick(focused(), Key.Key_Backtab)
    assert line.text() == "[M-1](https://mail.example/1)"
    assert rows == fact(document, "tenant_emails")


def test_another_template_keeps_what_was_written(qtbot: QtBot) -> None:
    document = example_in("full-review")
    page = opened_page(qtbot, document)
    at(page, "sections/message_internal/text")
    pages.take_template(document, "review-meeting")
    assert "facts/published_url" in pages.places(page)
    assert document.value.text("message_internal") == example().text("message_internal")
    assert NOT_PRINTED not in words(page)
    assert focused().isVisible()
    assert focused().accessibleName() == "Internal message"


def test_what_is_printed_with_another_fact_is_shown_where_that_is(qtbot: QtBot) -> None:
    page = opened_page(qtbot, example_in("full-review"))
    told: list[Place] = []
    page.place_changed.connect(told.append)
    at(page, "facts/support_ticket_ids")
    assert told[-1] == Place("facts", "support_tickets")
