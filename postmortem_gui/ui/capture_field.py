"""The line of quick capture: its keys, and the lines that were added before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from typing_extensions import override

from postmortem_gui.ui import clipboard
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.time_panel import TimePanel

_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_KEYS = {
    (Qt.Key.Key_Return, _NONE): "add",
    (Qt.Key.Key_Return, _SHIFT): "add_and_go",
    (Qt.Key.Key_Tab, _NONE): "next",
    (Qt.Key.Key_Escape, _NONE): "clear",
    (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): "other",
}
_RECALLS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CaptureField(LineField):
    """A line that leaves Enter, Shift+Enter, Tab and Esc to the bar around it. The arrow keys recall earlier lines."""

    pressed = Signal(str)
    """Carries add, add_and_go, next, clear, or other: the other reading of a day."""
    focus_changed = Signal()
    lines_pasted = Signal()
    """Says that somebody wants to paste several lines, which one line cannot hold."""

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__(name, placeholder)
        self._lines: list[str] = []
        self._at = 0
        self._draft = ""
        self.asking: TimePanel | None = None
        """What is asked about the line: its keys come first."""

    def remember(self) -> None:
        """Keep the line for the arrow keys, and begin an empty one."""
        self._lines.append(self.text())
        self.forget_draft()

    def forget_draft(self) -> None:
        """Begin an empty line."""
        self._at, self._draft = len(self._lines), ""
        self.clear()

    def _recall(self, step: int) -> None:
        if self._at == len(self._lines):
            self._draft = self.text()
        at = self._at + step
        if 0 <= at <= len(self._lines):
            self._at = at
            self.setText([*self._lines, self._draft][at])

    @override
    def event(self, event: QEvent) -> bool:
        # Qt moves the keyboard for Tab before a key press would be seen.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self.asking is not None and self.asking.takes(event):
                return True
            if event.matches(QKeySequence.StandardKey.Paste) and "\n" in clipboard.text().strip():
                self.lines_pasted.emit()
                return True
            key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if command := _KEYS.get((key, modifiers)):
                self.pressed.emit(command)
                return True
            if key in _RECALLS and modifiers == _NONE:
                self._recall(_RECALLS[key])
                return True
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()
