"""Work beside the window: one call in a thread, its answer as a signal in the thread of whoever asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from typing_extensions import override


class Work(QObject):
    """A call that runs in a thread. It gets values and gives a value; it never touches a widget.

    Keep a reference until `finished`. `answer` is what the call returned; `error` what it raised.
    """

    finished = Signal()
    _done = Signal()

    def __init__(self, call: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self.answer: object = None
        self.error: Exception | None = None
        self._done.connect(self.finished, Qt.ConnectionType.QueuedConnection)

    def start(self, pool: QThreadPool | None = None) -> None:
        """Begin. The answer comes through `finished`."""
        (pool or QThreadPool.globalInstance()).start(_Runner(self))

    def run(self) -> None:
        """Do the call here and now, and keep what it returns or raises."""
        try:
            self.answer = self._call()
        except Exception as error:  # noqa: BLE001 (whatever it was, whoever asked is told)
            self.error = error
        self._done.emit()


class _Runner(QRunnable):
    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work

    @override
    def run(self) -> None:
        self._work.run()
