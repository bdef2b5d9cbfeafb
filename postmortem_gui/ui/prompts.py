"""What needs the rest of the system, its file dialogs and other programs, behind one object that a test replaces."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

SUFFIX = ".postmortem.json"
"""What the name of a document ends with."""
OPENABLE = "Postmortems (*.postmortem.json *.json *.pdf);;All files (*)"
TEXTS = (".md", ".markdown", ".csv", ".tsv", ".txt", ".log")
"""What the names of files end with whose lines become rows of a timeline."""
IMPORTABLE = f"What can be imported (*.postmortem.json *.json *.pdf *{' *'.join(TEXTS)});;All files (*)"
TABLE = "Tables (*.csv *.tsv *.txt);;All files (*)"
DOCUMENT = "Postmortem (*.postmortem.json)"


class Prompts:
    """Asks a person for files, and hands files to other programs. An answer is None when they would rather not."""

    def file_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask which file to open."""
        name, _ = QFileDialog.getOpenFileName(parent, "Open a postmortem", str(folder), OPENABLE)
        return Path(name) if name else None

    def file_to_import(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask which file to take in."""
        name, _ = QFileDialog.getOpenFileName(parent, "Import", str(folder), IMPORTABLE)
        return Path(name) if name else None

    def table_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask which table of a tracker to read."""
        name, _ = QFileDialog.getOpenFileName(parent, "What the tracker exported", str(folder), TABLE)
        return Path(name) if name else None

    def file_to_save(self, parent: QWidget, suggested: Path, kinds: str = DOCUMENT) -> Path | None:
        """Ask where to write a file, and give a name without an ending that of the suggested one.

        The system asks before it hands out a file that exists. It knows only the name that was typed: where the ending
        makes it the name of such a file, it is shown as it is now, and the system asks about that.
        """
        ending = SUFFIX if suggested.name.endswith(SUFFIX) else suggested.suffix
        while True:
            name, _ = QFileDialog.getSaveFileName(parent, "Save", str(suggested), kinds)
            if not name:
                return None
            path = Path(name)
            if path.suffix or not ending:
                return path
            suggested = path.with_name(path.name + ending)
            if not suggested.exists():
                return suggested

    def folder(self, parent: QWidget, start: Path) -> Path | None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(parent, "Choose a folder", str(start))
        return Path(name) if name else None

    def open_outside(self, path: Path) -> bool:
        """Open a file or folder in the program that the system has for it. Returns False where it has none."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def open_address(self, url: str) -> bool:
        """Open a web page in the person's browser, whole as it is written. Returns False where there is none."""
        address = QUrl.fromEncoded(url.encode(), QUrl.ParsingMode.StrictMode)
        return address.isValid() and address.scheme() in ("http", "https") and QDesktopServices.openUrl(address)
