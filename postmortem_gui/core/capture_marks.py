"""The marks in a captured line: `#ref`, addresses, `/phase`, `@owner`, P1, and the day something is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from postmortem_gui.core.links import is_address, last_step
from postmortem_gui.core.people import Known, called
from postmortem_gui.core.postmortem import Link, Ticket
from postmortem_gui.core.times import read_due
from postmortem_gui.core.vocabulary import PHASES, PRIORITIES


@dataclass(frozen=True, slots=True)
class Marks:
    """The words of a line without the marks at its ends, and what those marks say."""

    text: str
    source: tuple[Link, ...] = ()
    phases: tuple[str, ...] = ()
    owner: str = ""
    ticket: Ticket | None = None
    priority: str = ""
    due: str = ""


_CLOSING = ".,;:!)]"
_REF = re.compile(r"#(?P<name>[^\W_][\w-]*)")
_KEY = re.compile(r"[A-Za-z]+-\d+", re.ASCII)
_OWNER = re.compile(r"@(?P<name>[^\W_][\w.'-]*)")
_BEFORE_DUE = ("by", "due", "until")


# ── Timeline rows ──


def row_marks(text: str) -> Marks:
    """Return the links and the phases of a line.

    A link in the middle of a sentence is its source and stays a word of it; at an end it goes to the source alone.
    """
    words, phases = [], []
    for word in text.split():
        phase = _phase(word)
        if phase:
            phases.append(phase)
        else:
            words.append(word)
    links = [link for word in words if (link := _link(word))]
    while words and _link(words[-1]):
        words.pop()
    while words and _link(words[0]):
        del words[0]
    in_order = tuple(key for key, _ in PHASES if key in phases)
    return Marks(" ".join(words), tuple(dict.fromkeys(links)), in_order)


def _link(word: str) -> Link | None:
    bare = word.strip("([<>").rstrip(_CLOSING + ">") if "(" not in word[1:] else word.rstrip(".,;")
    if bare.startswith(("http://", "https://")):
        return Link(title=last_step(bare), url=bare) if is_address(bare) else None
    ref = _REF.fullmatch(bare)
    return Link(title=_ref_name(ref["name"])) if ref else None


def _ref_name(name: str) -> str:
    """A ticket goes by its key; a number or the name of a channel means nothing without its sign."""
    return name if _KEY.fullmatch(name) else f"#{name}"


_PHASE_WORDS = {key.replace("_", ""): key for key, _ in PHASES}


def _phase(word: str) -> str:
    if not word.startswith("/"):
        return ""
    wanted = re.sub(r"[-_]", "", word[1:].lower().rstrip(".,;"))
    if wanted == "ack":
        return "acknowledged"
    if len(wanted) < 4:
        return ""
    return next((key for name, key in _PHASE_WORDS.items() if name.startswith(wanted)), "")


# ── Actions ──


def action_marks(text: str, *, today: date, people: Sequence[Known], day_first: bool = True) -> Marks:
    """Return the owner, the ticket, the priority and the day of an action.

    They are marks at the ends of the line only, the day at its very end: `ship by Friday prayer app` keeps its words.
    """
    words, found = text.split(), _Found(today, people, day_first=day_first)
    while words and found.take_first(words[0], alone=len(words) == 1):
        del words[0]
    while words and (count := found.take_last(words)):
        del words[-count:]
    if not found.owner:
        found.owner = next((name for word in words if (name := _known(word, people))), "")
    return Marks(" ".join(words), owner=found.owner, ticket=found.ticket(), priority=found.priority, due=found.due)


class _Found:
    """The marks found so far, each sort once."""

    def __init__(self, today: date, people: Sequence[Known], *, day_first: bool) -> None:
        self._today, self._people, self._day_first = today, people, day_first
        self._links: list[Link] = []
        self.owner = self.priority = self.due = ""

    def ticket(self) -> Ticket | None:
        if not self._links:
            return None
        key = next((link.title for link in self._links if not link.url), self._links[0].title)
        return Ticket(key=key, url=next((link.url for link in self._links if link.url), ""))

    def take_first(self, word: str, *, alone: bool) -> bool:
        return self._take_owner(word) or (not alone and self._take_priority(word))

    def take_last(self, words: list[str]) -> int:
        """Take a mark off the end; returns how many words it was, 0 when the last word is none."""
        last, alone = words[-1], len(words) == 1
        if self._take_owner(last) or self._take_link(last) or (not alone and self._take_priority(last)):
            return 1
        return self._take_due(words)

    def _take_owner(self, word: str) -> bool:
        name = _OWNER.fullmatch(word.rstrip(",;:"))
        if name is None or self.owner:
            return False
        self.owner = _known(word, self._people) or name["name"]
        return True

    def _take_link(self, word: str) -> bool:
        link = _link(word)
        # One key and one address are one ticket; a second of either is a word.
        if link is None or any(bool(link.url) == bool(other.url) for other in self._links):
            return False
        self._links.append(link)
        return True

    def _take_priority(self, word: str) -> bool:
        name = word.rstrip(",;").upper()
        if name not in PRIORITIES or self.priority:
            return False
        self.priority = name
        return True

    def _take_due(self, words: list[str]) -> int:
        for count in (3, 2, 1):
            if self.due or len(words) <= count:
                continue
            day = read_due(" ".join(words[-count:]), self._today, day_first=self._day_first)
            if day is not None:
                self.due = day
                return count + (len(words) > count + 1 and words[-count - 1].lower() in _BEFORE_DUE)
        return 0


def _known(word: str, people: Sequence[Known]) -> str:
    """Return the one name that a word like `@emma` stands for, empty where it is no such word, for none or several."""
    said = _OWNER.fullmatch(word.rstrip(",;:"))
    return called(people, said["name"]) if said is not None else ""
