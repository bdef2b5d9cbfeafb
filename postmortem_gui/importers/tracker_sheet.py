"""A table that a tracker exports, from bytes to cells: how it is written, and which of its columns are which."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from postmortem_gui.importers.tracker_words import squeezed

MOST_ROWS = 100_000
"""A table of more rows is refused: the tickets of some postmortems are few."""

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "key": ("issuekey", "ticketkey", "key", "ticket", "identifier", "issuenumber", "number", "issue", "id"),
    "title": ("summary", "title", "issuetitle", "name", "subject"),
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

FIELDS: Mapping[str, str] = {
    "key": "Key",
    "url": "Address",
    "title": "Title",
    "status": "Status",
    "owner": "Owner",
    "due": "Due date",
    "closed": "Closed on",
}
"""What a column may hold, with its word for a person who says it."""

_KEYS = "a key or an address (Key, ID, Number or URL)"
_NEEDED = {"status": "a Status or State", "title": "a Summary or Title"}
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_BEGINNINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CALLED = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}
_GUARD = re.compile(r"'(?='*\s*[=+\-@＝＋－＠])")
_SHOWN = 12
"""Names of columns that a sentence lists."""


class TrackerError(Exception):
    """A table is not read. The message is a sentence that says what is in the way and what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose first line was read: the heads of its columns, and which of them is which, as far as known."""

    name: str
    heads: tuple[str, ...]
    columns: Mapping[str, int]
    written: str
    separator: str
    text: str = field(repr=False)

    @property
    def separated(self) -> str:
        """What stands between the columns, in a word."""
        return _SEPARATORS[self.separator]

    def has(self, wanted: str, columns: Mapping[str, int] | None = None) -> bool:
        """Tell whether the columns are there without which nothing can be taken: `wanted` is status or title."""
        known = self.columns if columns is None else columns
        return wanted in known and bool(known.keys() & {"key", "url"})


def open_sheet(data: bytes, *, name: str, wanted: str = "status") -> Sheet:
    """Read the first line of a table. Raises TrackerError, and nothing else for any bytes.

    `name` is the file's, for the sentences; by the separator that gives the `wanted` column the table is read.
    """
    text, encoding = _text(data, name)
    return _sheet(text, name, wanted, encoding)


def sheet_of(text: str, *, name: str, wanted: str = "status") -> Sheet:
    """Read the first line of a table that is text already, such as a clipboard's. Raises TrackerError."""
    return _sheet(text, name, wanted, "")


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


def _sheet(text: str, name: str, wanted: str, encoding: str) -> Sheet:
    """The table by the separator by which its first line has the columns that are wanted, else the most columns."""
    text = re.sub(r"\A\s*sep=.\r?\n", "", text)
    best: Sheet | None = None
    for separator in _SEPARATORS:
        heads = _first(text, separator)
        sheet = Sheet(name, tuple(heads), _columns(heads), encoding, separator, text)
        if sheet.has(wanted):
            return sheet
        best = sheet if best is None or len(heads) > len(best.heads) else best
    if best is None or not _shown(best.heads):
        needs = f"{_KEYS} and {_NEEDED[wanted]}"
        raise TrackerError(f"“{name}” has no first line that names columns; needed are {needs}. Nothing was changed.")
    return best


def _shown(heads: Sequence[str]) -> list[str]:
    return [squeezed(head)[:40] for head in heads if head.strip()]


def refusal(sheet: Sheet, wanted: str) -> str:
    """Return the sentence that says which columns a table has and which it would need."""
    shown = _shown(sheet.heads)
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    found = ", ".join(f"“{head}”" for head in shown[:_SHOWN]) + more
    needs = f"{_KEYS} and {_NEEDED[wanted]}"
    return f"“{sheet.name}” has the columns {found}; needed are {needs}. Nothing was changed."


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


def records(sheet: Sheet, wanted: str, chosen: Mapping[str, int] | None) -> list[dict[str, str]]:
    """Return the cells that are looked for, by field, of every line below the first; one that is not there is empty.

    `chosen` says which column holds which field, where somebody knows better than the heads. Raises TrackerError.
    """
    columns = sheet.columns if chosen is None else chosen
    if not sheet.has(wanted, columns):
        raise TrackerError(refusal(sheet, wanted))
    name = sheet.name
    reader = csv.reader(io.StringIO(sheet.text, newline=""), delimiter=sheet.separator, strict=True)
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
            found.append({field: _bare(cell) if cell[:1] == "'" else cell for field, cell in cells.items()})
    except csv.Error as error:
        where = f"the row that ends in line {reader.line_num}"
        raise TrackerError(f"“{name}” is no CSV: {where} cannot be read ({error}). Export it again.") from None
    return found


def _bare(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from running it."""
    return _GUARD.sub("", cell, count=1)
