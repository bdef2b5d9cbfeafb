"""How the page of the preview looks: fonts, spacing and colours of each kind of block, for a theme and a zoom."""

from __future__ import annotations

from functools import cached_property, lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTableCellFormat,
    QTextTableFormat,
)

from postmortem_gui.render.blocks import Block, Head, Heading
from postmortem_gui.ui import fonts
from postmortem_gui.ui.preview_spans import Span
from postmortem_gui.ui.theme import Theme, Weight

PLACE = int(QTextFormat.Property.UserProperty.value) + 1
"""Block property: which of a piece's places a click on the block leads to, counted from one."""
QUOTED = PLACE + 1
"""Block property: how many quotes deep the block is."""

DONE, OPEN, BOX_SPACE = "☑", "☐", "\u2002"
"""A box that is ticked, one that is not, and what stands between a box and its words."""

BODY, TABLE, CODE = 15, 13, 12
HEADINGS = {1: 24, 2: 19, 3: 16}
NARROW, NARROW_TITLE = 480, 22
"""Under so many pixels of page at zoom 1.0 the title is smaller, and so small."""
_AROUND = {1: (0, 10), 2: (14, 5), 3: (6, 3)}
COLUMN, MARGIN, CANVAS_EDGE = 576, 22, 12
"""Pixels at zoom 1.0: the longest line, the margin of the page, and the canvas that shows around it."""
CELL_PADDING = {False: 6, True: 3}
"""Pixels at zoom 1.0 on either side of the words of a table that is not dense, and of one that is."""
INDENT, QUOTE_INDENT = 18, 18
BULLET_STRETCH = 200
"""How wide the space between a bullet and its words is, in percent of the font's."""

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


def table_size(role: str) -> int:
    """Return the size of the words of a table, `table`, `dense`, `head` or `day`, in pixels at zoom 1.0."""
    return TABLE - 1 if role in ("head", "dense") else TABLE


class PageStyle:
    """The formats of one theme at one zoom, on a page that may be `narrow`. Made once, asked for each piece of text."""

    def __init__(self, theme: Theme, zoom: float, *, narrow: bool = False) -> None:
        self.theme = theme
        self.narrow = narrow
        self.zoom = zoom * theme.scale
        self.text, self.quiet = theme.color("text"), theme.color("text2")
        self.paper = theme.color("paper")
        self.bar = theme.color("border2")
        self.tint, self.rule = theme.color("sunken" if not theme.dark else "raised"), theme.color("border")
        self._link, self._strong_rule = theme.color("accent_text"), theme.color("border_strong")
        self.char_format = lru_cache(maxsize=512)(self._char_format)

    def px(self, size: float) -> int:
        """Return a size of the page in logical pixels."""
        return round(size * self.zoom)

    def font(self, role: str) -> QFont:
        """Return a font: body, table, dense, head, code, day, or h1 to h6."""
        if role == "code":
            made = fonts.font("label", mono=True)
            made.setPixelSize(self.px(CODE))
            return made
        if role.startswith("h") and role != "head":
            level = int(role[1:])
            weight = Weight.Bold if level < 3 else Weight.DemiBold
            size = NARROW_TITLE if self.narrow and level == 1 else HEADINGS.get(level, BODY)
            return fonts.document_font(self.px(size), weight, serif=False)
        if role in ("table", "dense", "head", "day"):
            weight = Weight.DemiBold if role in ("head", "day") else Weight.Normal
            return fonts.document_font(self.px(table_size(role)), weight, serif=False)
        return fonts.document_font(self.px(BODY))

    def _char_format(self, role: str, look: Span, quiet: bool = False) -> QTextCharFormat:
        """Return the format of a span; its words and where its link leads are left out of the question."""
        made = QTextCharFormat()
        font = self.font("code" if look.code else role)
        if look.bold:
            font.setWeight(Weight.Bold if role == "body" else Weight.DemiBold)
        font.setItalic(look.italic)
        font.setStrikeOut(look.struck)
        made.setFont(font)
        made.setForeground(self.theme.color("text3") if role == "head" else self.quiet if quiet else self.text)
        if look.code:
            made.setBackground(self.tint)
        if look.link:
            made.setForeground(self._link)
        return made

    def paragraph(self, *, above: float = 0, below: float = 8, indent: float = 0, quotes: int = 0) -> QTextBlockFormat:
        """Return the format of a paragraph of running text; distances in pixels at zoom 1.0."""
        made = QTextBlockFormat()
        made.setTopMargin(self.px(above))
        made.setBottomMargin(self.px(below))
        made.setLeftMargin(self.px(indent + quotes * QUOTE_INDENT))
        made.setLineHeight(106, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if quotes:
            made.setProperty(QUOTED, quotes)
        return made

    def heading(self, level: int, quotes: int = 0) -> QTextBlockFormat:
        """Return the format of a heading."""
        made = QTextBlockFormat()
        made.setHeadingLevel(level)
        made.setTopMargin(self.px(10))
        made.setBottomMargin(self.px(4))
        made.setLeftMargin(self.px(quotes * QUOTE_INDENT))
        return made

    def item(self, quotes: int = 0) -> QTextBlockFormat:
        """Return the format of a line of a list."""
        return self.paragraph(below=2, quotes=quotes)

    def bullets(self, depth: int, *, numbered: bool, start: int = 1) -> QTextListFormat:
        """Return the format of a list."""
        made = QTextListFormat()
        styles = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare)
        made.setStyle(QTextListFormat.Style.ListDecimal if numbered else styles[(depth - 1) % 3])
        made.setIndent(depth)
        if numbered:
            made.setStart(start)
        return made

    def bullet(self) -> QTextCharFormat:
        """Return the format of the paragraph behind a bullet; its words have formats of their own.

        Qt keeps a bullet one space away from the words, a space of the font of the paragraph: so that one is wider.
        """
        font = self.font("body")
        font.setStretch(BULLET_STRETCH)
        made = QTextCharFormat()
        made.setFont(font)
        made.setForeground(self.text)
        return made

    def box(self, depth: int = 0, quotes: int = 0) -> QTextBlockFormat:
        """Return the format of a line with a box to tick: the words hang behind the box."""
        made = self.paragraph(below=2, indent=INDENT * depth, quotes=quotes)
        made.setLeftMargin(made.leftMargin() + self._box_width)
        made.setTextIndent(-self._box_width)
        return made

    @cached_property
    def _box_width(self) -> float:
        """How wide a box is with the space behind it; which font has the box differs between machines."""
        return QFontMetricsF(self.font("body")).horizontalAdvance(OPEN + BOX_SPACE)

    def code(self, quotes: int = 0) -> QTextBlockFormat:
        """Return the format of a block of code."""
        made = QTextBlockFormat()
        made.setBackground(self.tint)
        made.setTopMargin(self.px(2))
        made.setBottomMargin(self.px(8))
        made.setLeftMargin(self.px(quotes * QUOTE_INDENT))
        return made

    def nothing(self) -> tuple[QTextBlockFormat, QTextCharFormat]:
        """Return the format of the block that Qt wants between two frames: as good as no height."""
        block, char = QTextBlockFormat(), QTextCharFormat()
        block.setLineHeight(0.01, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        font = QFont(fonts.SANS)
        font.setPixelSize(1)
        char.setFont(font)
        return block, char

    def frame(self, block: Block, *, top: bool = False) -> QTextFrameFormat:
        """Return the format of the frame around a block: its distance to the next, which Qt takes from nothing else.

        Qt ignores the margins of the first and the last paragraph in a frame. `top` is the first block of the page.
        """
        above, below = _AROUND.get(block.level, (4, 2)) if isinstance(block, Heading) else (0, 8)
        made = QTextFrameFormat()
        made.setBorder(0)
        made.setPadding(0)
        made.setMargin(0)
        made.setTopMargin(0 if top else self.px(above))
        made.setBottomMargin(self.px(below))
        return made

    def table(self, widths: tuple[float, ...], *, last: bool = True) -> QTextTableFormat:
        """Return the format of a table as wide as the column, its columns in percent; `last` keeps off what follows."""
        made = QTextTableFormat()
        made.setBorder(0)
        made.setCellPadding(0)
        made.setCellSpacing(0)
        made.setBorderCollapse(True)
        made.setBottomMargin(self.px(8 if last else 0))
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        made.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, width) for width in widths],
        )
        return made

    def cell(self, role: str, *, dense: bool = False) -> QTextTableCellFormat:
        """Return the format of a cell, `table`, `dense`, `head` or `day`: room, and a rule below.

        Qt keeps it where it keeps the format of the first paragraph, so it has the font of that too.
        """
        made = QTextTableCellFormat()
        made.setFont(self.font(role))
        head = role == "head"
        made.setTopPadding(self.px(4 if head else 5))
        made.setBottomPadding(self.px(4 if head else 5))
        made.setLeftPadding(self.px(CELL_PADDING[dense]))
        made.setRightPadding(self.px(CELL_PADDING[dense]))
        made.setBottomBorder(1)
        made.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBottomBorderBrush(self._strong_rule if head else self.rule)
        if role == "day":
            made.setBackground(self.tint)
        return made

    def cell_text(self, head: Head) -> QTextBlockFormat:
        """Return the format of the text in a cell."""
        made = QTextBlockFormat()
        made.setAlignment(_ALIGN.get(head.align, Qt.AlignmentFlag.AlignLeft))
        return made

    def rule_below(self) -> QTextBlockFormat:
        """Return the format of a line from left to right."""
        made = self.paragraph(above=4, below=8)
        made.setProperty(
            QTextFormat.Property.BlockTrailingHorizontalRulerWidth,
            QTextLength(QTextLength.Type.PercentageLength, 100),
        )
        return made

    def mark(self) -> QColor:
        """Return the colour behind what is being edited."""
        return self.theme.color("selected")
