"""The cards of the whys as they lie: the path, and its branches in a second column, or set in below where it is narrow.

The cards are placed by hand: a branch begins beside the card that it hangs from, or behind the branch before it.
"""

from __future__ import annotations

import weakref

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.ui.theme import Theme, current_theme, restyled
from postmortem_gui.ui.why_card import WhyCard
from postmortem_gui.ui.why_rail import RAIL, Node, branch_pen, paint_arm, paint_node, paint_spine, spine_x

WIDE = 1200
"""From so many pixels at scale 1.0 on, branches have a column of their own."""
_INDENT, _GAP, _GUTTER = 32, 12, 60
_SHARE = 0.56
"""The share of the path where there are two columns."""
_LEGEND = (("primary", "path"), ("branch", "branch"), ("ruled out", "ruled_out"))


class _Nodes(QWidget):
    """Lies over the cards: the nodes of a second column stand on their edges. The mouse goes through."""

    def __init__(self, column: WhyColumn) -> None:
        super().__init__(column)
        self._column = weakref.ref(column)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        column, painter = self._column(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column is not None:
            column.paint_nodes(painter, event.rect())


class WhyColumn(QWidget):
    """Places the cards, and paints the path on their left and the lines to the branches."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._cards: list[tuple[WhyCard, Node]] = []
        self._legend_y = 0.0
        self._nodes = _Nodes(self)

    @property
    def is_wide(self) -> bool:
        """Whether there is room for two columns."""
        return self.width() >= current_theme().px(WIDE)

    def show_cards(self, cards: list[tuple[WhyCard, Node]]) -> None:
        """Show these cards as they are read; those that are not among them any more go."""
        if cards == self._cards:
            return
        wanted = {card for card, _ in cards}
        for card, _ in self._cards:
            if card not in wanted:
                card.hide()
                card.deleteLater()
        shown = {card for card, _ in self._cards}
        self._cards = list(cards)
        for card, _ in cards:
            if card not in shown:
                card.show()
        self.arrange()
        self.update()

    # ── Placing ──

    def arrange(self) -> None:
        """Give every card its place, and the column its height."""
        theme = current_theme()
        rail, gap, right = theme.px(RAIL), theme.px(_GAP), self.width() - 4
        branches = self.is_wide and any(not node.on_path for _, node in self._cards)
        path_wide = int((right - rail) * _SHARE) if branches else right - rail
        column = rail + path_wide + theme.px(_GUTTER)
        tops: dict[str, int] = {}
        y, beside = gap, gap
        for card, node in self._cards:
            inset = theme.px(_INDENT * max(0, node.indent - 1 if branches else node.indent))
            if node.on_path or not branches:
                x, wide, top = rail + inset, path_wide - inset, y
            else:
                x, wide, top = column + inset, right - column - inset, max(beside, tops.get(node.parent, gap))
            tall = card.tall(max(wide, 120), beside=branches and not node.on_path)
            card.setGeometry(x, top, max(wide, 120), tall)
            tops[node.id] = top
            if node.on_path or not branches:
                y = top + tall + gap
            else:
                beside = top + tall + gap
        self._legend_y = beside + theme.px(16) if branches else 0.0
        self._nodes.setGeometry(self.rect())
        self._nodes.raise_()
        foot = max(y, beside)
        if foot != self.minimumHeight():
            self.setMinimumHeight(foot)
            self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
            self.update()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.arrange()

    # ── Painting ──

    def _centre(self, theme: Theme, card: WhyCard, node: Node) -> QPointF:
        down = card.y() + min(card.height() / 2, theme.px(24))
        if node.on_path:
            return QPointF(spine_x(theme), down)
        if self.is_wide:
            return QPointF(card.x(), down)
        return QPointF(card.x() - theme.px(RAIL) + spine_x(theme), down)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._cards:
            return
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_spine(painter, theme, event.rect().top(), event.rect().bottom() + 1)
        centres = {node.id: self._centre(theme, card, node) for card, node in self._cards}
        known = {node.id: (card, node) for card, node in self._cards}
        for _, node in self._cards:
            if not node.on_path:
                self._paint_branch(painter, theme, node, centres, known)
        for card, node in self._cards:
            centre = centres[node.id]
            if centre.x() < card.x():
                paint_arm(painter, theme, centre, card.x(), node)
        self._paint_legend(painter, theme)

    def _paint_branch(
        self,
        painter: QPainter,
        theme: Theme,
        node: Node,
        centres: dict[str, QPointF],
        known: dict[str, tuple[WhyCard, Node]],
    ) -> None:
        """Paint the line from the card that a branch hangs from, from above where that is the problem."""
        painter.setPen(branch_pen(theme, node.state))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        end = centres[node.id]
        above = known.get(node.parent)
        if not self.is_wide:
            x = end.x() - theme.px(_INDENT) if above is None or above[1].on_path else centres[node.parent].x()
            start = QPointF(x, end.y() if x == spine_x(theme) else centres[node.parent].y() if above else 0)
            painter.drawPolyline([start, QPointF(x, end.y()), end])
            return
        if above is None:
            painter.drawLine(QPointF(end.x(), 0), end)
            return
        card, hung = above
        if not hung.on_path:
            start = centres[node.parent]
            painter.drawPolyline([start, QPointF(start.x(), end.y()), end])
            return
        start = QPointF(card.x() + card.width(), card.y() + min(card.height() / 2, theme.px(24)))
        bend = (end.x() - start.x()) * 0.6
        line = QPainterPath(start)
        line.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end)
        painter.drawPath(line)

    def _paint_legend(self, painter: QPainter, theme: Theme) -> None:
        """Say what the lines mean, where the second column has room below its last card."""
        room = self.height() - self._legend_y
        beside = [card for card, node in self._cards if not node.on_path]
        if not self._legend_y or not beside or room < theme.px(24):
            return
        x, y = float(min(card.x() for card in beside)), self._legend_y + theme.px(8)
        painter.setFont(theme.font("label"))
        for words, kind in _LEGEND:
            pen = QPen(theme.color("accent_text"), theme.px(5)) if kind == "path" else branch_pen(theme, kind)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(x, y), QPointF(x + theme.px(30), y))
            x += theme.px(38)
            painter.setPen(theme.color("text2"))
            painter.drawText(QPointF(x, y + theme.px(4)), words)
            x += painter.fontMetrics().horizontalAdvance(words) + theme.px(20)

    def paint_nodes(self, painter: QPainter, within: QRect) -> None:
        """Paint the nodes of the cards that can be seen."""
        theme = current_theme()
        for card, node in self._cards:
            if card.y() - theme.px(RAIL) < within.bottom() and card.y() + theme.px(RAIL) > within.top():
                paint_node(painter, theme, self._centre(theme, card, node), node)
