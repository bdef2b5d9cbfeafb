"""The field for one point of a list: prose whose keys reach beyond it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from postmortem_gui.ui.pasted import refuses
from postmortem_gui.ui.prose_field import ProseField, units

Ctrl, Alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_NO_KEYS = Qt.KeyboardModifier.NoModifier
MOST_PASTED = 300
"""So many lines become points in one paste; each of them is a field to be laid out, which takes its time."""


class PointKeys(Protocol):
    """What the list does when a key in one of its points means more than a character."""

    def split(self, field: PointField) -> None:
        """Enter."""

    def join(self, field: PointField) -> None:
        """Backspace before the first character."""

    def join_next(self, field: PointField) -> None:
        """Delete behind the last character."""

    def shift(self, field: PointField, by: int) -> bool:
        """Indent or outdent. Returns whether the point could go."""

    def move_point(self, field: PointField, by: int) -> None:
        """Alt+Up, Alt+Down."""

    def paste(self, field: PointField, text: str) -> None:
        """Several lines from the clipboard."""

    def go(self, field: PointField, by: int, caret_at: int) -> bool:
        """Put the caret into the point above or below. Returns False where there is none."""


class PointField(ProseField):
    """The text of one point. Keys that mean something to the list go to the list."""

    focus_changed = Signal(bool)
    """Says whether the keyboard is here."""

    def __init__(self, points: PointKeys, parent: QWidget) -> None:
        super().__init__(bare=True, tab_leaves=False, parent=parent)
        self._points = points

    def around_caret(self) -> tuple[str, str]:
        """Return the text before and behind the caret; what is selected belongs to neither."""
        raw = self.value.encode("utf-16-le", "surrogatepass")
        cursor = self.textCursor()
        head, tail = raw[: 2 * cursor.selectionStart()], raw[2 * cursor.selectionEnd() :]
        return head.decode("utf-16-le", "surrogatepass"), tail.decode("utf-16-le", "surrogatepass")

    def put_caret(self, at: int) -> None:
        """Put the caret behind so many characters; -1 means the end."""
        cursor = self.textCursor()
        cursor.setPosition(units(self.value if at < 0 else self.value[:at]))
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._handled(event):
            super().keyPressEvent(event)

    def _handled(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        cursor = self.textCursor()
        at_start = not cursor.hasSelection() and cursor.atStart()
        at_end = not cursor.hasSelection() and cursor.atEnd()
        points = self._points
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if held & Ctrl:
                event.ignore()  # the window's "add below"
                return True
            points.split(self)
        elif key == Qt.Key.Key_Backspace and at_start and held == _NO_KEYS:
            points.join(self)
        elif key == Qt.Key.Key_Delete and at_end and held == _NO_KEYS:
            points.join_next(self)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            forward = key == Qt.Key.Key_Tab
            if held & Ctrl:
                return False
            if not at_start or not points.shift(self, 1 if forward else -1):
                QWidget.focusNextPrevChild(self, forward)
        elif _is_ours(event) and key in (Qt.Key.Key_BracketRight, Qt.Key.Key_BracketLeft):
            points.shift(self, 1 if key == Qt.Key.Key_BracketRight else -1)
        elif _is_ours(event):
            points.move_point(self, -1 if key == Qt.Key.Key_Up else 1)
        elif held == _NO_KEYS:
            return self._stepped_out(event, at_start=at_start, at_end=at_end)
        else:
            return False
        return True

    def _stepped_out(self, event: QKeyEvent, *, at_start: bool, at_end: bool) -> bool:
        """Let the arrows go on into the next point."""
        key, cursor = event.key(), self.textCursor()
        if key == Qt.Key.Key_Left and at_start:
            return self._points.go(self, -1, -1)
        if key == Qt.Key.Key_Right and at_end:
            return self._points.go(self, 1, 0)
        if key == Qt.Key.Key_Up and not cursor.movePosition(QTextCursor.MoveOperation.Up):
            return self._points.go(self, -1, -1)
        if key == Qt.Key.Key_Down and not cursor.movePosition(QTextCursor.MoveOperation.Down):
            return self._points.go(self, 1, 0)
        return False

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        if len(text.splitlines()) > 1:
            if not refuses(self, text, most_lines=MOST_PASTED):
                self._points.paste(self, text)
        else:
            super().insertFromMimeData(source)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)


def _is_ours(event: QKeyEvent) -> bool:
    key, held = event.key(), event.modifiers()
    if key in (Qt.Key.Key_BracketRight, Qt.Key.Key_BracketLeft):
        return held == Ctrl
    return key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and held & ~Qt.KeyboardModifier.KeypadModifier == Alt
