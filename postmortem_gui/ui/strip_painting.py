"""How a laid-out phase strip is painted in the window, in the theme that is on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from postmortem_gui.core.strip import Gap
from postmortem_gui.render import strip_layout
from postmortem_gui.render.flag_places import FlagPlace
from postmortem_gui.render.strip_layout import Bar, StripLayout, flag_hue, second_line
from postmortem_gui.ui.painting import draw_hatching
from postmortem_gui.ui.theme import Theme, Weight
from postmortem_gui.ui.tokens import FOCUS_RING

_MIDDLE = Qt.AlignmentFlag.AlignCenter


def measure_in(theme: Theme) -> strip_layout.Measure:
    """Return how wide texts of the strip are in the fonts of a theme."""
    strong = QFontMetricsF(theme.font("label", Weight.DemiBold, tabular=True))
    plain = QFontMetricsF(theme.font("caption", Weight.Medium, tabular=True))
    return lambda text, is_strong: (strong if is_strong else plain).horizontalAdvance(text)


def paint_strip(
    painter: QPainter,
    theme: Theme,
    laid: StripLayout,
    *,
    with_axis: bool,
    ringed: float | None = None,
    ringed_gap: Gap | None = None,
) -> None:
    """Paint a strip; `ringed` is where the selected tick is, `ringed_gap` the gap that the keyboard is on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_days(painter, theme, laid)
    paint_bars(painter, theme, laid, theme.px(strip_layout.BAR), theme.px(strip_layout.BAR_TALL))
    for place in laid.flags:
        _paint_flag(painter, theme, place)
    _paint_gaps(painter, theme, laid, ringed_gap)
    _paint_ticks(painter, theme, laid, ringed)
    if with_axis:
        _paint_axis(painter, theme, laid)


def _paint_days(painter: QPainter, theme: Theme, laid: StripLayout) -> None:
    pen = QPen(theme.color("border_strong"), 1)
    pen.setDashPattern([2, 3])
    painter.setPen(pen)
    for x in laid.days:
        top, foot = theme.px(strip_layout.BAR - 4), theme.px(strip_layout.AXIS - 8)
        painter.drawLine(QPointF(round(x) + 0.5, top), QPointF(round(x) + 0.5, foot))


def paint_bars(painter: QPainter, theme: Theme, laid: StripLayout, top: float, tall: float) -> None:
    """Paint the segments of a strip, so high and so far from the top, with a break where the scale is not true."""
    line = theme.px(4)
    whole = QRectF(laid.left, top, laid.right - laid.left, tall)
    edge = QPainterPath()
    edge.addRoundedRect(whole, 6, 6)
    painter.save()
    painter.setClipPath(edge, Qt.ClipOperation.IntersectClip)
    painter.fillRect(whole, theme.hue("grey").fill)
    painter.fillRect(QRectF(laid.left, top + tall - line, whole.width(), line), theme.color("border2"))
    for bar in laid.bars:
        _paint_bar(painter, theme, bar, QRectF(bar.left, top, bar.right - bar.left, tall), line)
    for x in laid.breaks:
        _paint_break(painter, theme, x, top, tall)
    painter.restore()


def _paint_bar(painter: QPainter, theme: Theme, bar: Bar, box: QRectF, line: float) -> None:
    hue = theme.hue(strip_layout.STAGE_HUES[bar.segment.stage])
    if bar.segment.stage != "lead_up":
        painter.fillRect(box, hue.fill)
        if bar.segment.stage == "undetected":
            draw_hatching(painter, theme, box)
        painter.fillRect(QRectF(box.left(), box.bottom() - line, box.width(), line), hue.solid)
    if bar.label:
        painter.setFont(theme.font("label", Weight.DemiBold, tabular=True))
        words = box.adjusted(0, 0, 0, -line)
        if bar.segment.stage == "undetected":  # letters on hatching need a ground of their own
            wide = QFontMetricsF(painter.font()).horizontalAdvance(bar.label) + theme.px(8)
            ground = QRectF(
                words.center().x() - wide / 2, words.top() + theme.px(2), wide, words.height() - theme.px(4)
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hue.fill)
            painter.drawRoundedRect(ground, 4, 4)
        painter.setPen(hue.text)
        painter.drawText(words, _MIDDLE, bar.label)


def _paint_break(painter: QPainter, theme: Theme, x: float, top: float, tall: float) -> None:
    """Paint two slanted lines on a gap in the bar: here the scale is not true."""
    slant, half = theme.px(5), theme.px(3)
    gap = QPainterPath(QPointF(x - half - slant / 2, top + tall))
    for point in (
        QPointF(x - half + slant / 2, top),
        QPointF(x + half + slant / 2, top),
        QPointF(x + half - slant / 2, top + tall),
    ):
        gap.lineTo(point)
    gap.closeSubpath()
    painter.fillPath(gap, theme.color("surface"))
    painter.setPen(QPen(theme.color("border_strong"), 1.4))
    for at in (x - half, x + half):
        painter.drawLine(QPointF(at - slant / 2, top + tall), QPointF(at + slant / 2, top))


def _paint_flag(painter: QPainter, theme: Theme, place: FlagPlace) -> None:
    hue = theme.hue(flag_hue(place.flag))
    foot = theme.px(strip_layout.BAR + strip_layout.BAR_TALL)
    head = theme.px({0: strip_layout.DOT, 1: strip_layout.CLOCK, None: strip_layout.BAR - 6}[place.line])
    pen = QPen(hue.solid, 2)
    if place.flag.invalid:
        pen.setDashPattern([1.5, 1.5])
    painter.setPen(pen)
    painter.drawLine(QPointF(place.x, head), QPointF(place.x, foot))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hue.solid)
    painter.drawEllipse(QPointF(place.x, head), theme.px(4), theme.px(4))
    if place.line is None:
        return
    side = (Qt.AlignmentFlag.AlignRight if place.before else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
    middle = theme.px(strip_layout.TEXT if place.line == 0 else strip_layout.CLOCK)
    line = QRectF(place.left - 2, middle - theme.px(9), place.right - place.left + 4, theme.px(18))
    line.adjust(0, 0, -2, 0) if place.before else line.adjust(2, 0, 0, 0)
    painter.setFont(theme.font("label", Weight.DemiBold))
    painter.setPen(hue.text if place.flag.invalid else theme.color("text"))
    painter.drawText(line, side, place.flag.label)
    if place.clock:
        painter.setFont(theme.font("caption", Weight.Medium, tabular=True))
        painter.setPen(hue.text if place.flag.invalid else theme.color("text3"))
        painter.drawText(line.translated(0, theme.px(strip_layout.CLOCK) - middle), side, second_line(place.flag))


def _paint_gaps(painter: QPainter, theme: Theme, laid: StripLayout, ringed: Gap | None) -> None:
    hue, cy = theme.hue("amber"), theme.px(strip_layout.TICKS)
    for mark in laid.gaps:
        pen = QPen(hue.solid, 1.2)
        pen.setDashPattern([3, 2.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(mark.left + theme.px(6), cy), QPointF(mark.right - theme.px(6), cy))
        chip = QRectF(mark.chip_left, cy - theme.px(8), mark.chip_right - mark.chip_left, theme.px(16))
        painter.setPen(QPen(theme.color("focus"), FOCUS_RING) if mark.gap is ringed else QPen(hue.solid, 1))
        painter.setBrush(hue.fill)
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.setFont(theme.font("caption", Weight.DemiBold, tabular=True))
        painter.setPen(hue.text)
        painter.drawText(chip, _MIDDLE, mark.words)


def _paint_ticks(painter: QPainter, theme: Theme, laid: StripLayout, ringed: float | None) -> None:
    cy = theme.px(strip_layout.TICKS)
    painter.setPen(QPen(theme.color("surface"), 1.5))
    for tick in laid.ticks:
        painter.setBrush(theme.hue(tick.hue).solid)
        painter.drawEllipse(QPointF(tick.x, cy), theme.px(4), theme.px(4))
    if ringed is not None:
        painter.setBrush(theme.color("text3"))
        nearest = min(laid.ticks, key=lambda tick: abs(tick.x - ringed))
        painter.setBrush(theme.hue(nearest.hue).solid)
        painter.drawEllipse(QPointF(ringed, cy), theme.px(5), theme.px(5))
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(ringed, cy), theme.px(7), theme.px(7))


def _paint_axis(painter: QPainter, theme: Theme, laid: StripLayout) -> None:
    cy = theme.px(strip_layout.AXIS)
    for word in laid.axis:
        painter.setFont(theme.font("caption", Weight.DemiBold if word.is_day else Weight.Normal, tabular=True))
        painter.setPen(theme.color("text2" if word.is_day else "text3"))
        painter.drawText(QRectF(word.x - 60, cy - theme.px(9), 120, theme.px(18)), _MIDDLE, word.words)
