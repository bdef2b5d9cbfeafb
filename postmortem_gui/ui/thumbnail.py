"""A small picture of a template, drawn from the template itself: its sections in order, tables by their columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from postmortem_gui.core.template import SectionSpec, Template
from postmortem_gui.ui.theme import Theme
from postmortem_gui.ui.tokens import RADIUS_CARD

_LINE, _STEP = 2.2, 5.0
"""How high a line of words is, and how far it is to the next one."""
_PAGES, _MOST_FACTS, _MOST_BOXES, _MOST_WHYS, _ROWS = 2, 4, 3, 3, 2
"""How much of a section is drawn: a picture shows which sections there are, not how long they get."""


class _Sheet(NamedTuple):
    """Where there is to paint, and with what."""

    painter: QPainter
    theme: Theme
    left: float
    width: float

    def bar(self, token: str, x: float, y: float, width: float, height: float = _LINE) -> None:
        """Paint words too small to read, x and width as parts of the width of the page."""
        box = QRectF(self.left + x * self.width, y, width * self.width, height)
        self.painter.setBrush(self.theme.color(token))
        self.painter.drawRoundedRect(box, min(height, 3) / 2, min(height, 3) / 2)


def draw_thumbnail(painter: QPainter, theme: Theme, template: Template, box: QRectF) -> None:
    """Paint the sections of a template into a box, as the tops of two pages too small to read."""
    painter.save()
    shape = QPainterPath()
    shape.addRoundedRect(box.adjusted(0, 0, 0, RADIUS_CARD), RADIUS_CARD, RADIUS_CARD)
    painter.setClipPath(shape)
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.fillRect(box, theme.color("canvas"))
    sections = iter(template.sections)
    for at in range(_PAGES):
        page = QRectF(box.left() + box.width() * (0.07 + at * 0.44), box.top() + 12, box.width() * 0.42, box.height())
        painter.setPen(theme.color("border2"))
        painter.setBrush(theme.color("paper"))
        painter.drawRoundedRect(page, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        sheet, y = _Sheet(painter, theme, page.left() + 9, page.width() - 18), page.top() + 9
        if at == 0:
            sheet.bar("text3", 0, y, 0.7, 5)
            y += 11
        while y < box.bottom() - _STEP and (section := next(sections, None)) is not None:
            y = _draw_section(sheet, section, y)
    painter.restore()


def _draw_section(sheet: _Sheet, section: SectionSpec, y: float) -> float:
    """Paint a heading and what stands for its content; return where the next one goes."""
    if section.heading:
        sheet.bar("grey", 0, y, min(0.8, 0.12 + len(section.heading) * 0.02), 3.2)
        y += 6.5
    draw = _KINDS.get(section.kind)
    return draw(sheet, section, y) + 3 if draw else y + 1


def _text(sheet: _Sheet, _section: SectionSpec, y: float) -> float:
    sheet.bar("border2", 0, y, 0.95)
    sheet.bar("border2", 0, y + _STEP, 0.72)
    return y + 2 * _STEP


def _facts(sheet: _Sheet, section: SectionSpec, y: float) -> float:
    """Paint facts in two columns, the label darker than its value."""
    facts = section.facts[:_MOST_FACTS]
    for at, fact in enumerate(facts):
        x, line = (at % 2) * 0.5, y + (at // 2) * _STEP
        label = min(0.2, 0.04 + len(fact.label) * 0.008)
        sheet.bar("border_strong", x, line, label)
        sheet.bar("border2", x + label + 0.03, line, 0.4 - label)
    return y + -(-len(facts) // 2) * _STEP


def _points(sheet: _Sheet, _section: SectionSpec, y: float) -> float:
    for length in (0.72, 0.55):
        sheet.bar("border_strong", 0, y, 0.014)
        sheet.bar("border2", 0.04, y, length)
        y += _STEP
    return y


def _whys(sheet: _Sheet, _section: SectionSpec, y: float) -> float:
    """Paint the way down: each why further in, the last one the root cause."""
    for at in range(_MOST_WHYS):
        sheet.bar("accent" if at == _MOST_WHYS - 1 else "border_strong", at * 0.05, y, 0.018, 3.2)
        sheet.bar("border2", at * 0.05 + 0.045, y + 0.5, 0.6 - at * 0.08)
        y += _STEP
    return y


def _table(sheet: _Sheet, section: SectionSpec, y: float) -> float:
    """Paint a table with the columns of the template, the widest where the template has it."""
    widths = [max(column.width, 1) for column in section.columns] or [1, 4]
    whole = sum(widths)
    sheet.bar("accent_soft", 0, y - 1, 1, _STEP)
    for row in range(_ROWS + 1):
        x = 0.0
        for at, width in enumerate(widths):
            part = width / whole
            length = part * (0.5 if row == 0 else (0.62, 0.84)[(row + at) % 2])
            sheet.bar("accent_text" if row == 0 else "border2", x + 0.01, y + row * _STEP + 0.4, length)
            x += part
    return y + (_ROWS + 1) * _STEP


def _checklist(sheet: _Sheet, section: SectionSpec, y: float) -> float:
    for box in section.items[:_MOST_BOXES]:
        sheet.bar("accent", 0, y - 0.8, 3.6 / sheet.width, 3.6)
        sheet.bar("border2", 0.05, y, min(0.85, 0.2 + len(box.text) * 0.008))
        y += _STEP
    return y


def _signoff(sheet: _Sheet, section: SectionSpec, y: float) -> float:
    for role in section.roles[:_ROWS]:
        sheet.bar("border_strong", 0, y, min(0.35, 0.06 + len(role.role) * 0.01))
        sheet.bar("border2", 0.45, y + _LINE, 0.5, 0.8)
        y += _STEP
    return y


_KINDS: dict[str, Callable[[_Sheet, SectionSpec, float], float]] = {
    "text": _text,
    "root_cause": _text,
    "facts": _facts,
    "points": _points,
    "whys": _whys,
    "timeline": _table,
    "actions": _table,
    "checklist": _checklist,
    "signoff": _signoff,
}
"""What stands for the content of a kind of section. A note has none."""
