"""The questions that need the system's own dialogs, behind one object that a test replaces."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

OPENABLE = "Postmortems (*.postmortem.json *.json *.pdf);;All files (*)"
DOCUMENT = "Postmortem (*.postmortem.json)"


class Prompts:
    """Asks a person for files. Every answer is None when they would rather not."""

    def file_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask which file to open."""
        name, _ = QFileDialog.getOpenFileName(parent, "Open a postmortem", str(folder), OPENABLE)
        return Path(name) if name else None

    def file_to_save(self, parent: QWidget, suggested: Path, kinds: str = DOCUMENT) -> Path | None:
        """Ask where to write a file. The system asks before it hands out a file that exists."""
        name, _ = QFileDialog.getSaveFileName(parent, "Save", str(suggested), kinds)
        return Path(name) if name else None
