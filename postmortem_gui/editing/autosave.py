"""Saving into the file by itself, for people who asked for it: the journal keeps the work in any case."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from postmortem_gui.editing.session import SaveState, Session

PAUSE_MS = 30_000
"""How long an edit waits for the file at most."""


class Autosave(QObject):
    """Saves what is unsaved after half a minute, as Save does: a file that another program changed is never replaced.

    A document without a file is left alone. After a save that failed it waits until somebody has saved.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._on = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._save)
        session.file_changed.connect(self._look)
        session.opened.connect(self._look)

    def set_on(self, on: bool) -> None:
        """Turn it on or off."""
        self._on = on
        self._look()

    @property
    def is_waiting(self) -> bool:
        """Whether there is an edit that will be saved in a while."""
        return self._timer.isActive()

    def _look(self, _opened: object = None) -> None:
        session = self._session
        wanted = self._on and session.path is not None and session.state is SaveState.UNSAVED
        if not wanted:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _save(self) -> None:
        if self._session.path is not None and self._session.state is SaveState.UNSAVED:
            self._session.save()
