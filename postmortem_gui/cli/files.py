"""The files of a command line: a name, or `-` for the standard streams."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from postmortem_gui.cli.streams import read_input, say, write_output

if TYPE_CHECKING:
    from postmortem_gui.core.postmortem import Postmortem
    from postmortem_gui.core.team import Team
    from postmortem_gui.storage.library import Library

STANDARD = "-"


class Source(NamedTuple):
    """A document that was read, its file unless it came from standard input, and the pictures that a PDF carried."""

    postmortem: Postmortem
    path: Path | None
    is_pdf: bool
    carried: dict[str, bytes]


def read(name: str, library: Library) -> Source:
    """Return the document in a file, in an exported PDF, or on standard input; what was repaired is said."""
    from postmortem_gui.storage import loading, pdf_source, pictures

    path = None if name == STANDARD else Path(name)
    data = loading.read_document(path, streams=True) if path else read_input(loading.MAX_BYTES + 1)
    pdf = data if data.startswith(b"%PDF-") else b""
    shown = path.name if path else "standard input"
    if pdf:
        data = pdf_source.source_of_pdf(pdf, name=shown)
    loaded = loading.load(data, name=shown, template_for=library.template)
    for notice in loaded.notices:
        say(notice)
    pm = loaded.postmortem
    carried = pictures.of_document(pm, pdf_source.files_of_pdf(pdf)) if pdf and pm.attachments else {}
    return Source(pm, path, bool(pdf), carried)


def team_of(source: Source, home: Path | None, named: str = "") -> Team:
    """Return the team whose rules hold for a document: of a file that is named, else of the one beside the document or
    in the settings of a home. Raises LoadError for one that is named and wrong; of another that is said, no rule holds.
    """
    from postmortem_gui.storage.home import Home
    from postmortem_gui.storage.team import find_team, read_team

    usual = Home.at(home) if home else Home.default()
    found = read_team(Path(named)) if named else find_team(usual, source.path)
    for notice in found.notices:
        say(notice)
    return found.team


def write(out: str, data: bytes) -> None:
    """Write a whole file, or to standard output. Raises SaveError; then what was there is untouched."""
    from postmortem_gui.storage.atomic import write_bytes

    if out == STANDARD:
        write_output(data)
        return
    for notice in write_bytes(Path(out), data).notices:
        say(notice)


def is_same(one: str, other: str) -> bool:
    """Tell whether two names are of one file that is there."""
    try:
        return STANDARD not in (one, other) and Path(one).samefile(other)
    except (OSError, ValueError):
        return False
