"""From keystroke to preview: lays the document out again, at once while that is quick, less often when it is not."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.render.blocks import Layout
from postmortem_gui.render.layout import RowCache, lay_out

FRAME_MS = 16
"""One frame of a 60 Hz screen: as long as laying out and showing takes less, every keystroke is shown at once."""
LONGEST_WAIT_MS = 250


class PreviewFeed(QObject):
    """Tells the laid-out document after every change. The next wait grows with the last cost."""

    laid_out = Signal(object)
    """Carries a render.blocks.Layout."""

    def __init__(
        self, document: Document, parent: QObject | None = None, *, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._cache, self._trial_cache = RowCache(), RowCache()
        self._clock = clock
        self._last_cost_ms = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._lay_out)
        document.changed.connect(self._on_changed)

    def flush(self) -> None:
        """Lay out now what is waiting, or the document as it is."""
        self._timer.stop()
        self._lay_out()

    def try_out(self, pm: Postmortem) -> Layout:
        """Lay out another version than the document's, at once. Nobody else is told of it."""
        return lay_out(pm, cache=self._trial_cache)

    def stop(self) -> None:
        """Tell nothing more: the document is about to be closed."""
        self._timer.stop()
        self._document.changed.disconnect(self._on_changed)

    def _on_changed(self, _change: Change) -> None:
        if not self._timer.isActive():
            wait = 0 if self._last_cost_ms <= FRAME_MS else min(LONGEST_WAIT_MS, int(self._last_cost_ms))
            self._timer.start(wait)

    def _lay_out(self) -> None:
        started = self._clock()
        layout = lay_out(self._document.value, cache=self._cache)
        self.laid_out.emit(layout)  # whoever shows it does so in this call, so the cost is of the whole way
        self._last_cost_ms = (self._clock() - started) * 1000
