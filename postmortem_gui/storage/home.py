"""Where the program keeps what is not a document: settings, unsaved work, logs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP = "Postmortem"


class HomeError(Exception):
    """A folder of the program cannot be made. The message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of the program. Nothing exists until somebody asks for it with `private`."""

    config: Path
    state: Path
    log: Path

    @classmethod
    def default(cls) -> Home:
        """Return the folders that this system has for programs: settings and state stay on this machine."""
        folders = platformdirs.PlatformDirs(APP, appauthor=False, roaming=False)
        return cls(folders.user_config_path, folders.user_state_path, folders.user_log_path)

    @classmethod
    def at(cls, folder: Path) -> Home:
        """Return a home that lies in one folder, as `--home FOLDER` asks."""
        folder = folder.absolute()
        return cls(folder / "config", folder / "state", folder / "log")

    @property
    def recovery(self) -> Path:
        """Where unsaved work is kept."""
        return self.state / "recovery"

    @property
    def cache(self) -> Path:
        """Where the program keeps what it can make again."""
        return self.state / "cache"

    @property
    def templates(self) -> Path:
        """Where the person's own templates are, unless the settings name another folder."""
        return self.config / "templates"


def private(folder: Path) -> Path:
    """Return the folder, made with its parents where it is missing; only this person may look into it.

    Raises HomeError when it cannot be made.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise HomeError(
            f"The program's folder “{folder}” cannot be made: {error.strerror}. Start it with --home and a folder "
            "that may be written."
        ) from error
    return folder
