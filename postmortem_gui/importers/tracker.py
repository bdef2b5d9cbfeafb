"""The CSV that a tracker exports: which of its columns are which, and what each row says of a ticket."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from postmortem_gui.importers.tracker_words import Order, Seen, as_day, as_status, order_of, squeezed

MOST_ROWS = 100_000
"""A table of more rows is refused: the tickets of some postmortems are few."""

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "key": ("issuekey", "ticketkey", "key", "ticket", "identifier", "issuenumber", "number", "issue", "id"),
    "url": ("url", "htmlurl", "issueurl", "ticketurl", "ticketaddress", "link"),
    "status": ("status", "state", "issuestatus"),
    "resolution": ("resolution", "statereason", "reasonclosed"),
    "owner": ("assignee", "assignees", "owner", "assignedto"),
    "due": ("duedate", "due", "dueon", "dueat"),
    "closed": (
        *("resolved", "resolutiondate", "resolvedat", "closed", "closedat", "closedon", "dateclosed"),
        *("completed", "completedat", "completedon"),
    ),
}
"""The names that Jira, GitHub and Linear give to what we look for, the surest first, without spaces and capitals."""

_NEEDED = "a key or an address (Key, ID, Number or URL) and a Status or State"
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_BEGINNINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CALLED = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}
_GUARD = re.compile(r"'(?='*\s*[=+\-@＝＋－＠])")
_SHOWN = 12
"""Names of columns that a sentence lists."""


class TrackerError(Exception):
    """A table is not read. The message is a sentence that says what is in the way and what to do."""


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
    """A table that was read: its rows, how it was written in words, and a sentence for whatever was not understood."""

    rows: tuple[TrackedRow, ...]
    written: str
    notices: tuple[str, ...]


def read_tracker(data: bytes, *, name: str, order: Order = "") -> Tracked:
    """Read the export of a tracker. Raises TrackerError, and nothing else for any bytes.

    `name` is the file's, for the sentences; `order` says what 03/04/2026 means where the table itself does not tell.
    """
    text, encoding = _text(data, name)
    text = re.sub(r"\A\s*sep=.\r?\n", "", text)
    separator, columns = _separator(text, name)
    found = _records(text, separator, columns, name)
    seen = Seen(order_of((cell.get(field, "") for cell in found for field in ("due", "closed")), order))
    rows = tuple(row for cell in found if (row := _row(cell, seen)))
    count = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}"
    return Tracked(rows, f"{encoding}, {_SEPARATORS[separator]}, {count}", seen.notices())


def _row(cell: Mapping[str, str], seen: Seen) -> TrackedRow | None:
    key, url = cell.get("key", ""), cell.get("url", "")
    if not key and re.match(r"https?://", url) is None:
        return None
    if re.match(r"https?://", key):
        key, url = "", url or key
    said = cell["status"]
    resolution = cell.get("resolution", "")
    return TrackedRow(
        key,
        url,
        as_status(said, resolution),
        f"{said} ({resolution})" if resolution and resolution.lower() != said.lower() else said,
        cell.get("owner", ""),
        as_day(cell.get("due", ""), seen),
        as_day(cell.get("closed", ""), seen),
    )


# ── Bytes to cells ──


def _text(data: bytes, name: str) -> tuple[str, str]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise TrackerError(f"“{name}” is a spreadsheet, not a CSV. Save it as CSV and take that.")
    if data.startswith(b"%PDF-"):
        raise TrackerError(f"“{name}” is a PDF, not a CSV. Export the tickets from the tracker as CSV.")
    encoding = next((encoding for mark, encoding in _BEGINNINGS if data.startswith(mark)), "")
    if not encoding and b"\0" in data[:2]:
        encoding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    for each in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = data.decode(each)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, _CALLED.get(each, "UTF-16")
    raise TrackerError(f"“{name}” is no text in UTF-8, UTF-16 or Windows-1252. Export it again as CSV in UTF-8.")


def _separator(text: str, name: str) -> tuple[str, dict[str, int]]:
    """The separator by which the first line has the columns that are needed, and where they are."""
    first: list[str] = []
    for separator in _SEPARATORS:
        heads = _first(text, separator)
        columns = _columns(heads)
        if "status" in columns and columns.keys() & {"key", "url"}:
            return separator, columns
        first = heads if len(heads) > len(first) else first
    shown = [squeezed(head)[:40] for head in first if head.strip()]
    if not shown:
        raise TrackerError(f"“{name}” has no first line that names columns; needed are {_NEEDED}. Nothing was changed.")
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    found = ", ".join(f"“{head}”" for head in shown[:_SHOWN]) + more
    raise TrackerError(f"“{name}” has the columns {found}; needed are {_NEEDED}. Nothing was changed.")


def _first(text: str, separator: str) -> list[str]:
    """The cells of the first line; none where quotes do not fit the separator."""
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return next((line for line in lines if any(line)), [])
    except csv.Error:
        return []


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """Where each field is. Jira names a column once for each of its values: the first one counts."""
    folded = [re.sub(r"[\W_]+", "", head.casefold()) for head in heads]
    return {
        field: folded.index(found)
        for field, names in _COLUMNS.items()
        if (found := next((each for each in names if each in folded), ""))
    }


def _records(text: str, separator: str, columns: Mapping[str, int], name: str) -> list[dict[str, str]]:
    """The cells that are looked for, by field, of every line below the first; a cell that is not there is empty."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[dict[str, str]] = []
    is_head = True
    try:
        for line in reader:
            if is_head or not any(line):
                is_head = is_head and not any(line)
                continue
            if len(found) == MOST_ROWS:
                raise TrackerError(f"“{name}” has more than {MOST_ROWS:,} rows. Export only the tickets you look for.")
            cells = {field: squeezed(line[at]) if at < len(line) else "" for field, at in columns.items()}
            found.append({field: _GUARD.sub("", cell, count=1) for field, cell in cells.items()})
    except csv.Error as error:
        where = f"the row that ends in line {reader.line_num}"
        raise TrackerError(f"“{name}” is no CSV: {where} cannot be read ({error}). Export it again.") from None
    return found
