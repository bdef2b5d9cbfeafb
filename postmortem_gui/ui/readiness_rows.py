"""The lines of the Readiness view, as a model and painted: titles, and findings with their place and whose rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from postmortem_gui.checks.findings import Done, Finding
from postmortem_gui.core.postmortem import Waiver
from postmortem_gui.ui import icons, painting
from postmortem_gui.ui.theme import Theme, Weight, current_theme
from postmortem_gui.ui.tokens import RADIUS_CONTROL

LINE = Qt.ItemDataRole.UserRole
"""The role of an item's Line; a title has none."""
_TALL, _TITLE = 50, 30
NOWHERE = QModelIndex()
_WORDS_OF_A_LINE = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_PAD, _WORDS = 10, 34

_LOOKS = {
    "block": ("circle-x", "red_fg"),
    "consider": ("triangle-alert", "amber_fg"),
    "waived": ("flag", "text3"),
    "done": ("circle-check", "green_fg"),
}
"""The icon and the colour of each sort of line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: what it is about, what it says, and the quiet words below."""

    sort: str
    about: Finding | Done
    note: str
    waiver: Waiver | None = None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        words = {"block": "Blocks", "consider": "To consider", "waived": "Waived", "done": "Done"}[self.sort]
        why = f" {self.about.why}" if isinstance(self.about, Finding) and self.about.why else ""
        return f"{words}: {self.about.message}.{why} {self.note}"


class ReadinessLines(QAbstractListModel):
    """The lines and, as texts, the titles above them. They are Python's own: what Qt keeps in items of its list was
    once gone before Qt let go of it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line | str, ...] = ()

    def show_lines(self, lines: Sequence[Line | str]) -> None:
        """Show other lines and titles."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """Return the line in a row; None for a title and outside."""
        found = self.lines[row] if 0 <= row < len(self.lines) else ""
        return found if isinstance(found, Line) else None

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return super().flags(index) if self.line(index.row()) else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.lines[index.row()]
        if isinstance(found, str):
            return found if role in _WORDS_OF_A_LINE else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return found.about.message
            case Qt.ItemDataRole.AccessibleTextRole:
                return found.spoken
            case Qt.ItemDataRole.UserRole:
                return found
        return None


class ReadinessRows(QStyledItemDelegate):
    """Paints titles and lines."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, current_theme().px(_TALL if index.data(LINE) else _TITLE))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, line = current_theme(), index.data(LINE)
        box = QRectF(option.rect).adjusted(6, 0, -6, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line is None:
            painter.setFont(theme.font("label", Weight.DemiBold))
            painter.setPen(theme.color("text2"))
            painter.drawText(box.adjusted(_PAD, 2, 0, 0), _LEFT, str(index.data()))
        else:
            here = bool(option.state & QStyle.StateFlag.State_Selected)
            _paint_line(
                painter, theme, box, line, here=here, has_focus=bool(option.state & QStyle.StateFlag.State_HasFocus)
            )
        painter.restore()


def _paint_line(painter: QPainter, theme: Theme, box: QRectF, line: Line, *, here: bool, has_focus: bool) -> None:
    if here:
        painter.setPen(QPen(theme.color("focus"), theme.ring) if has_focus else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selected"))
        painter.drawRoundedRect(box.adjusted(1, 1.5, -1, -1.5), RADIUS_CONTROL, RADIUS_CONTROL)
    icon, tone = _LOOKS[line.sort]
    side = theme.px(16)
    top = box.top() + theme.px(7)
    icons.paint_icon(painter, icon, theme.color(tone), QRectF(box.left() + _PAD, top + theme.px(2), side, side))
    left, right = box.left() + theme.px(_WORDS), box.right() - theme.px(_PAD)
    if here:
        right -= painting.key_cap_width(theme, "↵ go")
        painting.draw_key_cap(painter, theme, right, top + theme.px(10), "↵ go")
    else:
        right -= theme.px(14)
        icons.paint_icon(
            painter, "chevron-right", theme.color("text3"), QRectF(right, top + theme.px(3), theme.px(14), theme.px(14))
        )
    right -= theme.px(8)
    words = theme.font("body", Weight.DemiBold)
    painter.setFont(words)
    painter.setPen(theme.color("text2" if line.sort in ("waived", "done") else "text"))
    shown = QFontMetricsF(words).elidedText(line.about.message, Qt.TextElideMode.ElideRight, right - left)
    painter.drawText(QRectF(left, top, right - left + 2, theme.px(19)), _LEFT, shown)
    quiet = theme.font("caption", Weight.Medium)
    painter.setFont(quiet)
    painter.setPen(theme.color("text3"))
    room = box.right() - theme.px(_PAD) - left
    note = QFontMetricsF(quiet).elidedText(line.note, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRectF(left, top + theme.px(20), room + 2, theme.px(17)), _LEFT, note)
