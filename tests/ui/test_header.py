"""The head of the window says how long it took, from which rows, and never a number that cannot be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, Seconds
from postmortem_gui.ui.header import HeaderBar
from tests.core.test_metrics import USUAL, incident


@pytest.fixture
def header(qtbot: QtBot) -> HeaderBar:
    bar = HeaderBar()
    bar.resize(1440, 56)
    qtbot.addWidget(bar)
    bar.show()
    return bar


def told(pm: Postmortem) -> Postmortem:
    return pm.but(timeline=tuple(row.but(event=f"Event of {row.id}") for row in pm.timeline))


def lengths(header: HeaderBar) -> dict[str, QWidget]:
    """Return what is shown at the right end, by its accessible name."""
    shown = (child for child in header.findChildren(QWidget) if not child.isHidden())
    return {child.accessibleName(): child for child in shown if ": " in child.accessibleName()}


def test_every_length_names_the_rows_that_it_comes_from(header: HeaderBar) -> None:
    header.show_postmortem(told(USUAL))
    shown = lengths(header)
    assert [*shown] == ["Impact: 39 min", "to detect: 4 min", "to mitigate: 22 min", "to resolve: 39 min"]
    between = "from 23:48 “Event of r0” to 23:52 “Event of r1”"
    assert shown["to detect: 4 min"].accessibleDescription() == f"Time to detect: {between}."
    assert between in shown["to detect: 4 min"].toolTip()


def test_a_click_goes_to_the_first_of_its_rows_and_the_next_click_to_the_other(header: HeaderBar, qtbot: QtBot) -> None:
    header.show_postmortem(told(USUAL))
    wanted: list[Place] = []
    header.place_wanted.connect(wanted.append)
    length = lengths(header)["to mitigate: 22 min"]
    for _ in range(3):
        QTest.mouseClick(length, Qt.MouseButton.LeftButton)
    assert [place.row for place in wanted] == ["r0", "r2", "r0"]


def test_what_was_typed_over_is_marked_and_shows_the_difference(header: HeaderBar) -> None:
    header.show_postmortem(told(USUAL).but(facts={"impact_duration": Seconds(seconds=2220)}))
    shown = lengths(header)
    assert "Impact: 37 min, typed; rows say 39 min" in shown
    note = shown["Impact: 37 min, typed; rows say 39 min"].accessibleDescription()
    assert note.endswith("The rows say 39 min, from 23:48 “Event of r0” to 00:27 “Event of r3”.")


def test_a_guess_is_shown_as_a_range(header: HeaderBar) -> None:
    header.show_postmortem(incident("0 impact_start", "~21-26 mitigated", "~40 impact_end"))
    assert [*lengths(header)] == ["Impact: 35 to 45 min", "to mitigate: 21 to 26 min"]


def test_an_end_before_its_start_is_said_and_is_no_number(header: HeaderBar) -> None:
    header.show_postmortem(told(incident("0 impact_end", "10 impact_start", "14 detected", "5 mitigated")))
    shown = lengths(header)
    assert [*shown] == ["Impact: before it starts", "to detect: 4 min", "to mitigate: before the start"]
    assert "check these two" in shown["to mitigate: before the start"].toolTip()


def test_impact_that_came_back_says_that_it_is_a_sum(header: HeaderBar) -> None:
    header.show_postmortem(incident("0 impact_start", "12 impact_end", "30 impact_start", "40 impact_end"))
    assert "the sum of 2 spans" in lengths(header)["Impact: 22 min"].accessibleDescription()


def test_another_zone_changes_the_clocks_that_are_said(header: HeaderBar) -> None:
    header.show_postmortem(told(USUAL))
    header.show_postmortem(told(USUAL).but(zone="Asia/Tokyo"))
    assert "from 08:48" in lengths(header)["Impact: 39 min"].accessibleDescription()
