"""The head of a grid: quiet words on the surface of the card, each above the text of its column."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from postmortem_gui.ui.theme import Weight, current_theme

HEIGHT, HEIGHT_SHORT = 32, 26


class GridHeader(QHeaderView):
    """Paints the heads. `inset_of(section)` is how far right of its left edge the text of a column begins."""

    def __init__(self, inset_of: Callable[[int], int], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._inset_of = inset_of
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(20)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def sizeHint(self) -> QSize:
        short = self.window().height() < 800
        return QSize(super().sizeHint().width(), current_theme().px(HEIGHT_SHORT if short else HEIGHT))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, box = current_theme(), QRectF(rect)
        painter.save()
        painter.fillRect(box, theme.color("surface"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("border"))
        font = theme.font("caption", Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.color("text3"))
        inner = box.adjusted(self._inset_of(logicalIndex), 0, -4, -1)
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()
