"""What the columns of a pasted table hold: told by their heads, else by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from postmortem_gui.core.links import read_links
from postmortem_gui.core.postmortem import Link
from postmortem_gui.importers.candidates import Piece
from postmortem_gui.importers.grids import Line
from postmortem_gui.importers.link_words import told
from postmortem_gui.importers.stamps import is_day, is_time

HEADS: Mapping[str, tuple[str, ...]] = {
    "when": (
        *(
            "time",
            "timestamp",
            "datetime",
            "when",
            "ts",
            "dateandtime",
            "timeofday",
            "occurredat",
            "createdat",
            "created",
        ),
        *("createdon", "logtime", "eventtime", "starttime", "startedat", "start", "from", "at", "loggedat", "postedat"),
        *("sentat", "triggeredat", "hour", "clock", "uhrzeit", "zeit", "heure", "hora", "zeitpunkt"),
    ),
    "day": ("date", "day", "datum", "tag", "jour", "fecha"),
    "event": (
        *(
            "event",
            "description",
            "summary",
            "message",
            "text",
            "what",
            "whathappened",
            "entry",
            "log",
            "title",
            "note",
        ),
        *(
            "notes",
            "details",
            "detail",
            "activity",
            "action",
            "comment",
            "body",
            "content",
            "update",
            "observation",
            "msg",
        ),
        *(
            "happened",
            "ereignis",
            "evenement",
            "beschreibung",
            "alert",
            "alertname",
            "name",
            "type",
            "eventtype",
            "logtype",
        ),
    ),
    "who": (
        *(
            "who",
            "user",
            "username",
            "author",
            "actor",
            "agent",
            "agentname",
            "owner",
            "by",
            "person",
            "sender",
            "responder",
        ),
        *(
            "assignee",
            "assignedto",
            "reporter",
            "createdby",
            "postedby",
            "realname",
            "displayname",
            "wer",
            "qui",
            "people",
        ),
        *("whoby", "acknowledgedby", "resolvedby", "assigneduser", "resolvedbyusername"),
    ),
    "source": (
        *(
            "source",
            "link",
            "links",
            "url",
            "sourcelink",
            "htmlurl",
            "permalink",
            "evidence",
            "reference",
            "ref",
            "ticket",
        ),
        *("incidenturl", "alerturl", "quelle", "proof", "artifact", "artefact"),
    ),
}
"""The heads of spreadsheets, reviews and pagers, the surest first, in small letters without spaces and signs."""

PAGER_HEADS = frozenset(
    (
        *("incidentnumber", "incidentid", "alertid", "servicename", "serviceid", "escalationpolicy", "teamname"),
        *("escalationpolicyname", "logtime", "agent", "agenttype", "urgency", "resolvedbyuserid", "autoescalatedtome"),
        *("secondstofirstack", "secondstoresolve", "assignedusers", "createdon", "tinyid", "integrationname"),
        *("eventtype", "logentryid", "acknowledgedat", "resolvedon", "triggeredat"),
    )
)
"""Heads that the exports of pagers have and spreadsheets do not."""

_SAMPLE = 60
_LONGEST_HEAD = 120
_NO_SIGNS = re.compile(r"[\W_]+")
_IN_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
_ZONE_AT_END = re.compile(r"\s+[A-Z]{2,5}$")
_ADDRESS = re.compile(r"https?://|\]\(|^#?[A-Z][A-Z0-9]+-\d+$|^#\w")
_LIKE_A_TIME = re.compile(r"\d[:.h][\d?]|\d{4}-[\d?]|H:mm|:\?\?|^\d{10}(?:\d{3})?$", re.IGNORECASE)
_PERSON = re.compile(r"@?[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}")
_SIGNS = "*`_ "


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table is like: the key of COLUMNS for each column, the heads, and whether its first row is those."""

    columns: tuple[str, ...]
    heads: tuple[str, ...]
    has_heads: bool


def squeezed_head(head: str) -> str:
    """Return a head as HEADS has it: `Time (ET)` and `Time CET` are `time`."""
    bare = _ZONE_AT_END.sub("", _IN_BRACKETS.sub("", head[:_LONGEST_HEAD]).strip(_SIGNS))
    return _NO_SIGNS.sub("", bare).lower()


def shape_of(rows: Sequence[Line], *, headed: bool = False) -> Shape:
    """Tell what the columns of a table hold, from its heads and its first rows; `headed` says that it has heads."""
    sample = rows[:_SAMPLE]
    if not sample:
        return Shape((), (), has_heads=False)
    width = max(len(row.cells) for row in sample)
    first = [cell.strip(_SIGNS) for cell in sample[0].cells]
    known = [squeezed_head(cell) for cell in first]
    named = sum(1 for head in known if any(head in heads for heads in HEADS.values()))
    likely = named >= 2 or (named == 1 and sum(1 for cell in first if cell) <= 3)
    has_heads = headed or (likely and not any(is_time(cell) or is_day(cell) for cell in first))
    body = sample[1:] if has_heads else sample
    cells = [[row.cells[at].strip(_SIGNS) for row in body if at < len(row.cells)] for at in range(width)]
    columns = _by_heads(known, width) if has_heads else [""] * width
    _by_cells(columns, cells, known if has_heads else [])
    heads = tuple(first[at] if at < len(first) else "" for at in range(width))
    return Shape(tuple(columns), heads, has_heads=has_heads)


def _by_heads(known: Sequence[str], width: int) -> list[str]:
    columns = [""] * width
    for role, names in HEADS.items():
        for name in names:
            at = next((at for at, head in enumerate(known) if head == name and not columns[at]), None)
            if at is not None:
                columns[at] = role
                break
    return columns


def _by_cells(columns: list[str], cells: Sequence[Sequence[str]], known: Sequence[str]) -> None:
    """Fill in what the heads do not say; a column with an unknown head is left out."""
    filled = [[cell for cell in column if cell] for column in cells]
    for at, column in enumerate(filled):
        if not columns[at] and column:
            columns[at] = _time_role(column, columns)
    if "when" not in columns and "day" in columns:
        columns[columns.index("day")] = "when"
    elif "when" in columns and "day" in columns:
        # "Time" over nothing but days, and "Date" over full ones
        when, day = columns.index("when"), columns.index("day")
        if all(is_day(cell) for cell in filled[when]) and any(is_time(cell) for cell in filled[day]):
            columns[when], columns[day] = "day", "when"
    free = [at for at, role in enumerate(columns) if not role]
    if "event" not in columns and free:
        columns[max(free, key=lambda at: sum(map(len, cells[at])))] = "event"
    for at in free:
        if not columns[at] and filled[at]:
            columns[at] = _other_role(filled[at], columns, has_heads=bool(known))


def _time_role(cells: Sequence[str], columns: Sequence[str]) -> str:
    if "day" not in columns and sum(map(is_day, cells)) * 2 > len(cells):
        return "day"
    times = sum(1 for cell in cells if is_time(cell) or (len(cell) < 30 and _LIKE_A_TIME.search(cell)))
    return "when" if "when" not in columns and times * 2 > len(cells) else ""


def _other_role(cells: Sequence[str], columns: Sequence[str], *, has_heads: bool) -> str:
    if "source" not in columns and sum(1 for cell in cells if _ADDRESS.search(cell)) * 2 > len(cells):
        return "source"
    if has_heads:
        return ""
    if "who" not in columns and _are_people(cells):
        return "who"
    return "source" if "source" not in columns else ""


def _are_people(cells: Sequence[str]) -> bool:
    people = sum(1 for cell in cells if len(cell) <= 40 and _PERSON.fullmatch(cell))
    return people > 0.8 * len(cells) and len(set(cells)) < len(cells)


def is_pager(heads: Sequence[str]) -> bool:
    """Tell whether these are the heads of a pager's export."""
    return sum(1 for head in heads if _NO_SIGNS.sub("", head).lower() in PAGER_HEADS) >= 2


def table_pieces(rows: Iterable[Line], columns: Sequence[str]) -> Iterator[Piece]:
    """Return a piece for every row of a table, its head left out by the caller."""
    places: dict[str, list[int]] = {}
    for at, role in enumerate(columns):
        places.setdefault(role, []).append(at)

    def joined(row: Line, role: str, between: str) -> str:
        return between.join(row.cells[at] for at in places.get(role, ()) if at < len(row.cells) and row.cells[at])

    day_above = ""
    for row in rows:
        day, stamp = joined(row, "day", " ").strip(_SIGNS), joined(row, "when", " ").strip(_SIGNS)
        own = day
        day = day_above = day or day_above
        event, links = told(joined(row, "event", " — "))
        links = (*_links(joined(row, "source", ", ")), *links)
        said = " ".join(filter(None, (own, stamp)))
        means = f"{day} {stamp}" if day and stamp and not is_day(stamp) else said
        extra = [cell for cell in row.cells[len(columns) :] if cell]
        event = " ".join(filter(None, (event, *extra)))
        odd = "" if event else "no event"
        yield Piece(
            said,
            event,
            row.original,
            row.line,
            joined(row, "who", ", "),
            tuple(dict.fromkeys(links)),
            odd=odd,
            means=means,
        )


def _links(text: str) -> tuple[Link, ...]:
    return read_links(text) if text else ()
