"""The time that stands at the beginning of a line, told apart from the words behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from postmortem_gui.core.days import MONTH_NAMES
from postmortem_gui.core.zones import ZONE_WORDS


class Stamped(NamedTuple):
    """A line taken apart. `stamp` is the time as written, `means` how it is to be read, `rest` what stands behind it.

    `exact` says that a program wrote it: a full date with seconds, or an epoch.
    """

    stamp: str
    means: str
    rest: str
    exact: bool


_MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTH_NAMES) + r"|sept)\.?"
_WEEKDAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_NUMBERED = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-.]\d{1,2}[-.]\d{4}|\d{1,2}/\d{1,2}(?:/\d{4}|/\d{2})?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_NAMED = rf"{_ORDINAL}[ -](?:of )?{_MONTH}(?:,?[ -]\d{{4}})?|{_MONTH} {{1,2}}{_ORDINAL}(?:,? \d{{4}})?(?![:\d])"
_DAY = rf"(?:{_WEEKDAY},? {{1,2}})?(?:{_NUMBERED}|{_NAMED})|today|yesterday|{_WEEKDAY}"
_CLOCK = (
    r"(?:\d{1,2}(?::\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?|h\d{2}|\.\d{2}(?=\s*(?:uhr|h\b|[-–—|]\s)))"
    r"(?:\s?[ap]\.?m\b\.?|\s?uhr\b|\s?h(?:rs?)?\b)?|\d{1,2}\s?[ap]\.?m\b\.?)"
)
_ZONES = "|".join(sorted(set(ZONE_WORDS) - {"EASTERN", "CENTRAL", "MOUNTAIN", "PACIFIC"}, key=len, reverse=True))
# Zones by their words as capitals only: otherwise "14:32 Alert" and "14:32 West wing" would lose a word to the time.
_ZONE = rf"(?:\s?\(?(?:(?:utc|gmt)[+-]\d{{1,2}}(?::?\d\d)?|(?-i:{_ZONES}|utc|gmt)|[+-]\d\d:?\d\d)\b\)?)?"

TIME = (
    r"(?:[~≈]|(?:about|around|approx\.?|ca\.?)\s)?\s?"
    rf"(?:\d{{4}}-\d\d-\d\d[T ]\d{{4}}(?!\w){_ZONE}|\d{{4}}\s?(?-i:UTC|GMT|Z)(?!\w)"
    rf"|(?:(?:{_DAY})(?:[,T]\s?|\s+)(?:at\s+|um\s+|[-–—·|]\s)?[*_`]{{0,2}})?{_CLOCK}{_ZONE})"
    rf"(?:\s?[-–—]\s?{_CLOCK}{_ZONE}(?![\w:]))?(?:\s\(?\+[1-9]\s?d?\)?(?!\w))?"
)
"""A time of day with all that may belong to it, for a pattern that ignores case."""

_AT_START = r"[\s>]*(?:(?:[-*•·▪◦–—+]|\d{1,3}[.)]|\#{1,6}|\|)\s+)?(?:\[[ x]\]\s+)?(?:at\s)?[*_`(\[{\"']{0,5}"
_CLOSED = r"(?:[*_`)\]}\"']|[:,](?=[*_`)\]])){0,5}"
_BEHIND = r"(?:\s*[-–—|:,;>→]+(?:\s+|$)|\s+|$|:(?=\S)(?!\d))"
_TIMED = re.compile(rf"{_AT_START}(?P<time>{TIME}){_CLOSED}{_BEHIND}", re.IGNORECASE)
_DATED = re.compile(
    rf"{_AT_START}(?P<time>\d{{4}}-\d\d-\d\d|(?:{_WEEKDAY},? )?(?:{_NAMED})){_CLOSED}\s*[-–—|:]\s+", re.IGNORECASE
)
_EPOCH = re.compile(rf"{_AT_START}(?P<time>1\d{{9}}(?:\d{{3}})?(?:\.\d{{1,9}})?){_CLOSED}{_BEHIND}")
_WEB = re.compile(
    r"(?P<day>\d{2})/(?P<month>[A-Z][a-z]{2})/(?P<year>\d{4}):(?P<clock>\d\d:\d\d:\d\d) ?(?P<zone>[+-]\d{4})?"
)
_CTIME = re.compile(
    rf"\W{{0,3}}(?:{_WEEKDAY} )?(?P<day>{_MONTH} {{1,2}}\d{{1,2}}) (?P<clock>\d\d:\d\d:\d\d(?:\.\d+)?) "
    r"(?:(?P<zone>[A-Z]{3,4}) )?(?P<year>\d{4})\b\W{0,3}\s*",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    rf"{_AT_START}(?P<time>\+(?=\d)(?:\d{{1,3}}h)?(?:\d{{1,4}}\s?m(?:in)?)?(?:\d{{1,5}}s)?)(?!\w){_CLOSED}{_BEHIND}"
)
_CODED = re.compile(r"(?P<level>[IWEF])(?P<month>\d\d)(?P<day>\d\d) (?P<clock>\d\d:\d\d:\d\d(?:\.\d+)?)\s+")
_INSIDE = re.compile(r"\b(?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z\b|[+-]\d\d:?\d\d)?)")
_MARKS = re.compile(r"[*_`]+")
_TOO_LATE = re.compile(r"\b((?:1[3-9]|2[0-3])[:.]\d\d(?::\d\d)?)\s?[ap]\.?m\b\.?", re.IGNORECASE)
"""`17:14pm` means 17:14."""
_EXACT = re.compile(r"\d.*\d:\d\d:\d\d|[a-z]{3} {1,2}\d{1,2} \d\d:\d\d:\d\d", re.IGNORECASE)
_NOTHING_BEFORE = 80
_LONGEST = 160
_WHOLE = re.compile(rf"\W*?{TIME}\W*", re.IGNORECASE)
_WHOLE_DAY = re.compile(rf"(?:{_WEEKDAY},? {{1,2}})?(?:{_NUMBERED}|{_NAMED})", re.IGNORECASE)
_DIVIDER = re.compile(
    r"[\s\W]*?(?:day changed to\s|day changed\s|date:?\s)?"
    rf"(?P<day>{_DAY}(?: (?:{_NUMBERED}|{_NAMED}|\d{{4}}))?)[\s\W]*",
    re.IGNORECASE,
)


def stamped(line: str) -> Stamped | None:
    """Take the time from the beginning of a line, past bullets, boxes and emphasis; None when there is none.

    Takes no longer for a long line than for a short one.
    """
    head = line[:_LONGEST]
    if found := _CTIME.match(head):
        means = f"{found['day']} {found['year']} {found['clock']} {found['zone'] or ''}"
        return _of(line, found, found[0].strip(" []"), means)
    if found := _TIMED.match(head) or _DATED.match(head) or _EPOCH.match(head) or _RELATIVE.match(head):
        time = found["time"].strip()
        return _of(line, found, time, _TOO_LATE.sub(r"\1", _MARKS.sub("", time)))
    if found := _CODED.match(head):
        means = f"{found['day']} {_month(found['month'])} {found['clock']}"
        return Stamped(found[0].strip(), means, line[found.end() :], exact=True)
    return _inside(line, head)


def _of(line: str, found: re.Match[str], stamp: str, means: str) -> Stamped:
    rest = line[found.end() :]
    exact = bool(_EXACT.search(means)) or (means.isdecimal() and len(means) >= 10)
    return Stamped(stamp, means, rest, exact)


def _inside(line: str, head: str) -> Stamped | None:
    """A time that a program wrote elsewhere in the line: all of the line is what it says."""
    if (found := _WEB.search(head)) is not None:
        means = f"{found['day']} {found['month']} {found['year']} {found['clock']} {found['zone'] or ''}"
        return Stamped(found[0], means, line, exact=True)
    found = _INSIDE.search(head[:_NOTHING_BEFORE])
    return Stamped(found["time"], found["time"], line, exact=True) if found else None


def _month(number: str) -> str:
    return MONTH_NAMES[(int(number) - 1) % 12][:3]


def is_time(text: str) -> bool:
    """Tell whether a text is a time of day and nothing else, perhaps with its day and zone."""
    return len(text) <= _LONGEST and _WHOLE.fullmatch(text) is not None


def is_day(text: str) -> bool:
    """Tell whether a text is a date and nothing else."""
    return len(text) <= _LONGEST and _WHOLE_DAY.fullmatch(text.strip()) is not None


def day_line(line: str) -> str:
    """Return the day that a line names and nothing else (`Today`, `--- Tue 17 Nov ---`), empty when it is another."""
    if len(line) > 80:
        return ""
    found = _DIVIDER.fullmatch(line)
    return found["day"] if found else ""
