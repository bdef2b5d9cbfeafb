"""The connector of the whys: a line on the left with a numbered node beside every card on the path."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.why_path import RULED_OUT
from postmortem_gui.ui import icons
from postmortem_gui.ui.theme import Theme, Weight, current_theme

RAIL, NODE = 44, 14
"""How far right of the edge the cards begin, and the radius of a node."""
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_ENDS = {"problem": ("red", "on_solid", "zap"), "root": ("accent", "on_accent", "target")}


class Node(NamedTuple):
    """What is painted beside a card: its kind (problem, root or why), and of a why its number, state and place.

    `parent` is the id of the why that it hangs from, empty for the problem.
    """

    kind: str
    number: str = ""
    state: str = ""
    indent: int = 0
    on_path: bool = True
    id: str = ""
    parent: str = ""


class RailRow(QWidget):
    """A widget right of the connector, which goes on behind it: from above, to below, or both."""

    def __init__(self, card: QWidget, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card, self._kind = card, kind
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(card)
        self.fit()

    def fit(self) -> None:
        """Take the room of the scale that is on."""
        self._row.setContentsMargins(
            current_theme().px(RAIL), 2 if self._kind == "problem" else 0, 4, 2 if self._kind == "root" else 0
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self._card.y() + min(self._card.height() / 2, theme.px(24))
        top = middle if self._kind == "problem" else 0.0
        foot = middle if self._kind == "root" else float(self.height())
        paint_spine(painter, theme, top, foot)
        if self._kind:
            centre = QPointF(spine_x(theme), middle)
            paint_arm(painter, theme, centre, self._card.x(), Node(self._kind))
            paint_node(painter, theme, centre, Node(self._kind))


def spine_x(theme: Theme) -> float:
    """Return where the middle of the connector is."""
    return theme.px(NODE + 2)


def paint_spine(painter: QPainter, theme: Theme, top: float, foot: float) -> None:
    """Paint a length of the path."""
    painter.setPen(QPen(theme.color("accent_text", 0.55), theme.px(4)))
    painter.drawLine(QPointF(spine_x(theme), top), QPointF(spine_x(theme), foot))


def branch_pen(theme: Theme, state: str) -> QPen:
    """Return what a branch is drawn with; one that is ruled out is dashed."""
    pen = QPen(theme.color("border2" if state == RULED_OUT else "border_strong"), theme.px(2))
    if state == RULED_OUT:
        pen.setDashPattern([3, 3])
    return pen


def paint_arm(painter: QPainter, theme: Theme, centre: QPointF, to: float, node: Node) -> None:
    """Paint the short line from a node to its card."""
    painter.setPen(QPen(theme.color("accent_text"), 2) if node.on_path else branch_pen(theme, node.state))
    painter.drawLine(centre, QPointF(to, centre.y()))


def paint_node(painter: QPainter, theme: Theme, centre: QPointF, node: Node) -> None:
    """Paint the round mark of a card: an icon for the two ends, a number for a why, a cross for what is ruled out."""
    radius = theme.px(NODE)
    painter.setPen(QPen(theme.color("bg"), 3))
    if node.kind in _ENDS:
        fill, ink, icon = _ENDS[node.kind]
        painter.setBrush(theme.color(fill))
        painter.drawEllipse(centre, radius + 1, radius + 1)
        icons.paint_icon(painter, icon, theme.color(ink), _box(centre, theme.px(15)), 2)
        return
    unsure, out = node.state == "hypothesis", node.state == RULED_OUT
    painter.setBrush(theme.color("amber_bg" if unsure else "bg" if out else "surface"))
    painter.drawEllipse(centre, radius + 1, radius + 1)
    tint = "amber" if unsure else "border_strong" if out or not node.on_path else "accent_text"
    pen = QPen(theme.color(tint), 2)
    if unsure or out:
        pen.setDashPattern([2.5, 2])
    painter.setPen(pen)
    painter.drawEllipse(centre, radius - 1, radius - 1)
    if out:
        icons.paint_icon(painter, "x", theme.color("text3"), _box(centre, theme.px(13)), 2.4)
        return
    small = len(node.number) > 2
    painter.setFont(theme.font("caption" if small or not node.on_path else "body", Weight.Bold))
    painter.setPen(theme.color("amber_fg" if unsure else "accent_text" if node.on_path else "text2"))
    painter.drawText(_box(centre, 2 * radius), _MIDDLE, node.number)


def _box(centre: QPointF, side: float) -> QRectF:
    return QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
