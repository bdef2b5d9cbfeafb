"""The preview: the laid-out document as a page, kept up with every key.

preview.show_layout(layout)          # render.blocks.Layout; only what differs is written anew
preview.place_clicked.connect(...)   # Place, when a person clicks on a block
preview.reveal(place)                # scroll to a place, and mark it
preview.link_clicked                 # an address, after a click; http, https and mailto open in the system
preview.set_attachments({"a_4j…": bytes}); preview.set_zoom(1.25); preview.flush()
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QFocusEvent,
    QHideEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget
from typing_extensions import override

from postmortem_gui.core.places import Place
from postmortem_gui.render.blocks import Block, Heading, Layout
from postmortem_gui.ui.painting import draw_focus_ring
from postmortem_gui.ui.preview_grounds import in_sight, paint_quote_bars, paint_tinted
from postmortem_gui.ui.preview_page import Found, Page
from postmortem_gui.ui.preview_pieces import Piece, cut
from postmortem_gui.ui.preview_spans import BREAK_HERE, unbroken
from postmortem_gui.ui.preview_style import CANVAS_EDGE, COLUMN, INDENT, MARGIN, NARROW, PageStyle
from postmortem_gui.ui.reading import Reading
from postmortem_gui.ui.theme import current_theme, restyled

FIRST_LINES, STEP_LINES = 90, 120
"""About how many lines are laid out before the first paint, and in each step after it."""
OPENED = ("http", "https", "mailto")
"""The schemes of the links that are opened, and only after a click."""


class Preview(QTextBrowser):
    """Shows a layout as a page on a canvas. It reads no file and no network: what was not handed in is not shown."""

    place_clicked = Signal(object)
    link_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName("Preview of the document")
        self.setProperty("bare", "true")
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setUndoRedoEnabled(False)
        # A vertical bar that comes while the page fills makes it narrower, and Qt then keeps a horizontal bar for the
        # width that it had before. So the one is always there, and the other never.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalScrollBar().rangeChanged.connect(self._stay_left)
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(wrapping)
        self.anchorClicked.connect(self._follow)
        self._layout: Layout | None = None
        self._wanted: list[Piece] = []
        self._pictured_room = 0
        self._pictures: dict[str, QImage] = {}
        self._marked: Place | None = None
        self._found: Found | None = None
        self._is_found = False
        self._tinted: frozenset[str] = frozenset()
        self._sought = False
        self._ringed = False
        self._pressed_at = QPoint()
        self._zoom = 1.0
        self._page = Page(self.document, PageStyle(current_theme(), 1.0), self._picture_size)
        self.reading = Reading(self)
        self._more = QTimer(self, interval=0)
        self._more.timeout.connect(self._step)
        self._measure()

    # ── What is shown ────────────────────────────────────────────────────────────────────────────

    def show_layout(self, layout: Layout) -> None:
        """Show a layout. Pieces that are as they were stay untouched, and the reader stays where they read."""
        complete = 0 < len(self._page) == len(self._wanted)
        self._layout = layout
        self._wanted = cut(layout, self._wanted, self._room())
        self._write(len(self._wanted) if complete else self._as_far_as_before())

    def flush(self) -> None:
        """Finish at once what the first load and a new theme do in steps."""
        self._write(len(self._wanted))
        self._refresh(sum(piece.weight for piece in self._wanted))

    def set_attachments(self, pictures: Mapping[str, bytes]) -> None:
        """Hand in the images that prose may show as `![](pm:ID)`, by their ids. What is no image is left out."""
        read = {name: QImage.fromData(content) for name, content in pictures.items()}
        self._pictures = {f"pm:{name}": image for name, image in read.items() if not image.isNull()}
        self._page.restyle(self._page.style)
        self._refresh(FIRST_LINES)

    def set_zoom(self, zoom: float) -> None:
        """Show everything larger or smaller; 1.0 is the size of the design."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._restyle()

    @property
    def zoom(self) -> float:
        """How large everything is shown."""
        return self._zoom

    def reveal(self, place: Place | None) -> None:
        """Mark a place, and scroll to it when it cannot be seen. One that is not on the page marks nothing.

        While the page is still being filled, the place is looked for again in what comes. While somebody reads, which
        is until three seconds after they scrolled, it is marked and the page stays where it is.
        """
        self._marked, self._is_found = place, False
        self._show_marked()

    def _show_marked(self) -> None:
        box = self._marked_box()
        self._sought = self._marked is not None and box.isNull() and len(self._page) < len(self._wanted)
        page = self.viewport().rect()
        is_seen = page.top() <= box.top() and box.top() + min(box.height(), 40) <= page.bottom()
        if not box.isNull() and not is_seen and not self.reading.goes_on:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + box.top() - page.height() // 3)
        self.viewport().update()

    def tint(self, rows: frozenset[str]) -> None:
        """Paint rows of the timeline green, by their ids: what would come in, and is not there yet."""
        self._tinted = rows
        self.viewport().update()

    def place_at(self, point: QPoint) -> Place | None:
        """Return the place of what is at a point of the viewport, or None."""
        return self._page.place_of(self.cursorForPosition(point))

    # ── Writing, and staying where the reader is ─────────────────────────────────────────────────

    def _lines_from(self, start: int, lines: int) -> int:
        at = start
        while at < len(self._wanted) and lines > 0:
            lines -= self._wanted[at].weight
            at += 1
        return at

    def _as_far_as_before(self) -> int:
        keys = self._page.keys
        known = [at for at, piece in enumerate(self._wanted) if piece.key in keys]
        return known[-1] + 1 if known else self._lines_from(0, FIRST_LINES)

    def _room(self) -> int:
        """Return how wide a table may be, in pixels at zoom 1.0, in steps so that not every pixel moves the columns."""
        return min(COLUMN, round(self.viewport().width() / self._page.style.zoom) - 2 * MARGIN) // 16 * 16

    def _write(self, count: int) -> None:
        write = self._page.difference(self._wanted[:count])
        if write is not None:
            anchor, above = self._anchor()
            write()
            self._is_found = False
            self._scroll_back(anchor, above)
            if self._sought:
                self._show_marked()
        self._go_on()

    def _refresh(self, lines: int) -> None:
        if self._page.is_stale:
            anchor, above = self._anchor()
            spot = self._page.spot_of(anchor) if anchor else None  # a cursor in what is written anew is left behind
            top, self._is_found = self.verticalScrollBar().value(), False
            self._page.refresh(lines, top, top + self.viewport().height())
            self._scroll_back(self._page.cursor_at(spot) if spot else anchor, above)
        self._go_on()

    def _step(self) -> None:
        if len(self._page) < len(self._wanted):
            self._write(self._lines_from(len(self._page), STEP_LINES))
        else:
            self._refresh(STEP_LINES // 2)

    def _go_on(self) -> None:
        if self.isVisible() and (len(self._page) < len(self._wanted) or self._page.is_stale):
            self._more.start()
        else:
            self._more.stop()

    def _anchor(self) -> tuple[QTextCursor | None, int]:
        """Return a cursor at what is read, the first line on the page, and how far below the top that is."""
        if self.verticalScrollBar().value() == 0:
            return None, 0
        anchor = self.cursorForPosition(QPoint(self._page.style.px(MARGIN) + 1, 1))
        anchor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        return anchor, self.cursorRect(anchor).top()

    def _scroll_back(self, anchor: QTextCursor | None, above: int) -> None:
        if anchor is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(anchor).top() - above)

    def _picture_size(self, address: str) -> tuple[int, int] | None:
        image = self._pictures.get(address)
        if image is None:
            return None
        width = min(image.width(), self._page.style.px(self._room()))
        return width, max(1, round(image.height() * width / image.width()))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._go_on()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._more.stop()
        super().hideEvent(event)

    # ── Looks ────────────────────────────────────────────────────────────────────────────────────

    def _restyle(self) -> None:
        old = self._page.style.zoom
        self._page.restyle(PageStyle(current_theme(), self._zoom, narrow=self._page.style.narrow))
        if old != self._page.style.zoom:
            self._measure()
        self._refresh(FIRST_LINES)
        self.update()

    def _measure(self) -> None:
        """Tell Qt the sizes that hold for the whole page; it lays everything out again for each."""
        style, document = self._page.style, self.document()
        document.setDefaultFont(style.font("body"))
        document.setDocumentMargin(style.px(MARGIN))
        document.setIndentWidth(style.px(INDENT))
        self._settle()

    def _settle(self) -> None:
        """Have the canvas show on both sides, and the page never wider than a line can be read."""
        style = self._page.style
        edge, page = style.px(CANVAS_EDGE), style.px(COLUMN) + 2 * style.px(MARGIN)
        scrolls = self.verticalScrollBar().sizeHint().width()
        left = max(edge, (self.width() - page) // 2)
        self.setViewportMargins(left, 0, max(left - scrolls, 2), 0)

    def _fit(self) -> None:
        """Have the title smaller and pictures no wider where the page is narrow; nothing else is written for that."""
        style, room = self._page.style, self._room()
        narrow = self.viewport().width() < style.px(NARROW)
        if narrow != style.narrow or (room != self._pictured_room and self._pictures):
            self._page.restyle(PageStyle(style.theme, self._zoom, narrow=narrow), _is_fitted)
            self._pictured_room = room
            self._refresh(FIRST_LINES)

    def _stay_left(self, _least: int, most: int) -> None:
        """Have nothing scroll sideways, not even by the pixels to which the columns of a table are rounded up."""
        if most:
            self.horizontalScrollBar().setRange(0, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        anchor, above = self._anchor()
        self._settle()
        super().resizeEvent(event)
        self._scroll_back(anchor, above)
        self._fit()
        if self._layout is not None:
            self.show_layout(self._layout)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event) and current_theme() != self._page.style.theme:
            self._restyle()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:  # the canvas; the page itself is the viewport
            theme, painter = self._page.style.theme, QPainter(self)
            painter.fillRect(self.rect(), theme.color("canvas"))
            page = QRectF(self.viewport().geometry()).adjusted(-0.5, 0, 0.5, 0)
            painter.setPen(QPen(theme.color("border"), 1))
            painter.drawLine(page.topLeft(), page.bottomLeft())
            painter.drawLine(page.topRight(), page.bottomRight())
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._page.style.paper)
        if self._marked is not None:
            painter.fillRect(self._marked_box(), self._page.style.mark())
        seen = list(in_sight(self))
        if self._tinted:
            paint_tinted(painter, self._page, self._tinted, seen, self.viewport().width())
        paint_quote_bars(painter, self._page.style, seen)
        painter.end()
        super().paintEvent(event)
        if self._ringed:
            draw_focus_ring(QPainter(self.viewport()), self._page.style.theme, QRectF(self.viewport().rect()), 2)

    @property
    def style_of_page(self) -> PageStyle:
        """How the page looks now."""
        return self._page.style

    def block_box(self, block: QTextBlock) -> QRectF:
        """Return where a paragraph is in the viewport."""
        box = self.document().documentLayout().blockBoundingRect(block)
        return box.translated(0, -self.verticalScrollBar().value())

    def _marked_box(self) -> QRect:
        if not self._is_found:  # which looks at every row, so once for each change and not for each paint
            self._found = self._page.find(self._marked) if self._marked else None
            self._is_found = True
        found = self._found
        if found is None:
            return QRect()
        box, block = self.block_box(found.first), found.first
        while block.isValid() and block != found.last:
            block = block.next()
            box = box.united(self.block_box(block))
        in_table = QTextCursor(found.first).currentTable() is not None
        pad = self._page.style.px(5) if in_table else 2
        margin = self._page.style.px(MARGIN) - (0 if in_table else 6)
        wide = self.viewport().width() - 2 * margin
        return QRect(margin, round(box.top()) - pad, wide, round(box.height()) + 2 * pad)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # A ring for those who come by keyboard; who clicked knows where they are.
        self._ringed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.viewport().update()
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ringed = False
        self.viewport().update()
        super().focusOutEvent(event)

    # ── Mouse, links, clipboard ──────────────────────────────────────────────────────────────────

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        still = (point - self._pressed_at).manhattanLength() < 4
        if event.button() == Qt.MouseButton.LeftButton and still and not self.anchorAt(point):
            place = self.place_at(point)
            if place is not None and not self.textCursor().hasSelection():
                event.accept()
                self.place_clicked.emit(place)

    def _follow(self, url: QUrl) -> None:
        self.link_clicked.emit(url.toString())
        if url.scheme() in OPENED:
            QDesktopServices.openUrl(url)

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return an image that was handed in, else an empty one: returning nothing would have Qt look for a file."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            image = self._pictures.get(name if isinstance(name, str) else name.toString())
            if image is not None:
                return image
        empty = QImage(1, 1, QImage.Format.Format_ARGB32)
        empty.fill(Qt.GlobalColor.transparent)
        return empty

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        copied = super().createMimeDataFromSelection()
        if BREAK_HERE in copied.text():
            copied.setHtml(copied.html().replace(BREAK_HERE, ""))
            copied.setText(unbroken(copied.text()))
        return copied


def _is_fitted(block: Block) -> bool:
    """Tell whether a block is written anew when the page becomes narrower: the title, and what may have pictures."""
    return (isinstance(block, Heading) and block.level == 1) or "![" in getattr(block, "text", "")
