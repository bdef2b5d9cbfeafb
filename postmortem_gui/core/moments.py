"""Reading times as people write them: in a cell, in a chat, in a log."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from postmortem_gui.core.days import FIRST_YEAR, LAST_YEAR, UnreadError
from postmortem_gui.core.postmortem import When
from postmortem_gui.core.time_pieces import Said, pieces, two_ends
from postmortem_gui.core.zones import as_zone

PRECISIONS = ("s", "min", "h", "day")
"""How exact a time is, finest first."""

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class _Around:
    """What a time that leaves something out is read beside."""

    zone: str
    near: datetime | None
    now: datetime | None
    day_first: bool
    since: datetime | None = None
    again: bool = False


def read_time(
    typed: str,
    *,
    zone: str,
    near: datetime | None = None,
    now: datetime | None = None,
    day_first: bool = True,
    since: datetime | None = None,
    again: bool = False,
) -> When:
    """Return the time that somebody typed; `at` is absent when it cannot be read. Never raises.

    What names no zone is in `zone`. A clock time without a day is on the day that brings it nearest to `near`, and
    without one on the day of `now`; `+5m` counts from `since` (the row above), else from `near`, else from `now`.
    `day_first` says what 03/04/2026 means. Of an hour that a clock shows twice the first is meant, `again` the second;
    in an hour that it leaves out the clock goes on as it would have, `again` as if it had been put forward before.
    """
    try:
        return _read(typed, _Around(zone, near, now, day_first, since, again))
    except UnreadError:
        return When(typed=typed)


def why_unread(typed: str) -> str:
    """Return one sentence for the cell that says why a time cannot be read, with an example of what can."""
    beside = datetime(2026, 11, 17, 12, tzinfo=UTC)
    try:
        _read(typed, _Around("UTC", beside, beside, day_first=True))
    except UnreadError as error:
        return str(error)
    return "There is nothing to count this from. Write the day and the time, e.g. 2026-11-17 14:32."


def leaves_day_out(typed: str) -> bool:
    """Tell whether this is a clock time, or a range of them, that names no day: neither `17 Nov` nor `+1`."""
    text = " ".join(typed.translate(_DASHES).split())
    about = _ABOUT.match(text)
    try:
        said = [pieces(end, day_first=True) for end in two_ends(text[about.end() :] if about else text) if end]
    except UnreadError:
        return False
    return bool(said) and all(each.clock is not None and each.day is None and not each.shift for each in said)


# ── The whole of it ──────────────────────────────────────────────────────────────────────────────

_DASHES = str.maketrans({"‐": "-", "‑": "-", "−": "-", "—": "–", "’": "'"})
_ABOUT = re.compile(r"(?:[~≈]|about\b|around\b|approx\b\.?|ca\b\.?|c\.)\s*", re.IGNORECASE | re.ASCII)
_RELATIVE = re.compile(
    r"([+-])\s?(?:(\d{1,4})\s?d(?:ays?)?)?\s?(?:(\d{1,5})\s?h(?:rs?|ours?)?)?"
    r"\s?(?:(\d{1,6})(?:\s?m(?:ins?|inutes?)?|$))?\s?(?:(\d{1,7})\s?s(?:ecs?|econds?)?)?",
    re.IGNORECASE | re.ASCII,
)
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3}|[.,]\d{1,9})?", re.ASCII)


def _read(typed: str, around: _Around) -> When:
    text = " ".join(typed.translate(_DASHES).split())
    if not text:
        raise UnreadError("Type a time, e.g. 14:32.")
    if len(text) > _LONGEST:
        raise UnreadError("This is too long for a time. Try 14:32, 2:32pm, +5m or 2026-11-17 14:32.")
    try:
        return _read_text(text, around).but(typed=typed)
    except OverflowError:
        raise UnreadError("That is too far away. Write it like 2026-11-17 14:32.") from None


def _read_text(text: str, around: _Around) -> When:
    if text.lower() == "now":
        return _counted(around.now, timedelta(), around)
    if (relative := _RELATIVE.fullmatch(text)) and any(relative.groups()[1:]):
        days, hours, minutes, seconds = (int(number or 0) for number in relative.groups()[1:])
        away = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        return _counted(around.since or around.near or around.now, -away if relative[1] == "-" else away, around)
    if epoch := _EPOCH.fullmatch(text):
        return When(at=datetime.fromtimestamp(int(epoch[1]), UTC), zone=around.zone, precision="s")
    about = _ABOUT.match(text)
    text = text[about.end() :] if about else text
    first, last = two_ends(text)
    start = pieces(first, day_first=around.day_first)
    if not last:
        return _when(start, None, around, about=about is not None)
    about_last = _ABOUT.match(last)
    end = pieces(last[about_last.end() :] if about_last else last, day_first=around.day_first)
    return _when(start, end, around, about=bool(about or about_last))


def _counted(start: datetime | None, away: timedelta, around: _Around) -> When:
    if start is None:
        raise UnreadError("There is no row above that this could count from. Write the time, e.g. 14:32.")
    at = (start + away).astimezone(UTC).replace(microsecond=0)
    if not away:
        at = at.replace(second=0)  # whoever types "now" knows the minute
    _check_year(at)
    return When(at=at, zone=around.zone, precision="s" if at.second else "min")


# ── From what was said to an instant ─────────────────────────────────────────────────────────────


def _when(start: Said, end: Said | None, around: _Around, *, about: bool) -> When:
    if end is None:
        return When(at=_instant(start, around), zone=_zone_of(start, around), precision=start.precision, about=about)
    if (start.clock is None) != (end.clock is None):
        raise UnreadError("Both ends of a range need a time of day, e.g. 14:50-14:55.")
    start, end = _sharing_zone(start, end), _sharing_zone(end, start)
    start = _sharing_half(start, end)
    if start.day is None and end.day is not None:
        until = _instant(end, around)
        at = _beside(start, until, around, -1)
    else:
        at = _instant(start, around)
        until = _beside(end, at, around, 1) if end.day is None else _instant(end, replace(around, near=at))
    if until < at:
        raise UnreadError("This range ends before it starts. Write it like 23:50-00:10 or 14:50-14:55.")
    exact = min(start.precision, end.precision, key=PRECISIONS.index)
    return When(
        at=at,
        until=None if until == at else until,
        zone=_zone_of(start, around),
        precision=exact,
        about=about,
    )


def _sharing_zone(said: Said, other: Said) -> Said:
    if said.zone or said.offset is not None:
        return said
    return replace(said, zone=other.zone, word=other.word, offset=other.offset)


def _sharing_half(start: Said, end: Said) -> Said:
    """Read the start of `2:30-3:15pm` and of `11:30-1:15pm` on the clock of its end."""
    if not end.half or start.half or start.clock is None or end.clock is None or not 1 <= start.clock.hour <= 12:
        return start
    morning = start.clock.replace(hour=start.clock.hour % 12)
    evening = morning.replace(hour=morning.hour + 12)
    both = (evening, morning) if end.half == "p" else (morning, evening)
    return replace(start, clock=next((clock for clock in both if clock <= end.clock), both[1]))


def _tz(said: Said, around: _Around) -> tzinfo:
    return as_zone(said.zone or around.zone) if said.offset is None else timezone(said.offset)


def _zone_of(said: Said, around: _Around) -> str:
    if said.zone or said.offset is None:
        return said.zone or around.zone
    return str(timezone(said.offset)).removeprefix("UTC") or "UTC"


def _instant(said: Said, around: _Around) -> datetime:
    tz = _tz(said, around)
    today = around.now.astimezone(tz).date() if around.now else None
    near = around.near.astimezone(tz).date() if around.near else None
    if said.day is not None:
        return _at(said.day.on(today, near), said, tz, around)
    if near is None or around.near is None:
        if today is None:
            raise UnreadError("There is no day for this yet. Write it too, e.g. 2026-11-17 14:32.")
        return _at(today, said, tz, around)
    if said.shift:
        return _at(near, said, tz, around)
    wanted = around.near
    same_day, *others = (_at(near + timedelta(days=step), said, tz, around) for step in (0, -1, 1))
    return min(same_day, *others, key=lambda at: abs(at - wanted))


def _beside(said: Said, other: datetime, around: _Around, step: int) -> datetime:
    """Return the instant on the day of the other end of a range, or a day further where that is the wrong way round."""
    tz = _tz(said, around)
    day = other.astimezone(tz).date()
    at = _at(day, said, tz, around)
    wrong = at < other if step > 0 else at > other
    return _at(day + timedelta(days=step), said, tz, around) if wrong and not said.shift else at


def _at(day: date, said: Said, tz: tzinfo, around: _Around) -> datetime:
    local = datetime.combine(day + timedelta(days=said.shift), said.clock or time(), tz)
    if said.clock is not None:
        local = local.replace(fold=_which(local, said.word, again=around.again))
    at = local.astimezone(UTC)
    _check_year(at)
    return at


def _which(local: datetime, word: str, *, again: bool) -> int:
    """Return which of two offsets is meant where the clocks change. The word says it, too: 01:30 EDT, 01:30 EST."""
    first, second = local.replace(fold=0), local.replace(fold=1)
    comes_twice = (first.utcoffset() or timedelta()) > (second.utcoffset() or timedelta())
    if word and first.tzname() != second.tzname():
        if word == first.tzname():
            return 0
        if comes_twice and word == second.tzname():
            return 1
    return int(again)


def _check_year(at: datetime) -> None:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise UnreadError("That is too far away. Write it like 2026-11-17 14:32.")
