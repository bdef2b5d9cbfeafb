"""Whether somebody is reading a view just now: then nothing but they themselves may scroll it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractScrollArea

PAUSE_S = 3.0
"""Seconds without scrolling after which a view may follow the editor again."""


class Reading(QObject):
    """Knows when a person last scrolled an area, by wheel, key or bar. What the program scrolls does not count."""

    def __init__(self, area: QAbstractScrollArea, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(area)
        self.clock = clock
        self._scrolled_at = -PAUSE_S
        area.verticalScrollBar().actionTriggered.connect(self._on_scrolled)

    @property
    def goes_on(self) -> bool:
        """Whether somebody scrolled in the last three seconds."""
        return self.clock() - self._scrolled_at < PAUSE_S

    def _on_scrolled(self, _action: int) -> None:
        self._scrolled_at = self.clock()
