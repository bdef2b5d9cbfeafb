"""What the chips of quick capture look like, and those at its right: what Enter will do, as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.core.capture import Chip
from postmortem_gui.editing.tips import tip
from postmortem_gui.ui import painting
from postmortem_gui.ui.looks import PHASE
from postmortem_gui.ui.theme import current_theme
from postmortem_gui.ui.tokens import CHIP

_LOOKS: dict[str, tuple[str, str, bool]] = {
    "row": ("blue", "clock", False),
    "time": ("grey", "clock", False),
    "undated": ("grey", "clock-alert", True),
    "offer": ("amber", "clock", True),
    "doubt": ("amber", "clock-alert", True),
    "source": ("grey", "link-2", False),
    "action": ("blue", "square-check-big", False),
    "why": ("blue", "git-branch", False),
    "owner": ("grey", "user", False),
    "priority": ("grey", "flag", False),
    "due": ("grey", "calendar", False),
    "problem": ("amber", "triangle-alert", False),
    "unprinted": ("amber", "eye-off", True),
    "added": ("green", "check", False),
}
"""Hue, icon, and whether the edge is dashed, by the sort of a chip."""
_GAP, _LEAST = 6, 56
MODE_LOOKS = {"review": ("Review", "blue", "history"), "live": ("Live", "red", "radio")}
"""Word, hue and icon of the modes."""
MODE_TIPS = {
    "review": "Review: a line without a time becomes a row without one, behind the current row. Press for live.",
    "live": "Live: a line without a time happened now. Press for review.",
}
TARGET_ICONS = {
    "timeline": "clock",
    "went_well": "thumbs-up",
    "went_wrong": "thumbs-down",
    "lucky": "clover",
    "lessons": "lightbulb",
    "parked": "circle-parking",
}


class CaptureChips(QWidget):
    """A row of chips in one widget. What does not fit is counted (`+2`), and the first is elided."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("captureChips")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chips: tuple[Chip, ...] = ()

    @property
    def words(self) -> str:
        """What the chips say, for somebody who does not see them."""
        return ", ".join(chip.text for chip in self._chips)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show other chips."""
        if tuple(chips) == self._chips:
            return
        self._chips = tuple(chips)
        self.setAccessibleName(self.words)
        self.setToolTip(tip(self.words))
        self.setVisible(bool(chips))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(int(self._wide(self._chips)) + 2, current_theme().px(CHIP))

    @override
    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(_LEAST) if self._chips else 0, theme.px(CHIP))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        shown, gap = self.fitting(), theme.px(_GAP)
        x = max(0.0, self.width() - self._wide(shown))
        for chip in shown:
            hue, icon, dashed = _look(chip)
            left = self.width() - x
            x += gap + painting.draw_chip(
                painter, theme, x, self.height() / 2, chip.text, hue, icon, dashed=dashed, height=CHIP, most=left
            )

    def _wide(self, chips: Sequence[Chip]) -> float:
        theme = current_theme()
        widths = [painting.chip_width(theme, chip.text, _look(chip)[1]) for chip in chips]
        return sum(widths) + theme.px(_GAP) * max(0, len(widths) - 1)

    def fitting(self) -> Sequence[Chip]:
        """Return the chips that are painted in the room there is, the last one a count of those left out."""
        if self._wide(self._chips) <= self.width():
            return self._chips
        for count in range(len(self._chips) - 1, 0, -1):
            shown = (*self._chips[:count], Chip("more", f"+{len(self._chips) - count}"))
            if self._wide(shown) <= self.width():
                return shown
        return self._chips[:1]


def _look(chip: Chip) -> tuple[str, str, bool]:
    phase = PHASE.get(chip.key) if chip.sort == "phase" else None
    return (phase.hue, phase.icon, False) if phase else _LOOKS.get(chip.sort, ("grey", "", False))
