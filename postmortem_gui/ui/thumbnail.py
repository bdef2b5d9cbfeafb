"""A small picture of a template, drawn from the template itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from postmortem_gui.core.template import SectionSpec, Template
from postmortem_gui.ui.theme import Theme
from postmortem_gui.ui.tokens import RADIUS_CARD

_LINES: dict[str, tuple[str, tuple[float, ...]]] = {
    "text": ("line", (0.95, 0.85)),
    "root_cause": ("line", (0.9,)),
    "facts": ("bullet", (0.4, 0.3)),
    "points": ("bullet", (0.7, 0.55)),
    "whys": ("bullet", (0.8, 0.7, 0.6)),
    "timeline": ("row", (0.9, 0.8, 0.85)),
    "actions": ("row", (0.9, 0.75)),
    "checklist": ("box", (0.6, 0.5)),
    "signoff": ("row", (0.8, 0.8)),
}
"""What stands for the content of a kind of section: the mark before each line, and how long the lines are."""


def draw_thumbnail(painter: QPainter, theme: Theme, template: Template, box: QRectF) -> None:
    """Paint the first sections of a template into a box, as the top of a page too small to read."""
    painter.save()
    shape = QPainterPath()
    shape.addRoundedRect(box.adjusted(0, 0, 0, RADIUS_CARD), RADIUS_CARD, RADIUS_CARD)
    painter.setClipPath(shape)
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.fillRect(box, theme.color("canvas"))
    page = QRectF(box.left() + box.width() * 0.19, box.top() + 12, box.width() * 0.62, box.height() + 20)
    painter.setPen(theme.color("border2"))
    painter.setBrush(theme.color("paper"))
    painter.drawRoundedRect(page, 3, 3)
    painter.setPen(Qt.PenStyle.NoPen)
    left, width, y = page.left() + 12, page.width() - 24, page.top() + 10
    _bar(painter, theme, "text3", QRectF(left, y, width * 0.55, 5))
    y += 14
    for section in template.sections:
        if y > box.bottom():
            break
        y = _draw_section(painter, theme, section, left, width, y)
    painter.restore()


def _draw_section(painter: QPainter, theme: Theme, section: SectionSpec, left: float, width: float, y: float) -> float:
    """Paint a heading and its lines; return where the next one goes."""
    if section.heading:
        _bar(painter, theme, "grey", QRectF(left, y, width * 0.28, 3.5))
        y += 8
    mark, lines = _LINES.get(section.kind, ("line", ()))
    for length in lines:
        x = left
        if mark == "bullet":
            painter.setBrush(theme.color("border_strong"))
            painter.drawEllipse(QRectF(left, y, 2.5, 2.5))
            x += 7
        elif mark == "box":
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(left, y - 1.5, 5, 5), 1, 1)
            x += 9
        elif mark == "row":
            _bar(painter, theme, "border2", QRectF(left, y + 4.5, width, 1))
            _bar(painter, theme, "border_strong", QRectF(left, y, width * 0.14, 2.5))
            x += width * 0.2
        _bar(painter, theme, "border2", QRectF(x, y, (left + width - x) * length, 2.5))
        y += 7
    return y + 3


def _bar(painter: QPainter, theme: Theme, token: str, box: QRectF) -> None:
    painter.setBrush(theme.color(token))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
