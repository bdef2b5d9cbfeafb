"""Quick capture: one typed line read as a timeline row, an action, a why, a point or an idea to come back to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, NamedTuple

from postmortem_gui.core.capture_marks import Marks, action_marks, row_marks
from postmortem_gui.core.doubts import Doubt, doubt_about
from postmortem_gui.core.leading_time import Led, leading_time
from postmortem_gui.core.people import Known
from postmortem_gui.core.postmortem import Link, Ticket, When
from postmortem_gui.core.times import read_time, show_date, show_time, zone_word
from postmortem_gui.core.vocabulary import PHASES, word_for
from postmortem_gui.core.zones import name_at

Kind = Literal["", "row", "action", "why", "point", "parked"]
Mode = Literal["review", "live"]
MODES: tuple[Mode, ...] = ("review", "live")

TARGETS: tuple[tuple[str, str], ...] = (
    ("timeline", "Timeline"),
    ("went_well", "Went well"),
    ("went_wrong", "Went wrong"),
    ("lucky", "Lucky"),
    ("lessons", "Learned"),
    ("parked", "Parked"),
)
"""Where a line without a prefix goes, as pairs of the part of the document and its word, in the order of Tab."""


_NO_TIME = When()


class Chip(NamedTuple):
    """One thing that Enter will do: its sort, the words for it, and for a phase its key."""

    sort: str
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Captured:
    """What a line means. `kind` is empty when there is nothing to add; only what belongs to the kind is filled.

    `text` is the event, the description, the point or the idea. `problem` is a sentence about what should be a time
    and is none; the line is text then. `offer` is the line with its leading number written as a time. `doubt` is what
    nobody has answered yet about the time.
    """

    kind: Kind = ""
    text: str = ""
    part: str = ""
    when: When = _NO_TIME
    source: tuple[Link, ...] = ()
    phases: tuple[str, ...] = ()
    owner: str = ""
    ticket: Ticket | None = None
    priority: str = ""
    due: str = ""
    question: str = ""
    answer: str = ""
    problem: str = ""
    offer: str = ""
    doubt: Doubt | None = None
    chips: tuple[Chip, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it is to be asked which time is meant before the line is added: the order of a day is only shown."""
        return self.doubt is not None and self.doubt.sort != "order"

    def dated(self, when: When) -> Captured:
        """Return the same line with the time that somebody chose."""
        return replace(self, when=when, doubt=None)


def read_capture(
    text: str,
    *,
    target: str,
    mode: Mode,
    zone: str,
    near: datetime | None,
    now: datetime,
    today: date,
    people: Sequence[Known] = (),
    day_first: bool = True,
    known: Sequence[When] = (),
) -> Captured:
    """Read one line. Never raises; what cannot be read stays text.

    `!` begins an action, `?` a why, a time a timeline row; any other line goes to the `target`, one of TARGETS. `near`
    is the instant of the current row: clock times are on the day nearest to it, `+5m` counts from it. A line for the
    timeline without a time is now in `live` mode and has no time in `review`. Due days count from `today`, `@emma` is
    looked for in `people`. `day_first` says what 03/04/2026 means; a time that can be meant in two ways is the one that
    `known` times have for the same text.
    """
    line = " ".join(text.split())
    rest = line[1:].strip()
    if not line or (line[0] in "!?" and not rest):
        return Captured()
    if line[0] == "!":
        return _action(action_marks(rest, today=today, people=people, day_first=day_first), target)
    if line[0] == "?":
        return _why(rest)
    to_timeline = target == "timeline"
    led = leading_time(line, zone=zone, near=near, now=now, loose=to_timeline, day_first=day_first)
    if led.when is None and not to_timeline:
        return Captured(
            "parked" if target == "parked" else "point",
            line,
            target,
            problem=led.problem,
            chips=tuple(_problem_chips(led.problem)),
        )
    if led.when is None and mode == "live":
        led = Led(led.rest, read_time("now", zone=zone, now=now).but(typed=""), led.problem, led.offer)
    doubt = None
    if led.when is not None and led.when.typed:
        doubt = doubt_about(led.when.typed, zone=zone, near=near, now=now, day_first=day_first)
    if doubt is not None and (answer := doubt.answered(known)) is not None:
        led, doubt = led.at(answer), None
    return _row(led, zone, target, doubt)


def _row(led: Led, zone: str, target: str, doubt: Doubt | None) -> Captured:
    marks = row_marks(led.rest)
    when = led.when or _NO_TIME
    chips = [Chip("row", "Timeline")] if target != "timeline" else []
    chips += _problem_chips(led.problem)
    if led.offer:
        chips.append(Chip("offer", f"Tab: {led.offer[:5]}"))
    if doubt is not None:
        chips += _doubt_chips(doubt, zone)
    elif led.when is not None:
        chips.append(Chip("time", time_words(when, zone)))
    elif not led.problem:
        chips.append(Chip("undated", "no time yet"))
    chips += (Chip("phase", word_for(PHASES, phase), phase) for phase in marks.phases)
    chips += (Chip("source", link.title or link.url) for link in marks.source)
    return Captured(
        "row",
        marks.text,
        "timeline",
        when=when,
        source=marks.source,
        phases=marks.phases,
        problem=led.problem,
        offer=led.offer,
        doubt=doubt,
        chips=tuple(chips),
    )


def _doubt_chips(doubt: Doubt, zone: str) -> list[Chip]:
    """A question is announced, with both answers; the order of a day is shown in full, the other one key away."""
    first, second = (reading.when for reading in doubt.readings)
    if doubt.sort == "order":
        long = f"{time_words(first, zone).partition(',')[0]}, {show_time(_begin(first), zone, 'D MMMM YYYY')}"
        return [Chip("time", long), Chip("doubt", f"Alt ↓: {show_time(_begin(second), zone, 'D MMMM')}")]
    pattern = "D MMM" if doubt.sort == "day" else "HH:mm"
    words = [show_time(_begin(when), zone, pattern) for when in (first, second)]
    if doubt.sort == "clocks":
        words = [
            f"{word} {name_at(zone, when.at)}" for word, when in zip(words, (first, second), strict=True) if when.at
        ]
    return [Chip("doubt", f"{' or '.join(words)}? Enter asks")]


def _begin(when: When) -> When:
    return when.but(until=None, about=False)


def time_words(when: When, zone: str) -> str:
    """Return a time with its zone and its day, so that nobody has to guess them: `14:27 UTC, 17 Nov`."""
    return f"{show_time(when, zone, 'HH:mm')} {zone_word(zone, when.at)}, {show_time(_begin(when), zone, 'D MMM')}"


def _action(marks: Marks, target: str) -> Captured:
    chips = [Chip("action", "Action")]
    if marks.owner:
        chips.append(Chip("owner", marks.owner))
    if marks.priority:
        chips.append(Chip("priority", marks.priority))
    if marks.due:
        chips.append(Chip("due", f"{_weekday(marks.due)} {show_date(marks.due, 'D MMM')}"))
    if marks.ticket:
        chips.append(Chip("source", marks.ticket.key))
    return Captured(
        "action",
        marks.text,
        "actions",
        owner=marks.owner,
        ticket=marks.ticket,
        priority=marks.priority,
        due=marks.due,
        chips=tuple(chips),
    )


def _weekday(day: str) -> str:
    return f"{date.fromisoformat(day):%a}"


_ASKED = re.compile(r"([^?].*?\?)(?:\s+(\S.*))?", re.DOTALL)
_ASKING = re.compile(r"(?:why|how|what)\b", re.IGNORECASE)


def _why(text: str) -> Captured:
    """A sentence up to its question mark, or one that begins like a question, is asked; the rest is the answer."""
    question, answer = "", text
    if asked := _ASKED.fullmatch(text):
        question, answer = asked[1], asked[2] or ""
    elif _ASKING.match(text):
        question, answer = text, ""
    words = "Why, with its answer" if question and answer else "Next why" if question else "Answer to why"
    return Captured("why", text, "whys", question=question, answer=answer, chips=(Chip("why", words),))


def _problem_chips(problem: str) -> list[Chip]:
    return [Chip("problem", problem)] if problem else []
