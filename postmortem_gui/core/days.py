"""Reading days as people write them, and the days on which something is due."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AWAY = {"yesterday": -1, "today": 0, "tomorrow": 1}
FIRST_YEAR, LAST_YEAR = 1000, 9998
"""Years that can be written with four digits in every zone."""


class UnreadError(ValueError):
    """What was typed cannot be read. The message is one sentence for the cell, with an example."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as somebody said it, perhaps without its year, as a weekday, or as so many days `away` from today."""

    year: int | None = None
    month: int = 0
    day: int = 0
    weekday: int | None = None
    away: int | None = None

    def on(self, today: date | None, near: date | None = None) -> date:
        """Return the day itself; what was left out is nearest to `near`, or without one to `today`.

        Raises UnreadError when there is no such day or nothing to count from.
        """
        if self.year is not None:
            return _date(self.year, self.month, self.day)
        beside = (today or near) if self.away is not None else (near or today)
        if beside is None:
            raise UnreadError("There is nothing to count that day from. Write it out, e.g. 2026-11-17.")
        try:
            if self.away is not None:
                return beside + timedelta(days=self.away)
            if self.weekday is not None:
                return beside + timedelta(days=(self.weekday - beside.weekday() + 3) % 7 - 3)
            return min(self._in_years(beside.year), key=lambda day: abs(day - beside))
        except OverflowError:
            raise UnreadError("That day is too far away. Write it like 2026-11-17.") from None

    def after(self, today: date) -> date:
        """Return the day itself; what was left out is the next such day: a weekday after `today`, a date from it on.

        Raises UnreadError when there is no such day.
        """
        if self.year is not None or self.away is not None:
            return self.on(today)
        if self.weekday is not None:
            return today + timedelta(days=(self.weekday - today.weekday() - 1) % 7 + 1)
        return next((day for day in self._in_years(today.year) if day >= today), self._in_years(today.year)[-1])

    def _in_years(self, year: int) -> list[date]:
        days = []
        for near in range(year - 8, year + 9):  # a 29 February is at most eight years away
            try:
                days.append(_date(near, self.month, self.day))
            except UnreadError:
                continue
        return days or [_date(year, self.month, self.day)]


def _date(year: int, month: int, day: int) -> date:
    if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    raise UnreadError(f"There is no day {year:04}-{month:02}-{day:02}. Write it like 2026-11-17.")


_MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTH_NAMES) + r"|sept)\b\.?"
_MONTH_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)",
        _YEAR + r"(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
        r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)",
        r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d\d)(?!\d)",
        _MONTH_DAY + r"[ -]?(?:of )?" + _MONTH + rf"(?:,?[ -]{_YEAR}(?![\d:]))?",
        _MONTH + " ?" + _MONTH_DAY + rf"(?![\d:.h])(?:,? {_YEAR}(?![\d:]))?",
        r"(?P<away>yesterday|today|tomorrow)\b",
        r"(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b\.?",
    )
)


def find_day(text: str, at: int = 0, *, day_first: bool = True) -> tuple[Day, int] | None:
    """Return the day that is written at a position of a text and where it ends, None when there is none.

    `day_first` decides what 03/04/2026 means where both orders are possible.
    """
    for form in _FORMS:
        if match := form.match(text, at):
            return _said(match.groupdict(), day_first=day_first), match.end()
    return None


def _said(said: dict[str, str | None], *, day_first: bool) -> Day:
    if away := said.get("away"):
        return Day(away=_AWAY[away.lower()])
    if weekday := said.get("weekday"):
        return Day(weekday=_WEEKDAYS.index(weekday[:3].lower()))
    number = {name: int(digits) for name, digits in said.items() if digits and digits.isdecimal()}
    year = number.get("y")
    if year is not None and len(said["y"] or "") == 2:
        year += 2000
    if name := said.get("month"):
        return Day(year, MONTHS.index(name[:3].capitalize()) + 1, number["d"])
    if "a" in number:
        first, second = number["a"], number["b"]
        day_leads = first > 12 or (day_first and second <= 12)
        return Day(year, second, first) if day_leads else Day(year, first, second)
    return Day(year, number["m"], number["d"])


_AHEAD = re.compile(r"\+?\s?(\d{1,4})\s?(d|days?|w|weeks?)", re.IGNORECASE | re.ASCII)
_TODAY = {"today": 0, "tod": 0, "tomorrow": 1, "tmr": 1, "tom": 1}


def read_due(text: str, today: date, *, day_first: bool = True) -> str | None:
    """Return the day something is due as `YYYY-MM-DD`, None for what cannot be read.

    Reads `today tomorrow fri eow +3d 2w 2026-11-27 27 Nov 27-11-2026`; `eow` is this week's Friday, a weekday the next.
    """
    word = " ".join(text.split()).lower().rstrip(".,")
    try:
        if word in _TODAY:
            due = today + timedelta(days=_TODAY[word])
        elif word == "eow":
            due = today + timedelta(days=(4 - today.weekday()) % 7)
        elif ahead := _AHEAD.fullmatch(word):
            due = today + timedelta(days=int(ahead[1]) * (7 if ahead[2][0] == "w" else 1))
        elif (found := find_day(word, day_first=day_first)) and found[1] == len(word):
            due = found[0].after(today)
        else:
            return None
    except (UnreadError, OverflowError):
        return None
    return due.isoformat()
