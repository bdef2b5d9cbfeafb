"""Icons: Lucide's drawings, tinted by the theme, sharp at every size.

    paint_icon(painter, "clock", color, QRectF(x, y, 16, 16))
    pixmap("clock", color, 16, device_pixel_ratio)
    button.setIcon(icon("clock"))                 # follows the theme by itself, text2; accent_text when checked
    icon("download", tint="on_accent")

Importing `lucide` costs about a tenth of a second, so the drawings that a window shows are remembered in the folder
given to `remember_in`: `remember()` writes those that were asked for, and the next start reads them from there.
"""

from __future__ import annotations

import json
import logging
import re
import warnings
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from postmortem_gui.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)

STROKE = 1.75
"""How thick the lines are, of a drawing 24 wide. Small icons beside bold words want 2.25."""

_sources: dict[str, str] = {}
_memory: list[Path] = []


def remember_in(folder: Path) -> None:
    """Read the drawings remembered in a folder. A file that is missing, damaged or of another Lucide counts as none."""
    path = folder / f"icons-{version('python-lucide')}.json"
    _memory[:] = [path]
    try:
        held = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return
    if isinstance(held, dict):
        _sources.update({name: text for name, text in held.items() if isinstance(text, str) and "<svg" in text})


def remember() -> None:
    """Write the drawings used so far for the next start. When that fails the next start is a little slower."""
    for path in _memory:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(".new")
            beside.write_text(json.dumps(_sources, indent=0, sort_keys=True), encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            _log.info("the icons are not remembered: %s", error)


def source(name: str) -> str:
    """Return an icon as SVG. One that this Lucide does not have is a small circle, and a line in the log."""
    found = _sources.get(name)
    if found is None:
        from lucide import lucide_icon  # type: ignore[import-untyped]  # it has no types

        with warnings.catch_warnings():
            # Lucide renames its drawings and keeps the old names, so an old name is right in every version.
            warnings.simplefilter("ignore", DeprecationWarning)
            drawn = re.sub(r"<!--.*?-->\s*", "", lucide_icon(name), flags=re.DOTALL)
        found = _sources[name] = _CIRCLE if "lucide-placeholder" in drawn else drawn
    return found


_CIRCLE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
    'stroke-width="2"><circle cx="12" cy="12" r="4"/></svg>'
)


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str, stroke: float) -> QSvgRenderer:
    drawn = source(name).replace("currentColor", colour)
    drawn = re.sub(r'stroke-width="[^"]+"', f'stroke-width="{stroke}"', drawn)
    return QSvgRenderer(QByteArray(drawn.encode()))


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, size: int, ratio: float, stroke: float) -> QPixmap:
    made = QPixmap(QSize(size, size) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _renderer(name, colour, stroke).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


def pixmap(name: str, color: QColor, size: int, ratio: float = 1.0, stroke: float = STROKE) -> QPixmap:
    """Return an icon `size` logical pixels wide and high, for a device pixel ratio; it is kept for the next time."""
    return _pixmap(name, color.name(), size, ratio, stroke)


def paint_icon(painter: QPainter, name: str, color: QColor, box: QRectF, stroke: float = STROKE) -> None:
    """Paint an icon into a square box."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(box.topLeft(), pixmap(name, color, round(box.width()), ratio, stroke))


def icon(name: str, tint: str = "text2", on: str = "accent_text", gap: int = 0) -> QIcon:
    """Return an icon in the colour of a token, and of another while it is checked. It follows the theme by itself.

    `gap` logical pixels stay empty on the right: the distance to the words of a button. Its icon size is then
    `QSize(16 + gap, 16)`.
    """
    return QIcon(_ThemedIcon(name, tint, on, gap))


_clones: list[_ThemedIcon] = []  # Qt owns them; without a reference Python would take them away


class _ThemedIcon(QIconEngine):
    """Paints an icon in what is now the colour of its token."""

    def __init__(self, name: str, tint: str, on: str, gap: int) -> None:
        super().__init__()
        self._name, self._tint, self._on, self._gap = name, tint, on, gap

    def _drawn(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, paint: Callable[[QColor, int], None]) -> None:
        theme = current_theme()
        color = theme.color(self._on if state == QIcon.State.On else self._tint)
        if mode == QIcon.Mode.Disabled:
            color = theme.color("text3")
            color.setAlphaF(0.6)
        paint(color, min(size.width() - self._gap, size.height()))

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        def paint(color: QColor, side: int) -> None:
            top = rect.top() + (rect.height() - side) / 2
            painter.setOpacity(color.alphaF())
            _renderer(self._name, color.name(), STROKE).render(painter, QRectF(rect.left(), top, side, side))

        painter.save()
        self._drawn(rect.size(), mode, state, paint)
        painter.restore()

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        made = QPixmap(size * scale)
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    @override
    def clone(self) -> QIconEngine:
        _clones.append(_ThemedIcon(self._name, self._tint, self._on, self._gap))
        return _clones[-1]
