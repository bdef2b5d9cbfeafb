"""What the foot of the window tells a room: who leads and who writes, and the two keys that matter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.ui.cards import ElidedLabel, Label
from postmortem_gui.ui.chips import KeyCap
from postmortem_gui.ui.presenter_words import led_by


class PresenterStatus(QWidget):
    """Stands where the path of the file stands otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._led = ElidedLabel(role="caption")
        self._led.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._led, 1)
        self._next = (KeyCap("↓"), Label("next row", "caption"))
        for widget in (*self._next, KeyCap("F5"), Label("leaves presenter", "caption")):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_postmortem(self, pm: Postmortem) -> None:
        """Show who leads this review."""
        self._led.setText(led_by(pm))

    def show_steps(self, steps: bool) -> None:
        """Say with which key one steps, where there are rows to step through."""
        for widget in self._next:
            widget.setVisible(steps)
