"""The list of what would be taken from a tracker: painted lines with a box, and the keys that decide about them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from postmortem_gui.editing.ticket_taking import Proposal, Taking
from postmortem_gui.ui import icons
from postmortem_gui.ui.painting import chip_width, draw_chip, draw_focus_ring
from postmortem_gui.ui.theme import Theme, Weight, current_theme, restyled

Index = QModelIndex | QPersistentModelIndex
ROW = 48
"""The height of a line, in pixels at scale 1.0."""
_PROPOSAL = Qt.ItemDataRole.UserRole
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_EDGE, _BOX, _WORDS, _LABEL = 12, 16, 40, 34


class TakingList(QListWidget):
    """Shows proposals. It decides nothing: it says what a key or a click asks for."""

    switched = Signal(int)
    """Carries the number of the proposal to take or to leave."""
    all_switched = Signal()
    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What would be taken")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", "true")
        self.setItemDelegate(TakingRows(self))
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def show_taking(self, taking: Taking) -> None:
        """Show other proposals, or the same ones decided otherwise; the keyboard stays on its line."""
        at = max(0, self.currentRow())
        if self.count() != len(taking.proposals):
            self.clear()
            for _ in taking.proposals:
                QListWidgetItem(self)
        for n, one in enumerate(taking.proposals):
            item = self.item(n)
            item.setData(_PROPOSAL, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said(one))
        self.setCurrentRow(min(at, self.count() - 1))
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif key == Qt.Key.Key_Space and self.currentRow() >= 0:
            self.switched.emit(self.currentRow())
        elif key == Qt.Key.Key_A and not event.modifiers():
            self.all_switched.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End) or key in _PAGES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < current_theme().px(_WORDS):
            self.switched.emit(index.row())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the second of two quick clicks count as the first did."""
        self.mousePressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.scheduleDelayedItemsLayout()


_PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def said(one: Proposal) -> str:
    """Return a line in words, as a screen reader says it."""
    state = "taken" if one.taken else "left out"
    return f"{state}, {one.label} {one.title}: {one.what}, {_beside(one)}"


def _beside(one: Proposal) -> str:
    return one.why if one.alike is None else f"“{one.why}”, {one.alike} % alike"


class TakingRows(QStyledItemDelegate):
    """Paints a proposal in two lines: the action and its ticket; below, what changes or what speaks for it."""

    def __init__(self, view: TakingList) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, current_theme().px(ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, one, whole = current_theme(), index.data(_PROPOSAL), QRectF(option.rect)
        if not isinstance(one, Proposal):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = index.row() == self._view.currentRow()
        if is_current:
            painter.fillRect(whole.adjusted(0, 0, 0, -1), theme.color("selected"))
        painter.fillRect(QRectF(whole.left(), whole.bottom() - 1, whole.width(), 1), theme.color("border"))
        _paint(painter, theme, whole.adjusted(theme.px(_EDGE), 0, -theme.px(_EDGE), -1), one)
        if is_current and self._view.hasFocus():
            draw_focus_ring(painter, theme, whole.adjusted(2, 1, -2, -2), 5)
        painter.restore()


def _paint(painter: QPainter, theme: Theme, box: QRectF, one: Proposal) -> None:
    _paint_box(painter, theme, box, taken=one.taken)
    ink = theme.color("text" if one.taken else "text2")
    left = box.left() + theme.px(_WORDS - _EDGE)
    upper = QRectF(left, box.top() + theme.px(4), box.right() - left, theme.px(20))
    lower = upper.translated(0, theme.px(20))
    keyed = one.alike is not None
    chip = one.what if keyed else one.why
    wide = min(chip_width(theme, chip), theme.px(150))
    hue = "grey" if not one.taken else "green" if keyed and (one.alike or 0) >= _LIKE else "blue"
    draw_chip(painter, theme, upper.right() - wide, upper.center().y(), chip, hue, most=wide)
    label = theme.font(weight=Weight.DemiBold, tabular=True)
    _words(painter, upper, one.label, label, ink)
    title = upper.adjusted(theme.px(_LABEL), 0, -wide - theme.px(10), 0)
    _words(painter, title, one.title, theme.font(weight=Weight.Medium), ink)
    beside = _beside(one) if keyed else one.what
    lower.adjust(theme.px(_LABEL), 0, 0, 0)
    quiet = theme.color("text2" if one.taken else "text3")
    _words(painter, lower, beside, theme.font("label", tabular=True), quiet)


_LIKE = 85


def _words(painter: QPainter, box: QRectF, words: str, font: QFont, ink: QColor) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box.adjusted(0, 0, 2, 0), _LEFT, cut)


def _paint_box(painter: QPainter, theme: Theme, box: QRectF, *, taken: bool) -> None:
    side = theme.px(_BOX)
    square = QRectF(box.left(), box.top() + theme.px(6), side, side)
    painter.setPen(QPen(theme.color("accent" if taken else "border_strong"), 1.5))
    painter.setBrush(theme.color("accent" if taken else "surface"))
    painter.drawRoundedRect(square.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
    if taken:
        inner = square.adjusted(2.5, 2.5, -2.5, -2.5)
        icons.paint_icon(painter, "check", theme.color("on_accent"), inner, 3)
