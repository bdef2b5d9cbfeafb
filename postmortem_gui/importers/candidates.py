"""What is read out of a pasted text: candidates for rows of the timeline, each with the words that it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from postmortem_gui.core.phase_words import phases_said
from postmortem_gui.core.postmortem import Link, TimelineEntry, When
from postmortem_gui.core.template import Template

_NO_TIME = When()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a pasted text tells, not yet a row.

    `stamp` is the time as it was pasted, empty where there is none; `when` is what it means, its `typed` the stamp, its
    `at` absent where it cannot be read. `event` is Markdown in one line. `dropped` holds the words that were left out
    of the event because they say nothing about the incident: reactions, "(edited)", counts of replies. `original` is
    every word as it stood in the text. `odd` is a few words for what is wrong with it, empty where nothing is.
    `taken` says whether it goes in unless a person says otherwise. `line` counts the lines of the text from 1.
    """

    event: str
    original: str
    stamp: str = ""
    when: When = _NO_TIME
    who: str = ""
    source: tuple[Link, ...] = ()
    kind: str = "step"
    dropped: str = ""
    odd: str = ""
    taken: bool = True
    line: int = 1

    def row(self, row_id: str) -> TimelineEntry:
        """Return the row of the timeline that the candidate becomes; who, links and original stay with it, and bold
        words that name a phase mark it."""
        return TimelineEntry(
            id=row_id,
            when=self.when,
            event=self.event,
            kind=self.kind,
            phases=phases_said(self.event, Template()),
            source=self.source,
            who=self.who,
            raw=self.original,
        )


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says about a pasted text; None leaves it to be guessed.

    `source` is a key of SOURCES; `columns` has a key of COLUMNS for each column of a table, "" for one that is not
    wanted; `zone` is that of the stamps that name none; `day` is that of the first stamp that names none; `day_first`
    is what 03/04/2026 means.
    """

    source: str | None = None
    columns: tuple[str, ...] | None = None
    zone: str | None = None
    day: date | None = None
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What a text is pasted into: the zone of the document, the instant of the row above, the time now (UTC).

    `own_zone` is that of the clocks of the person who pastes: chats show their times in it.
    """

    zone: str
    now: datetime
    near: datetime | None = None
    day_first: bool = True
    own_zone: str = ""


class Piece(NamedTuple):
    """One thing as its source tells it, before its time is understood.

    `means` is how the stamp is to be read where it does not say all; `day` is what the last day line above it says.
    """

    stamp: str
    event: str
    original: str
    line: int
    who: str = ""
    source: tuple[Link, ...] = ()
    day: str = ""
    dropped: str = ""
    odd: str = ""
    kind: str = "step"
    means: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of a text, with the guesses that a person may correct.

    `zone_said` and `day_said` are the words of the text that say them, empty where they are guessed. Where every stamp
    names its own day, `day` is that of the first, and a wish does not move it. `columns` and
    `heads` are there for tables only: what each column holds, and what stands at its top. `sentence` is for the
    person: what is uncertain, or, with `refused`, why nothing was read; nothing may be inserted then. `ambiguous` is
    the first date whose order is only guessed, empty where there is none. The rest is what it takes to read again.
    """

    source: str
    zone: str
    zone_said: str = ""
    day: date | None = None
    day_said: str = ""
    day_first: bool = True
    ambiguous: str = ""
    columns: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    sentence: str = ""
    refused: bool = False
    text: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
    around: Around | None = field(default=None, repr=False)
    wishes: Wishes = field(default=Wishes(), repr=False)
    pieces: tuple[Piece, ...] = field(default=(), repr=False)


COLUMNS: tuple[tuple[str, str], ...] = (
    ("when", "Time"),
    ("day", "Day"),
    ("who", "Who"),
    ("event", "Event"),
    ("source", "Source"),
    ("", "left out"),
)
"""What a column of a pasted table may hold, as pairs of its key and its word."""
