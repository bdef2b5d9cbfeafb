"""How a row of the timeline looks: the rail with its stations, the time, the event, its chips and its sources."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from typing_extensions import override

from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import TimelineEntry
from postmortem_gui.core.values import Row
from postmortem_gui.core.vocabulary import PHASES
from postmortem_gui.ui import icons
from postmortem_gui.ui.gap_line import paint_gap
from postmortem_gui.ui.looks import KIND, PHASE, Look, look
from postmortem_gui.ui.painting import draw_chip
from postmortem_gui.ui.theme import Theme, Weight, current_theme
from postmortem_gui.ui.time_cells import TimeCells

RAIL = 30
_QUESTION_LINE, _ROOM_FOR_CHIP = 24, 480
_CHIP, _CHIP_LINE, _LINK_LINE, _MOST_CHIPS, _MOST_LINKS = 20, 24, 19, 3, 3
_ORDER = {phase: at for at, (phase, _) in enumerate(PHASES)}


@lru_cache(maxsize=512)
def _hue_of(phases: tuple[str, ...]) -> str:
    return look(PHASE, max(phases, key=lambda phase: _ORDER.get(phase, -1))).hue


class TimelineCells(TimeCells):
    """Paints the timeline. The rail is in the first column, left of the time."""

    inset = {"when": RAIL}
    grip = 22
    _hues: dict[str, str] = {}
    _hues_of: tuple[TimelineEntry, ...] = ()

    @override
    def row_height(self, theme: Theme, row: Row) -> float:
        entry, spotlight = _entry(row), self.grid.spotlight
        return max(
            self.wrapped_height(theme, entry.event, "event", spotlight.font(theme, entry), spotlight.most_lines(entry))
            + len(self.grid.rows.questions().get(entry.id, ())) * theme.px(_QUESTION_LINE),
            self.time_height(theme, entry),
            self.wrapped_height(theme, entry.who, "who", theme.font("label")),
            (min(_MOST_CHIPS, len(chips_of(entry))) - 1) * theme.px(_CHIP_LINE) + theme.px(_CHIP),
            min(_MOST_LINKS, len(entry.source)) * theme.px(_LINK_LINE),
        )

    @override
    def editor_font(self, field: str) -> QFont:
        if field == "when":
            return current_theme().font(weight=Weight.DemiBold, tabular=True)
        return current_theme().font("label" if field in ("who", "source") else "body")

    @override
    def paint_cell(self, painter: QPainter, theme: Theme, box: QRectF, row: Row, field: str) -> None:
        entry = _entry(row)
        match field:
            case "when":
                self._paint_rail(painter, theme, box, entry)
                self.paint_time(painter, theme, self.text_box(box, "when"), entry)
            case "event":
                self._paint_event(painter, theme, box, entry)
            case "kind":
                _paint_chips(painter, theme, box, entry)
            case "source":
                self._paint_links(painter, theme, box, entry)
            case "who":
                self.paint_text(painter, theme, box, entry.who, theme.font("label"), "text2")

    def _paint_event(self, painter: QPainter, theme: Theme, box: QRectF, entry: TimelineEntry) -> None:
        """Paint what happened, and below it what somebody still has to say."""
        asked, tall = self.grid.rows.questions().get(entry.id, ()), theme.px(_QUESTION_LINE)
        above = box.adjusted(0, 0, 0, -len(asked) * tall)
        self.paint_text(painter, theme, above, entry.event, self.grid.spotlight.font(theme, entry))
        inner = self.text_box(box)
        for n, question in enumerate(asked):
            line = QRectF(inner.left(), above.bottom() + n * tall - theme.px(3), inner.width(), tall)
            x = line.left() + self._paint_asked(painter, theme, line) + theme.px(8)
            font, small = theme.font("label", Weight.Medium), theme.font("caption")
            whom = f"for {question.for_}" if question.for_ else ""
            room = QFontMetricsF(small).horizontalAdvance(whom) + theme.px(8) if whom else 0
            wide = min(QFontMetricsF(font).horizontalAdvance(question.text) + 2, max(0, line.right() - x - room))
            self.paint_line(painter, QRectF(x, line.top(), wide, tall), question.text, font, theme.color("text"))
            rest = QRectF(x + wide + theme.px(8), line.top(), line.right() - x - wide - theme.px(8), tall)
            self.paint_line(painter, rest, whom, small, theme.color("text3"))

    def _paint_asked(self, painter: QPainter, theme: Theme, line: QRectF) -> float:
        """Paint what says that something is asked, the words where there is room; returns how wide it is."""
        icon, hue = "circle-question-mark", theme.hue("violet")
        if line.width() < theme.px(_ROOM_FOR_CHIP):
            side = theme.px(16)
            mark = QRectF(line.left(), line.center().y() - side / 2, side, side)
            icons.paint_icon(painter, icon, hue.text, mark, 2)
            return side
        wide = draw_chip(painter, theme, line.left(), line.center().y(), "Open question", "violet", icon)
        tall = theme.px(20)
        painter.setPen(QPen(hue.solid, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QRectF(line.left(), line.center().y() - tall / 2, wide, tall).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, tall / 2, tall / 2)
        return wide

    # ── The rail ──

    def hue_of(self, entry: TimelineEntry) -> str:
        """Return the hue of the phase that a row is in: the latest that was reached."""
        timeline = self.grid.document.value.timeline
        if timeline is not self._hues_of:
            self._hues_of, hue = timeline, "grey"
            self._hues = {}
            for row in in_order(timeline):
                if row.phases:
                    hue = _hue_of(row.phases)
                self._hues[row.id] = hue
        return self._hues.get(entry.id, "grey")

    def _paint_rail(self, painter: QPainter, theme: Theme, box: QRectF, entry: TimelineEntry) -> None:
        x, cy = box.left() + theme.px(11), box.center().y()
        solid = theme.hue(self.hue_of(entry)).solid
        left = QRectF(box.left(), box.top(), theme.px(22), box.height() + 1)
        ground = self.ground(theme, self.painted_line)
        painter.fillRect(left, ground)
        painter.fillRect(QRectF(x - theme.px(2), box.top(), theme.px(4), box.height() + 1), solid)
        if entry.phases:
            painter.setPen(QPen(ground, 2))
            painter.setBrush(solid)
            painter.drawEllipse(QPointF(x, cy), theme.px(6), theme.px(6))
        else:
            painter.setPen(QPen(solid, 2))
            painter.setBrush(ground)
            painter.drawEllipse(QPointF(x, cy), theme.px(3.5), theme.px(3.5))

    @override
    def paint_gap(self, painter: QPainter, theme: Theme, box: QRectF, row: Row, words: str) -> None:
        line = self.grid.rows_model.line_of(row.id)
        above = _entry(self.grid.rows_model.row_at(line - 1)) if line > 0 else _entry(row)
        paint_gap(painter, theme, box, words, self.hue_of(above))

    @override
    def paint_band(self, painter: QPainter, theme: Theme, box: QRectF, row: Row, words: str) -> None:
        super().paint_band(painter, theme, box, row, "")
        line = self.grid.rows_model.line_of(row.id)
        if line > 0:
            above = _entry(self.grid.rows_model.row_at(line - 1))
            solid = theme.hue(self.hue_of(above)).solid
            painter.fillRect(QRectF(box.left(), box.top(), theme.px(22), box.height()), theme.color("surface"))
            painter.fillRect(QRectF(theme.px(9), box.top(), theme.px(4), box.height()), solid)
        painter.setFont(theme.font("caption", Weight.DemiBold))
        painter.setPen(theme.color("text3"))
        painter.drawText(self.text_box(box, "when"), Qt.AlignmentFlag.AlignVCenter, words)

    # ── Sources ──

    def _paint_links(self, painter: QPainter, theme: Theme, box: QRectF, entry: TimelineEntry) -> None:
        inner = self.text_box(box)
        if not entry.source:
            words = "+ add link" if self.grid.hovered == self.painted_line else "–"
            self.paint_line(painter, inner, words, theme.font("label"), theme.color("text3"))
            return
        shown = entry.source[:_MOST_LINKS]
        tall = theme.px(_LINK_LINE)
        top = inner.center().y() - len(shown) * tall / 2
        for n, link in enumerate(shown):
            line = QRectF(inner.left(), top + n * tall, inner.width(), tall)
            title = link.title or link.url
            if n == len(shown) - 1 and len(entry.source) > len(shown):
                title += f" +{len(entry.source) - len(shown)}"
            tint = theme.color("accent_text" if link.url else "text2")
            if link.url:
                side = theme.px(14)
                icons.paint_icon(painter, "link-2", tint, QRectF(line.left(), line.center().y() - side / 2, side, side))
                line.adjust(theme.px(20), 0, 0, 0)
            self.paint_line(painter, line, title, theme.font("label", Weight.Medium), tint)


def _entry(row: Row) -> TimelineEntry:
    assert isinstance(row, TimelineEntry)  # noqa: S101 (the model shows nothing else)
    return row


def chips_of(entry: TimelineEntry) -> list[Look]:
    """Return the chips of a row: its phases in their order, or else its kind."""
    looks = [look(PHASE, phase) for phase in sorted(entry.phases, key=lambda phase: _ORDER.get(phase, 99))]
    return looks or [look(KIND, entry.kind)]


def _paint_chips(painter: QPainter, theme: Theme, box: QRectF, entry: TimelineEntry) -> None:
    looks, x, cy = chips_of(entry), box.left() + theme.px(4), box.center().y()
    if not entry.phases and entry.kind == "step":
        side = theme.px(12)
        tint = theme.color("text3")
        mark = QRectF(x + theme.px(8), cy - side / 2, side, side)
        icons.paint_icon(painter, looks[0].icon, tint, mark, 2.25)
        painter.setFont(theme.font("label"))
        painter.setPen(tint)
        painter.drawText(box.adjusted(theme.px(28), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, looks[0].label)
        return
    shown, tall = looks[:_MOST_CHIPS], theme.px(_CHIP_LINE)
    for n, chip in enumerate(shown):
        middle = cy + (n - (len(shown) - 1) / 2) * tall
        is_last = n == len(shown) - 1
        label = chip.label + (f" +{len(looks) - len(shown)}" if is_last and len(looks) > len(shown) else "")
        room = box.width() - theme.px(8)
        width = draw_chip(painter, theme, x, middle, label, chip.hue, chip.icon, most=room)
        if is_last and entry.phases and entry.kind != "step" and width < room - theme.px(20):
            # The phase matters more: the kind of its row is an icon beside it, and a word in the tooltip.
            kind, side = look(KIND, entry.kind), theme.px(14)
            mark = QRectF(x + width + theme.px(7), middle - side / 2, side, side)
            icons.paint_icon(painter, kind.icon, theme.hue(kind.hue).text, mark, 2)
