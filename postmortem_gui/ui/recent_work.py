"""Work to go on with, beside the templates of the start screen: what a crash left, and what was open lately."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from postmortem_gui.editing.tips import tip
from postmortem_gui.storage.recent import RecentFile
from postmortem_gui.storage.recovery import Recovered
from postmortem_gui.ui import looks
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import Card, ElidedLabel, Label
from postmortem_gui.ui.chips import IconMark, SeverityBlock
from postmortem_gui.ui.surfaces import Surface

MOST = 8
"""How many recent documents are shown."""
_BLOCK = 20
"""The height of the severity in a list."""


class RecentRow(Surface):
    """A document that was open lately."""

    def __init__(self, recent: RecentFile, now: datetime, *, lost: int = 0, severity_width: int = 0) -> None:
        title = recent.title or recent.path.name
        status = looks.look(looks.STATUS, recent.status).label if recent.status else ""
        state, tone = _state(recent, lost)
        spoken = ", ".join(filter(None, (recent.severity, status, state)))
        super().__init__(f"Open {title}" + (f": {spoken}" if spoken else ""), flat=True)
        self.path = recent.path
        self.words = f"{title} {recent.path.name} {recent.severity} {status}".casefold()
        self.setToolTip(tip(f"{title}\n{recent.path}"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 8)
        row.setSpacing(12)
        if severity_width:
            slot: QWidget = SeverityBlock(recent.severity, _BLOCK) if recent.severity else QWidget()
            slot.setFixedWidth(severity_width)
            row.addWidget(slot, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(title, "strong"))
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(ElidedLabel(" · ".join(filter(None, (status, day_words(recent.opened_at, now)))), "caption"))
        below.addStretch(1)
        if state:
            below.addWidget(Label(state, "caption", tone))
        self.setEnabled(not recent.missing)
        words.addLayout(below)
        row.addLayout(words, 1)
        self.let_through()


def _state(recent: RecentFile, lost: int) -> tuple[str, str]:
    """Return what there is to say about a file, and its tone: what is wrong with it, else what a crash left of it."""
    if recent.trouble:
        return recent.trouble, "" if recent.missing else "red"
    if lost:
        return f"{lost} {'edit' if lost == 1 else 'edits'} recovered", "amber"
    return "", ""


class RecentCard(Card):
    """The list of the documents that were open lately, newest first; without one it says how to get one."""

    chosen = Signal(object)
    """Carries the Path."""

    def __init__(self, recent: Sequence[RecentFile], recovered: Sequence[Recovered], now: datetime) -> None:
        super().__init__("Recent")
        lost = {found.path: found.edits for found in recovered if found.path}
        self.body.setContentsMargins(4, 0, 4, 8)
        self.body.setSpacing(0)
        shown = recent[:MOST]
        widths = [SeverityBlock(each.severity, _BLOCK).sizeHint().width() for each in shown if each.severity]
        self.rows = [
            RecentRow(each, now, lost=lost.get(each.path, 0), severity_width=max(widths, default=0)) for each in shown
        ]
        for row in self.rows:
            row.clicked.connect(self._on_clicked)
            self.body.addWidget(row)
        if not recent:
            empty = Label("What you open or save is listed here. To look around, try the example.", "muted", wrap=True)
            empty.setContentsMargins(11, 0, 11, 6)
            self.body.addWidget(empty)

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, RecentRow):
            self.chosen.emit(row.path)


class RecoveredCard(Card):
    """Work that a program left behind when it ended too early."""

    chosen = Signal(object)
    discarded = Signal(object)
    """Both carry the Recovered work."""

    def __init__(self, found: Recovered, now: datetime) -> None:
        super().__init__("Recovered", "the program ended unexpectedly")
        self.setProperty("card", "warn")
        self._found = found
        self.subtitle.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.head.insertWidget(0, IconMark("history", "amber_fg"))
        self.body.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(10)
        if found.severity:
            row.addWidget(SeverityBlock(found.severity))
        title = ElidedLabel(found.title or "Untitled postmortem", "strong")
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(title, 1)
        self.body.addLayout(row)
        edits = "1 edit" if found.edits == 1 else f"{found.edits} edits"
        where = "the file" if found.path else "any file"
        day = day_words(found.last, now).split()[0] if found.last.date() == now.astimezone().date() else ""
        last = f"{found.last:%H:%M:%S} {day or day_words(found.last, now)}"
        self.body.addWidget(Label(f"{edits} not in {where} · last {last}", "second", wrap=True))
        if found.path:
            path = ElidedLabel(str(found.path), "caption", mode=Qt.TextElideMode.ElideMiddle)
            path.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self.body.addWidget(path)
        if found.file_changed:
            self.body.addWidget(
                Label(
                    "Another version is in the file by now. Opening changes nothing there.",
                    "caption",
                    "amber",
                    wrap=True,
                )
            )
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 6, 0, 0)
        opens = Button("Open", kind="primary")
        opens.clicked.connect(self._on_open)
        discards = Button("Discard…", "trash-2", "ghost")
        discards.clicked.connect(self._on_discard)
        buttons.addWidget(opens)
        buttons.addStretch(1)
        buttons.addWidget(discards)
        self.body.addLayout(buttons)

    def _on_open(self) -> None:
        self.chosen.emit(self._found)

    def _on_discard(self) -> None:
        self.discarded.emit(self._found)


def day_words(when: datetime, now: datetime) -> str:
    """Return when something was, as people say it: `today 12:31`, `yesterday`, `3 Nov`, `3 Nov 2025`."""
    local, today = when.astimezone(), now.astimezone().date()
    days = (today - local.date()).days
    if days == 0:
        return f"today {local:%H:%M}"
    if days == 1:
        return "yesterday"
    return f"{local.day} {local:%b}" + ("" if local.year == today.year else f" {local.year}")
