"""What the person prefers, between one start and the next."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

from pydantic import ValidationError, field_validator

from postmortem_gui.core.values import Value, plain
from postmortem_gui.core.zones import zone_exists
from postmortem_gui.render.file_names import pattern_problem
from postmortem_gui.storage import kept
from postmortem_gui.storage.atomic import SaveError
from postmortem_gui.storage.home import Home

_log = logging.getLogger(__name__)


class Settings(Value):
    """The preferences, as they are for somebody who never looked at them. An empty text means: as the system says."""

    theme: Literal["system", "light", "dark"] = "system"
    contrast: Literal["system", "usual", "high"] = "system"
    zoom: Literal[100, 110, 125, 150, 175] = 100
    """How large letters and everything around them are, in percent."""
    zone: str = ""
    """The zone of new documents; where it is empty their template says."""
    my_zone: str = ""
    """The zone of the person at this machine."""
    my_name: str = ""
    """Who is recorded with a box that is ticked here."""
    autosave: bool = False
    """Whether the file of a document is written every 30 seconds, not only when somebody asks for it."""
    paper: Literal["", "a4", "letter"] = ""
    classification: str = ""
    """Who may read what is exported, for its foot: internal, confidential, public, or words of one's own."""
    file_names: str = ""
    """The pattern of `render.file_names` by which exported files are named."""
    templates_folder: str = ""
    """Where the person's own templates are, if not in the usual folder."""
    ticket_page: str = ""
    """The pattern of `render.ticket_address` of the page on which the tracker makes a new ticket."""
    geometry: str = ""
    """The window's size and place, as the window wrote them."""

    @field_validator("file_names")
    @classmethod
    def _is_a_pattern(cls, pattern: str) -> str:
        if problem := pattern_problem(pattern):
            raise ValueError(problem)
        return pattern

    @field_validator("zone", "my_zone")
    @classmethod
    def _is_a_zone(cls, zone: str) -> str:
        if zone and not zone_exists(zone):
            raise ValueError("Input should be a time zone, like Europe/Paris or +02:00")
        return zone


class SettingsFile:
    """The settings in the home folder. `notices` says what was wrong with them, in sentences for the person."""

    def __init__(self, home: Home) -> None:
        self._path = home.config / "settings.json"
        self.notices: tuple[str, ...] = ()
        self.value = self._read()

    def change(self, **changes: object) -> None:
        """Change some preferences, for this run and the next starts. Raises ValueError for a value that does not fit.

        Where the folder cannot be written they hold for this run; the log says so.
        """
        self.value = Settings.model_validate({**dict(self.value), **changes})
        try:
            kept.write(self._path, plain(self.value))
        except SaveError as error:
            _log.error("the settings are not kept: %s", error)

    def _read(self) -> Settings:
        try:
            members = kept.read(self._path)
            return Settings() if members is None else Settings.model_validate(members)
        except (ValueError, ValidationError):
            aside: Path = kept.put_aside(self._path)
            self.notices = (f"The settings were damaged, so the usual ones are used. The old file is “{aside}”.",)
            return Settings()
