"""Where files go while a room watches: no dialog shows anybody's folders, and a message says what was done."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from postmortem_gui.editing.messages import Message, Tone
from postmortem_gui.editing.session import Session
from postmortem_gui.ui.prompts import DOCUMENT, SUFFIX, Prompts
from postmortem_gui.ui.theme import current_theme

_LEAVE = "Press F5 to leave presenter view first."


class RoomPrompts(Prompts):
    """Asks as `asking` does while nobody watches. In presenter view a file goes where it would be suggested."""

    def __init__(self, asking: Prompts, session: Session) -> None:
        self._asking, self._session = asking, session

    def _tell(self, tone: Tone, sentence: str) -> None:
        self._session.told.emit(Message(tone, sentence))

    @override
    def file_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        return self._asking.file_to_open(parent, folder) if self._may_ask("file") else None

    @override
    def file_to_import(self, parent: QWidget, folder: Path) -> Path | None:
        return self._asking.file_to_import(parent, folder) if self._may_ask("file") else None

    @override
    def table_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        return self._asking.table_to_open(parent, folder) if self._may_ask("file") else None

    @override
    def folder(self, parent: QWidget, start: Path) -> Path | None:
        return self._asking.folder(parent, start) if self._may_ask("folder") else None

    def _may_ask(self, what: str) -> bool:
        presenting = current_theme().presenting
        if presenting:
            self._tell("info", f"Choosing a {what} would show everybody what is on this computer. {_LEAVE}")
        return not presenting

    @override
    def file_to_save(self, parent: QWidget, suggested: Path, kinds: str = DOCUMENT) -> Path | None:
        if not current_theme().presenting:
            return self._asking.file_to_save(parent, suggested, kinds)
        path = free(suggested)
        beside = self._session.path is not None and self._session.path.parent == path.parent
        where = "beside the document" if beside else "into your usual folder"
        self._tell("done", f"“{path.name}” goes {where}; a dialog would show everybody what else is there.")
        return path

    @override
    def open_outside(self, path: Path) -> bool:
        return self._asking.open_outside(path)

    @override
    def open_address(self, url: str) -> bool:
        return self._asking.open_address(url)


def free(path: Path) -> Path:
    """Return the path, or the first of `name 2`, `name 3` … beside it that is no file yet."""
    ending = SUFFIX if path.name.endswith(SUFFIX) else path.suffix
    stem = path.name.removesuffix(ending)
    others = (path.with_name(f"{stem} {n}{ending}") for n in count(2))
    return path if not path.exists() else next(other for other in others if not other.exists())
