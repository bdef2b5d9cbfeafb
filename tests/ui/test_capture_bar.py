"""Quick capture from the keyboard: one line, Enter, and it is in the document and in the preview."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.capture import Chip
from postmortem_gui.core.edits import Set
from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.editing.document import Document
from postmortem_gui.render.layout import lay_out
from postmortem_gui.render.markdown import document_markdown
from postmortem_gui.storage.home import Home
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.capture_bar import CaptureBar
from postmortem_gui.ui.capture_chips import CaptureChips
from postmortem_gui.ui.main_window import MainWindow
from postmortem_gui.ui.workspace import Workspace
from tests.ui.pages import clock, focused, nameless

Key = Qt.Key
NONE, CONTROL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    program = Application(Home.at(tmp_path / "home"))
    program.window.resize(1280, 720)
    program.window.show()
    QTest.qWaitForWindowExposed(program.window)
    program.session.open_example()
    yield program.window
    program.session.close()
    program.window.close()
    program.end()
    program.window.deleteLater()


def work(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    window.workspace.flush()
    return window.workspace


def pm(window: MainWindow) -> Postmortem:
    return work(window).document.value


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focused(), key, modifiers)
    QApplication.processEvents()


def jot(window: MainWindow, text: str) -> CaptureBar:
    press(Key.Key_J, CONTROL)
    bar = work(window).capture
    assert focused() is bar.field
    QTest.keyClicks(bar.field, text)
    return bar


@pytest.mark.parametrize("tab", ["overview", "timeline", "whys", "actions", "narrative", "comms", "signoff"])
def test_a_row_is_two_keys_and_its_words_from_every_tab_and_esc_goes_back(window: MainWindow, tab: str):
    work(window).show_tab(tab)
    work(window).page.take_focus()
    before = focused()
    count = len(pm(window).timeline)
    bar = jot(window, "23:53 relay restarted by hand #PD-5")
    assert bar.chips.words == "23:53 UTC, 10 Nov, PD-5"
    press(Key.Key_Return)
    assert len(pm(window).timeline) == count + 1
    assert any(row.event == "relay restarted by hand" for row in pm(window).timeline)
    assert (work(window).tab, focused(), bar.field.text()) == (tab, bar.field, "")
    assert bar.chips.words == "Added to Timeline"
    press(Key.Key_Escape)
    assert focused() is before or work(window).page.isAncestorOf(focused())


def test_it_is_in_the_preview_within_a_tenth_of_a_second(window: MainWindow):
    jot(window, "23:53 relay restarted by hand")
    preview = work(window).panel.preview
    start = time.perf_counter()
    press(Key.Key_Return)
    while "relay restarted by hand" not in preview.document().toPlainText():
        assert time.perf_counter() - start < 5
        QApplication.processEvents()
    taken = time.perf_counter() - start
    assert taken < 2  # the figure is a tenth; a busy machine gets more


def test_ctrl_z_takes_the_last_one_back_and_the_keyboard_stays(window: MainWindow):
    start = pm(window)
    bar = jot(window, "! fix limit @aroha P1")
    press(Key.Key_Enter)
    QTest.keyClicks(bar.field, "half a th")
    press(Key.Key_Z, CONTROL)
    assert pm(window) == start
    assert focused() is bar.field
    assert bar.field.text() == "half a th"


def test_tab_cycles_the_target_which_stays_and_takes_an_offered_time_first(window: MainWindow):
    bar = jot(window, "")
    seen = []
    for _ in range(7):
        seen.append(bar.target_chip.text())
        press(Key.Key_Tab)
    assert seen == ["Timeline", "Went well", "Went wrong", "Lucky", "Learned", "Parked", "Timeline"]
    QTest.keyClicks(bar.field, "the alert fired")
    press(Key.Key_Return)
    QTest.keyClicks(bar.field, "the runbook was there")
    press(Key.Key_Return)
    assert [point.text for point in pm(window).points("went_well")][-2:] == ["the alert fired", "the runbook was there"]
    for _ in range(5):
        press(Key.Key_Tab)
    QTest.keyClicks(bar.field, "2353 relay down")
    assert "Tab: 23:53" in bar.chips.words
    press(Key.Key_Tab)
    assert bar.field.text() == "23:53 relay down"
    assert bar.target_chip.text() == "Timeline"


def test_lines_without_a_time_follow_each_other_in_review_and_are_now_when_live(window: MainWindow):
    bar = jot(window, "23:53 relay down")
    press(Key.Key_Return)
    for line in ("one", "two"):
        QTest.keyClicks(bar.field, line)
        press(Key.Key_Return)
    events = [row.event for row in pm(window).timeline]
    at = events.index("relay down")
    assert events[at : at + 3] == ["relay down", "one", "two"]
    bar.mode_chip.click()
    assert bar.mode_chip.text() == "Live"
    QTest.keyClicks(bar.field, "three")
    press(Key.Key_Return)
    assert next(row for row in pm(window).timeline if row.event == "three").when.at is not None


def test_the_status_of_a_running_incident_turns_live_mode_on(window: MainWindow):
    work(window).document.apply(Set(Place("facts", "status"), "Incident live"))
    assert work(window).capture.mode_chip.text() == "Live"


def test_shift_enter_adds_and_goes_there(window: MainWindow):
    work(window).show_tab("overview")
    jot(window, "? nobody owned the limit")
    press(Key.Key_Return, SHIFT)
    assert work(window).tab == "whys"
    assert focused() is not work(window).capture.field
    jot(window, "23:53 relay down")
    press(Key.Key_Return, SHIFT)
    assert work(window).tab == "timeline"


def test_what_cannot_be_read_is_said_before_enter_and_kept_as_text(window: MainWindow):
    bar = jot(window, "25:00 relay down")
    assert "25:00" in bar.chips.words
    assert "14:32" in bar.field.accessibleDescription()
    press(Key.Key_Return)
    assert any(row.event == "25:00 relay down" for row in pm(window).timeline)


def test_the_arrow_keys_recall_earlier_lines_and_bring_the_draft_back(window: MainWindow):
    bar = jot(window, "one")
    press(Key.Key_Return)
    QTest.keyClicks(bar.field, "two")
    press(Key.Key_Return)
    QTest.keyClicks(bar.field, "draft")
    seen = []
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Down):
        press(key)
        seen.append(bar.field.text())
    assert seen == ["two", "one", "one", "two", "draft", "draft"]
    press(Key.Key_Escape)
    assert bar.field.text() == ""
    assert focused() is bar.field


def test_enter_with_nothing_to_add_changes_nothing(window: MainWindow):
    start = pm(window)
    bar = jot(window, "!")
    for modifiers in (NONE, SHIFT):
        press(Key.Key_Return, modifiers)
    assert pm(window) is start
    assert bar.field.text() == "!"


def test_everything_has_a_name_and_shift_tab_leaves(window: MainWindow):
    bar = jot(window, "")
    assert not list(nameless(bar))
    assert bar.field.accessibleDescription().startswith("Enter adds to Timeline")
    seen: list[QWidget] = []
    for _ in range(3):
        press(Key.Key_Backtab, SHIFT)
        seen.append(focused())
    assert seen[:2] == [bar.target_chip, bar.mode_chip]
    assert not bar.isAncestorOf(seen[2])


@pytest.mark.parametrize("width", [320, 420, 700, 1100])
def test_the_line_keeps_its_room_at_every_width(qtbot: QtBot, width: int):
    bar = CaptureBar(Document(Postmortem()), lambda: None, clock=clock, today=lambda: clock().date())
    qtbot.addWidget(bar)
    bar.resize(width, bar.height())
    bar.show()
    bar.field.setText("14:27 the heap panel /mitigated /impact-end #PD-48213 #PD-48214")
    QApplication.processEvents()
    assert bar.width() == width
    assert bar.field.width() >= (200 if width > 560 else 130)
    assert bar.field.geometry().right() <= bar.width() - 8
    assert bool(bar.chips.words) == (width > 560)
    assert "Mitigated" in bar.field.accessibleDescription()


def test_it_opens_over_a_cell_that_is_being_edited_and_keeps_what_was_typed_there(window: MainWindow):
    row = pm(window).timeline[0]
    work(window).show_tab("timeline")
    work(window).go_to(Place("timeline", row.id, "event"))
    press(Key.Key_F2)
    QTest.keyClicks(focused(), "!?")
    jot(window, "23:53 relay down")
    press(Key.Key_Return)
    assert pm(window).timeline[0].event == f"{row.event}!?"
    press(Key.Key_Escape)
    assert work(window).page.isAncestorOf(focused())


def test_rows_that_cross_midnight_and_back_are_in_order_everywhere(window: MainWindow):
    bar = jot(window, "23:57 a relay falls over /impact")
    press(Key.Key_Return)
    for line in ("+5m paged Ann", "00:31 relay up /impact-end", "23:59 forgotten: the alert", "the pager was muted"):
        QTest.keyClicks(bar.field, line)
        press(Key.Key_Return)
    ours = ("a relay falls over", "forgotten: the alert", "the pager was muted", "paged Ann", "relay up")
    shown = [row.event for row in in_order(pm(window).timeline) if row.event in ours]
    assert shown == list(ours)
    printed = document_markdown(lay_out(pm(window)))
    for text in (printed, work(window).panel.preview.document().toPlainText()):
        assert sorted(ours, key=text.index) == list(ours)
    for _ in range(5):
        press(Key.Key_Z, CONTROL)
    assert not [row for row in pm(window).timeline if row.event in ours]


def test_what_does_not_fit_is_counted(qtbot: QtBot):
    chips = CaptureChips()
    qtbot.addWidget(chips)
    chips.show_chips([Chip("time", "14:27 UTC, 17 Nov"), Chip("source", "PD-48213"), Chip("source", "PD-48214")])
    assert len(_fitting(chips, chips.sizeHint().width())) == 3
    assert [chip.text for chip in _fitting(chips, chips.sizeHint().width() - 40)][-1] == "+1"
    assert [chip.text for chip in _fitting(chips, 60)] == ["14:27 UTC, 17 Nov"]
    assert chips.accessibleName() == "14:27 UTC, 17 Nov, PD-48213, PD-48214"


def _fitting(chips: CaptureChips, width: int) -> list[Chip]:
    chips.resize(width, chips.height())
    return list(chips.fitting())


def test_what_enter_will_do_is_read_again_beside_another_row(window: MainWindow):
    bar = jot(window, "+5m relay down")
    last = bar.chips.words
    press(Key.Key_2, CONTROL)
    work(window).go_to(Place("timeline", pm(window).timeline[0].id, "event"))
    press(Key.Key_J, CONTROL)
    assert bar.chips.words != last
    assert bar.chips.words == "22:45 UTC, 10 Nov"


def test_what_the_template_does_not_print_is_announced(qtbot: QtBot):
    bar = CaptureBar(Document(Postmortem()), lambda: None, clock=clock)
    qtbot.addWidget(bar)
    bar.target_chip.click()
    bar.field.setText("the alert fired")
    assert bar.chips.words == "kept, not printed by this template"
    bar.field.setText("? why did it fire")
    assert bar.chips.words == "Next why, kept, not printed by this template"


def test_where_two_days_fit_enter_asks_and_a_digit_answers(window: MainWindow):
    start = pm(window)
    bar = jot(window, "2026-11-11 12:00 at noon")
    press(Key.Key_Return)
    QTest.keyClicks(bar.field, "00:30 forgotten")
    assert "11 Nov or 12 Nov? Enter asks" in bar.chips.words
    press(Key.Key_Return)
    assert bar.panel.isVisible()
    assert bar.panel.parentWidget() is window
    assert bar.panel.geometry().bottom() < bar.mapTo(window, bar.rect().topLeft()).y() + bar.height()
    assert window.rect().contains(bar.panel.geometry())
    assert len(pm(window).timeline) == len(start.timeline) + 1, "nothing is added before the answer"
    press(Key.Key_Escape)
    assert not bar.panel.isVisible()
    assert bar.field.text() == "00:30 forgotten"
    press(Key.Key_Return)
    press(Key.Key_2)
    added = next(row for row in pm(window).timeline if row.event == "forgotten")
    assert f"{added.when.at:%d %H:%M}" == "12 00:30"
    assert bar.field.text() == ""
    press(Key.Key_Z, CONTROL)
    press(Key.Key_Z, CONTROL)
    assert pm(window) == start


def test_an_hour_that_comes_twice_is_asked_about_and_arrows_answer(window: MainWindow):
    bar = jot(window, "2026-11-01 01:30 ET relay down")
    press(Key.Key_Return, SHIFT)
    assert "came twice on 1 November 2026" in bar.panel.text
    press(Key.Key_Down)
    press(Key.Key_Return)
    added = next(row for row in pm(window).timeline if row.event == "relay down")
    assert f"{added.when.at:%d %H:%M}" == "01 06:30"
    assert work(window).tab == "timeline", "Shift+Enter goes there, as without the question"


def test_alt_down_takes_the_other_reading_of_a_day(window: MainWindow):
    bar = jot(window, "03/04/2026 10:00 relay down")
    press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert bar.field.text() == "2026-03-04 10:00 UTC relay down"
    assert "10:00 UTC, 4 Mar" in bar.chips.words


def test_a_question_goes_when_the_keyboard_does(window: MainWindow):
    bar = jot(window, "2026-11-01 01:30 ET relay down")
    press(Key.Key_Return)
    assert bar.panel.isVisible()
    work(window).page.take_focus()
    QApplication.processEvents()
    assert not bar.panel.isVisible()
    assert bar.field.text() == "2026-11-01 01:30 ET relay down"


def test_on_a_shared_screen_a_long_line_gets_the_room_of_the_mode(window: MainWindow) -> None:
    bar = jot(window, "14:32 paged")
    QApplication.processEvents()
    assert bar.mode_chip.isVisible()
    QTest.keyClicks(bar.field, " Ann, who finds the spool in Rotterdam full")
    QApplication.processEvents()
    assert not bar.mode_chip.isVisible()
    press(Key.Key_Escape)
    assert bar.mode_chip.isVisible()
