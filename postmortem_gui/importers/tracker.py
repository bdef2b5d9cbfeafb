"""What a tracker says of its tickets, row by row of the CSV that it exports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from postmortem_gui.importers.tracker_sheet import Sheet, open_sheet, records
from postmortem_gui.importers.tracker_words import Order, Seen, as_day, as_status, order_of


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """What a tracker says of a ticket. `status` is ours, empty for a word nobody knows; `said` is the tracker's.

    `due` and `closed` are days (`YYYY-MM-DD`), empty where the tracker has none or one that cannot be read.
    """

    key: str
    url: str
    status: str
    said: str
    owner: str = ""
    due: str = ""
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A table that was read: its rows, how it was written in words, and a sentence for whatever was not understood.

    `unsure` is the first date of which nothing tells whether the day or the month comes first, empty for none.
    """

    rows: tuple[TrackedRow, ...]
    written: str
    notices: tuple[str, ...]
    unsure: str = ""


@dataclass(frozen=True, slots=True)
class FoundTicket:
    """A ticket by its key, its address or both, and its title, empty where nobody says it."""

    key: str
    url: str
    title: str


def read_tracker(data: bytes, *, name: str, order: Order = "") -> Tracked:
    """Read the export of a tracker. Raises TrackerError, and nothing else for any bytes.

    `name` is the file's, for the sentences; `order` says what 03/04/2026 means where the table itself does not tell.
    """
    return read_status(open_sheet(data, name=name), order=order)


def read_status(sheet: Sheet, columns: Mapping[str, int] | None = None, *, order: Order = "") -> Tracked:
    """Read what a table says of the state of its tickets. `columns` says which are which, where it is known better.

    Raises TrackerError.
    """
    found = records(sheet, "status", columns)
    seen = Seen(order_of((cell.get(field, "") for cell in found for field in ("due", "closed")), order))
    rows = tuple(row for cell in found if (row := _row(cell, seen)))
    return Tracked(rows, _written(sheet, len(rows)), seen.notices(), seen.unsure)


def read_titles(sheet: Sheet, columns: Mapping[str, int] | None = None) -> tuple[FoundTicket, ...]:
    """Read the keys and the titles of the tickets of a table. Raises TrackerError."""
    cells = ((_ticket(cell), cell["title"]) for cell in records(sheet, "title", columns))
    return tuple(FoundTicket(_key(found[0]), found[1], title) for found, title in cells if found)


def _key(key: str) -> str:
    """GitHub exports the number of an issue bare."""
    return f"#{key}" if key.isdecimal() else key


def _ticket(cell: Mapping[str, str]) -> tuple[str, str] | None:
    """The key and the address of a line, None where it has neither."""
    key, url = cell.get("key", ""), cell.get("url", "")
    url = url if re.match(r"https?://", url) else ""
    if re.match(r"https?://", key):
        key, url = "", url or key
    return (key, url) if key or url else None


def _row(cell: Mapping[str, str], seen: Seen) -> TrackedRow | None:
    ticket = _ticket(cell)
    if ticket is None:
        return None
    said = cell["status"]
    resolution = cell.get("resolution", "")
    return TrackedRow(
        *ticket,
        as_status(said, resolution),
        f"{said} ({resolution})" if resolution and resolution.lower() != said.lower() else said,
        cell.get("owner", ""),
        as_day(cell.get("due", ""), seen),
        as_day(cell.get("closed", ""), seen),
    )


def _written(sheet: Sheet, rows: int) -> str:
    count = f"{rows:,} {'row' if rows == 1 else 'rows'}"
    return ", ".join(filter(None, (sheet.written, sheet.separated, count)))
