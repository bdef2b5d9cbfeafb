"""The palette and the sheet of keys, by keys: everything that can be done and gone to, and back to where one was."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.ui.command import SEPARATOR
from postmortem_gui.ui.command_palette import CommandPalette
from postmortem_gui.ui.commands import COMMANDS
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.overlay import Overlay
from postmortem_gui.ui.palette_items import COMMANDS as DO
from postmortem_gui.ui.palette_items import JUMP, Item, Offer, command_item, offers, place_items
from postmortem_gui.ui.palette_rows import OFFER
from postmortem_gui.ui.search_pill import SearchPill
from postmortem_gui.ui.tabs import tabs_of
from tests.ui.pages import CONTROL, SHIFT, Key, Windows, example, focused, nameless

CONTROL_SHIFT = CONTROL | SHIFT
CLICK = Qt.MouseButton.LeftButton


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifiers)
    QApplication.processEvents()


def opened(window: MainWindow, typed: str = "") -> CommandPalette:
    press(Key.Key_K, CONTROL)
    palette = overlay(window)
    assert isinstance(palette, CommandPalette)
    QTest.keyClicks(focused(), typed)
    return palette


def overlay(window: MainWindow) -> Overlay | None:
    found = [each for each in window.findChildren(Overlay) if not each.isHidden()]
    assert len(found) <= 1
    return found[0] if found else None


def shown(palette: CommandPalette) -> list[Offer]:
    found = [palette.list.item(n).data(OFFER) for n in range(palette.list.count())]
    return [offer for offer in found if offer is not None]


def current(palette: CommandPalette) -> Offer:
    offer = palette.list.currentItem().data(OFFER)
    assert isinstance(offer, Offer)
    return offer


# ── The window ──


def test_every_command_that_can_be_done_is_offered_with_its_keys(example_window: MainWindow) -> None:
    palette = opened(example_window, ">")
    found = {offer.item.command: offer.item for offer in shown(palette)}
    enabled = {action.objectName() for action in example_window.actions() if action.isEnabled()}
    assert set(found) == enabled - {"palette"}
    assert found["save"].keys == "Ctrl S"
    assert found["export_pdf"].text == "Export: PDF…"
    assert "undo" not in found, "there is nothing to take back"


def test_a_few_letters_and_enter_run_a_command(example_window: MainWindow) -> None:
    opened(example_window, "next tab")
    press(Key.Key_Return)
    assert overlay(example_window) is None
    assert example_window.workspace is not None
    assert example_window.workspace.tab == "timeline"


def test_a_row_is_gone_to_with_the_keyboard_in_it(example_window: MainWindow) -> None:
    palette = opened(example_window, "backlog gone")
    place = current(palette).item.place
    assert place is not None
    assert place.part == "timeline"
    press(Key.Key_Return)
    workspace = example_window.workspace
    assert workspace is not None
    assert workspace.tab == "timeline"
    assert workspace.page.isAncestorOf(focused())


def test_escape_gives_the_keyboard_back(example_window: MainWindow) -> None:
    workspace = example_window.workspace
    assert workspace is not None
    workspace.go_to(Place("facts", "title"))
    field = focused()
    opened(example_window, "exp")
    press(Key.Key_Escape)
    assert overlay(example_window) is None
    assert focused() is field


def test_the_second_key_and_the_pill_open_it_and_its_key_closes_it(example_window: MainWindow) -> None:
    press(Key.Key_P, CONTROL_SHIFT)
    assert isinstance(overlay(example_window), CommandPalette)
    press(Key.Key_K, CONTROL)
    assert overlay(example_window) is None
    pill = example_window.findChild(SearchPill)
    assert pill is not None
    QTest.mouseClick(pill, CLICK)
    assert isinstance(overlay(example_window), CommandPalette)


def test_a_click_beside_the_box_closes_it_and_one_on_a_line_takes_it(example_window: MainWindow) -> None:
    palette = opened(example_window)
    QTest.mouseClick(palette, CLICK, pos=QPoint(4, palette.height() - 4))
    assert overlay(example_window) is None
    palette = opened(example_window, "sign-off")
    line = palette.list.visualItemRect(palette.list.currentItem()).center()
    QTest.mouseClick(palette.list.viewport(), CLICK, pos=line)
    assert example_window.workspace is not None
    assert example_window.workspace.tab == "signoff"


def test_the_arrows_and_tab_go_round_and_titles_are_passed_by(example_window: MainWindow) -> None:
    palette = opened(example_window)
    first = current(palette)
    press(Key.Key_Up)
    assert current(palette) == shown(palette)[-1]
    press(Key.Key_Down)
    assert current(palette) == first
    for offer in shown(palette)[1:]:
        press(Key.Key_Tab)
        assert current(palette) == offer
    press(Key.Key_Backtab)
    press(Key.Key_PageUp)
    assert current(palette) == shown(palette)[-10]


def test_no_key_reaches_the_document_below(example_window: MainWindow) -> None:
    document = example_window.session.document
    assert document is not None
    before = document.value
    opened(example_window, "about")
    for key in (Key.Key_Z, Key.Key_Return, Key.Key_2, Key.Key_E, Key.Key_N, Key.Key_W):
        press(key, CONTROL)
        assert overlay(example_window) is not None
    assert example_window.session.document is document
    assert document.value is before


def test_no_second_window_opens(example_window: MainWindow, qapp: QApplication) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    opened(example_window, "label")
    press(Key.Key_Escape)
    press(Key.Key_Slash, CONTROL)
    press(Key.Key_Escape)
    qapp.removeEventFilter(windows)
    assert windows.opened == []


def test_what_nothing_fits_says_so_and_enter_does_nothing(example_window: MainWindow) -> None:
    palette = opened(example_window, "qzqzqzqz")
    assert not shown(palette)
    press(Key.Key_Return)
    assert overlay(example_window) is palette
    assert "Nothing fits" in palette.line.accessibleDescription()


def test_it_stays_inside_a_small_window(example_window: MainWindow) -> None:
    palette = opened(example_window)
    example_window.resize(860, 560)
    QApplication.processEvents()
    assert palette.rect().contains(palette.box.geometry())
    assert palette.size() == example_window.size()


def test_it_works_without_a_document(example_window: MainWindow) -> None:
    example_window.session.close()
    QApplication.processEvents()
    example_window.activateWindow()
    QTest.keyClick(example_window, Key.Key_K, CONTROL)
    palette = overlay(example_window)
    assert isinstance(palette, CommandPalette)
    assert {offer.item.group for offer in shown(palette)} == {DO}
    assert "save" not in {offer.item.command for offer in shown(palette)}


def test_the_sheet_shows_every_command_that_has_keys(example_window: MainWindow) -> None:
    press(Key.Key_Slash, CONTROL)
    sheet = overlay(example_window)
    assert sheet is not None
    said = {label.text() for label in sheet.findChildren(QWidget) if hasattr(label, "text")}
    caps = {cap.accessibleName() for cap in sheet.findChildren(QWidget)}
    for command in COMMANDS:
        if command.id != SEPARATOR and command.usual():
            assert command.label.replace("&", "").rstrip("…") in said  # its menu is named above it, once
    assert {"Key Ctrl K", "Key Ctrl Shift S", "Key F3", "Key F1"} <= caps
    press(Key.Key_Escape)
    assert overlay(example_window) is None
    press(Key.Key_F1)
    assert overlay(example_window) is not None


def test_every_stop_has_a_name(example_window: MainWindow) -> None:
    for key in (Key.Key_K, Key.Key_Slash):
        press(key, CONTROL)
        found = overlay(example_window)
        assert found is not None
        assert not list(nameless(found))
        press(Key.Key_Escape)


def test_the_words_of_a_field_stay_as_they_were(example_window: MainWindow, qtbot: QtBot) -> None:
    workspace = example_window.workspace
    assert workspace is not None
    workspace.go_to(Place("facts", "title"))
    field = focused()
    assert isinstance(field, QLineEdit)
    before = field.text()
    opened(example_window, "abc")
    press(Key.Key_Escape)
    assert field.text() == before


# ── What is offered ──


@pytest.fixture(scope="module")
def items() -> list[Item]:
    pm = example()
    tabs = {tab.key: (tab.label, tab.icon) for tab in tabs_of(pm.template)}
    commands = [command_item(c.id, c.named(), c.icon, "", "") for c in COMMANDS if c.id != SEPARATOR]
    return [*commands, *place_items(pm, tabs)]


def test_every_section_row_why_and_action_is_there(items: list[Item]) -> None:
    pm = example()
    found = {str(item.place) for item in items if item.place}
    assert {f"timeline/{row.id}/event" for row in pm.timeline} <= found
    assert {f"actions/{row.id}/description" for row in pm.actions} <= found
    assert {f"whys/{why.id}/answer" for why in pm.whys.items} <= found
    assert {"sections/summary/text", "went_well", "timeline", "actions"} <= found


def test_behind_an_at_stand_the_rows_and_actions_of_a_person(items: list[Item]) -> None:
    pm = example()
    mine = {row.id for row in pm.timeline if row.who == "Sofia Lindqvist"}
    mine |= {row.id for row in pm.actions if row.owner == "Sofia Lindqvist"}
    found = offers(items, "@sofia")
    assert {offer.item.place.row for offer in found if offer.item.place} == mine
    assert {offer.note for offer in found} == {"Sofia Lindqvist"}
    assert len(offers(items, "@sofia runbook")) < len(found)


def test_behind_a_hash_stand_tickets(items: list[Item]) -> None:
    found = offers(items, "#ful412")
    assert [offer.note for offer in found] == ["FUL-412"]


def test_behind_a_colon_stand_times(items: list[Item]) -> None:
    for typed in (":23:41", ":2341"):
        found = offers(items, typed)
        assert found
        assert found[0].item.text.startswith("23:41")


def test_behind_an_arrow_stand_only_commands(items: list[Item]) -> None:
    assert {offer.item.group for offer in offers(items, "> ex")} == {DO}


def test_before_anything_is_typed_there_are_commands_and_sections(items: list[Item]) -> None:
    found = offers(items, "")
    assert {offer.item.group for offer in found} == {DO, JUMP}
    assert not [offer for offer in found if offer.item.place and offer.item.place.part.startswith("t_")]


def test_commands_and_places_stand_below_one_title_each(items: list[Item]) -> None:
    for typed in ("", "label", "ex", "e", "timeline"):
        groups = [offer.item.group for offer in offers(items, typed)]
        assert groups == sorted(groups, key=groups.index), "each title once"


def test_the_letters_that_were_typed_are_pointed_out(items: list[Item]) -> None:
    for offer in offers(items, "prnt"):
        assert {offer.item.text[at].lower() for at in offer.letters} == set("prnt")


def test_two_thousand_items_are_ranked_between_two_keys(items: list[Item]) -> None:
    many = (items * (2000 // len(items) + 1))[:2000]
    offers(many, "warm")
    before = time.process_time()
    offers(many, "relay restart")
    assert time.process_time() - before < 0.3, "many times what it takes on a quiet machine"


def test_an_empty_document_offers_its_sections() -> None:
    pm = Postmortem(template=example().template)
    tabs = {tab.key: (tab.label, tab.icon) for tab in tabs_of(pm.template)}
    assert [item for item in place_items(pm, tabs) if item.at_once]
