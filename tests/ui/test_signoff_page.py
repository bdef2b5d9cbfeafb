from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Set
from postmortem_gui.core.layouts import severity_edit
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ChecklistItem, SignOff
from postmortem_gui.editing.document import Document
from postmortem_gui.storage.library import SHIPPED, new_document
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.fields import LineField, TickField
from postmortem_gui.ui.placing import sections_on
from postmortem_gui.ui.signoff_page import SignoffPage
from postmortem_gui.ui.signoff_table import SignoffTable
from postmortem_gui.ui.theme import Theme, apply_theme
from tests.ui import pages
from tests.ui.pages import Key, at, clock, example_in, focused, shown, templates, type_at, undo_all


def opened(qtbot: QtBot, document: Document) -> SignoffPage:
    page = SignoffPage(document, clock=clock)
    shown(qtbot, page)
    return page


def fresh(template: str = "full-review", severity: str = "P1") -> Document:
    pm = new_document(templates()[template])
    return Document(severity_edit(pm, severity).apply(pm))


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def box(document: Document, item: str, of: str = "publication") -> ChecklistItem:
    return next(held for held in document.value.checklists[of] if held.id == item)


def signed(document: Document, role: str) -> SignOff:
    return next(row for row in document.value.signoffs if row.id == role)


def button(page: QWidget, name: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.accessibleName() == name and each.isVisible())


@pytest.mark.parametrize("template", SHIPPED)
def test_every_box_role_and_fact_of_the_tab_is_there(qtbot: QtBot, template: str) -> None:
    page = opened(qtbot, example_in(template))
    found = pages.places(page)
    for spec in sections_on(templates()[template], "signoff"):
        for place in (
            *(f"{spec.id}/{item.id}" for item in spec.items),
            *(f"signoffs/{role.id}/name" for role in spec.roles),
            *(f"facts/{fact.key}" for fact in spec.facts),
        ):
            assert place in found, place
        if spec.kind == "checklist":
            assert spec.heading in words(page)


@pytest.mark.parametrize("template", SHIPPED)
def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, template: str) -> None:
    assert list(pages.nameless(opened(qtbot, example_in(template)))) == []


def test_making_the_page_opens_no_window_and_changes_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    for template in SHIPPED:
        document = example_in(template)
        before = document.value
        windows = pages.Windows()
        qapp.installEventFilter(windows)
        page = SignoffPage(document, clock=clock)
        qapp.removeEventFilter(windows)
        qtbot.addWidget(page)
        assert windows.opened == []
        assert document.value is before


# ── Boxes ────────────────────────────────────────────────────────────────────────────────────────


def test_ticking_a_box_records_the_day_in_one_step(qtbot: QtBot) -> None:
    document = fresh()
    page = opened(qtbot, document)
    assert "0 of 6 done" in words(page)
    tick = at(page, "publication/all_hands")
    assert isinstance(tick, TickField)
    QTest.keyClick(tick, Key.Key_Space)
    assert box(document, "all_hands").done
    assert box(document, "all_hands").on == "2026-11-14"
    assert "14 Nov" in words(page)
    assert "1 of 6 done" in words(page)
    document.undo_stack.undo()
    assert not tick.value
    assert not box(document, "all_hands").done
    QTest.keyClick(tick, Key.Key_Space)
    QTest.keyClick(tick, Key.Key_Space)
    assert box(document, "all_hands") == ChecklistItem(id="all_hands", text=box(document, "all_hands").text)


def test_a_box_for_another_severity_is_shown_and_cannot_be_ticked_until_it_is_asked_for(qtbot: QtBot) -> None:
    document = fresh()
    page = opened(qtbot, document)
    assert "asked for at P0 only" in words(page)
    tick = next(each for each in page.findChildren(TickField) if each.accessibleName().startswith("Public version"))
    assert not tick.isEnabled()
    document.apply(severity_edit(document.value, "P0"))
    tick = next(each for each in page.findChildren(TickField) if each.accessibleName().startswith("Public version"))
    assert tick.isEnabled()
    assert "asked for at P0 only" not in words(page)
    tick.click()
    assert box(document, "public_p0").done


def test_a_box_that_the_document_lost_comes_back_when_it_is_ticked(qtbot: QtBot) -> None:
    pm = fresh().value
    document = Document(pm.but(checklists={}))
    page = opened(qtbot, document)
    QTest.keyClick(at(page, "publication/filed"), Key.Key_Space)
    QTest.keyClick(at(page, "publication/posted"), Key.Key_Space)
    assert [held.id for held in document.value.checklists["publication"]] == ["posted", "filed"]
    undo_all(document)
    assert document.value.checklists == {}


def test_handles_are_added_ticked_and_taken_out(qtbot: QtBot) -> None:
    document = fresh("changeset", "")
    page = opened(qtbot, document)
    more = next(each for each in page.findChildren(Button) if each.text() == "Add a name")
    more.click()
    QTest.keyClicks(focused(), "@sofia")
    QTest.keyClick(focused(), Key.Key_Return)
    QTest.keyClicks(focused(), "@rahul")
    held = document.value.checklists["auditors"]
    assert [item.text for item in held] == ["@sofia", "@rahul"]
    QTest.keyClick(at(page, f"auditors/{held[0].id}"), Key.Key_Space)
    assert document.value.checklists["auditors"][0].done
    assert "1 of 2 done" in words(page)
    undo_all(document)
    assert document.value == fresh("changeset", "").value.but(id=document.value.id)


# ── Signatures ───────────────────────────────────────────────────────────────────────────────────


def test_signing_fills_in_today_and_stands_until_something_changes(qtbot: QtBot) -> None:
    document = fresh()
    page = opened(qtbot, document)
    assert page.count() == "0/3"
    type_at(page, "signoffs/commander/name", "Aroha Ngata")
    button(page, "Sign: Incident Commander").click()
    row = signed(document, "commander")
    assert (row.name, row.date) == ("Aroha Ngata", "2026-11-14")
    assert row.signed is not None
    assert page.count() == "1/3"
    assert "signed this version" in words(page)
    assert "1 of 3 signed" in words(page)
    document.apply(Set(Place("sections", "summary"), "Another story."))
    assert "signed an earlier version; changed since: Summary" in words(page)
    button(page, "Sign again: Incident Commander").click()
    assert "signed this version" in words(page)
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert "signed this version" in words(page)
    document.undo_stack.undo()
    assert signed(document, "commander").date == ""
    assert "signed this version" not in words(page)


def test_nobody_signs_without_a_name(qtbot: QtBot) -> None:
    document = fresh()
    page = opened(qtbot, document)
    before = document.value
    button(page, "Sign: Eng Director").click()
    assert document.value is before
    assert "whose name?" in words(page)
    name = focused()
    assert isinstance(name, LineField)
    assert name.accessibleName() == "Eng Director: name"


def test_another_name_takes_the_signature_away(qtbot: QtBot) -> None:
    document = fresh()
    page = opened(qtbot, document)
    type_at(page, "signoffs/commander/name", "Aroha")
    button(page, "Sign: Incident Commander").click()
    QTest.keyClicks(at(page, "signoffs/commander/name"), "x")
    row = signed(document, "commander")
    assert row.signed is None
    assert row.date == ""


def test_a_role_for_another_severity_says_so(qtbot: QtBot) -> None:
    document = fresh()
    page = opened(qtbot, document)
    assert "P0 only; this is P1" in words(page)
    document.apply(severity_edit(document.value, "P0"))
    assert "P0 only" not in words(page)
    assert page.count() == "0/4"


def test_a_date_is_typed_as_people_say_it(qtbot: QtBot) -> None:
    document = fresh()
    page = opened(qtbot, document)
    type_at(page, "signoffs/platform_lead/name", "Yusuf")
    type_at(page, "signoffs/platform_lead/date", "13 Nov")
    at(page, "signoffs/platform_lead/name")
    assert signed(document, "platform_lead").date == "2026-11-13"
    assert "version not recorded" in words(page)


def test_a_role_that_the_template_does_not_know_can_be_added_and_taken_out(qtbot: QtBot) -> None:
    document = fresh()
    page = opened(qtbot, document)
    next(each for each in page.findChildren(Button) if each.text() == "Add a role").click()
    QTest.keyClicks(focused(), "Head of Fulfilment")
    assert document.value.signoffs[-1].role == "Head of Fulfilment"
    assert page.count() == "0/4"
    undo_all(document)
    assert len(document.value.signoffs) == 3


def test_another_template_keeps_the_ticks(qtbot: QtBot) -> None:
    document = example_in("full-review")
    page = opened(qtbot, document)
    before = document.value.checklists
    pages.take_template(document, "changeset")
    assert "Auditors / Listeners" in words(page)
    pages.take_template(document, "full-review")
    assert document.value.checklists == before
    assert "Publication checklist" in words(page)


@pytest.mark.parametrize("width", [860, 700, 520, 420])
def test_nothing_of_a_sign_off_is_cut_however_narrow_the_page_is(qapp: QApplication, qtbot: QtBot, width: int) -> None:
    apply_theme(qapp, Theme())
    document = fresh(severity="P0")
    for role in ("commander", "platform_lead"):
        document.apply(Set(Place("signoffs", role, "name"), "Aroha Ngata"))
        document.apply(Set(Place("signoffs", role, "date"), "2026-11-13"))
    page = SignoffPage(document, clock=clock)
    shown(qtbot, page, width, 900)
    table = page.findChildren(SignoffTable)[0]
    QApplication.processEvents()
    assert table.width() <= width
    for widget in table.findChildren(QWidget):
        if widget.isVisibleTo(page) and widget.parent() is table:
            assert table.rect().contains(widget.geometry()), widget.accessibleName()
            assert widget.width() >= min(widget.minimumSizeHint().width(), 90)
    for line in table.findChildren(LineField):
        if line.accessibleName().endswith("date") and line.isVisibleTo(page):
            assert line.fontMetrics().horizontalAdvance("2026-11-13") <= line.contentsRect().width() - 18


def test_the_keyboard_comes_to_the_first_box(qtbot: QtBot) -> None:
    page = opened(qtbot, fresh())
    page.take_focus()
    assert isinstance(focused(), TickField)


def test_a_click_on_the_words_of_a_box_ticks_it(qtbot: QtBot) -> None:
    document = fresh()
    page = opened(qtbot, document)
    words = next(label for label in page.findChildren(QLabel) if label.text() == "On the agenda of the next all-hands")
    QTest.mouseClick(words, Qt.MouseButton.LeftButton)
    assert box(document, "all_hands").done
    QTest.mouseClick(words, Qt.MouseButton.LeftButton)
    assert not box(document, "all_hands").done
