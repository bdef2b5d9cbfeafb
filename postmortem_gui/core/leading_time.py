"""The time at the beginning of a line that somebody types, told from words that only look like one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from postmortem_gui.core.days import find_day
from postmortem_gui.core.moments import read_time
from postmortem_gui.core.postmortem import When
from postmortem_gui.core.zones import ZONE_WORDS


@dataclass(frozen=True, slots=True)
class Led:
    """A line taken apart: its time, the words behind it, and a sentence when what begins it should be a time.

    Without a time `rest` is the whole line. `offer` is the line with its leading number written as a time (`1912 lost`
    as `19:12 lost`), empty where there is no such number.
    """

    rest: str
    when: When | None = None
    problem: str = ""
    offer: str = ""

    def at(self, when: When) -> Led:
        """Return the same line with another time."""
        return replace(self, when=when)


# Words that sentences begin with are no zones here; small letters are one only where they can be nothing else.
_WORDS = sorted(set(ZONE_WORDS) - {"EASTERN", "CENTRAL", "MOUNTAIN", "PACIFIC", "WEST", "Z"}, key=len, reverse=True)
_SMALL = ("utc", "gmt", "cest", "cet", "est", "edt", "pst", "pdt", "cst", "cdt", "bst")
_ABOUT = re.compile(r"(?:[~≈]|(?:about|around|approx|ca)\b\.?)\s*", re.IGNORECASE | re.ASCII)
_AFTER_DAY = re.compile(r"T(?=\d)|,?\s+(?:at\s+)?", re.ASCII)
_CLOCK = (
    r"(?:\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s?[aApP]\.?[mM]\b\.?|[aApP]\b)?"
    r"|\d{1,4}\s?[aApP]\.?[mM]\b\.?)"
)
_TIME = re.compile(
    rf"(?P<clock>{_CLOCK})(?P<range>\s?[-–]\s?{_CLOCK})?"
    rf"(?P<zone>\s?\(?(?:UTC[+-]\d{{1,2}}(?::?\d\d)?|{'|'.join((*_WORDS, *_SMALL))}|Z"
    r"|[+-]\d\d:?\d\d|[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?)\)?(?!\w))?"
    r"(?P<shift>\s?\(?\+[1-9]\s?d\)?(?!\w))?",
    re.ASCII,
)
_RELATIVE = re.compile(r"[+−-](?=\d)(?:\d{1,4}d)?(?:\d{1,5}h)?(?:\d{1,6}\s?m(?:in)?)?(?:\d{1,7}s)?(?!\w)", re.ASCII)
_NOW = re.compile(r"now\b", re.IGNORECASE)
_BEHIND = re.compile(r"\s*[–—|]\s*|\s*[-:,;]\s+|-(?=[A-Za-z])|\s+|$", re.ASCII)
_BRACKETS = re.compile(r"\[([^\[\]]{1,60})\]\s*", re.ASCII)
_MEANT = re.compile(r"\d{1,2}[:h]\d{2}(?!\w)|\d{1,2}:\d{2}:\d", re.ASCII)
_LONGEST_RANGE = timedelta(hours=12)
"""`14:50 - 2pm meeting moved` is about a meeting, not about a day."""
_NUMBER = re.compile(r"(\d{1,2})(\d{2})(?=\s|$)", re.ASCII)


def leading_time(
    line: str, *, zone: str, near: datetime | None, now: datetime, loose: bool = True, day_first: bool = True
) -> Led:
    """Take the time from the beginning of a line. Never raises.

    A number is a time only with `:`, `h` between its digits, or am/pm; a time counted from `near` needs its unit
    (`+5m`). The word `now` is a time only when `loose`. What it means is what `read_time` says.
    """
    if (found := _BRACKETS.match(line)) and len(found[1]) in _ends(found[1], loose=loose):
        when = read_time(found[1], zone=zone, near=near, now=now, day_first=day_first)
        if when.at is not None:
            return Led(line[found.end() :], when)
    for end in _ends(line, loose=loose):
        behind = _BEHIND.match(line, end)
        if behind is None:
            continue
        when = read_time(line[:end], zone=zone, near=near, now=now, day_first=day_first)
        if when.at is not None and (when.until is None or when.until - when.at <= _LONGEST_RANGE):
            return Led(line[behind.end() :], when)
    if meant := _MEANT.match(line):
        word = line.split(maxsplit=1)[0].rstrip(",;-–—|")[:24] or meant[0]
        return Led(line, problem=f"{word} is no time and stays text. Try 14:32, 2:32pm or +5m.")
    return Led(line, offer=_offer(line) if loose else "")


def _ends(line: str, *, loose: bool) -> list[int]:
    """Return where the time could end, the farthest first."""
    if loose and (found := _NOW.match(line)):
        return [found.end()]
    if found := _RELATIVE.match(line):
        return [found.end()]
    about = _ABOUT.match(line)
    at = about.end() if about else 0
    if day := find_day(line, at):
        if (gap := _AFTER_DAY.match(line, day[1])) is None:
            return []
        at = gap.end()
    found = _TIME.match(line, at)
    if found is None:
        return []
    ends = {found.end(name) for name in ("clock", "range", "zone", "shift")}
    return sorted(ends - {-1}, reverse=True)


def _offer(line: str) -> str:
    number = _NUMBER.match(line)
    if number is None or int(number[1]) > 23 or int(number[2]) > 59:
        return ""
    return f"{int(number[1]):02}:{number[2]}{line[number.end() :]}"
