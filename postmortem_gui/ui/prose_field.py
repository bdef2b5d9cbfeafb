"""A field for prose: several lines, growing with its text, every character kept."""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.ui.dropped import files_in
from postmortem_gui.ui.field_keys import is_history_key, leaves_to_window
from postmortem_gui.ui.pasted import refuses
from postmortem_gui.ui.theme import restyled

_EDGES = 13
"""Border and padding above and below the text, as the style sheet draws them with and without the keyboard."""


def units(text: str) -> int:
    """Return how many positions of a QTextCursor a text takes: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_LONG_WORD = re.compile(r"\S{10000}")


def wrap_for(text: str) -> QTextOption.WrapMode:
    """Return how Qt should wrap a text: at words, but anywhere where one is so long that looking for its end would
    take seconds (the time grows with its square)."""
    modes = QTextOption.WrapMode
    return modes.WrapAnywhere if _LONG_WORD.search(text) else modes.WrapAtWordBoundaryOrAnywhere


class ProseField(QPlainTextEdit):
    """Text of several lines that grows with what is in it and never scrolls on its own.

    `value` is exact: no-break spaces and line separators stay, which `toPlainText` would change. Pasting takes plain
    text. `bare` leaves out edge and background, for text inside a card; `lines` is the least height. The Tab key leaves
    unless `tab_leaves` is false.
    """

    typed = Signal(str)
    left = Signal()
    height_changed = Signal(int)

    def __init__(
        self,
        name: str = "",
        placeholder: str = "",
        *,
        bare: bool = False,
        lines: int = 1,
        tab_leaves: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(tab_leaves)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._bare, self._lines = bare, lines
        if bare:
            self.setProperty("bare", "true")
        self._shown = ""
        self._showing = False
        self.document().contentsChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    @property
    def value(self) -> str:
        """The text, exactly."""
        return self._shown

    def raw_text(self) -> str:
        """Return the text as it stands in the field, its lines joined by line feeds."""
        lines = []
        block = self.document().begin()
        while block.isValid():
            lines.append(block.text())
            block = block.next()
        return "\n".join(lines)

    def show_value(self, value: str) -> None:
        """Show a text. Only what differs is replaced, so caret, selection and scroll stay."""
        if value == self._shown:
            return
        self._shown = value
        old, new = self.raw_text(), value
        if old == new:
            return
        start = alike(old, new)
        end = alike(old[start:][::-1], new[start:][::-1])
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(old[:start]))
        cursor.setPosition(units(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
        if wrap_for(new) != self.wordWrapMode():  # while either is there, words are not looked for
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self._showing = True
        cursor.insertText(new[start : len(new) - end])
        self._showing = False
        self.setWordWrapMode(wrap_for(new))

    def _changed(self) -> None:
        if self._showing:
            return
        text = self.raw_text()
        if text != self._shown:
            self._shown = text
            self.typed.emit(text)

    def set_font(self, font: QFont) -> None:
        """Write in another font."""
        self.setFont(font)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the text. Lines with fallback fonts are taller than others, so lines are not counted."""
        last = self.blockBoundingGeometry(self.document().lastBlock())
        first = self.blockBoundingGeometry(self.document().firstBlock())
        least = self._lines * QFontMetricsF(self.font()).lineSpacing()
        tall = ceil(max(last.bottom() - first.top(), least)) + 1  # one less, and Qt would scroll by a line
        edges = 0 if self._bare else _EDGES
        if tall + edges != self.height():
            self.setFixedHeight(tall + edges)
            self.height_changed.emit(tall + edges)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event) or event.type() == QEvent.Type.FontChange:
            self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        return leaves_to_window(self, event) or super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_history_key(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text().replace("\r\n", "\n").replace("\r", "\n")
        if refuses(self, text):
            return
        if wrap_for(text) != self.wordWrapMode():
            self.setWordWrapMode(wrap_for(self._shown + text))
        self.insertPlainText(text)
        self.ensureCursorVisible()

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.ignore()  # the window opens files
        else:
            super().dragEnterEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions()[:3]:
            if action.isSeparator() or action.objectName() in ("edit-undo", "edit-redo"):
                menu.removeAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


def alike(a: str, b: str) -> int:
    """Return how many characters two texts have in common from the start, by halving: texts may be long."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
