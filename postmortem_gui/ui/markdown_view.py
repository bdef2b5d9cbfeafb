"""The Markdown view: the text that would be exported, as it would be written, to read and to copy.

view.show_text(text)            # only changed lines are replaced, so scroll and selection stay
view.reveal_line(41)            # counted from one: scrolls there when it cannot be seen, and marks it; 0 marks none
view.copy_all()                 # the whole text to the clipboard, then copied()
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget
from typing_extensions import override

from postmortem_gui.core.places import Place
from postmortem_gui.render.blocks import Layout
from postmortem_gui.render.markdown import document_markdown
from postmortem_gui.ui.nearness import line_of
from postmortem_gui.ui.painting import draw_focus_ring
from postmortem_gui.ui.reading import Reading
from postmortem_gui.ui.theme import Theme, current_theme, restyled

GUTTER, TOP = 48, 8
"""Pixels at scale 1.0: room for line numbers, and above the first line."""
LONGEST_LINE = 20_000
"""Characters of a line that are coloured and shown; Qt takes minutes to break a line of a megabyte."""

_MARK = re.compile(
    r"(?P<bold>\*\*(?=\S).{1,400}?\*\*)|(?P<italic>(?<!\*)\*(?=[^\s*])[^*]{1,400}\*(?!\*))"
    r"|(?P<link>\[(?P<words>[^\]]{1,400})\]\([^)\s]{1,2000}\))|(?P<code>`[^`]{1,400}`)|(?P<pipe>(?<!\\)\|)"
)
_RULE = re.compile(r"[|:\- ]*-{3}[|:\- ]*\Z")
_POINT = re.compile(r"\s*(?:[-*+]|\d+[.)])(?=\s)")


class _Colours(QSyntaxHighlighter):
    """Headings in the accent colour, what is bold bold, addresses and table rules dim."""

    def __init__(self, view: MarkdownView) -> None:
        super().__init__(view.document())
        self.take_up(current_theme())

    def take_up(self, theme: Theme) -> None:
        """Use the colours of a theme from now on."""

        def made(token: str, weight: QFont.Weight | None = None, *, italic: bool = False) -> QTextCharFormat:
            form = QTextCharFormat()
            form.setForeground(theme.color(token))
            if weight is not None:
                form.setFontWeight(weight)
            if italic:
                form.setFontItalic(True)
            return form

        self._heading = made("accent_text", QFont.Weight.Bold)
        self._point = made("violet_fg", QFont.Weight.Bold)
        self._words = made("accent_text")
        self._dim = made("text3")
        self._forms = {
            "bold": made("text", QFont.Weight.Bold),
            "italic": made("text", italic=True),
            "link": self._dim,
            "code": made("blue_fg"),
            "pipe": self._dim,
        }

    @override
    def highlightBlock(self, text: str) -> None:
        if not text:
            return
        if text.startswith("#"):
            self.setFormat(0, len(text), self._heading)
            return
        if text[0] in "|-:" and _RULE.match(text[:500]):
            self.setFormat(0, len(text), self._dim)
            return
        point = _POINT.match(text)
        if point:
            self.setFormat(0, point.end(), self._point)
        if text.isascii():  # Qt counts UTF-16 units, and here they are characters
            for found in _MARK.finditer(text[:LONGEST_LINE]):
                self._mark(found, found.start(), found.end())
            return
        units = [0]
        for char in text[:LONGEST_LINE]:
            units.append(units[-1] + (2 if ord(char) > 0xFFFF else 1))
        for found in _MARK.finditer(text[:LONGEST_LINE]):
            self._mark(found, units[found.start()], units[found.end()])

    def _mark(self, found: re.Match[str], start: int, end: int) -> None:
        kind = found.lastgroup if found.lastgroup != "words" else "link"
        self.setFormat(start, end - start, self._forms[kind or "pipe"])
        if kind == "link":
            words = len(found["words"].encode("utf-16-le", "surrogatepass")) // 2
            self.setFormat(start + 1, words, self._words)


class MarkdownView(QPlainTextEdit):
    """Shows a text with line numbers; it can be selected and copied, not changed."""

    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("markdownView")
        self.setAccessibleName("The document as Markdown")
        self.setProperty("bare", "true")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self._layout: Layout | None = None
        self._text = ""
        self._lines: list[str] = [""]
        self._marked = 0
        self._ringed = False
        self.reading = Reading(self)
        self._theme = current_theme()
        self._gutter = _Gutter(self)
        self._colours = _Colours(self)
        self.updateRequest.connect(self._scrolled)
        self._restyle()

    @property
    def text(self) -> str:
        """The whole text, exactly."""
        return self._text

    @property
    def line_count(self) -> int:
        """How many lines the text has."""
        return len(self._lines)

    @property
    def marked_line(self) -> int:
        """The line that is marked, counted from one; 0 for none."""
        return self._marked

    def show_layout(self, layout: Layout) -> None:
        """Show what would be written of a laid-out document."""
        self._layout = layout
        self.show_text(document_markdown(layout))

    def reveal(self, place: Place | None) -> None:
        """Mark the line that is nearest to a place, and scroll to it when it cannot be seen."""
        self.reveal_line(line_of(self._layout, place) if self._layout and place else 0)

    @property
    def where(self) -> str:
        """Which line is marked, of how many; empty while none is."""
        return f"line {self._marked} of {len(self._lines)}" if self._marked else ""

    def show_text(self, text: str) -> None:
        """Show a text. What is equal at the beginning and at the end stays untouched."""
        if text == self._text:
            return
        old, new = self._lines, text.split("\n")
        least = min(len(old), len(new))
        head = next((at for at in range(least) if old[at] != new[at]), least)
        tail = next((at for at in range(least - head) if old[-1 - at] != new[-1 - at]), least - head)
        self._text, self._lines = text, new
        gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
        if len(gone) == len(come):
            self._replace_lines(head, come)
        else:
            self._replace_part(head, len(gone), come)
        self._gutter.update()

    def _replace_lines(self, at: int, lines: list[str]) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = self.document().findBlockByNumber(at)
        for line in lines:
            if block.text() != _shown(line):
                cursor.setPosition(block.position())
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(_shown(line))
                block = cursor.block()
            block = block.next()
        cursor.endEditBlock()

    def _replace_part(self, at: int, gone: int, lines: list[str]) -> None:
        """Put lines where others were; one of them at least has a neighbour that stays, unless all is new."""
        document = self.document()
        shown = [_shown(line) for line in lines]
        if gone == document.blockCount():
            self.setPlainText("\n".join(shown))
            return
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        if at > 0:  # from the end of the line before
            before = document.findBlockByNumber(at - 1)
            cursor.setPosition(before.position() + before.length() - 1)
            last = document.findBlockByNumber(at + gone - 1)
            cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText("".join("\n" + line for line in shown))
        else:  # to the start of the line behind
            cursor.setPosition(0)
            cursor.setPosition(document.findBlockByNumber(gone).position(), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText("".join(line + "\n" for line in shown))
        cursor.endEditBlock()

    def reveal_line(self, line: int) -> None:
        """Mark a line, counted from one, and scroll to it when it cannot be seen. 0 marks none."""
        self._marked = line if 1 <= line <= len(self._lines) else 0
        block = self.document().findBlockByNumber(self._marked - 1)
        if self._marked and block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            is_seen = box.top() >= 0 and box.top() + min(box.height(), 40) <= self.viewport().height()
            if not is_seen and not self.reading.goes_on:
                self.verticalScrollBar().setValue(max(0, block.firstLineNumber() - 8))
        self.viewport().update()
        self._gutter.update()

    def copy_all(self) -> None:
        """Put the whole text on the clipboard, or what is selected where something is."""
        cursor = self.textCursor()
        selected = cursor.selection().toPlainText() if cursor.hasSelection() else self._text
        QGuiApplication.clipboard().setText(selected)
        self.copied.emit()

    # ── Looks ────────────────────────────────────────────────────────────────────────────────────

    def _restyle(self) -> None:
        theme = self._theme = current_theme()
        self.setFont(theme.font("label", mono=True))
        self.setViewportMargins(theme.px(GUTTER), theme.px(TOP), theme.px(6), 0)
        self._colours.take_up(theme)
        self._colours.rehighlight()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event) and current_theme() != self._theme:
            self._restyle()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._gutter.setGeometry(QRect(0, 0, self._theme.px(GUTTER), self.height()))

    def _scrolled(self, box: QRect, by: int) -> None:
        self._gutter.update()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:  # around the viewport
            QPainter(self).fillRect(self.rect(), self._theme.color("paper"))
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("paper"))
        box = self.line_box(self._marked)
        if not box.isNull():
            painter.fillRect(box, self._theme.color("accent_soft"))
        painter.end()
        super().paintEvent(event)
        if self._ringed:
            draw_focus_ring(QPainter(self.viewport()), self._theme, QRectF(self.viewport().rect()), 2)

    def line_box(self, line: int) -> QRectF:
        """Return where a line, counted from one, is in the viewport; no box for one that is not there."""
        block = self.document().findBlockByNumber(line - 1) if line else self.document().end()
        if not block.isValid():
            return QRectF()
        box = self.blockBoundingGeometry(block).translated(self.contentOffset())
        return QRectF(0, box.top(), self.viewport().width(), box.height())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ringed = False
        super().focusOutEvent(event)


def _shown(line: str) -> str:
    """Return what is shown of a line: what Qt would take for the end of it is a space, and it is not endless."""
    shown = line.replace("\r", " ").replace("\u2029", " ").replace("\ufdd0", " ").replace("\ufdd1", " ")
    if len(shown) <= LONGEST_LINE:
        return shown
    return shown[:LONGEST_LINE] + " … (the rest of this line is copied, but not shown)"


class _Gutter(QWidget):
    """The numbers of the lines, and a bar at the one that is marked."""

    def __init__(self, view: MarkdownView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(GUTTER), 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, view, painter = current_theme(), self._view, QPainter(self)
        painter.setFont(theme.font("caption", tabular=True))
        tall = QFontMetricsF(view.font()).lineSpacing()
        down = theme.px(TOP)
        block = view.firstVisibleBlock()
        while block.isValid():
            line = block.blockNumber() + 1
            box = view.line_box(line).translated(0, down)
            if box.top() > self.height():
                return
            marked = line == view.marked_line
            if marked:
                painter.fillRect(QRectF(0, box.top(), self.width(), box.height()), theme.color("accent_soft"))
                painter.fillRect(QRectF(0, box.top(), theme.px(3), box.height()), theme.color("accent_text"))
            painter.setPen(theme.color("accent_text" if marked else "text3"))
            number = QRectF(0, box.top(), self.width() - theme.px(12), tall)
            painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(line))
            block = block.next()
