"""Give the pieces of a pasted text their instants: the zone, the day, and midnight crossed on the way."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from postmortem_gui.core.days import MONTHS, UnreadError, find_day
from postmortem_gui.core.postmortem import When
from postmortem_gui.core.times import as_zone, in_zone, read_time
from postmortem_gui.importers.candidates import Around, Candidate, Piece

STEP = 200
"""So many pieces are done between two steps."""

_BACK = timedelta(hours=4)
"""A clock that goes back by more has passed midnight; by less, somebody wrote down late what was earlier."""
_AHEAD = timedelta(hours=12) - _BACK

_NO_TIME = When()
_NUMBERS = re.compile(
    r"(?<![\d:/.-])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?=$|[\s,T\]])(?!\s?[ap]m)", re.IGNORECASE
)
_FULL = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]|\d{1,2}[-.]\d{1,2}[-.]\d{4}|\d/\d|^1\d{9}|\b(?:today|yesterday|"
    rf"{'|'.join(name.lower()[:3] for name in (*MONTHS, 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'))})",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\s*[+−-]\s?\d")
_MINUTES = re.compile(r"^\D{0,3}(\d{1,2})[:.h](\d{2})(?::\d{2})?\s?([ap])?", re.IGNORECASE)


@dataclass(slots=True)
class Dated:
    """The candidates of a text in its order, and the local day of the first stamp that names none, and how it is known.

    `day_said` are the words of the text that say it, empty where it is taken from the document or the calendar.
    """

    candidates: list[Candidate] = field(default_factory=list)
    day: date | None = None
    day_said: str = ""


def date_order(stamps: Sequence[str], around: Around, zone: str) -> tuple[bool, str]:
    """Return whether the day comes first in 03/04/2026, and the first stamp of which only a guess can say that.

    A date with a number above 12 says it for all of them; else the order in which the dates go forward by days, not
    months; else the one nearer to the rows of the document.
    """
    seen: list[tuple[int, int, int]] = []
    unsure = ""
    for stamp in stamps:
        found = _NUMBERS.search(stamp)
        if found is None or (found[4] is None and found[2] != "/"):
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            return True, ""
        if second > 12 >= first:
            return False, ""
        if first != second and max(first, second) <= 12:
            unsure = unsure or found[0]
            year = int(found[4] or 0)
            seen.append((first, second, year + 2000 if 0 < year < 100 else year))
    if not unsure:
        return around.day_first, ""
    if len({first for first, _, _ in seen}) != len({second for _, second, _ in seen}):
        return len({first for first, _, _ in seen}) > len({second for _, second, _ in seen}), unsure
    if around.near is not None:
        near = in_zone(around.near, zone).date()
        first, second, year = seen[0]
        away = {
            day_first: abs(near - _near_year(year, *((second, first) if day_first else (first, second)), near))
            for day_first in (True, False)
        }
        if min(away.values()) <= timedelta(days=14) and away[True] != away[False]:
            return away[True] < away[False], unsure
    return around.day_first, unsure


def _near_year(year: int, month: int, day: int, near: date) -> date:
    try:
        return min(
            (date(each, month, day) for each in ([year] if year else range(near.year - 1, near.year + 2))),
            key=lambda one: abs(one - near),
        )
    except ValueError:
        return date.max


def dated(
    pieces: Sequence[Piece], *, zone: str, around: Around, day: date | None, day_first: bool
) -> Generator[int, None, Dated]:
    """Give each piece its instant; yields how many are done, returns all of them.

    `zone` is that of the stamps that name none. `day` is that of the first stamp that names none, None to take it from
    the text, else from the document, else from the calendar. Clocks go forward from there, or backward in a text that
    begins with its end.
    """
    walk = _Walk(zone, around, day, day_first, forward=not _goes_back(pieces))
    for count, piece in enumerate(pieces, start=1):
        walk.take(piece)
        if count % STEP == 0:
            yield count
    return walk.done


def _goes_back(pieces: Sequence[Piece]) -> bool:
    """Tell whether the latest comes first, as in the logs of pagers."""
    back = forth = 0
    last: int | None = None
    for piece in pieces:
        found = _MINUTES.match(piece.means or piece.stamp)
        if found is None:
            continue
        hour = int(found[1]) % 12 + (12 if (found[3] or "").lower() == "p" else 0) if found[3] else int(found[1])
        now = hour * 60 + int(found[2])
        if last is not None and now != last:
            ahead = (now - last) % 1440 < 720
            forth += ahead
            back += not ahead
        last = now
    return back >= 3 and back > 4 * forth


class _Walk:
    """From piece to piece, with the last instant in mind."""

    def __init__(self, zone: str, around: Around, day: date | None, day_first: bool, *, forward: bool) -> None:
        self.done = Dated()
        self._zone, self._around, self._day_first = zone, around, day_first
        self._ahead = _AHEAD if forward else -_AHEAD
        self._last: datetime | None = None
        self._wish = day
        self._away: timedelta | None = None
        """How far a person moved the days of the text."""
        self._named = ""

    def take(self, piece: Piece) -> None:
        """Add the candidate of a piece."""
        when = self._when(piece) if piece.stamp else _NO_TIME
        if when.at is not None:
            self._last = when.at
        odd, taken = piece.odd, not piece.odd
        if not odd and when.at is None:
            odd = "time not understood" if piece.stamp else "no time"
            taken = bool(piece.stamp or piece.event)
        self.done.candidates.append(
            Candidate(
                piece.event,
                piece.original,
                piece.stamp,
                when,
                piece.who,
                piece.source,
                piece.kind,
                piece.dropped,
                odd,
                taken,
                piece.line,
            )
        )

    def _when(self, piece: Piece) -> When:
        text = piece.means or piece.stamp
        if _RELATIVE.match(text):
            return self._read(text, piece, self._last or self._around.near)
        if _FULL.search(text):
            near = self._last or self._around.near
            return self._read(self._numbers_said(text), piece, near)
        if piece.day and piece.day != self._named:
            self._named = piece.day
            if (named := self._named_day(piece.day)) is not None:
                return self._read(f"{self._moved(named, piece.day)} {text}", piece, None)
        if self._last is not None and self.done.day is not None:
            return self._read(text, piece, self._last + self._ahead)
        if self._wish is not None:
            self.done.day = self._wish
            return self._read(f"{self._wish} {text}", piece, None)
        near = self._last + self._ahead if self._last is not None else self._around.near
        when = self._read(text, piece, near)
        if when.at is not None:
            self.done.day = in_zone(when.at, when.zone).date()
        return when

    def _read(self, text: str, piece: Piece, near: datetime | None) -> When:
        when = read_time(text, zone=self._zone, near=near, now=self._around.now, day_first=self._day_first)
        return when if when.typed == piece.stamp else when.but(typed=piece.stamp)

    def _moved(self, named: date, words: str) -> date:
        """Return a day of the text, moved as far as the first one where a person said another."""
        if self.done.day is None:
            self.done.day = self._wish or named
            self.done.day_said = "" if self._wish else words
            self._away = self.done.day - named
        try:
            return named + (self._away or timedelta())
        except OverflowError:
            return named

    def _named_day(self, words: str) -> date | None:
        text = self._numbers_said(" ".join(words.split()))
        found = find_day(text, day_first=self._day_first)
        if found is None:
            return None
        if found[0].weekday is not None and found[1] < len(text):  # "Tue 17 Nov": the date says more
            found = find_day(text[found[1] :].strip(" ,."), day_first=self._day_first) or found
        tz = as_zone(self._zone)
        near = self._last or self._around.near
        today = self._around.now.astimezone(tz).date()
        try:
            return found[0].on(today, near.astimezone(tz).date() if near else None)
        except (UnreadError, OverflowError):
            return None

    def _numbers_said(self, text: str) -> str:
        """Return a stamp with its date of numbers written out: `17/11 14:12` with its year."""
        found = _NUMBERS.search(text)
        if found is None or (found[4] is None and found[2] != "/"):
            return text
        first, second = int(found[1]), int(found[3])
        day_leads = first > 12 or (self._day_first and second <= 12)
        month, day = (second, first) if day_leads else (first, second)
        near = in_zone(self._last or self._around.near or self._around.now, self._zone).date()
        year = int(found[4]) + (2000 if len(found[4]) == 2 else 0) if found[4] else 0
        on = _near_year(year, month, day, near)
        return text if on == date.max else f"{text[: found.start()]}{on}{text[found.end() :]}"
