"""What delegates and widgets paint alike: chips, the severity block, priority bars, key caps, rings, elided lines.

Every function takes a painter and the theme, paints around the vertical middle `cy` from `x` to the right, and returns
the width that it used, in logical pixels.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
)

from postmortem_gui.ui import icons
from postmortem_gui.ui.looks import severity_hue, severity_short
from postmortem_gui.ui.theme import Theme, Weight
from postmortem_gui.ui.tokens import RADIUS_CONTROL

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MIDDLE = Qt.AlignmentFlag.AlignCenter

_CHIP_PAD, _CHIP_ICON, _CHIP_GAP = 8, 12, 4


@lru_cache(maxsize=4096)
def chip_width(theme: Theme, text: str, icon: str = "") -> float:
    """Return how wide `draw_chip` will be. Remembered: rows of chips ask again whenever one of them changes."""
    words = QFontMetricsF(theme.font("caption", Weight.DemiBold)).horizontalAdvance(text)
    return words + 2 * theme.px(_CHIP_PAD) + (theme.px(_CHIP_ICON + _CHIP_GAP) if icon else 0)


def draw_chip(
    painter: QPainter,
    theme: Theme,
    x: float,
    cy: float,
    text: str,
    hue: str = "grey",
    icon: str = "",
    *,
    dashed: bool = False,
    solid: bool = False,
    struck: bool = False,
    height: int = 20,
    most: float = 0,
) -> float:
    """Paint a chip: a rounded fill, an icon, a word. `dashed` says that something is missing.

    `height` is in pixels at scale 1.0; `most`, when given, is the width after which the word is elided.
    """
    font = theme.font("caption", Weight.DemiBold)
    font.setStrikeOut(struck)
    width = chip_width(theme, text, icon)
    if most and width > most:
        text = QFontMetricsF(font).elidedText(
            text, Qt.TextElideMode.ElideRight, max(0.0, most - width + _words(font, text))
        )
        width = most
    tall = theme.px(height)
    box = QRectF(x, cy - tall / 2, width, tall)
    look = theme.hue(hue)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(look.solid if solid else look.fill)
    painter.setPen(Qt.PenStyle.NoPen)
    if dashed:
        pen = QPen(look.solid, 1.2)
        pen.setDashPattern([3, 2.5])
        painter.setPen(pen)
        box.adjust(0.6, 0.6, -0.6, -0.6)
    painter.drawRoundedRect(box, tall / 2, tall / 2)
    ink = theme.color("on_solid") if solid else look.text
    left = x + theme.px(_CHIP_PAD)
    if icon:
        side = theme.px(_CHIP_ICON)
        icons.paint_icon(painter, icon, ink, QRectF(left, cy - side / 2, side, side), 2.25)
        left += side + theme.px(_CHIP_GAP)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(QRectF(left, cy - tall / 2, width, tall), _LEFT, text)
    return width


def _words(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


_SEVERITY_MOST = 96
"""The longest name of a severity, in pixels at scale 1.0, that is painted whole."""


def severity_width(theme: Theme, severity: str) -> float:
    """Return how wide `draw_severity` will be."""
    left = _words(theme.font("caption", Weight.Bold), "SEV") + theme.px(10)
    return left + _words(theme.font("label", Weight.Bold), _severity_words(theme, severity)) + theme.px(14)


def _severity_words(theme: Theme, severity: str) -> str:
    metrics = QFontMetricsF(theme.font("label", Weight.Bold))
    return metrics.elidedText(severity_short(severity), Qt.TextElideMode.ElideRight, theme.px(_SEVERITY_MOST))


def draw_severity(painter: QPainter, theme: Theme, x: float, cy: float, severity: str, height: int = 24) -> float:
    """Paint a severity: a square block with the letters SEV, unlike anything else."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    look = theme.hue(severity_hue(severity))
    width, tall, words = severity_width(theme, severity), theme.px(height), _severity_words(theme, severity)
    box = QRectF(x, cy - tall / 2, width, tall)
    small = theme.font("caption", Weight.Bold)
    left = QRectF(box.left(), box.top(), _words(small, "SEV") + theme.px(10), tall)
    edge = QPainterPath()
    edge.addRoundedRect(box, 4, 4)
    painter.save()
    painter.setClipPath(edge, Qt.ClipOperation.IntersectClip)
    painter.fillRect(box, look.fill)
    painter.fillRect(left, look.solid if theme.dark else look.text)
    painter.restore()
    painter.setFont(small)
    painter.setPen(theme.color("on_solid"))
    painter.drawText(left, _MIDDLE, "SEV")
    painter.setFont(theme.font("label", Weight.Bold, tabular=True))
    painter.setPen(look.text)
    painter.drawText(QRectF(left.right(), box.top(), width - left.width(), tall), _MIDDLE, words)
    return width


_BARS = {"P0": 3, "P1": 3, "P2": 2, "P3": 1}


def priority_width(theme: Theme, priority: str) -> float:
    """Return how wide `draw_priority` will be."""
    return theme.px(20) + _words(theme.font("label", Weight.DemiBold, tabular=True), priority)


def draw_priority(painter: QPainter, theme: Theme, x: float, cy: float, priority: str) -> float:
    """Paint a priority: three signal bars, three of them dark for P1, and its name; no pill."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    dark = _BARS.get(priority, 0)
    bar, gap = theme.px(3), theme.px(2)
    for n in range(3):
        tall = theme.px(5 + n * 3.5)
        painter.setBrush(theme.color("text2" if n < dark else "border2"))
        painter.drawRoundedRect(QRectF(x + n * (bar + gap), cy + theme.px(6) - tall, bar, tall), 1, 1)
    painter.setFont(theme.font("label", Weight.DemiBold, tabular=True))
    painter.setPen(theme.color("text"))
    width = priority_width(theme, priority)
    painter.drawText(QRectF(x + theme.px(20), cy - theme.px(10), width, theme.px(20)), _LEFT, priority)
    return width


def key_cap_width(theme: Theme, keys: str) -> float:
    """Return how wide `draw_key_cap` will be."""
    return _words(theme.font("caption", Weight.Medium), keys) + theme.px(11)


def draw_key_cap(painter: QPainter, theme: Theme, x: float, cy: float, keys: str) -> float:
    """Paint the name of a key in a small cap."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width, tall = key_cap_width(theme, keys), theme.px(20)
    box = QRectF(x, cy - tall / 2, width, tall).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.color("border2"), 1))
    painter.setBrush(theme.color("bg"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(theme.font("caption", Weight.Medium))
    painter.setPen(theme.color("text3"))
    painter.drawText(box, _MIDDLE, keys)
    return width


_AVATAR_HUES = ("violet", "blue", "green", "grey")  # amber and red mean something


def draw_avatar(painter: QPainter, theme: Theme, x: float, cy: float, name: str, side: int = 22) -> float:
    """Paint the initials of a person in a disc."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    look = theme.hue(_AVATAR_HUES[sum(map(ord, name)) % len(_AVATAR_HUES)])
    wide = theme.px(side)
    box = QRectF(x, cy - wide / 2, wide, wide)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.fill)
    painter.drawEllipse(box)
    font = theme.font("caption", Weight.Bold)
    font.setPixelSize(max(9, theme.px(side * 0.45)))
    painter.setFont(font)
    painter.setPen(look.text)
    painter.drawText(box, _MIDDLE, "".join(word[0].upper() for word in name.split()[:2]))
    return wide


def draw_focus_ring(painter: QPainter, theme: Theme, box: QRectF, radius: float = RADIUS_CONTROL) -> float:
    """Paint the ring of what has the keyboard, inside a box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("focus"), theme.ring))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = theme.ring / 2
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)
    return box.width()


def draw_hatching(painter: QPainter, theme: Theme, box: QRectF, hue: str = "red") -> float:
    """Paint slanted lines over a box: the time in which nobody had noticed."""
    ink: QColor = theme.color(hue, 0.28)
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QBrush(ink), 2))
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        x += 6
    painter.restore()
    return box.width()


def wrapped(text: str, font: QFont, width: float, most: int) -> list[str]:
    """Break a text into at most so many lines of a width, the last one elided when words are left."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    # Qt counts UTF-16 units, and so must the cuts be.
    units = layout.text().encode("utf-16-le", "surrogatepass")
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, end = line.textStart(), line.textStart() + line.textLength()
        if len(lines) == most - 1 and 2 * end < len(units):
            rest = units[2 * start :].decode("utf-16-le", "surrogatepass").replace("\u2028", " ")
            lines.append(QFontMetricsF(font).elidedText(rest[:2000], Qt.TextElideMode.ElideRight, width))
        else:
            lines.append(units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass").strip("\u2028 "))
    layout.endLayout()
    return lines


def draw_lines(painter: QPainter, box: QRectF, text: str, font: QFont, color: QColor, most: int = 2) -> float:
    """Paint a text in at most so many lines, in the vertical middle of a box; returns the height used."""
    metrics = QFontMetricsF(font)
    lines = wrapped(text, font, box.width(), most)
    tall = metrics.lineSpacing()
    top = box.top() + (box.height() - len(lines) * tall) / 2
    painter.setFont(font)
    painter.setPen(color)
    for n, line in enumerate(lines):
        painter.drawText(QRectF(box.left(), top + n * tall, box.width() + 2, tall), _LEFT, line)
    return len(lines) * tall
