"""The phase strip shows the incident to scale, leads to every row, and says in a sentence what it shows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, Seconds, TimelineEntry
from postmortem_gui.core.strip import Gap
from postmortem_gui.core.vocabulary import KINDS, PHASES
from postmortem_gui.editing.document import Document
from postmortem_gui.render import strip_layout
from postmortem_gui.render.strip_layout import StripLayout, tick_hue
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.looks import KIND, PHASE, look
from postmortem_gui.ui.phase_strip import PhaseStrip
from postmortem_gui.ui.theme import Theme, apply_theme, current_theme
from postmortem_gui.ui.timeline_page import TimelinePage
from tests.core.test_metrics import USUAL, incident
from tests.ui.desk import Desk, Key
from tests.ui.pages import example, undo_all

ROWS = ("0", "30 impact_start", "34 detected", "38", "52 mitigated", "59 impact_end", "70 all_clear")
QUIET = incident(*ROWS)


def told(pm: Postmortem) -> Postmortem:
    return pm.but(timeline=tuple(row.but(event=f"Event of {row.id}") for row in pm.timeline))


def open_page(qtbot: QtBot, pm: Postmortem, width: int = 1200, height: int = 900) -> tuple[Desk, PhaseStrip, Document]:
    document = Document(pm)
    page = TimelinePage(document)
    desk = Desk(qtbot, page, width, height)
    return desk, page.strip, document


def laid(strip: PhaseStrip) -> StripLayout:
    found = strip.laid(current_theme())
    assert found is not None
    return found


def click(strip: PhaseStrip, x: float, y: float) -> None:
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))


def current(desk: Desk) -> str:
    page = desk.page
    assert isinstance(page, TimelinePage)
    row = page.grid.current_row()
    return row.id if row else ""


def test_it_says_in_a_sentence_what_it_shows(qtbot: QtBot) -> None:
    _, strip, _ = open_page(qtbot, told(USUAL))
    assert strip.isVisible()
    assert strip.accessibleName().startswith("Phases: Impact from 23:48 to 00:27 UTC, 39 minutes; detected after 4")


@pytest.mark.parametrize("said", [(), ("0", "5")])
def test_without_phases_there_is_no_strip(qtbot: QtBot, said: tuple[str, ...]) -> None:
    _, strip, _ = open_page(qtbot, incident(*said))
    assert strip.isHidden()


def test_it_comes_with_the_first_phase_and_goes_with_the_last(qtbot: QtBot) -> None:
    _, strip, document = open_page(qtbot, incident("0", "5"))
    document.apply(Set(Place("timeline", "r0", "phases"), ("impact_start",)))
    assert strip.isVisible()
    undo_all(document)
    assert strip.isHidden()


def test_the_arrow_keys_walk_the_rows_and_enter_goes_to_one(qtbot: QtBot) -> None:
    desk, strip, _ = open_page(qtbot, told(QUIET))
    strip.setFocus()
    desk.press(Key.Key_Home)
    assert strip.accessibleDescription().startswith("23:48 · Event of r0. Lead-up: 30 minutes, from 23:48")
    desk.press(Key.Key_Right)
    assert strip.accessibleDescription() == (
        "00:18 · Impact start · Event of r1. Undetected: 4 minutes, from 00:18 “Event of r1” to 00:22 “Event of r2”"
    )
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Left)
    desk.press(Key.Key_Return)
    assert current(desk) == "r1"
    assert not strip.hasFocus()


def test_the_keyboard_stops_at_a_gap_and_enter_asks_about_it(qtbot: QtBot) -> None:
    desk, strip, _ = open_page(qtbot, told(QUIET))
    strip.select("r3")
    strip.setFocus()
    desk.press(Key.Key_Right)
    assert isinstance(strip.stop, Gap)
    assert "looking at? 14 min, between 00:26" in strip.accessibleDescription()
    desk.press(Key.Key_Return)
    assert current(desk) == "r3"
    page = desk.page
    assert isinstance(page, TimelinePage)
    assert "00:26–00:40: nothing recorded" in page.note.text


def test_keys_stop_at_the_ends(qtbot: QtBot) -> None:
    desk, strip, _ = open_page(qtbot, told(QUIET))
    strip.setFocus()
    desk.press(Key.Key_End)
    for _ in range(3):
        desk.press(Key.Key_Right)
    assert strip.accessibleDescription().startswith("00:58 · All-clear · Event of r6")
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Left)
    assert strip.accessibleDescription().startswith("23:48 · Event of r0")


def test_up_and_down_go_from_flag_to_flag_and_say_where_their_lengths_come_from(qtbot: QtBot) -> None:
    desk, strip, _ = open_page(qtbot, told(QUIET))
    strip.setFocus()
    desk.press(Key.Key_Home)
    said = []
    for _ in range(6):
        desk.press(Key.Key_Down)
        said.append(strip.accessibleDescription().split(" · ")[1])
    assert said == ["Impact start", "Detected", "Mitigated", "Impact end", "All-clear", "All-clear"]
    desk.press(Key.Key_Up)
    assert "Impact: 29 minutes, from 00:18 “Event of r1” to 00:47 “Event of r5”" in strip.accessibleDescription()


def test_a_length_that_somebody_typed_is_marked_beside_what_the_rows_say(qtbot: QtBot) -> None:
    desk, strip, document = open_page(qtbot, told(QUIET))
    document.apply(Set(Place("facts", "impact_duration"), Seconds(seconds=1680)))
    assert "somebody typed 28 minutes of impact over what the rows say" in strip.accessibleName()
    strip.select("r5")
    assert "Impact: 28 min, typed; rows say 29 min, from 00:18" in strip.accessibleDescription()
    undo_all(document)
    assert "typed" not in strip.accessibleName()
    assert desk.page is not None


def test_tab_goes_from_the_strip_into_the_page(qtbot: QtBot) -> None:
    desk, strip, _ = open_page(qtbot, told(QUIET))
    page = desk.page
    assert isinstance(page, TimelinePage)
    strip.setFocus()
    desk.press(Key.Key_Tab)
    assert desk.focused is not strip
    assert page.isAncestorOf(desk.focused)
    desk.press(Key.Key_Backtab)
    assert desk.focused is strip


def test_a_click_on_a_tick_a_flag_or_a_segment_goes_to_its_row(qtbot: QtBot) -> None:
    desk, strip, _ = open_page(qtbot, told(QUIET))
    shown = laid(strip)
    tick = next(tick for tick in shown.ticks if tick.row.id == "r3")
    click(strip, tick.x, strip_layout.TICKS)
    assert current(desk) == "r3"
    flag = next(place for place in shown.flags if place.flag.phase == "all_clear")
    click(strip, (flag.left + flag.right) / 2, strip_layout.TEXT)
    assert current(desk) == "r6"
    bar = next(bar for bar in shown.bars if bar.segment.stage == "recovering")
    click(strip, bar.left + 2, strip_layout.BAR + 8)
    assert current(desk) == "r4"
    click(strip, bar.right - 8, strip_layout.BAR + 8)
    assert current(desk) == "r5"


def test_a_click_on_a_gap_asks_what_happened(qtbot: QtBot) -> None:
    desk, strip, _ = open_page(qtbot, told(QUIET))
    (mark,) = laid(strip).gaps
    click(strip, (mark.chip_left + mark.chip_right) / 2, strip_layout.TICKS)
    assert current(desk) == "r3"


def test_the_row_of_the_table_is_ringed(qtbot: QtBot) -> None:
    desk, strip, _ = open_page(qtbot, told(QUIET))
    page = desk.page
    assert isinstance(page, TimelinePage)
    page.grid.show_cell("r4", "event")
    assert isinstance(strip.stop, TimelineEntry)
    assert strip.stop.id == "r4"


def test_a_tooltip_names_the_two_rows_that_a_length_comes_from(qtbot: QtBot) -> None:
    _, strip, _ = open_page(qtbot, told(QUIET))
    bar = next(bar for bar in laid(strip).bars if bar.segment.stage == "responding")
    at = QPointF((bar.left + bar.right) / 2, strip_layout.BAR + 8).toPoint()
    QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, at, strip.mapToGlobal(at)))
    assert "Responding: 18 minutes, from 00:22 “Event of r2” to 00:40 “Event of r4”" in QToolTip.text()
    QToolTip.hideText()
    for widget in QApplication.topLevelWidgets():
        if widget.inherits("QTipLabel"):
            widget.close()


def test_a_low_window_has_no_axis_and_a_narrow_one_only_the_sentence(qtbot: QtBot) -> None:
    desk, strip, _ = open_page(qtbot, told(QUIET))
    assert strip.height() == strip_layout.TALL
    desk.window.resize(1200, 720)
    QApplication.processEvents()
    assert strip.height() == strip_layout.TALL_WITHOUT_AXIS
    desk.window.resize(990, 720)
    QApplication.processEvents()
    assert strip.is_sentence
    assert strip.height() < 60
    strip.setFocus()
    assert strip.shown_words.startswith("Impact from")
    desk.press(Key.Key_End)
    assert strip.shown_words == "00:58 · All-clear · Event of r6"
    desk.press(Key.Key_Return)
    assert current(desk) == "r6"


def test_typing_an_event_leaves_the_strip_as_it_is(qtbot: QtBot) -> None:
    _, strip, document = open_page(qtbot, told(QUIET))
    before = strip.strip
    document.apply(Set(Place("timeline", "r3", "event"), "Other words"))
    assert strip.strip is before
    strip.select("r3")
    assert strip.accessibleDescription().endswith("Other words")


@pytest.mark.parametrize("width", [1000, 1100, 1440, 1900])
@pytest.mark.parametrize(
    "pm",
    [
        USUAL,
        QUIET,
        incident("0 impact_start", "1 detected", "2 mitigated", "3 impact_end", "400 all_clear"),
        incident("0 impact_start detected mitigated impact_end all_clear"),
        incident("0 impact_end", "10 impact_start", "12 detected", "9000 mitigated"),
    ],
)
def test_no_words_lie_on_one_another(qtbot: QtBot, pm: Postmortem, width: int) -> None:
    _, strip, _ = open_page(qtbot, told(pm), width)
    shown = laid(strip)
    named = [place for place in shown.flags if place.line is not None]
    for a in named:
        assert 0 <= a.left <= a.right <= shown.width
        for b in named:
            same_line = a.clock or b.clock or a.line == b.line
            assert a is b or not same_line or a.right <= b.left or b.right <= a.left
    words = sorted(word.x for word in shown.axis)
    assert all(b - a > 20 for a, b in pairwise(words))
    assert not strip.grab().isNull()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_it_is_painted_in_the_theme_that_is_on(qtbot: QtBot, qapp: QApplication, theme: str, scale: float) -> None:
    apply_theme(qapp, Theme(theme, scale))
    try:
        _, strip, _ = open_page(qtbot, told(example()), 1700, 1300)
        bar = next(bar for bar in laid(strip).bars if bar.segment.stage == "responding")
        picture = strip.grab().toImage()
        y = round((strip_layout.BAR + strip_layout.BAR_TALL - 2) * scale)
        shown = picture.pixelColor(round((bar.left + bar.right) / 2), y)
        assert shown == QColor(current_theme().hue("orange").solid)
    finally:
        apply_theme(qapp, Theme())


def test_a_tick_has_the_hue_of_its_chip() -> None:
    for phase, _ in PHASES:
        assert tick_hue(TimelineEntry(id="r", phases=(phase,))) == look(PHASE, phase).hue
    for kind, _ in KINDS:
        assert tick_hue(TimelineEntry(id="r", kind=kind)) == look(KIND, kind).hue


def test_the_keyboard_begins_in_the_table_and_not_in_the_strip(qtbot: QtBot) -> None:
    desk, strip, _ = open_page(qtbot, told(QUIET))
    strip.setFocus()  # as Qt does when the page before it goes away
    desk.page.take_focus()
    assert not strip.hasFocus()
    assert desk.focused.objectName() == "timelineTable"


def test_a_chevron_unfolds_the_sentence_and_folds_it_again(qtbot: QtBot) -> None:
    desk, strip, _ = open_page(qtbot, told(QUIET), 700)
    (chevron,) = strip.findChildren(ToolButton)
    low = strip.height()
    chevron.setFocus()
    desk.press(Key.Key_Return)
    assert not strip.is_sentence
    assert strip.height() > low
    assert chevron.accessibleName() == "Show the phases as a sentence"
    assert max(tick.x for tick in laid(strip).ticks) < chevron.x(), "nothing is painted below it"
    assert chevron.geometry().right() < strip.width()
    desk.press(Key.Key_Return)
    assert (strip.is_sentence, strip.height()) == (True, low)
    desk.window.resize(1300, 800)
    assert not chevron.isVisible(), "a wide window has nothing to unfold"
