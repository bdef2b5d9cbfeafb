"""Read a chat as people copy it: who, when, and text over several lines, with what the chat program adds told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from postmortem_gui.importers.candidates import Piece
from postmortem_gui.importers.chat_heads import Form, Head, Talk
from postmortem_gui.importers.link_words import squeezed, told
from postmortem_gui.importers.stamps import day_line

Patterns = tuple[re.Pattern[str], ...]


def patterns(*texts: str) -> Patterns:
    """Return what finds each of some texts, in capitals or not."""
    return tuple(re.compile(text, re.IGNORECASE) for text in texts)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one chat program writes: the forms of its heads, and the lines that it adds to what people say.

    `noise` belongs to the message above and says nothing; `aside` is a line of nobody's; `coming` is text of people who
    come and go; `marks` are what this program writes and no other.
    """

    forms: tuple[Form, ...]
    noise: Patterns = ()
    aside: Patterns = ()
    coming: Patterns = ()
    marks: Patterns = ()


@dataclass(slots=True)
class _Message:
    line: int
    stamp: str = ""
    means: str = ""
    who: str = ""
    day: str = ""
    words: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    original: list[str] = field(default_factory=list)
    odd: str = ""
    aside: bool = False


_EMOJI = r"(?::[a-z0-9_+'-]+:|[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)"
_REACTIONS = re.compile(rf"\s*(?:{_EMOJI}\s*(?:\d{{1,4}}(?!\d)\s*)?)+", re.IGNORECASE)
_COUNT = re.compile(r"\s*\d{1,4}\s*")
_EDITED = re.compile(r"\s*\(edited\)\s*$", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_HALF = re.compile(r"\d\s?([ap])\.?m\b", re.IGNORECASE)
_AWAY = re.compile(r"(?P<day>today|yesterday|[a-z]+day)(?:,|\s+at|\s)\s*(?P<clock>\d.*)", re.IGNORECASE)


def read_chat(lines: Sequence[str], dialect: Dialect) -> Iterator[Piece]:
    """Read the messages of a chat. Every line is in the original of one piece."""
    reader = _Reader(lines, dialect)
    at = 0
    while at < len(lines):
        head = reader.head(at)
        if head is not None:
            yield from reader.begin(head, at)
            at += head.size
            continue
        if named := day_line(lines[at]):
            yield from reader.new_day(named, lines[at])
        elif lines[at].strip():
            yield from reader.go_on(lines[at], at)
        at += 1
    yield from reader.end()


class _Reader:
    """Goes from line to line and gathers messages. What its methods yield are the messages that are complete."""

    def __init__(self, lines: Sequence[str], dialect: Dialect) -> None:
        self._dialect = dialect
        self._talk = Talk(lines, set())
        self._half = _Half()
        self._message: _Message | None = None
        self._who = self._day = ""
        self._waiting: list[str] = []
        """Day lines, which go into the original of the message below them."""

    def head(self, at: int) -> Head | None:
        """Return the head at a line; a time alone is none before somebody has spoken."""
        head = find_head(self._talk, at, self._dialect) if self._talk.lines[at].strip() else None
        return head if head is not None and (head.who or self._who) else None

    def begin(self, head: Head, at: int) -> Iterator[Piece]:
        yield from self._complete()
        self._who = head.who or self._who
        if head.sure:
            self._talk.names.add(self._who)
        self._message = message = _Message(at + 1, head.stamp, who=self._who, day=self._day)
        clock = head.stamp
        if away := _AWAY.fullmatch(head.stamp.strip()):
            message.day, clock = away["day"], away["clock"]
        message.means = self._half.said(clock)
        message.original = [*self._taken(), *self._talk.lines[at : at + head.size]]
        if head.dropped:
            message.dropped.append(head.dropped)
        if head.text.strip():
            is_noise = any(pattern.fullmatch(head.text.strip()) for pattern in self._dialect.noise)
            (message.dropped if is_noise else message.words).append(head.text)

    def new_day(self, named: str, line: str) -> Iterator[Piece]:
        yield from self._complete()
        self._day = named
        self._waiting.append(line)

    def go_on(self, line: str, at: int) -> Iterator[Piece]:
        """Add a line to the message above it; what nobody says stands for itself."""
        is_aside = any(pattern.fullmatch(line.strip()) for pattern in self._dialect.aside)
        above = self._message
        if above is None or is_aside != above.aside:
            yield from self._complete()
            self._message = above = _Message(at + 1, odd="no time, nobody", aside=is_aside, original=self._taken())
        _add(above, line, self._dialect)

    def end(self) -> Iterator[Piece]:
        yield from self._complete()
        if self._waiting:
            original = "\n".join(self._waiting)
            yield Piece("", squeezed(original), original, len(self._talk.lines), odd="a day without words")

    def _complete(self) -> Iterator[Piece]:
        if self._message is not None:
            yield _piece(self._message, self._dialect)
        self._message = None

    def _taken(self) -> list[str]:
        taken, self._waiting = self._waiting, []
        return taken


def find_head(talk: Talk, at: int, dialect: Dialect) -> Head | None:
    """Return the head that stands at a line, in the first form of the dialect that fits."""
    for form in dialect.forms:
        if head := form(talk, at):
            return head
    return None


def share_of_chat(lines: Sequence[str], dialect: Dialect) -> float:
    """Return how much of a text a dialect explains, from 0 to 1, and a little more where it has the marks of it."""
    talk = Talk(lines, set())
    heads, names, sure, covered, begun, at = 0, set[str](), 0, 0, False, 0
    filled = sum(1 for line in lines if line.strip()) or 1
    while at < len(lines):
        head = find_head(talk, at, dialect) if lines[at].strip() else None
        if head and (head.who or begun):
            begun = True
            heads += 1
            sure += head.sure
            names.add(head.who)
            if head.sure:
                talk.names.add(head.who)
            covered += head.size
            at += head.size
            continue
        covered += bool(begun and lines[at].strip())
        at += 1
    if not heads or filled > 25 * heads or (not sure and (heads < 3 or len(names) > 0.6 * heads)):
        return 0.0
    marks = sum(1 for line in lines for pattern in dialect.marks if pattern.search(line[:200]))
    return covered / filled + 0.02 * min(marks, 5) + (0.05 if sure == heads else 0.0)


# ── One message ──


def _add(message: _Message, line: str, dialect: Dialect) -> None:
    message.original.append(line)
    text = line.strip()
    after_reaction = bool(message.dropped) and message.original[-2:-1] == message.dropped[-1:]
    is_noise = any(pattern.fullmatch(text) for pattern in dialect.noise)
    is_reaction = _REACTIONS.fullmatch(text) or (after_reaction and _COUNT.fullmatch(text))
    left_out = not message.odd and (is_noise or (message.words and is_reaction))
    (message.dropped if left_out else message.words).append(line)


def _piece(message: _Message, dialect: Dialect) -> Piece:
    words = []
    for line in message.words:
        bare = _EDITED.sub("", line)
        if bare != line:
            message.dropped.append("(edited)")
        words.append(bare)
    event, links = told(squeezed(" ".join(words)))
    odd = message.odd
    if not odd and not event:
        odd = "no words"
    elif not odd and any(pattern.match(event) for pattern in dialect.coming):
        odd = "came or went"
    return Piece(
        message.stamp,
        event,
        "\n".join(message.original).strip("\n"),
        message.line,
        message.who,
        links,
        message.day,
        squeezed(" ".join(message.dropped)),
        odd,
        means=message.means,
    )


class _Half:
    """Morning or afternoon, which a chat says once and then leaves out: `9:12 AM`, then `9:13`."""

    def __init__(self) -> None:
        self._half = ""
        self._minutes = 0

    def said(self, clock: str) -> str:
        """Return the time with its half of the day, when the ones above had one and it has not."""
        found = _CLOCK.search(clock)
        if found is None:
            return clock
        minutes = int(found[1]) % 12 * 60 + int(found[2])
        if own := _HALF.search(clock):
            self._half, self._minutes = own[1].lower(), minutes
            return clock
        if not self._half or not 1 <= int(found[1]) <= 12:
            self._half = ""
            return clock
        if minutes < self._minutes:
            self._half = "p" if self._half == "a" else "a"
        self._minutes = minutes
        return f"{found[0]} {self._half}m"
