"""The list of sections beside their editor: each with a sign of whether something is written in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from postmortem_gui.editing.tips import tip
from postmortem_gui.ui import icons
from postmortem_gui.ui.theme import Weight, current_theme, restyled
from postmortem_gui.ui.tokens import FOCUS_RING

KEY = int(Qt.ItemDataRole.UserRole)
STATE = KEY + 1

_ROW, _CAPTION, _GAP = 32, 34, 10
_SIGNS = {
    "written": ("circle-check", "green_fg", "written"),
    "empty": ("circle", "text3", "nothing in it yet"),
    "gap": ("triangle-alert", "amber_fg", "still needed"),
    "waiting": ("archive", "text3", "not in this template"),
}
"""For each state of a section its icon, the colour of that, and the words that a screen reader says."""


class Entry(NamedTuple):
    """A line of the list: a section, or with an empty key the caption of some; without a name, their end."""

    key: str
    name: str


class SectionList(QListWidget):
    """Sections to choose from with the arrow keys; captions in between are passed over. Enter goes to the editor."""

    chosen = Signal(str)
    """Carries the key of the section that a person went to."""
    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.currentItemChanged.connect(self._on_current)
        self._telling = True

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other sections; the chosen one stays chosen where it is still there, silently."""
        key = self.key
        self._telling = False
        self.clear()
        for entry in entries:
            item = QListWidgetItem(entry.name, self)
            item.setData(KEY, entry.key)
            item.setToolTip(tip(entry.name))
            if not entry.key:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._telling = True
        self.show_key(key)

    def show_state(self, key: str, state: str) -> None:
        """Show whether a section is written, empty, a gap or waiting."""
        item = self._item(key)
        if item is not None and item.data(STATE) != state:
            item.setData(STATE, state)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {_SIGNS[state][2]}")

    @property
    def key(self) -> str:
        """The key of the chosen section, or an empty text."""
        found = self.selectedItems()
        return str(found[0].data(KEY)) if found else ""

    @property
    def keys(self) -> list[str]:
        """The keys of all sections from top to bottom."""
        keys = (str(self.item(at).data(KEY)) for at in range(self.count()))
        return [key for key in keys if key]

    def show_key(self, key: str) -> None:
        """Choose a section silently; the first one when there is none with the key."""
        item = self._item(key) or self._item(next(iter(self.keys), ""))
        if item is not None:
            self._telling = False
            self.setCurrentItem(item)
            self._telling = True

    def _item(self, key: str) -> QListWidgetItem | None:
        found = (self.item(at) for at in range(self.count()))
        return next((item for item in found if key and item.data(KEY) == key), None)

    def _on_current(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if self._telling and item is not None:
            self.chosen.emit(str(item.data(KEY)))

    @override
    def event(self, event: QEvent) -> bool:
        if restyled(event):
            self.scheduleDelayedItemsLayout()
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and not event.modifiers():
            self.entered.emit()
            return
        super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Paints a section: its sign, its name, and the accent where it is chosen."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = current_theme()
        tall = _ROW if index.data(KEY) else _CAPTION if index.data(Qt.ItemDataRole.DisplayRole) else _GAP
        return QSize(theme.px(80), theme.px(tall))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = current_theme()
        box, state = QRectF(option.rect), option.state
        text, is_section = str(index.data(Qt.ItemDataRole.DisplayRole)), bool(index.data(KEY))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        pill = box.adjusted(0, 1, 0, -1)
        if is_chosen or (is_section and state & QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if is_chosen else "hover"))
            painter.drawRoundedRect(pill, 6, 6)
        if is_chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), FOCUS_RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(pill.adjusted(1, 1, -1, -1), 6, 6)
        left = box.left() + theme.px(8)
        if is_section:
            icon, tint, _ = _SIGNS[index.data(STATE) or "empty"]
            side = theme.px(14)
            icons.paint_icon(painter, icon, theme.color(tint), QRectF(left, box.center().y() - side / 2, side, side), 2)
            left += theme.px(22)
            font = theme.font("body", Weight.DemiBold if is_chosen else Weight.Normal)
            ink = theme.color("accent_text" if is_chosen else "text")
        else:
            box.setTop(box.top() + theme.px(8))
            font, ink = theme.font("caption", Weight.DemiBold), theme.color("text3")
        painter.setFont(font)
        painter.setPen(ink)
        words = QRectF(left, box.top(), box.right() - left - theme.px(6), box.height())
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()
