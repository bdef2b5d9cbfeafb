"""A small list of people below a field, for whoever types a name there: it never takes the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from postmortem_gui.core.people import Known
from postmortem_gui.ui.theme import Weight, current_theme
from postmortem_gui.ui.tokens import RADIUS_CONTROL

_KNOWN = Qt.ItemDataRole.UserRole
_TALL, _PAD, _EDGE = 30, 10, 6
_LEAST, _MOST = 220, 440
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class NameList(QFrame):
    """The people who may be meant, the likeliest first and selected. A click takes one."""

    taken = Signal(object)
    """Carries the Known that was clicked."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoFillBackground(False)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        self.list.setProperty("bare", "true")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.list.itemClicked.connect(self._on_clicked)
        column.addWidget(self.list)

    @property
    def current(self) -> Known:
        """Who is selected."""
        known: Known = self.list.currentItem().data(_KNOWN)
        return known

    @property
    def people(self) -> tuple[Known, ...]:
        """Everybody who is offered."""
        return tuple(self.list.item(row).data(_KNOWN) for row in range(self.list.count()))

    def offer(self, people: Sequence[Known], at: QRect) -> None:
        """Offer people below a rectangle of the parent, or above it where there is no room below."""
        self.list.clear()
        for known in people:
            item = QListWidgetItem(known.name, self.list)
            item.setData(_KNOWN, known)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{known.name}, {_note(known)}".rstrip(", "))
        self.list.setCurrentRow(0)
        theme, over = current_theme(), self.parentWidget() or self
        name, note = QFontMetricsF(theme.font()), QFontMetricsF(theme.font("caption"))
        words = max(name.horizontalAdvance(one.name) + note.horizontalAdvance(_note(one)) for one in people)
        wide = min(max(int(words) + theme.px(3 * _PAD) + 2 * _EDGE + 24, theme.px(_LEAST)), theme.px(_MOST))
        tall = len(people) * theme.px(_TALL) + 2 * _EDGE
        corner = at.bottomLeft() + QPoint(0, 2)
        top = corner.y() if corner.y() + tall <= over.height() - 8 else max(8, at.top() - tall - 2)
        self.setGeometry(max(8, min(corner.x(), over.width() - 8 - wide)), top, wide, tall)
        self.show()
        self.raise_()

    def step(self, step: int) -> None:
        """Select the next one, around the end."""
        self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.taken.emit(item.data(_KNOWN))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border2"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def _note(known: Known) -> str:
    return " · ".join(part for part in (f"@{known.handle}" if known.handle else "", known.note) if part)


class _Rows(QStyledItemDelegate):
    """Paints a name, and at the right in quiet letters what tells this person from others."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, current_theme().px(_TALL))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, known, box = current_theme(), index.data(_KNOWN), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        inner = box.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        font = theme.font("body", Weight.Medium)
        name = QFontMetricsF(font).elidedText(known.name, Qt.TextElideMode.ElideRight, inner.width())
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(inner, _LEFT, name)
        used = QFontMetricsF(font).horizontalAdvance(name) + theme.px(_PAD)
        quiet, right = theme.font("caption"), inner.adjusted(used, 0, 0, 0)
        painter.setFont(quiet)
        painter.setPen(theme.color("text2"))
        note = QFontMetricsF(quiet).elidedText(_note(known), Qt.TextElideMode.ElideRight, max(0, right.width()))
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
        painter.restore()
