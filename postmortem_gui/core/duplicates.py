"""The same event told twice: which of some tellings are in the timeline already, and which dispute a time in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from postmortem_gui.core.postmortem import Claim, Link, TimelineEntry, When


class Telling(Protocol):
    """Somebody's words about an event: a candidate or a row."""

    @property
    def when(self) -> When:
        """When it happened."""

    @property
    def event(self) -> str:
        """What happened."""

    @property
    def who(self) -> str:
        """Who did or said it."""

    @property
    def source(self) -> tuple[Link, ...]:
        """Where it can be seen."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one telling, at most one of three things.

    `same` is the id of the row that tells it, `disputes` that of the row that tells it with another time, `twin` the
    place of an earlier telling of the same among the new ones, -1 when there is none.
    """

    same: str = ""
    disputes: str = ""
    twin: int = -1


_SAME = timedelta(minutes=2)
"""Two tellings of one event may be so far apart: people look at different clocks, and chats round down."""
_DISPUTED = timedelta(hours=6)
"""What is told with the same words further apart happened twice."""
_ALIKE, _NEARLY_EQUAL = 0.6, 0.8
"""How many of the words of the shorter telling are in the other one, for the same time and for another one."""
_MOST_NEAR, _COMMON = 60, 30
"""So many rows of one minute are compared; a word that more rows share says nothing."""


def known(tellings: Sequence[Telling], rows: Sequence[TimelineEntry]) -> tuple[Known, ...]:
    """Return for each telling what is known of it. Takes time in proportion to their number."""
    timeline = _Timeline(rows)
    earlier: dict[tuple[object, frozenset[str]], list[int]] = {}
    found: list[Known] = []
    for at, one in enumerate(tellings):
        words = _words(one.event)
        here = earlier.setdefault((_moment(one.when), words), []) if words and one.when.at else []
        twin = next((other for other in here[:_MOST_NEAR] if _may_be_one(one, tellings[other])), -1)
        here.append(at)
        same = timeline.same(one, words)
        if same:
            found.append(Known(same=same))
        elif twin >= 0:
            found.append(Known(twin=twin))
        else:
            found.append(Known(disputes=timeline.disputed(one, words)))
    return tuple(found)


class _Timeline:
    """The rows of a timeline, to be found by their minute and by their words."""

    def __init__(self, rows: Sequence[TimelineEntry]) -> None:
        self._rows = rows
        self._words = [_words(row.event) for row in rows]
        self._minutes: dict[int, list[int]] = {}
        self._having: dict[str, list[int]] = {}
        self._undated = {row.event.casefold(): row.id for row in rows if row.when.at is None and row.event}
        for at, row in enumerate(rows):
            for minute in {_minute(when.at) for when in _times(row) if when.at is not None}:
                self._minutes.setdefault(minute, []).append(at)
            for word in self._words[at]:
                self._having.setdefault(word, []).append(at)

    def same(self, one: Telling, words: frozenset[str]) -> str:
        """Return the id of the row that tells the same at about the same time, empty when there is none."""
        if one.when.at is None:
            return self._undated.get(one.event.casefold(), "")
        best, best_share = "", 0.0
        middle = _minute(one.when.at)
        for minute in (middle, middle - 1, middle + 1, middle - 2, middle + 2):
            for at in self._minutes.get(minute, ())[:_MOST_NEAR]:
                share = self._likeness(one, words, at, away=abs(minute - middle))
                if share > best_share:
                    best, best_share = self._rows[at].id, share
        return best

    def disputed(self, one: Telling, words: frozenset[str]) -> str:
        """Return the id of the row that tells the same at another time, empty when there is none."""
        if one.when.at is None or len(words) < 3:
            return ""
        having = (self._having.get(word, ()) for word in words)
        hits = Counter(at for places in having if len(places) <= _COMMON for at in places)
        for at, _ in hits.most_common(3):
            row = self._rows[at]
            if row.when.at is None or not _SAME < abs(row.when.at - one.when.at) <= _DISPUTED:
                continue
            shared = len(words & self._words[at])
            if shared >= 3 and shared >= _NEARLY_EQUAL * max(3, min(len(words), len(self._words[at]))):
                return row.id
        return ""

    def _likeness(self, one: Telling, words: frozenset[str], at: int, *, away: int) -> float:
        row, others = self._rows[at], self._words[at]
        if row.event == one.event and _may_be_one(one, row) and away == 0:
            return 2.0
        if len(one.event) > 12 and one.event in row.raw:  # pasted before, and put into better words since
            return 1.5
        shared = words & others
        share = len(shared) / (min(len(words), len(others)) or 1)
        if len(shared) >= 2 and share >= _ALIKE and (len(shared) >= 4 or _may_be_one(one, row)):
            return share
        return 0.5 if away <= 1 and any(_is_a_name(word) for word in shared) else 0.0


def _times(row: TimelineEntry) -> Iterator[When]:
    yield row.when
    for claim in row.claims:
        yield claim.when


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60


def _moment(when: When) -> object:
    """The moment as exact as it is known: log lines of two seconds are two events."""
    return when.at if when.precision == "s" or when.at is None else _minute(when.at)


def _may_be_one(one: Telling, other: Telling) -> bool:
    """Two people who say the same in one minute are two; what nobody says may be anybody's."""
    return not one.who or not other.who or one.who.casefold() == other.who.casefold()


_WORD = re.compile(r"[^\W_]+(?:[._:/-][^\W_]+)*")
_ADDRESS = re.compile(r"\]?\(?https?://\S+")
_SMALL = frozenset(
    (
        *("a", "all", "also", "am", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "for"),
        *(
            "from",
            "get",
            "got",
            "had",
            "has",
            "have",
            "he",
            "i",
            "if",
            "in",
            "is",
            "it",
            "its",
            "just",
            "me",
            "my",
            "no",
            "not",
        ),
        *("now", "of", "off", "on", "or", "our", "out", "s", "she", "so", "some", "still", "t", "that", "the", "their"),
        *("then", "there", "they", "this", "to", "up", "us", "was", "we", "were", "will", "with", "you", "your"),
    )
)


def _words(text: str) -> frozenset[str]:
    words = (word.casefold() for word in _WORD.findall(_ADDRESS.sub(" ", text[:2000])))
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in words) - _SMALL


def _is_a_name(word: str) -> bool:
    """Tell whether a word is the name of one thing: an alert, a ticket, a version. `5xx` and `31` are none."""
    digits = sum(1 for letter in word if letter.isdigit())
    return len(word) >= 12 or (len(word) >= 5 and digits > 0 and ("-" in word or word.count(".") >= 2))


def merged(row: TimelineEntry, telling: Telling, raw: str = "") -> TimelineEntry:
    """Return the row with what the telling adds: its links, and where the row has none, who; its words join `raw`."""
    links = tuple(dict.fromkeys((*row.source, *telling.source)))
    originals = (row.raw, raw or telling.event)
    return row.but(source=links, who=row.who or telling.who, raw="\n".join(filter(None, originals)))


def claimed(row: TimelineEntry, telling: Telling) -> TimelineEntry:
    """Return the row with the time of the telling as a claim beside its own; its time in use stays as it is."""
    claim = Claim(when=telling.when, by=telling.who, source=telling.source)
    return row if claim in row.claims else row.but(claims=(*row.claims, claim))
