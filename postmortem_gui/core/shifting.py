"""Shifting times by an amount: a clock that was wrong is wrong in every row that came from it."""

from __future__ import annotations

import re
from datetime import timedelta

from postmortem_gui.core.durations import read_duration
from postmortem_gui.core.postmortem import TimelineEntry, When

_UNIT = re.compile(r"[a-zA-Z:]")
"""A number alone says too little: 3 of what?"""
_MOST = 400 * 366 * 86_400
_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def read_amount(text: str) -> timedelta | None:
    """Return the amount that somebody typed: `+3m`, `-1h 5m`, `90s`, `-00:02:10`; `0:30` is half an hour.

    Without a sign it is forwards. None when it cannot be read, or when it is nothing.
    """
    text = " ".join(text.replace("−", "-").replace("–", "-").split())
    sign, rest = (text[0], text[1:].strip()) if text[:1] in ("+", "-") else ("+", text)
    seconds = read_duration(rest) if _UNIT.search(rest) else None
    if not seconds or seconds > _MOST:
        return None
    return timedelta(seconds=-seconds if sign == "-" else seconds)


def shifted_time(when: When, by: timedelta) -> When:
    """Return a time shifted by an amount, both ends of a range; one that was not read stays.

    A day without a clock time moves by whole days only. What was typed is not what it says any more and goes. Raises
    OverflowError behind the end of the calendar.
    """
    if when.at is None or (when.precision == "day" and by % _DAY):
        return when
    precision = when.precision
    if by % _MINUTE:
        precision = "s"
    elif by % _HOUR and precision == "h":
        precision = "min"
    until = when.until + by if when.until is not None else None
    return when.but(at=when.at + by, until=until, precision=precision, typed="")


def shifted(row: TimelineEntry, by: timedelta) -> TimelineEntry:
    """Return a row with its time, and every claim about it, shifted by an amount. Raises OverflowError."""
    when = shifted_time(row.when, by)
    claims = tuple(claim.but(when=shifted_time(claim.when, by)) for claim in row.claims)
    return row if (when, claims) == (row.when, row.claims) else row.but(when=when, claims=claims)
