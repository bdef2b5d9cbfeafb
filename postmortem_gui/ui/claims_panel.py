"""The claims about one time, above the grid: what each person or log says, and which of them the row uses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.links import read_links, write_links
from postmortem_gui.core.postmortem import Claim, When
from postmortem_gui.ui import asked_names
from postmortem_gui.ui.buttons import Button, ToolButton
from postmortem_gui.ui.cards import ElidedLabel, Label
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.fields import LineField

Read = Callable[[str], When]
Write = Callable[[When], str]
_HEADS = ("Used", "Time", "Who says so", "What shows it")


class _Line:
    """One claim: which is used, its time, who says so, what shows it, and a way to take it out."""

    def __init__(self, claim: Claim, write: Write, number: int) -> None:
        name = f"claim {number}"
        self._claim, self._time = claim, write(claim.when)
        self.used = QRadioButton()
        self.used.setAccessibleName(f"Use {name}")
        self.time = LineField(f"Time of {name}", "14:12 or 9:12am ET")
        self.time.show_value(self._time)
        self.by = LineField(f"Who says {name}", "Name, channel or log")
        self.by.show_value(claim.by)
        asked_names.ask(self.by)
        self.source = LineField(f"What shows {name}", "A link, or where it can be seen")
        self.source.show_value(write_links(claim.source))
        self.remove = ToolButton("x", f"Take {name} out")
        self.widgets = (self.used, self.time, self.by, self.source, self.remove)

    @property
    def is_blank(self) -> bool:
        return not (self.time.value.strip() or self.by.value.strip() or self.source.value.strip())

    def claim(self, read: Read) -> Claim:
        """Return what stands here; a time that nobody touched is the one that it was."""
        typed = self.time.value
        when = self._claim.when if typed == self._time else read(typed)
        source = read_links(self.source.value)
        written = write_links(self._claim.source) == self.source.value
        return self._claim.but(when=when, by=self.by.value.strip(), source=self._claim.source if written else source)


class ClaimsPanel(QFrame):
    """A line for each claim and always an empty one more. Enter takes what is there, Esc leaves it as it was."""

    accepted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[_Line] = []
        self._read: Read = _nothing
        self._write: Write = _typed
        self.setProperty("card", "raised")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(IconMark("clock-alert", "amber_fg", 15))
        self._title = ElidedLabel("", "strong")
        head.addWidget(self._title)
        head.addStretch(1)
        close = ToolButton("x", "Close without a change (Esc)")
        close.clicked.connect(self.leave)
        head.addWidget(close)
        column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        for at, words in enumerate(_HEADS):
            self._grid.addWidget(Label(words, "caption"), 0, at)
        for at, stretch in ((1, 3), (2, 3), (3, 4)):
            self._grid.setColumnStretch(at, stretch)
        column.addLayout(self._grid)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._note = Label("", "caption", wrap=True)
        foot.addWidget(self._note, 1)
        done = Button("Done", "", "primary")
        done.clicked.connect(self._on_done)
        foot.addWidget(done)
        column.addLayout(foot)
        self.hide()

    def open(self, title: str, claims: tuple[Claim, ...], used: int, read: Read, write: Write) -> None:
        """Show claims and which is used. `read` gives the time that a text means, `write` the text of a time."""
        self._read, self._write = read, write
        for line in self._lines:
            self._drop(line)
        self._lines = []
        for claim in claims:
            self._add(claim)
        self._add(Claim(when=When()))
        self._lines[used].used.setChecked(True)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._tell()
        self.show()
        self._lines[-1].time.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that are written down, without empty lines."""
        return tuple(line.claim(self._read) for line in self._lines if not line.is_blank)

    @property
    def used(self) -> int:
        """The number of the one in use among them."""
        written = [line for line in self._lines if not line.is_blank]
        return next((at for at, line in enumerate(written) if line.used.isChecked()), 0)

    def use(self, at: int) -> None:
        """Use one of them."""
        self._lines[at].used.setChecked(True)

    def leave(self) -> None:
        """Go, and change nothing."""
        self.hide()
        self.left.emit()

    def _add(self, claim: Claim) -> None:
        line = _Line(claim, self._write, len(self._lines) + 1)
        for at, widget in enumerate(line.widgets):
            self._grid.addWidget(widget, len(self._lines) + 1, at)
            widget.show()
        for field in (line.time, line.by, line.source):
            field.typed.connect(self._on_typed)
        line.remove.clicked.connect(self._on_remove)
        self._lines.append(line)

    def _drop(self, line: _Line) -> None:
        for widget in line.widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _on_typed(self) -> None:
        if not self._lines[-1].is_blank:
            self._add(Claim(when=When()))
        self._tell()

    def _on_remove(self) -> None:
        line = next((line for line in self._lines if line.remove is self.sender()), None)
        if line is None or line is self._lines[-1]:
            return
        self._lines.remove(line)
        self._drop(line)
        if line.used.isChecked():
            self._lines[0].used.setChecked(True)
        self._lines[-1].time.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self) -> None:
        """Say what is written down now."""
        claims = self.claims
        unread = next((claim.when.typed for claim in claims if claim.when.at is None and claim.when.typed), "")
        if unread:
            self._note.setText(f"“{unread}” is no time yet. Try 14:12, 9:12am ET or 2026-11-17 14:12.")
        elif len(claims) > 1:
            self._note.setText("Printed with “(disputed)” and listed as a time to check after the meeting.")
        else:
            self._note.setText("With one time nothing is disputed: add what somebody else says.")
        self._note.set_tone("amber" if unread else "")

    def _on_done(self) -> None:
        if self.claims:
            self.accepted.emit()
        else:
            self.leave()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_done()
        else:
            super().keyPressEvent(event)


def _nothing(_text: str) -> When:
    return When()


def _typed(when: When) -> str:
    return when.typed
