"""The column of the whys: cards from the problem to the root cause, tied together by the path on their left."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.places import Place
from postmortem_gui.ui import icons
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.caret import mark
from postmortem_gui.ui.prose_field import ProseField
from postmortem_gui.ui.theme import Theme, Weight, current_theme, restyled
from postmortem_gui.ui.tokens import RADIUS_CARD

RAIL, INDENT, _NODE = 44, 34, 14
"""How far right of the edge the cards begin, how much further each branch, and the radius of a node."""
_MIDDLE = Qt.AlignmentFlag.AlignCenter


class Node(NamedTuple):
    """What is painted beside a card: its kind (problem, root or why), and of a why its number, state and place."""

    kind: str
    number: str = ""
    state: str = ""
    indent: int = 0
    on_path: bool = True


class StatementCard(QFrame):
    """The problem or the root cause: a caption and one tinted text."""

    def __init__(self, place: Place, title: str, placeholder: str, hue: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hue = hue
        mark(self, place)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 14, 12)
        row.setSpacing(14)
        self._title = Label(title, "label", "red" if hue == "red" else "accent")
        self._title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        self.field = _StatementField(title, placeholder, self)
        mark(self.field, place)
        self.field.moved.connect(self.update)
        row.addWidget(self.field, 1, Qt.AlignmentFlag.AlignVCenter)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge = ("red_bg", "red") if self._hue == "red" else ("accent_soft", "accent_text")
        here = self.field.hasFocus()
        painter.setPen(QPen(theme.color("focus"), 2) if here else QPen(theme.color(edge, 0.4), 1))
        painter.setBrush(theme.color(fill))
        half = 1.0 if here else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS_CARD, RADIUS_CARD)


class _StatementField(ProseField):
    moved = Signal()

    def __init__(self, name: str, placeholder: str, parent: QWidget) -> None:
        super().__init__(name, placeholder, bare=True, parent=parent)
        self.set_font(current_theme().font("h3", Weight.DemiBold))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        font = current_theme().font("h3", Weight.DemiBold)
        if restyled(event) and f"font-size: {font.pixelSize()}px" not in self.styleSheet():
            self.set_font(font)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.moved.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.moved.emit()


class WhyColumn(QWidget):
    """Holds the cards one below the other and paints what ties them together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[tuple[QWidget, Node]] = []
        self._rows: dict[QWidget, QHBoxLayout] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 2, 4, 8)
        self._layout.setSpacing(12)
        self._layout.addStretch(1)

    def show_cards(self, cards: list[tuple[QWidget, Node]]) -> None:
        """Show these cards in this order; those that were there keep their place where it is the same."""
        wanted = [card for card, _ in cards]
        gone = [card for card in self._rows if card not in set(wanted)]
        for card in gone:
            self._layout.removeItem(self._rows.pop(card))
            card.hide()
            card.deleteLater()
        if [card for card, _ in self._cards if card not in gone] != wanted:
            self._place_again(wanted)
        self._cards = list(cards)
        self._indent()
        self.update()

    def _indent(self) -> None:
        for card, node in self._cards:
            left = current_theme().px(RAIL + INDENT * node.indent)
            if self._rows[card].contentsMargins().left() != left:
                self._rows[card].setContentsMargins(left, 0, 0, 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._indent()

    def _place_again(self, wanted: list[QWidget]) -> None:
        for at, card in enumerate(wanted):
            row = self._rows.get(card)
            if row is None:
                row = self._rows[card] = QHBoxLayout()
                row.addWidget(card)
                self._layout.insertLayout(at, row)
                card.show()
            elif self._layout.itemAt(at) is not row:
                self._layout.removeItem(row)
                self._layout.insertLayout(at, row)

    # ── Painting ──

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.update()
        return super().event(event)

    def _centre(self, card: QWidget, indent: int) -> QPointF:
        theme = current_theme()
        tall = min(card.height() / 2, theme.px(24))
        return QPointF(theme.px(_NODE + 2 + INDENT * indent), card.y() + tall)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._cards:
            return
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = self._centre(self._cards[0][0], 0), self._centre(self._cards[-1][0], 0)
        pen = QPen(theme.color("accent_text", 0.55), theme.px(4))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(first, last)
        self._paint_branches(painter, theme)
        for card, node in self._cards:
            centre = self._centre(card, node.indent)
            tint = theme.color("accent_text" if node.on_path else "border_strong")
            painter.setPen(QPen(tint, 2))
            painter.drawLine(centre, QPointF(card.x(), centre.y()))
            self._paint_node(painter, theme, centre, node)

    def _paint_branches(self, painter: QPainter, theme: Theme) -> None:
        last_at: dict[int, QPointF] = {}
        depth_before = 0
        for card, node in self._cards:
            centre = self._centre(card, node.indent)
            if node.indent:
                pen = QPen(theme.color("border_strong"), 2)
                if node.state == "ruled_out":
                    pen = QPen(theme.color("border2"), 2)
                    pen.setDashPattern([3, 3])
                painter.setPen(pen)
                if depth_before == node.indent and node.indent in last_at and self._goes_on(card, node):
                    painter.drawLine(last_at[node.indent], centre)
                else:
                    start = self._centre(card, node.indent - 1)
                    painter.drawLine(start, centre)
                    if node.indent > 1 and node.indent - 1 in last_at:
                        painter.drawLine(last_at[node.indent - 1], start)
            last_at[node.indent] = centre
            depth_before = node.indent

    def _goes_on(self, card: QWidget, node: Node) -> bool:
        """Tell whether a branch goes on in this card: it hangs below the card above instead of beside it."""
        at = [shown for shown, _ in self._cards].index(card)
        return at > 0 and _depth(self._cards[at - 1][1]) < _depth(node)

    def _paint_node(self, painter: QPainter, theme: Theme, centre: QPointF, node: Node) -> None:
        radius = theme.px(_NODE)
        painter.setPen(QPen(theme.color("bg"), 3))
        if node.kind != "why":
            painter.setBrush(theme.color("red" if node.kind == "problem" else "accent"))
            painter.drawEllipse(centre, radius + 1, radius + 1)
            side = theme.px(15)
            box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            ink = theme.color("on_solid" if node.kind == "problem" else "on_accent")
            icons.paint_icon(painter, "zap" if node.kind == "problem" else "target", ink, box, 2)
            return
        unsure, out = node.state == "hypothesis", node.state == "ruled_out"
        painter.setBrush(theme.color("amber_bg" if unsure else "bg" if out else "surface"))
        painter.drawEllipse(centre, radius + 1, radius + 1)
        tint = "amber" if unsure else "border_strong" if out or not node.on_path else "accent_text"
        pen = QPen(theme.color(tint), 2)
        if unsure or out:
            pen.setDashPattern([2.5, 2])
        painter.setPen(pen)
        painter.drawEllipse(centre, radius - 1, radius - 1)
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        if out:
            side = theme.px(13)
            mark_box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            icons.paint_icon(painter, "x", theme.color("text3"), mark_box, 2.4)
            return
        small = len(node.number) > 2
        painter.setFont(theme.font("caption" if small or not node.on_path else "body", Weight.Bold))
        painter.setPen(theme.color("amber_fg" if unsure else "accent_text" if node.on_path else "text2"))
        painter.drawText(box, _MIDDLE, node.number)


def _depth(node: Node) -> int:
    digits = "".join(c for c in node.number.split(".")[0] if c.isdigit())
    return int(digits) if digits else 0
