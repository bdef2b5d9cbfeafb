"""What would open a window of its own stays in the window while a room watches: menus of fields, and hints go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override

from postmortem_gui.ui.cell_editor import CellEditor
from postmortem_gui.ui.choices import Choice, ChoiceGroup, ChoicePopup

Field = QLineEdit | QPlainTextEdit | QTextEdit

_EDITS = (Choice("cut", "Cut", icon="scissors"), Choice("copy", "Copy", icon="copy"))
_MORE = (Choice("paste", "Paste", icon="clipboard-paste"), Choice("selectAll", "Select all", icon="text-select"))


class PresenterPopups(QObject):
    """Takes tooltips and context menus away from the application, and gives fields a list instead of their menu."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._field: Field | None = None

    def watch(self, *, on: bool) -> None:
        """Begin, or end."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
            if on:
                app.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ContextMenu and isinstance(watched, QWidget):
            self._offer(watched)
            return True
        return kind == QEvent.Type.ToolTip

    def _offer(self, widget: QWidget) -> None:
        """Open the list of a field below it. An open cell has its keys: it closes when it loses the keyboard."""
        field = widget if isinstance(widget, Field) else widget.parentWidget()
        if not isinstance(field, Field) or isinstance(field, CellEditor):
            return
        self._field = field
        popup = ChoicePopup(field, "Edit")
        popup.picked.connect(self._on_picked)
        popup.open(field.rect(), (ChoiceGroup("", (_EDITS[1], _MORE[1]) if field.isReadOnly() else (*_EDITS, *_MORE)),))

    def _on_picked(self, picked: tuple[tuple[str, ...], ...]) -> None:
        field, self._field = self._field, None
        if field is not None and isValid(field):
            getattr(field, picked[0][0])()
