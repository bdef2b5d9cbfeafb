"""A line for a time zone: typed as people call it, or chosen from a list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from postmortem_gui.core.zones import ZONE_WORDS, read_zone, zone_word
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.choices import Choice, ChoiceGroup, ChoicePopup
from postmortem_gui.ui.fields import LineField


class ZoneLine(QWidget):
    """Takes `ET`, `europe/paris` and `+02:00`; an empty line is `without`. What is no zone is said and not taken."""

    edited = Signal(str)
    """Carries the zone, or an empty text."""

    def __init__(self, name: str, without: str, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._without, self._zone = name, without, zone
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.line = LineField(name, without)
        self.line.show_value(zone)
        self.line.returnPressed.connect(self.enter)
        self.line.left.connect(self.enter)
        self._more = ToolButton("chevron-down", f"{name}: choose from a list", "Choose…")
        self._more.clicked.connect(self._on_more)
        row.addWidget(self.line, 1)
        row.addWidget(self._more)
        column.addLayout(row)
        self._problem = Label("", "caption", "amber", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        self.setFocusProxy(self.line)

    @property
    def value(self) -> str:
        """The zone that holds."""
        return self._zone

    def _take(self, zone: str) -> None:
        self._say("")
        self.line.show_value(zone)
        if zone != self._zone:
            self._zone = zone
            self.edited.emit(zone)

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def enter(self) -> None:
        """Take what is typed, if it is a zone."""
        text = self.line.value.strip()
        zone = read_zone(text) if text else ""
        if zone is not None:
            self._take(zone)
        else:
            self.line.show_value(self._zone)
            self._say(f"“{text}” is no time zone here. Try Europe/Paris, ET or +02:00.")

    def _on_more(self) -> None:
        zones = ["UTC", *sorted(set(ZONE_WORDS.values()) - {"UTC"})]
        choices = [Choice("", self._without), *(Choice(zone, _spoken(zone)) for zone in zones)]
        popup = ChoicePopup(self._more, self._name)
        popup.picked.connect(self._on_picked)
        popup.open(self._more.rect(), (ChoiceGroup("", choices, (self._zone,)),))

    def _on_picked(self, chosen: tuple[tuple[str, ...], ...]) -> None:
        self._take(chosen[0][0])


def _spoken(zone: str) -> str:
    word = zone_word(zone)
    return zone if word == zone else f"{zone} ({word})"
