"""The editor that opens in a cell: text that wraps as the cell does, with an undo of its own while it is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFont, QFontMetricsF, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget
from typing_extensions import override

from postmortem_gui.ui.dropped import files_in
from postmortem_gui.ui.pasted import refuses
from postmortem_gui.ui.prose_field import units, wrap_for
from postmortem_gui.ui.theme import current_theme

_TALLEST = 240


class CellEditor(QPlainTextEdit):
    """One line of text, wrapped. A line break that is pasted becomes a space.

    `names` are completed while typing. Undo takes back what was typed here, as long as it is open.
    """

    typed = Signal()

    def __init__(self, parent: QWidget, name: str, font: QFont, names: Sequence[str] = ()) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._names = tuple(names)
        self._box = QRect()
        self._began_with = self._began_as = ""
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        # A style sheet of its own, for that of the application would win over `setFont`.
        self.setStyleSheet(
            f"QPlainTextEdit {{ border: 2px solid {theme.colours.focus}; border-radius: 6px; padding: 0 4px;"
            f" font-size: {font.pixelSize()}px; font-weight: {int(font.weight())}; }}"
        )
        self._line = QFontMetricsF(font).lineSpacing()
        self.textChanged.connect(self._on_text)

    @property
    def value(self) -> str:
        """The text, exactly; one that nobody changed is the text that it began with, line breaks and all."""
        text = self._text()
        return self._began_with if text == self._began_as else text

    def _text(self) -> str:
        lines = []
        block = self.document().begin()
        while block.isValid():
            lines.append(block.text())
            block = block.next()
        return " ".join(lines)

    def begin(self, text: str) -> None:
        """Start with a text, the caret behind it. Undo does not go back before this."""
        self.blockSignals(True)
        self.setWordWrapMode(wrap_for(text))
        self.setPlainText(text.replace("\n", " "))
        self._began_with, self._began_as = text, self._text()
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.blockSignals(False)
        self._fit()

    def take_box(self, box: QRect) -> None:
        """Lie over a cell, and grow downwards out of it where the text needs more."""
        self._box = box
        self._fit()

    def _on_text(self) -> None:
        self._fit()
        self.typed.emit()

    def _fit(self) -> None:
        if self._box.isEmpty():
            return
        self.setFixedWidth(self._box.width())
        tall = self.blockBoundingGeometry(self.document().lastBlock()).bottom()
        height = max(self._box.height(), min(round(tall) + 8, _TALLEST))
        room = max(0, round((height - 4 - max(tall, self._line)) / 2))
        self.setViewportMargins(0, room, 0, 0)
        self.setFixedHeight(height)
        self.move(self._box.topLeft())

    def _complete(self) -> None:
        """Offer the rest of a name behind the caret, selected, so that the next key replaces it."""
        cursor = self.textCursor()
        text = self._text()
        if not text.strip() or cursor.hasSelection() or cursor.position() != units(text):
            return
        wanted = text.casefold()
        found = next((name for name in self._names if name.casefold().startswith(wanted) and len(name) > len(text)), "")
        if found:
            cursor.insertText(found[len(text) :])
            cursor.setPosition(units(text))
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_own_key(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.redo()  # X11 does not know this key for redo
            return
        super().keyPressEvent(event)
        if self._names and event.text().strip() and event.text().isprintable():
            self._complete()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.ignore()  # the window opens files
        else:
            super().dragEnterEvent(event)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text().replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        if refuses(self, text):
            return
        if wrap_for(text) != self.wordWrapMode():
            self.setWordWrapMode(wrap_for(self._text() + text))
        self.insertPlainText(text)


_OWN = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)


def is_own_key(event: QKeyEvent) -> bool:
    """Tell whether a key belongs to an open editor and not to the window: undo, redo, and what edits text."""
    redo = event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return redo or any(event.matches(key) for key in _OWN)
