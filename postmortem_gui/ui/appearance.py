"""How the window looks: what the person chose, what the system asks for, and whether a room is watching."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from postmortem_gui.storage.settings import SettingsFile
from postmortem_gui.ui.theme import (
    Theme,
    apply_theme,
    current_theme,
    follow_system_contrast,
    prepare_theme,
    system_theme_name,
    system_wants_contrast,
)

ZOOMS = (100, 110, 125, 150, 175)
"""The steps of the zoom, in percent."""
PRESENTED = 150
"""How large everything is for a room, in percent of what the person reads; never more than the last zoom."""


class Appearance(QObject):
    """Puts the one theme on the application, and keeps what was chosen in the settings."""

    def __init__(self, settings: SettingsFile, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._presenting = False
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._show)
        follow_system_contrast(self._show)
        self._show()

    @property
    def theme(self) -> Theme:
        """The theme that should be on now."""
        chosen = self._settings.value
        name = chosen.theme if chosen.theme != "system" else system_theme_name()
        strong = chosen.contrast == "high" or (chosen.contrast == "system" and system_wants_contrast())
        percent = min(ZOOMS[-1], chosen.zoom * PRESENTED / 100) if self._presenting else chosen.zoom
        return Theme(name, percent / 100, strong, self._presenting)

    def choose(self, **changes: object) -> None:
        """Keep another `theme`, `contrast` or `zoom`, as `Settings` has them. Raises ValueError for anything else."""
        self._settings.change(**changes)
        self._show()

    def step_zoom(self, step: int) -> None:
        """Make everything larger (1) or smaller (-1) by a step; behind the last one nothing happens."""
        at = ZOOMS.index(self._settings.value.zoom) + step
        if 0 <= at < len(ZOOMS):
            self.choose(zoom=ZOOMS[at])

    def switch_contrast(self) -> None:
        """Turn high contrast on, or off; where the system asks for it, back to what the system asks for."""
        if current_theme().strong:
            self.choose(contrast="usual")
        else:
            self.choose(contrast="system" if system_wants_contrast() else "high")

    def present(self, *, on: bool) -> None:
        """Look as a room needs it, or as before. It is not kept: the next start is for one person."""
        self._presenting = on
        self._show()

    def dress(self) -> None:
        """Put the style sheet on unless it is: the window does so when it is first shown, see `prepare_theme`."""
        app = QApplication.instance()
        if isinstance(app, QApplication) and not app.styleSheet():
            apply_theme(app, self.theme)

    def _show(self, _scheme: object = None) -> None:
        app, theme = QApplication.instance(), self.theme
        if isinstance(app, QApplication) and not app.styleSheet():
            prepare_theme(app, theme)
        elif isinstance(app, QApplication) and theme != current_theme():
            apply_theme(app, theme)
