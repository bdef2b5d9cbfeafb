"""Keys that a field leaves to the window, which has the undo of the whole document and every command."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


def is_history_key(event: QKeyEvent) -> bool:
    """Tell whether a key asks for undo or redo. On X11 Qt does not know Ctrl+Y for redo."""
    return (
        event.matches(QKeySequence.StandardKey.Undo)
        or event.matches(QKeySequence.StandardKey.Redo)
        or (event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier)
    )


def leaves_to_window(field: QWidget, event: QEvent) -> bool:
    """Refuse a shortcut override for undo, redo, and every key that the window has a command for. True when it was one.

    Qt's text fields would take some of them: on X11 Ctrl+E goes to the end of a line.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if is_history_key(event) or _is_command(field.window(), event):
        event.ignore()
        return True
    return False


def _is_command(window: QWidget, event: QKeyEvent) -> bool:
    if not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
        return False
    keys = QKeySequence(event.keyCombination())
    return any(keys in action.shortcuts() for action in window.actions())
