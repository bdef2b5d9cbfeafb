"""Files that are no documents: chats, logs and tables, taken as the timeline of a new document."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem_gui.cli.files import Source
from postmortem_gui.cli.streams import RefusalError, say

if TYPE_CHECKING:
    from postmortem_gui.core.template import Template
    from postmortem_gui.importers.candidates import Reading

SUFFIXES = (".txt", ".log", ".csv", ".tsv")
"""The endings of files that are read as a timeline."""
_LEFT_OUT = "x_left_out"


def is_text(name: str) -> bool:
    """Tell whether a file is read as a timeline, by the ending of its name."""
    return name.lower().endswith(SUFFIXES)


def read_text(name: str, template: Template) -> Source:
    """Return a new document with the timeline that a file tells; says what it was taken for and what to look at.

    What is no event, such as `3 replies`, is kept in a section of its own. Raises LoadError and RefusalError.
    """
    from postmortem_gui.core.postmortem import Section
    from postmortem_gui.importers.candidates import Around
    from postmortem_gui.importers.reading import read_paste
    from postmortem_gui.storage.ids import new_id
    from postmortem_gui.storage.library import new_document
    from postmortem_gui.storage.loading import read_document

    path = Path(name)
    text = _decoded(read_document(path, streams=True))
    pm = new_document(template)
    reading = read_paste(text, around=Around(pm.zone, _written(path)))
    if reading.refused:
        raise RefusalError(f"“{path.name}” is not imported: {reading.sentence}")
    rows = tuple(one.row(new_id("t")) for one in reading.candidates if one.taken)
    others = [one.original for one in reading.candidates if not one.taken]
    pm = pm.but(timeline=rows)
    if others:
        fenced = "\n".join(f"    {line}" for other in others for line in other.split("\n"))
        section = Section(heading=f"Not in the timeline, from {path.name}", text=fenced)
        pm = pm.but(sections={**pm.sections, _LEFT_OUT: section})
    _say(path.name, reading, len(rows), len(others))
    return Source(pm, path, False, {})


def _say(name: str, reading: Reading, rows: int, others: int) -> None:
    from postmortem_gui.importers.reading import SOURCES

    undated = sum(1 for one in reading.candidates if one.taken and one.when.at is None)
    count = f"{rows} {'row' if rows == 1 else 'rows'}"
    words = [f"“{name}” is read as {dict(SOURCES)[reading.source]}, times in {reading.zone}: {count}"]
    if undated:
        words.append(f"{undated} of them without a time that can be read")
    if others:
        words.append(
            f"{others} {'piece that tells' if others == 1 else 'pieces that tell'} nothing kept below the timeline"
        )
    say(f"{', '.join(words)}. {reading.sentence}")


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _written(path: Path) -> datetime:
    """When the file was written: that is what `Today` in it means."""
    try:
        return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    except (OSError, ValueError, OverflowError):
        return datetime.now(UTC)
