"""Presenter view: the same window as a room needs it, in one piece, with nothing on it that is private."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from postmortem_gui.ui.theme import current_theme

if TYPE_CHECKING:
    from postmortem_gui.ui.main_window import MainWindow
    from postmortem_gui.ui.presenter_popups import PresenterPopups

PRIVATE = ("preferences", "messages")
"""Commands that would show folders, and what was said before the room came."""


class Presenter(QObject):
    """Turns presenter view on and off. What it changes on the screen follows from `Theme.presenting`.

    A video call shares one window, so while it is on no other one opens: see `PresenterPopups` and `RoomPrompts`.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._popups: PresenterPopups | None = None

    @property
    def is_on(self) -> bool:
        """Whether a room watches."""
        return current_theme().presenting

    def toggle(self) -> None:
        """Turn it on for the open document, or off. Only this key leaves it: Escape never does."""
        self._turn(on=not self.is_on)

    def leave(self) -> None:
        """Turn it off: there is nothing to present any more."""
        if self.is_on:
            self._turn(on=False)

    def _turn(self, *, on: bool) -> None:
        window = self._window
        if self._popups is None:
            from postmortem_gui.ui.presenter_popups import PresenterPopups

            self._popups = PresenterPopups(self)
        self._popups.watch(on=on)
        for action in window.actions():
            if action.objectName() in PRIVATE:
                action.setDisabled(on)
        window.appearance.present(on=on)
        focused = QApplication.focusWidget()
        if window.workspace is not None and (focused is None or not focused.isVisible()):
            window.workspace.page.take_focus()
