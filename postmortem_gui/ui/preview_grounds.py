"""What the preview paints behind its text: bars beside quotes, and the ground of rows that would come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter, QTextBlock, QTextCursor

from postmortem_gui.ui.preview_page import Page
from postmortem_gui.ui.preview_style import MARGIN, QUOTE_INDENT, QUOTED, PageStyle

if TYPE_CHECKING:
    from postmortem_gui.ui.preview import Preview

InSight = tuple[QTextBlock, QRectF]
"""A paragraph, and where it is in the viewport."""


def in_sight(preview: Preview) -> Iterator[InSight]:
    """Yield the paragraphs that can be seen, from top to bottom."""
    height = preview.viewport().height()
    block = preview.cursorForPosition(QPoint(preview.style_of_page.px(MARGIN) + 1, 0)).block()
    while block.isValid() and (box := preview.block_box(block)).top() <= height:
        yield block, box
        block = block.next()


def paint_quote_bars(painter: QPainter, style: PageStyle, seen: Iterable[InSight]) -> None:
    """Paint a bar beside quotes, which Qt's block formats cannot have."""
    for block, box in seen:
        for depth in range(block.blockFormat().intProperty(QUOTED)):
            x = style.px(MARGIN + depth * QUOTE_INDENT)
            painter.fillRect(QRectF(x, box.top(), style.px(3), box.height()), style.bar)


def paint_tinted(painter: QPainter, page: Page, rows: frozenset[str], seen: Iterable[InSight], width: float) -> None:
    """Paint the ground of rows of the timeline green, each as high as its highest cell."""
    boxes: dict[str, QRectF] = {}
    for block, box in seen:
        place = page.place_of(QTextCursor(block))
        if place is not None and place.part == "timeline" and place.row in rows:
            boxes[place.row] = boxes[place.row].united(box) if place.row in boxes else box
    margin, pad = page.style.px(MARGIN), page.style.px(5)
    for box in boxes.values():
        whole = QRectF(margin, box.top() - pad, width - 2 * margin, box.height() + 2 * pad)
        painter.fillRect(whole, page.style.theme.color("green_bg"))
