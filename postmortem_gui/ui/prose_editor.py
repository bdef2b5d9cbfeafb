"""Prose: Markdown typed plainly, in lines short enough to read, with keys for emphasis and links."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.core.links import is_address
from postmortem_gui.ui.prose_field import ProseField
from postmortem_gui.ui.theme import Theme, current_theme, restyled
from postmortem_gui.ui.tokens import FOCUS_RING, LINE_LENGTH

_SAMPLE = "From 23:41 UTC on, the Relay kept what it could not print, and NOBODY was told until 00:12. "
"""Ordinary prose, to measure how wide a character is."""


class ProseEditor(ProseField):
    """A text of a section. Ctrl+B and Ctrl+I put what is selected in bold or italics, Ctrl+L makes it a link."""

    _theme: Theme | None = None

    def __init__(
        self, name: str, placeholder: str = "", *, lines: int = 4, bare: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, placeholder, bare=bare, lines=lines, parent=parent)
        self._write_as_document()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _write_as_document(self) -> None:
        theme = current_theme()
        if theme == self._theme:  # setting the font is a change of style too
            return
        self._theme = theme
        font = theme.font("doc")
        self.set_font(font)
        wide = QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE) * LINE_LENGTH
        self.setMaximumWidth(round(wide) + 16)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.property("bare") == "true":  # the words stand free, so a bar beside them is enough
            theme, viewport = current_theme(), self.viewport()
            QPainter(viewport).fillRect(0, 0, FOCUS_RING, viewport.height(), theme.color("focus"))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), super().sizeHint().height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._write_as_document()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _mark_of(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        mark = _mark_of(event)
        if mark and not self.isReadOnly():
            if mark == _LINK:
                self.make_link()
            else:
                self.wrap(mark)
            return
        super().keyPressEvent(event)

    def make_bold(self) -> None:
        """Put what is selected in bold, or take it out."""
        self.wrap("**")

    def make_italic(self) -> None:
        """Put what is selected in italics, or take it out."""
        self.wrap("*")

    def wrap(self, mark: str) -> None:
        """Put marks around what is selected, or the word at the caret; take them away where they are already."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        start, end, wide = cursor.selectionStart(), cursor.selectionEnd(), len(mark)
        around = self._between(start - wide, start), self._between(end, end + wide)
        text = self._between(start, end)
        if around == (mark, mark) and not (mark == "*" and self._between(start - 2, start) == "**"):
            self._replace(start - wide, end + wide, text, 0, end - start)
        elif len(text) > 2 * wide and text.startswith(mark) and text.endswith(mark):
            self._replace(start, end, text[wide:-wide], 0, end - start - 2 * wide)
        else:
            self._replace(start, end, f"{mark}{text}{mark}", wide, end - start)

    def make_link(self) -> None:
        """Make a link of what is selected; the caret goes where the rest of it is to be typed."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        text = self._between(start, end)
        if is_address(text):
            self._replace(start, end, f"[]({text})", 1, 0)
        else:
            self._replace(start, end, f"[{text}]()", len(text.encode("utf-16-le")) // 2 + (3 if text else 1), 0)

    def _between(self, start: int, end: int) -> str:
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(max(0, min(start, last)))
        cursor.setPosition(max(0, min(end, last)), QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    def _replace(self, start: int, end: int, text: str, select_from: int, select: int) -> None:
        """Replace a stretch in one go and select a part of what stands there now, counted as Qt counts."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        cursor.setPosition(start + select_from)
        cursor.setPosition(start + select_from + select, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)


_LINK = "link"


def _mark_of(event: QKeyEvent) -> str:
    """Return what a key asks for: the marks of bold or italics, or a link."""
    if event.matches(QKeySequence.StandardKey.Bold):
        return "**"
    if event.matches(QKeySequence.StandardKey.Italic):
        return "*"
    if event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
        return _LINK
    return ""
