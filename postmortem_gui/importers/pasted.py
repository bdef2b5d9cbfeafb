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
_CELLS = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A line as pasted: the text of its time, empty where there is none, what happened, and where that is seen."""

    time: str
    event: str
    source: str = ""


def read_lines(text: str) -> tuple[PastedRow, ...]:
    """Read a timeline row from every line that is not empty. Never raises; what has no time keeps its words.

    Raises nothing and drops nothing but a table's head above its rule. Takes at most MOST_LINES lines.
    """
    lines = [line.rstrip() for line in text.splitlines() if line.strip()][:MOST_LINES]
    rule = next((at for at, line in enumerate(lines) if at == 1 and "|" in line and _RULE.match(line)), None)
    if rule is not None:
        lines = lines[2:]
    return tuple(_row(line) for line in lines)


def _row(line: str) -> PastedRow:
    for cells in (line.split("\t"), [cell.strip() for cell in _CELLS.split(line.strip().strip("|"))]):
        if len(cells) > 1 and (not cells[0].strip() or _ONLY_TIME.match(cells[0].strip(" *`"))):
            event, *more = (cell.strip().replace("\\|", "|") for cell in cells[1:])
            return PastedRow(cells[0].strip(" *`"), event, ", ".join(cell for cell in more if cell))
    found = _TIME.match(line.strip())
    if found:
        return PastedRow(found["time"].strip(), found["event"].strip())
    return PastedRow("", line.strip())
