"""The foot of the window: whether the work is safe, where the file is, the zone, and how long it takes to read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.checks.findings import Report
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.zones import zone_word
from postmortem_gui.editing.session import SaveState, Session
from postmortem_gui.editing.tips import tip
from postmortem_gui.render.blocks import Layout
from postmortem_gui.storage.atomic import Reason
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import ElidedLabel, Label
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.presenter_status import PresenterStatus
from postmortem_gui.ui.theme import current_theme, restyled
from postmortem_gui.ui.tokens import STATUS_ROW

_STATES: dict[SaveState, tuple[str, str, str]] = {
    SaveState.SAVED: ("cloud-check", "green", "Saved"),
    SaveState.UNSAVED: ("cloud", "amber", "Not saved yet"),
    SaveState.SAVING: ("cloud-upload", "", "Saving…"),
    SaveState.FAILED: ("cloud-off", "red", "Can’t save"),
}
_WHY: dict[Reason, str] = {
    "full": "the disk is full",
    "read_only": "the file is read-only",
    "folder": "the folder lets nothing be written",
    "missing": "the folder is not there",
    "changed": "another program changed the file",
    "gone": "the file is gone",
    "name": "the system takes no such name",
    "device": "the disk reports an error",
}
"""Why a save failed, in a few words; the strip above the document says the rest until somebody sends it away."""
_EDGE = 16
CALM_MS = 600


class StatusBar(QFrame):
    """Shows the state of the file at the left end, and facts about the document at the right one."""

    save_elsewhere_wanted = Signal()
    messages_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAccessibleName("Status")
        self._session = session
        self._layout: Layout | None = None
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.timeout.connect(self._count)
        row = self._row = QHBoxLayout(self)
        self._fit()
        row.setSpacing(6)
        self._state_icon, self._state = IconMark("cloud-check", "green_fg", 15), Label("", "caption")
        self._path_icon, self._path = (
            IconMark("folder-open", "text3", 14),
            ElidedLabel(role="caption", mode=Qt.TextElideMode.ElideMiddle),
        )
        self._path.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._zone, self._reading, self._ready = (Label("", "caption") for _ in range(3))
        self._elsewhere = _small("save", "Save elsewhere…", "Save elsewhere…")
        self._elsewhere.clicked.connect(self.save_elsewhere_wanted)
        self._elsewhere.hide()
        for widget in (self._state_icon, self._state, self._elsewhere):
            row.addWidget(widget)
        row.addSpacing(14)
        self._own, self.room = QWidget(), PresenterStatus()
        for half in (self._own, self.room):
            row.addWidget(half, 1)
        self.room.hide()
        row = QHBoxLayout(self._own)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._path_icon)
        row.addWidget(self._path, 1)
        self._book = IconMark("book-open", "text3", 14)
        self._checks = IconMark("list-checks", "text3", 14)
        self._checks.hide()  # until the rules were asked
        globe = IconMark("globe", "text3", 14)
        for icon, label in ((self._checks, self._ready), (globe, self._zone), (self._book, self._reading)):
            row.addSpacing(14)
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(label)
        self._book.hide()  # until the words are counted
        self._news = _small("messages-square", "Recent messages")
        self._news.clicked.connect(self.messages_wanted)
        row.addSpacing(8)
        row.addWidget(self._news)
        session.file_changed.connect(self.show_file)

    def _fit(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.px(STATUS_ROW))
        self._row.setContentsMargins(theme.px(_EDGE), 0, theme.px(_EDGE), 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._fit()
            self._own.setHidden(current_theme().presenting)
            self.room.setVisible(current_theme().presenting)

    def show_file(self) -> None:
        """Show where the document is kept and whether it is saved."""
        icon, tone, words = _STATES[self._session.state]
        if self._session.state is SaveState.SAVED:
            if self._session.saved_at:
                words += f" {self._session.saved_at.astimezone():%H:%M:%S}"
            elif self._session.path is None:
                icon, tone, words = "file", "", "Not in a file yet"
        failure = self._session.failure if self._session.state is SaveState.FAILED else None
        if failure is not None and failure.reason in _WHY:
            words += f": {_WHY[failure.reason]}"
        self._state.setToolTip(tip(failure.sentence) if failure else "")
        self._elsewhere.setVisible(self._session.state is SaveState.FAILED)
        self._state_icon.show_icon(icon, f"{tone}_fg" if tone else "text3")
        self._state.setText(words)
        self._state.set_tone(tone)
        path = self._session.path
        self._path_icon.setVisible(path is not None)
        self._path.setText(_shown(path) if path else "")
        self._path.setToolTip(tip(str(path)) if path else "")

    def show_postmortem(self, pm: Postmortem) -> None:
        """Show the zone that times are shown in, and who leads the review."""
        self.room.show_postmortem(pm)
        self._zone.setText(zone_word(pm.zone))
        self._zone.setAccessibleName(f"Times are shown in {pm.zone}")

    def show_said(self, sentence: str) -> None:
        """Keep the last message where a screen reader finds it."""
        self._news.setAccessibleName(f"Recent messages. The last: {sentence}")
        self._news.setToolTip(tip(f"Recent messages\n{sentence}"))

    def show_report(self, report: Report) -> None:
        """Show how much the rules find. Counts, no percentage."""
        block, consider = len(report.blocking), len(report.to_consider)
        words = [f"{block} block" if block != 1 else "1 blocks"] * bool(block) + [f"{consider} to consider"] * bool(
            consider
        )
        self._ready.setText(" · ".join(words) or "Ready to publish")
        self._ready.setAccessibleName(f"Readiness: {self._ready.text()}")
        self._checks.show()

    def show_layout(self, layout: Layout) -> None:
        """Show how long the document takes to read, once nobody types for a moment: counting takes long."""
        first, self._layout = self._layout is None, layout
        self._calm.start(0 if first else CALM_MS)

    def _count(self) -> None:
        from postmortem_gui.checks.sentences import WORDS_A_MINUTE
        from postmortem_gui.render.markdown import document_markdown

        if self._layout is not None:
            words = len(document_markdown(self._layout).split())
            self._reading.setText(f"{max(1, round(words / WORDS_A_MINUTE))} min read")
            self._reading.setAccessibleName(f"{words} words")
            self._book.show()


def _small(icon: str, name: str, text: str = "") -> ToolButton:
    """Return a button that is no higher than the bar."""
    button = ToolButton(icon, name, text)
    button.setProperty("small", "true")
    return button


def _shown(path: Path) -> str:
    """Return the path with the home folder shortened, as everybody writes it."""
    home = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation))
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
