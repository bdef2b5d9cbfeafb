"""How the bench sees what is on the screen: when a widget was painted, and when there is a caret to type at."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

PATIENCE_S = 60.0


class Painted(QObject):
    """Keeps the moments at which painting a widget began, in seconds of `time.perf_counter`."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at: list[float] = []
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.at.append(time.perf_counter())
        return False

    def after(self, moment: float) -> float:
        """Let events happen until the widget is painted after a moment; return when that was."""
        until(lambda: bool(self.at) and self.at[-1] > moment)
        return next(at for at in self.at if at > moment)


def until(holds: Callable[[], bool]) -> None:
    """Let events happen until something holds."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > end:
            raise SystemExit("What was to be measured never happened.")
        QApplication.processEvents()


def caret_is_painted() -> QWidget:
    """Let events happen until a field that can be typed in has the keyboard and is on the screen; return the field."""

    def can_type() -> bool:
        field = QApplication.focusWidget()
        return isinstance(field, QLineEdit | QPlainTextEdit) and not field.isReadOnly()

    until(can_type)
    field = QApplication.focusWidget()
    assert field is not None
    shown = field.viewport() if isinstance(field, QPlainTextEdit) else field
    painted = Painted(shown)
    shown.update()
    painted.after(0)
    return field


def milliseconds(do: Callable[[], object]) -> float:
    """Return how long something takes."""
    started = time.perf_counter()
    do()
    return (time.perf_counter() - started) * 1000


def settle() -> None:
    """Let everything that waits happen."""
    for _ in range(20):
        QApplication.processEvents()
