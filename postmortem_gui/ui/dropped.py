"""Files that are dragged over the window: they are the window's, whichever field the mouse is over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def files_in(data: QMimeData) -> list[Path]:
    """Return the files of this machine that are dragged or pasted; links to other places are none."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
