"""How the paste strip looks: its columns, the heads above them, and how a candidate, a day and a gap are painted."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from postmortem_gui.core.strip import Gap
from postmortem_gui.core.zones import zone_word
from postmortem_gui.editing.pasting import Fate, Pasting
from postmortem_gui.ui import icons
from postmortem_gui.ui.inline_text import read_inline
from postmortem_gui.ui.painting import chip_width, draw_chip, draw_focus_ring
from postmortem_gui.ui.paste_strip_lines import LINE, PasteLine, PasteLines
from postmortem_gui.ui.paste_strip_words import days_later, found, shown_time
from postmortem_gui.ui.theme import Theme, Weight, current_theme

Index = QModelIndex | QPersistentModelIndex
ROW, HEADS = 27, 24
"""Heights of a line and of the heads, in pixels at scale 1.0."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_BOX, _GAP = 16, 8
_STAMP_FROM, _SOURCE_FROM, _WHO_FROM = 720, 640, 480
"""From which widths of the strip, at scale 1.0, what can be missed most easily is shown."""
ADD_ROW, ASK = "Add row", "Ask someone"


class Columns(NamedTuple):
    """Where the columns begin, in pixels, and where the last one ends; one that is not shown begins at -1."""

    box: float
    time: float
    stamp: float
    who: float
    event: float
    source: float
    found: float
    end: float


def columns(theme: Theme, width: float) -> Columns:
    """Return where the columns are in a strip of a width. The event takes what the others leave."""
    wide = width / theme.scale
    time, stamp, who = theme.px(44), theme.px(130), theme.px(204 if wide >= _STAMP_FROM else 130)
    event = who + theme.px(98) if wide >= _WHO_FROM else who
    end = width - theme.px(14)
    found = end - theme.px(196 if wide >= _STAMP_FROM else 160)
    source = found - theme.px(108)
    has_source = wide >= _SOURCE_FROM
    return Columns(
        theme.px(14),
        time,
        stamp if wide >= _STAMP_FROM else -1,
        who if wide >= _WHO_FROM else -1,
        event,
        source if has_source else -1,
        found,
        end,
    )


class PasteHeads(QWidget):
    """The heads of the columns."""

    def __init__(self, view: QListView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view, self._zone = view, ""
        self.fit()

    def show_zone(self, zone: str) -> None:
        """Say in which zone the times are."""
        self._zone = zone_word(zone)
        self.update()

    def fit(self) -> None:
        """Take the height of the theme."""
        self.setFixedHeight(current_theme().px(HEADS))

    def _room(self) -> int:
        """Return how wide the lines are; a scroll bar stands beside them."""
        return self._view.viewport().width()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        at = columns(theme, self._room())
        painter.setFont(theme.font("caption", Weight.DemiBold))
        painter.setPen(theme.color("text3"))
        heads = (
            (at.time, f"Time, {self._zone}"),
            (at.stamp, "as pasted"),
            (at.who, "Who"),
            (at.event, "Event"),
            (at.source, "Source"),
            (at.found, "Found"),
        )
        shown = [(x, words) for x, words in heads if x >= 0]
        for n, (x, words) in enumerate(shown):
            room = (shown[n + 1][0] if n + 1 < len(shown) else at.end) - x - theme.px(4)
            cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(x, 0, room + 2, self.height()), _LEFT, cut)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color("border"))


class PasteCells(QStyledItemDelegate):
    """Paints the lines of the strip."""

    def __init__(self, view: QListView, lines: PasteLines) -> None:
        super().__init__(view)
        self._view, self._lines = view, lines

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, current_theme().px(ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, line, pasting = current_theme(), index.data(LINE), self._lines.pasting
        if pasting is None:
            return
        whole, is_current = QRectF(option.rect), index == self._view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.day is not None:
            _paint_day(painter, theme, whole, self._lines.words(line))
        elif line.gap is not None:
            _paint_gap(painter, theme, whole, pasting, line.gap, is_current=is_current)
        else:
            _paint_candidate(painter, theme, whole, pasting, line.at, is_current=is_current)
        if is_current:
            ring = whole.adjusted(theme.px(6), 0.5, -theme.px(6), -1.5)
            if self._view.hasFocus():
                draw_focus_ring(painter, theme, ring, 5)
            else:
                painter.setPen(QPen(theme.color("border_strong"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(ring.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.restore()


# ── Day lines and gaps ──


def _paint_day(painter: QPainter, theme: Theme, box: QRectF, words: str) -> None:
    at = columns(theme, box.width())
    painter.fillRect(box.adjusted(0, 0, 0, -1), theme.color("bg"))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("border"))
    side, cy = theme.px(13), box.center().y()
    icons.paint_icon(painter, "calendar", theme.color("text2"), QRectF(at.box + 1, cy - side / 2, side, side), 2)
    painter.setFont(theme.font("label", Weight.Bold))
    painter.setPen(theme.color("text"))
    painter.drawText(QRectF(at.time, box.top(), at.end - at.time, box.height()), _LEFT, words)


def _gap_parts(theme: Theme, width: float, words: str) -> tuple[float, float, float, float]:
    """Return where the chip of a gap ends and where its two offers begin, and where the last ends."""
    at, bold = columns(theme, width), QFontMetricsF(theme.font("label", Weight.DemiBold))
    offers = bold.horizontalAdvance("✓ " + ADD_ROW), bold.horizontalAdvance("✓ " + ASK)
    left = at.time - theme.px(6)
    chip = QFontMetricsF(theme.font("label", Weight.Medium, tabular=True)).horizontalAdvance(words) + theme.px(36)
    chip = min(chip, width - left - sum(offers) - theme.px(44))
    first = left + chip + theme.px(10)
    second = first + offers[0] + theme.px(14)
    return left + chip, first, second, second + offers[1]


def _paint_gap(painter: QPainter, theme: Theme, box: QRectF, pasting: Pasting, gap: Gap, *, is_current: bool) -> None:
    words, cy = gap.question, box.center().y()
    if is_current:
        painter.fillRect(box.adjusted(0, 0, 0, -1), theme.color("selected"))
    chip_end, first, second, end = _gap_parts(theme, box.width(), words)
    left = columns(theme, box.width()).time - theme.px(6)
    pen = QPen(theme.color("border2"), 1.5, Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.drawLine(QPointF(end + theme.px(8), cy), QPointF(box.right() - theme.px(14), cy))
    chip = QRectF(left, cy - theme.px(11), chip_end - left, theme.px(22))
    painter.setPen(QPen(theme.color("amber"), 1))
    painter.setBrush(theme.color("amber_bg"))
    painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    side, ink = theme.px(14), theme.color("amber_fg")
    mark = QRectF(chip.left() + theme.px(8), cy - side / 2, side, side)
    icons.paint_icon(painter, "circle-question-mark", ink, mark, 2)
    _paint_words(
        painter,
        chip.adjusted(theme.px(27), 0, -theme.px(6), 0),
        words,
        theme.font("label", Weight.Medium, tabular=True),
        ink,
    )
    bold = theme.font("label", Weight.DemiBold)
    for x, offer, rows in ((first, ADD_ROW, pasting.opened), (second, ASK, pasting.asked)):
        done = gap.from_row in rows
        ink = theme.color("green_fg" if done else "accent_text")
        _paint_words(
            painter, QRectF(x, box.top(), box.right() - x, box.height()), f"✓ {offer}" if done else offer, bold, ink
        )


# ── A candidate ──


def _paint_candidate(
    painter: QPainter, theme: Theme, box: QRectF, pasting: Pasting, n: int, *, is_current: bool
) -> None:
    at, one, fate = columns(theme, box.width()), pasting.candidates[n], pasting.fates[n]
    if is_current:
        painter.fillRect(box.adjusted(0, 0, 0, -1), theme.color("selected"))
    elif fate != "in":
        painter.fillRect(box.adjusted(0, 0, 0, -1), theme.color("rowalt"))
    hair = box.adjusted(theme.px(14), box.height() - 1, -theme.px(14), 0)
    painter.fillRect(hair, theme.color("border"))
    _paint_box(painter, theme, QPointF(at.box, box.center().y()), fate)
    ink = theme.color("text" if fate == "in" else "text2")
    time = theme.font(weight=Weight.DemiBold, tabular=True)
    shown = shown_time(pasting, n)
    _paint_words(painter, _cell(box, at.time, at.time + theme.px(82)), shown, time, ink)
    later = days_later(pasting, n)
    if later:
        x = at.time + QFontMetricsF(time).horizontalAdvance(shown) + theme.px(4)
        draw_chip(painter, theme, x, box.center().y(), f"{later:+d} d", "blue", height=17)
    quiet, label = theme.color("text3"), theme.font("label", tabular=True)
    if at.stamp >= 0:
        cell = _cell(box, at.stamp, at.who if at.who >= 0 else at.event)
        _paint_words(painter, cell, one.stamp or "—", label, quiet, Qt.TextElideMode.ElideLeft)  # the clock is its end
    if at.who >= 0:
        who = theme.font("label", Weight.Medium)
        _paint_words(painter, _cell(box, at.who, at.event), one.who or "—", who, theme.color("text2"))
    chips = found(pasting, n)
    has_source = bool(one.source) and at.source >= 0
    right = at.source if has_source else at.found if chips else at.end
    event = theme.font()
    event.setItalic(bool(one.odd) and fate == "out")
    _paint_words(painter, _cell(box, at.event, right), read_inline(one.event).text.replace("\n", " "), event, ink)
    if has_source:
        _paint_source(painter, theme, _cell(box, at.source, at.found), pasting, n)
    x = at.found
    for chip in chips:
        offer = chip.offer
        room = at.end - x - (_offer_width(theme, offer) if offer else 0)
        if room < theme.px(40):
            break
        cy = box.center().y()
        x += draw_chip(painter, theme, x, cy, chip.words, chip.hue, chip.icon, dashed=chip.dashed, most=room)
        if offer:
            done = fate == chip.fate
            bold = theme.font("label", Weight.Medium if done else Weight.DemiBold)
            colour = theme.color("text3" if done else "accent_text")
            words = QRectF(x + theme.px(_GAP), box.top(), at.end - x, box.height())
            _paint_words(painter, words, offer, bold, colour)
            x += _offer_width(theme, offer)
        x += theme.px(6)


def _offer_width(theme: Theme, offer: str) -> float:
    return QFontMetricsF(theme.font("label", Weight.DemiBold)).horizontalAdvance(offer) + theme.px(_GAP)


def _paint_box(painter: QPainter, theme: Theme, left: QPointF, fate: Fate) -> None:
    side = theme.px(_BOX)
    box = QRectF(left.x(), left.y() - side / 2, side, side)
    if fate == "in":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(box, 4, 4)
        icons.paint_icon(painter, "check", theme.color("on_accent"), box.adjusted(2, 2, -2, -2), 3)
        return
    painter.setPen(QPen(theme.color("border_strong"), 1.3))
    painter.setBrush(theme.color("surface"))
    painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
    ink, half = theme.color("violet_fg" if fate == "merge" else "amber_fg"), theme.px(4)
    if fate == "merge":
        for dy in (-theme.px(3), theme.px(1.5)):
            painter.fillRect(QRectF(box.center().x() - half, box.center().y() + dy, 2 * half, 1.8), ink)
    elif fate == "claim":
        icons.paint_icon(painter, "clock", ink, box.adjusted(2.5, 2.5, -2.5, -2.5), 2.5)


def _paint_source(painter: QPainter, theme: Theme, box: QRectF, pasting: Pasting, n: int) -> None:
    links = pasting.candidates[n].source
    side, ink = theme.px(13), theme.color("accent_text")
    icons.paint_icon(painter, "link-2", ink, QRectF(box.left(), box.center().y() - side / 2, side, side))
    more = f" +{len(links) - 1}" if len(links) > 1 else ""
    words = (links[0].title or links[0].url) + more
    _paint_words(painter, box.adjusted(theme.px(18), 0, 0, 0), words, theme.font("label", Weight.Medium), ink)


def _cell(box: QRectF, left: float, right: float) -> QRectF:
    return QRectF(box.left() + left, box.top(), max(0.0, right - left - current_theme().px(8)), box.height() - 1)


def _paint_words(
    painter: QPainter,
    box: QRectF,
    words: str,
    font: QFont,
    ink: QColor,
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    shown = QFontMetricsF(font).elidedText(words, cut, box.width() + 1)
    painter.drawText(box.adjusted(0, 0, 4, 0), _LEFT, shown)


# ── What the mouse is over ──


def spot_at(theme: Theme, box: QRectF, pasting: Pasting, line: PasteLine, x: float) -> str:
    """Return what is at a place of a line: `box`, `time`, a fate that is offered, ADD_ROW, ASK, or an empty text."""
    at = columns(theme, box.width())
    if line.gap is not None:
        _, first, second, end = _gap_parts(theme, box.width(), line.gap.question)
        return ADD_ROW if first <= x < second - 4 else ASK if second <= x <= end else ""
    if not line.is_candidate:
        return ""
    if x < at.time - 2:
        return "box"
    chip = next((chip for chip in found(pasting, line.at) if chip.offer), None)
    if chip is not None:
        offer = _offer_width(theme, chip.offer)
        start = at.found + min(chip_width(theme, chip.words, chip.icon), at.end - at.found - offer)
        if start <= x <= start + offer + 4:
            return chip.fate
    return ""
