"""The folded strip: its moments fit the width that there is, and its row leads to the rows of the timeline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from postmortem_gui.core.postmortem import Postmortem, TimelineEntry, When
from postmortem_gui.core.strip import Strip, strip_of
from postmortem_gui.render.strip_layout import lay_out_strip
from postmortem_gui.ui.strip_folded import (
    facts_in,
    paint_row,
    paint_sentence,
    row_at,
    row_height,
    sentence_height,
)
from postmortem_gui.ui.strip_painting import measure_in
from postmortem_gui.ui.theme import Theme

START = datetime(2026, 11, 17, 14, 10, tzinfo=UTC)
PHASES = {0: "impact_start", 4: "detected", 21: "mitigated", 28: "impact_end", 43: "all_clear"}


@pytest.fixture
def strip() -> Strip:
    rows = tuple(
        TimelineEntry(id=f"t_{minute}", when=When(at=START + timedelta(minutes=minute)), event="x", phases=(phase,))
        for minute, phase in PHASES.items()
    )
    made = strip_of(Postmortem(id="d", timeline=rows))
    assert made is not None
    return made


def test_the_moments_stand_in_order_with_their_clocks(qapp: QApplication, strip: Strip) -> None:
    little, facts = facts_in(Theme(), strip, 1000)
    assert little > 0
    assert [f"{fact.name} {fact.clock}" for fact in facts] == [
        "Impact start 14:10",
        "detected 14:14",
        "mitigated 14:31",
        "impact end 14:38",
        "all-clear 14:53",
    ]
    assert {fact.line for fact in facts} == {0}


@pytest.mark.parametrize("width", [160, 260, 420, 640, 900, 1400])
@pytest.mark.parametrize("scale", [1.0, 1.75])
def test_the_little_bar_goes_before_a_moment_does(qapp: QApplication, strip: Strip, width: int, scale: float) -> None:
    theme = Theme(scale=scale)
    little, facts = facts_in(theme, strip, width)
    assert [fact.x for fact in facts if fact.line == 0] == sorted(fact.x for fact in facts if fact.line == 0)
    assert all(fact.x < width for fact in facts)
    if little:
        assert len(facts) == len(PHASES)
        assert facts[0].x > little
    lines = 1 + max(fact.line for fact in facts)
    assert lines <= 2
    assert sentence_height(theme, strip, width) >= lines * theme.px(16)


def test_a_place_in_the_row_is_the_row_of_the_timeline_nearest_to_it(qapp: QApplication, strip: Strip) -> None:
    theme = Theme(scale=1.5, presenting=True)
    laid = lay_out_strip(strip, 1200, measure_in(theme), 1.5, 0)
    assert row_at(laid, 0) == "t_0"
    assert row_at(laid, 1200) == "t_43"
    assert row_at(laid, laid.x_of(START + timedelta(minutes=20))) == "t_21"


def test_both_forms_are_painted_inside_their_box(qapp: QApplication, strip: Strip) -> None:
    for theme in (Theme(), Theme("dark", 1.75, strong=True), Theme(scale=1.5, presenting=True)):
        picture = QImage(900, 120, QImage.Format.Format_RGB32)
        ground = theme.color("bg")
        picture.fill(ground)
        painter = QPainter(picture)
        if theme.presenting:
            laid = lay_out_strip(strip, 900, measure_in(theme), theme.scale, 0)
            paint_row(painter, theme, laid, START + timedelta(minutes=14))
            tall = row_height(theme)
        else:
            tall = sentence_height(theme, strip, 900)
            paint_sentence(painter, theme, strip, QRectF(0, 0, 900, tall))
        painter.end()
        colours = {picture.pixelColor(x, y).name() for x in range(0, 900, 3) for y in range(tall)}
        assert len(colours) > 6
        assert {picture.pixelColor(x, y).name() for x in range(0, 900, 3) for y in range(tall, 120)} <= {ground.name()}


def test_every_moment_is_painted_to_its_last_digit(qapp: QApplication, strip: Strip) -> None:
    theme = Theme()
    tall = sentence_height(theme, strip, 900)
    picture = QImage(900, tall, QImage.Format.Format_RGB32)
    picture.fill(theme.color("surface"))
    painter = QPainter(picture)
    paint_sentence(painter, theme, strip, QRectF(0, 0, 900, tall))
    painter.end()
    inked = {x for x in range(900) for y in range(tall) if picture.pixelColor(x, y).lightness() < 128}
    _, facts = facts_in(theme, strip, 900)
    for fact, following in pairwise(facts):
        end = max(x for x in inked if x < following.x - 4)
        assert following.x - end < 24, f"{fact.name} {fact.clock} ends at {end}"
