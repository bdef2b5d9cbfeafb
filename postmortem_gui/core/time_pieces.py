"""The pieces of a written time: its day, its clock, its zone, and the two ends of a range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time, timedelta

from postmortem_gui.core.days import Day, UnreadError, find_day
from postmortem_gui.core.zones import read_zone, zone_exists


@dataclass(frozen=True, slots=True)
class Said:
    """The pieces of one moment, as far as they were said."""

    day: Day | None = None
    clock: time | None = None
    precision: str = "day"
    half: str = ""
    offset: timedelta | None = None
    zone: str = ""
    word: str = ""
    shift: int = 0


# ASCII: the digits, letters and spaces of other scripts would slip through the tables of words.
_FLAGS = re.IGNORECASE | re.ASCII

# ── A range ──────────────────────────────────────────────────────────────────────────────────────

_TO = re.compile(r"\s*–\s*|\s+(?:-|to|until|till)\s+", _FLAGS)
_HYPHEN = re.compile(
    r"(?P<first>(?:.*[\sT,])?~?\d{1,2}(?:[:.h]?\d{2}){0,2}(?:\s?[ap]\.?m?\.?)?(?:\s?[a-z]+)?)"
    r"-(?P<last>\d{1,2}(?:[:.h]?\d{2}(?:[:.]?\d{2})?|(?=\s?[ap]\.?m))(?:\s?[a-z].*)?)",
    _FLAGS,
)
_WEST = re.compile(r"(0\d|1[0-2]):?(00|30)")
_DATED = re.compile(r"\d{4}-?\d\d-?\d\d[\sT]", _FLAGS)


def two_ends(text: str) -> tuple[str, str]:
    """Split `14:50-14:55` into its two moments; the second is empty when there is only one."""
    if len(parts := _TO.split(text, maxsplit=1)) == 2:
        return parts[0], parts[1]
    found = _HYPHEN.fullmatch(text)
    if found is None or _is_offset(found["first"], found["last"]):
        return text, ""
    return found["first"], found["last"]


def _is_offset(first: str, last: str) -> bool:
    """Tell whether `-05:00` is how far west of Greenwich this is, not the end of a range.

    It is behind a full date, as in ISO 8601, and where the range would be longer than half a day.
    """
    offset = _WEST.fullmatch(last)
    if offset is None:
        return False
    clock = re.search(r"(\d{1,2})[:.h]?(\d{2})?(?:[:.]?\d{2})?$", first)
    if clock is None or _DATED.match(first):
        return clock is not None
    minutes = int(offset[1]) * 60 + int(offset[2]) - int(clock[1]) * 60 - int(clock[2] or 0)
    return minutes % 1440 > 720


# ── The pieces of a moment ───────────────────────────────────────────────────────────────────────

_BETWEEN = re.compile(r"[\s,]+|(?:at|on|@)(?=[\s\d])|T(?=\d)|(?:mon|tue|wed|thu|fri|sat|sun),", _FLAGS)
_CLOCK_TAIL = r"(?!\d)\s?(?:(?P<half>[ap])\.?(?:m\b\.?)?(?![a-z])|(?:h|hrs?|hours?|uhr)(?![a-z]))?"
_CLOCKS = tuple(
    re.compile(form + _CLOCK_TAIL, _FLAGS)
    for form in (
        r"(?P<h>\d{1,2})[:.h](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d{1,9})?)?",
        r"(?P<h>\d{2})(?P<m>\d{2})(?P<s>\d{2})",
        r"(?P<h>\d{1,2})(?P<m>\d{2})",
        r"(?P<h>\d{1,2})",
    )
)
_SHIFT = re.compile(r"\(?([+-][1-9])\s?(?:d|days?)?\)?(?=\s|$)", _FLAGS)
_OFFSET = re.compile(
    r"\(?(?:(?:utc|gmt)\s?([+-])(\d{1,2})|([+-])(\d{2}))(?::?([0-5]\d)(?::?([0-5]\d))?)?\)?(?![\d:])", _FLAGS
)
_ZONE_NAME = re.compile(r"\[([^\[\]]{1,64})\]")
_ZONE_WORD = re.compile(r"\(?([a-z][a-z0-9_+-]*(?:/[a-z0-9_+-]+)*)(?: time)?\)?", _FLAGS)


def pieces(text: str, *, day_first: bool) -> Said:
    """Take a moment apart. Its pieces may come in any order, each once: day, clock, zone, `+1` for the next day."""
    if not text.strip():
        raise UnreadError("The time itself is missing. Try ~14:32, 14:50-14:55 or 14:32.")
    said, at = Said(), 0
    while at < len(text):
        if between := _BETWEEN.match(text, at):
            at = between.end()
            continue
        found = (
            _day(text, at, said, day_first) or _shift(text, at, said) or _clock(text, at, said) or _zone(text, at, said)
        )
        if found is None:
            break
        said, at = found
    if at < len(text) or (said.clock is None and said.day is None):
        raise UnreadError(f"“{short(text)}” is no time. Try 14:32, 1432, 2:32pm, +5m or now.")
    return said


_Step = tuple[Said, int] | None


def _day(text: str, at: int, said: Said, day_first: bool) -> _Step:
    if said.day is not None and said.day.weekday is None:  # "Tue 17 Nov": the date says more than the weekday
        return None
    found = find_day(text, at, day_first=day_first)
    return (replace(said, day=found[0]), found[1]) if found else None


def _shift(text: str, at: int, said: Said) -> _Step:
    found = _SHIFT.match(text, at) if said.clock is not None and not said.shift else None
    return (replace(said, shift=int(found[1])), found.end()) if found else None


def _clock(text: str, at: int, said: Said) -> _Step:
    if said.clock is not None:
        return None
    for form in _CLOCKS:
        if found := form.match(text, at):
            parts = found.groupdict()
            hour, minute, second = int(parts["h"]), int(parts.get("m") or 0), int(parts.get("s") or 0)
            half = (parts["half"] or "").lower()
            if half:
                if not 1 <= hour <= 12:
                    raise UnreadError(f"{hour}{half}m is not on a 12-hour clock. Try 2:32pm or 14:32.")
                hour = hour % 12 + (12 if half == "p" else 0)
            exact = "s" if parts.get("s") else "min" if parts.get("m") else "h"
            return replace(said, clock=_time(hour, minute, second, exact), precision=exact, half=half), found.end()
    return None


def _time(hour: int, minute: int, second: int, exact: str) -> time:
    if hour < 24 and minute < 60 and second < 60:
        return time(hour, minute, second)
    if exact == "h":
        raise UnreadError(f"{hour} is no hour. For minutes after the row above type +{hour}m.")
    shown = f"{hour:02}:{minute:02}" + (f":{second:02}" if exact == "s" else "")
    raise UnreadError(f"{shown} is no time of day: the last minute is 23:59. Try 14:32, 2:32pm or 2026-11-17 00:10.")


def _zone(text: str, at: int, said: Said) -> _Step:
    if said.clock is None and said.day is None:
        return None
    if found := _ZONE_NAME.match(text, at):
        name = found[1] if zone_exists(found[1]) else read_zone(found[1])
    elif (found := _OFFSET.match(text, at)) and said.offset is None:
        if found[3] and not found[5] and said.precision == "h":  # 20-11 is neither a time nor a day
            return None
        sign = found[1] or found[3]
        hours, minutes, seconds = (int(number or 0) for number in (found[2] or found[4], found[5], found[6]))
        name = f"{sign}{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
        if zone_exists(name):
            away = timedelta(hours=hours, minutes=minutes, seconds=seconds)
            return replace(said, offset=-away if sign == "-" else away), found.end()
        raise UnreadError(f"No clock is {name} from UTC. Use a zone like UTC, ET, CET or +02:00.")
    elif found := _ZONE_WORD.match(text, at):
        name = read_zone(found[1])
        if name is None and said.clock is None:  # "2026-11-17 HH:mm" is not about zones
            return None
    else:
        return None
    if name is None or said.zone:
        raise UnreadError(f"“{short(found[1])}” is no time zone here. Use UTC, ET, CET, Europe/Paris or +02:00.")
    return replace(said, zone=name, word=found[1].upper()), found.end()


def short(text: str) -> str:
    """Return a text cut down to what a sentence can quote."""
    return text if len(text) <= 24 else text[:23] + "…"
