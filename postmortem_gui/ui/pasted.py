"""What is pasted into a field: too much of it, or no text at all, is refused in words, and nothing changes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from postmortem_gui.importers.refusals import MOST_LINES, refusal

MOST_IN_FIELD = 400_000
"""So many letters go into one field: laying out more, and looking through it with each key, takes seconds."""


class PasteRefused(QEvent):
    """Tells the window why a field took nothing, for a field knows nobody who could say it."""

    KIND = QEvent.Type(QEvent.registerEventType())

    def __init__(self, sentence: str) -> None:
        super().__init__(self.KIND)
        self.sentence = sentence


def refuses(field: QWidget, text: str, *, most_lines: int = MOST_LINES) -> bool:
    """Tell whether a field should not take a pasted text, and have its window say why."""
    sentence = refusal(text, most_lines=most_lines, most_characters=MOST_IN_FIELD)
    if sentence:
        window = field.window()
        while (above := window.parentWidget()) is not None:  # a field may be in a list that is a window of its own
            window = above.window()
        QCoreApplication.sendEvent(window, PasteRefused(sentence))
    return bool(sentence)
