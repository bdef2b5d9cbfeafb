"""Lines that somebody pastes into the timeline: a table, a spreadsheet range, or a time and a text on each line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from postmortem_gui.core.zones import ZONE_WORDS

MOST_LINES = 5000
"""More lines than this are not taken in one paste."""

_CLOCK = r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?"
_DAY = r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
# Zones by their words as capitals only: otherwise "14:32 Alert" and "14:32 West wing" would lose a word to the time.
_ZONE = rf"(?:\s?(?:Z|UTC|GMT|(?-i:{'|'.join(ZONE_WORDS)})|[+-]\d{{2}}:?\d{{2}})\b)?"
_TIME = re.compile(
    rf"^(?:[-*•]\s+)?\W{{0,3}}?(?P<time>~?(?:{_DAY}[T ,]*)?{_CLOCK}{_ZONE}"
    rf"(?:\s?[-–]\s?{_CLOCK}{_ZONE}(?=\W))?)\W{{0,3}}?(?:\s*[-–—|:]\s+|\s+|$)(?P<event>.*)$",
    re.IGNORECASE,
)
_ONLY_TIME = re.compile(rf"^~?(?:{_DAY}[T ,]*)?{_CLOCK}{_ZONE}(?:\s?[-–]\s?{_CLOCK}{_ZONE})?$", re.IGNORECASE)
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BULLET = re.compile(r" *[-*•] +")
_LIKE_A_TIME = re.compile(r"\d[:.h][\d?]|\d{4}-[\d?]|H:mm|:\?\?", re.IGNORECASE)
_CELLS = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A line as pasted: the text of its time, empty where there is none, what happened, and where that is seen."""

    time: str
    event: str
    source: str = ""


def read_lines(text: str) -> tuple[PastedRow, ...]:
    """Read a timeline row from every line that is not empty. Never raises; what has no time keeps its words.

    Drops nothing but the head of a Markdown table and the rule below it. In a table whose first column is one of times
    its cells are times, also those that cannot be read, such as `14:??`. Takes at most MOST_LINES lines.
    """
    lines = _unwrapped([line.rstrip() for line in text.splitlines() if line.strip()][:MOST_LINES])
    rows: list[PastedRow] = []
    at = 0
    while at < len(lines):
        end = _end_of_table(lines, at)
        if end:
            rows += _table_rows(lines[at + 2 : end])
        else:
            rows.append(_row(lines[at]))
        at = end or at + 1
    return tuple(rows)


def _unwrapped(lines: list[str]) -> list[str]:
    """Join the lines of a bullet that goes on below itself, set in."""
    joined: list[str] = []
    for line in lines:
        bullet = _BULLET.match(joined[-1]) if joined else None
        text = line.lstrip(" ")
        if bullet and len(line) - len(text) >= bullet.end() and not _BULLET.match(text) and not _TIME.match(text):
            joined[-1] += f" {text}"
        else:
            joined.append(line)
    return joined


def _end_of_table(lines: list[str], at: int) -> int:
    """Return where the table ends whose head is at a line, 0 when none is there."""
    rule = lines[at + 1] if at + 1 < len(lines) and "|" in lines[at] else ""
    if "|" not in rule or not _RULE.match(rule):
        return 0
    return next((end for end in range(at + 2, len(lines)) if "|" not in lines[end]), len(lines))


def _table_rows(lines: list[str]) -> list[PastedRow]:
    firsts = [_cells(line)[0] for line in lines]
    timed = sum(1 for first in firsts if not first or _LIKE_A_TIME.search(first))
    if timed * 2 <= len(lines):
        return [_row(line) for line in lines]
    return [_row_of(_cells(line)) for line in lines]


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    first, *others = (cell.strip() for cell in _CELLS.split(inner))
    return [first.strip("*` "), *others]


def _row_of(cells: list[str]) -> PastedRow:
    time, event, *more = (cell.replace("\\|", "|") for cell in (*cells, ""))
    return PastedRow(time, event, ", ".join(cell for cell in more if cell))


def _row(line: str) -> PastedRow:
    tabbed = line.split("\t")
    for cells in ([tabbed[0].strip(" *`"), *(cell.strip() for cell in tabbed[1:])], _cells(line)):
        if len(cells) > 1 and (not cells[0] or _ONLY_TIME.match(cells[0])):
            return _row_of(cells)
    found = _TIME.match(line.strip())
    if found:
        return PastedRow(found["time"].strip(), found["event"].strip())
    return PastedRow("", line.strip())
