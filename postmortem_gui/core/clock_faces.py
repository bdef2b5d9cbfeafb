"""Writing times: as a cell shows them, and as a person edits them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from postmortem_gui.core.days import MONTH_NAMES, MONTHS
from postmortem_gui.core.moments import PRECISIONS, read_time
from postmortem_gui.core.postmortem import When
from postmortem_gui.core.zones import in_zone, zone_exists

# ── What is shown ────────────────────────────────────────────────────────────────────────────────

_TOKENS = re.compile(r"\[([^\[\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|A")
_OF_CLOCK = frozenset({"HH", "H", "hh", "h", "mm", "ss", "A"})


def show_time(when: When, zone: str, pattern: str) -> str:
    """Return a time as the clocks of a zone show it, in a pattern of `YYYY MM MMM DD HH h mm ss A` like `HH:mm`.

    Seconds are there where the time has them, `~` before one that is about right, `14:50–14:55` for a range. A day
    without a clock time is shown as the day of its own zone. What could not be read is shown as it was typed.
    """
    if when.at is None:
        return when.typed
    if when.precision == "day":
        zone, pattern = when.zone, _date_pattern(pattern) or "YYYY-MM-DD"
    elif when.precision == "s" and "ss" not in pattern:
        pattern = pattern.replace("mm", "mm:ss")
    start = in_zone(when.at, zone)
    shown = _written(start, pattern)
    if when.until is not None:
        end = in_zone(when.until, zone)
        clock = _clock_pattern(pattern)
        if clock and end.date() == start.date():
            shown += f"–{_written(end, clock)}"
        else:
            gap = " " if " " in pattern or "-" in pattern else ""
            shown += f"{gap}–{gap}{_written(end, pattern)}"
    return f"~{shown}" if when.about else shown


def show_date(day: date | str, pattern: str) -> str:
    """Return a day (`YYYY-MM-DD`) in the date part of a pattern; a text that is no day is returned as it is."""
    try:
        known = date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        return str(day)
    return _written(datetime(known.year, known.month, known.day, tzinfo=UTC), _date_pattern(pattern) or "YYYY-MM-DD")


def _written(at: datetime, pattern: str) -> str:
    def token(found: re.Match[str]) -> str:
        return found[1] if found[1] is not None else _token(at, found[0])

    return _TOKENS.sub(token, pattern)


def _token(at: datetime, token: str) -> str:
    match token:
        case "YYYY":
            return f"{at.year:04}"
        case "MMM":
            return MONTHS[at.month - 1]
        case "MMMM":
            return MONTH_NAMES[at.month - 1]
        case "A":
            return "AM" if at.hour < 12 else "PM"
    number = {"Y": at.year % 100, "M": at.month, "D": at.day, "H": at.hour, "h": at.hour % 12 or 12, "m": at.minute}
    return f"{number.get(token[0], at.second):0{len(token)}}"


def _clock_pattern(pattern: str) -> str:
    """The part of a pattern from its first to its last token of the clock, empty when it has none."""
    spans = [found.span() for found in _TOKENS.finditer(pattern) if found[0] in _OF_CLOCK]
    return pattern[spans[0][0] : spans[-1][1]] if spans else ""


def _date_pattern(pattern: str) -> str:
    spans = [found.span() for found in _TOKENS.finditer(pattern) if found[0] not in _OF_CLOCK and found[1] is None]
    return pattern[spans[0][0] : spans[-1][1]] if spans else ""


# ── What is edited ───────────────────────────────────────────────────────────────────────────────

_EXACT = {"s": "YYYY-MM-DD HH:mm:ss", "min": "YYYY-MM-DD HH:mm", "h": "YYYY-MM-DD HH[h]", "day": "YYYY-MM-DD"}


def edit_form(when: When, zone: str) -> str:
    """Return the text that an editor starts with: `read_time` gives the same time back for it, whatever is around it.

    `2026-11-01 01:30:00 EST`, `~2026-11-17 14:50 UTC`. The time stands in its own zone, which it names; one whose zone
    does not exist stands in `zone`. What could not be read is the text that was typed.
    """
    if when.at is None:
        return when.typed
    own = when.zone if zone_exists(when.zone) else zone if zone_exists(zone) else "UTC"
    wanted = (when.at, when.until, when.about, own)
    exact = PRECISIONS.index(when.precision) if when.precision in PRECISIONS else 1
    text = ""
    # The shortest that is read as the same time. A time that is finer than it says is written finer.
    for precision in reversed(PRECISIONS[: exact + 1]):
        for named in _NAMED:
            text = _edited(when, when.at, own, _EXACT[precision], named)
            # Read as the second of two hours it is still the same: nobody has to ask which was meant.
            both = (read_time(text, zone="UTC", again=again) for again in (False, True))
            if all((got.at, got.until, got.about, got.zone) == wanted for got in both):
                return text
    return text


def _word(at: datetime, zone: str) -> str:
    return f" {at.tzname()}"


def _name(at: datetime, zone: str) -> str:
    return f" {zone}"


def _offset(at: datetime, zone: str) -> str:
    return f" {at.isoformat()[19:]}[{zone}]"


_NAMED = (_word, _name, _offset)
"""How a zone is named, the friendliest way first; the last is exact where a clock shows an hour twice."""


def _edited(when: When, at: datetime, zone: str, pattern: str, named: Callable[[datetime, str], str]) -> str:
    start = in_zone(at, zone)
    said, text = named(start, zone), _written(start, pattern)
    if when.until is not None:
        end = in_zone(when.until, zone)
        clock = _clock_pattern(pattern) if end.date() == start.date() else ""
        said_last = named(end, zone)
        text += f"{said if said != said_last else ''} – {_written(end, clock or pattern)}"
        said = said_last
    return f"{'~' if when.about else ''}{text}{said}"
