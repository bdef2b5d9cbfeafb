"""The words of trackers in ours: states of tickets, and days in the forms in which trackers export them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from postmortem_gui.core.days import MONTHS

Order = Literal["", "day", "month"]
"""What comes first in 03/04/2026; empty while nothing tells."""

_STATUSES: Mapping[str, tuple[str, ...]] = {
    "open": (
        *("open", "opened", "reopened", "todo", "new", "backlog", "triage", "unstarted", "notstarted", "planned"),
        *("ready", "selectedfordevelopment", "readyfordevelopment"),
    ),
    "in_progress": (
        *("inprogress", "started", "doing", "active", "indevelopment", "inreview", "review", "codereview", "blocked"),
        *("testing", "intesting", "inqa", "readyforreview", "readyfortesting"),
    ),
    "done": (
        "done",
        "closed",
        "resolved",
        "completed",
        "complete",
        "fixed",
        "merged",
        "released",
        "shipped",
        "verified",
    ),
    "wont_do": (
        *("wontdo", "wontfix", "canceled", "cancelled", "notplanned", "declined", "rejected", "abandoned", "obsolete"),
        *("invalid",),
    ),
}
_STATUS = {word: status for status, words in _STATUSES.items() for word in words}
_NO_RESOLUTION = ("", "unresolved", "none", "reopened")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_ZONE = r"(?:Z|UTC|(?:GMT)?(?:[+-]\d{2}:?\d{2})?)(?: \([^()]*\))?"
_CLOCK = rf"(?:[T ,]+\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?\s?(?:[AaPp][Mm])?\s?{_ZONE})?"
_ISO = re.compile(rf"(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d){_CLOCK}", re.ASCII)
_NAMED = re.compile(rf"(?P<d>\d{{1,2}})[-/ .](?P<name>[A-Za-z]{{3,9}})\.?[-/ ](?P<y>\d{{4}}|\d\d){_CLOCK}", re.ASCII)
_NAME_FIRST = re.compile(
    rf"(?:[A-Z][a-z]{{2}},? )?(?P<name>[A-Za-z]{{3,9}})\.? (?P<d>\d{{1,2}}),? (?P<y>\d{{4}}){_CLOCK}", re.ASCII
)
_NUMBERS = re.compile(rf"(?P<a>\d{{1,2}})(?P<sep>[-/.])(?P<b>\d{{1,2}})(?P=sep)(?P<y>\d{{4}}|\d\d){_CLOCK}", re.ASCII)
_UNREAD_SHOWN = 3


@dataclass(slots=True)
class Seen:
    """What was seen of the dates of a table: the order of its numbers, what each means, and what could not be read."""

    order: Order
    unread: dict[str, None] = field(default_factory=dict)
    unsure: str = ""
    ordered: str = ""
    days: dict[str, str] = field(default_factory=dict)

    def notices(self) -> tuple[str, ...]:
        """Return a sentence for each thing that a person should know."""
        said: list[str] = []
        if self.ordered:
            said.append(f"Dates like {self.ordered} are read with the {self.order} first.")
        if self.unsure:
            said.append(
                f"Dates like {self.unsure} are left out: nothing tells whether the day or the month comes first."
            )
        if self.unread:
            more = f" and {len(self.unread) - _UNREAD_SHOWN} more" if len(self.unread) > _UNREAD_SHOWN else ""
            shown = ", ".join(f"“{text[:40]}”" for text in [*self.unread][:_UNREAD_SHOWN])
            said.append(f"No dates, and left out: {shown}{more}.")
        return tuple(said)


def squeezed(text: str) -> str:
    """Return the text on one line, without what would move the cursor of a terminal."""
    if text.isprintable() and "  " not in text and text == text.strip():
        return text  # as nearly every cell of a large table is
    return " ".join(_CONTROLS.sub(" ", text).split())


@lru_cache(maxsize=256)
def as_status(said: str, resolution: str = "") -> str:
    """Return our status for a tracker's word, empty for one that is unknown. What is closed is done if it says so.

    A ticket closed as a duplicate or with a word nobody knows may be done elsewhere or not: that is left to people.
    """
    status = _STATUS.get(_folded(said), "")
    ended = _folded(resolution)
    if status != "done" or ended in _NO_RESOLUTION:
        return status
    return ended_as if (ended_as := _STATUS.get(ended, "")) in ("done", "wont_do") else ""


def order_of(texts: Iterable[str], told: Order = "") -> Order:
    """Return which number comes first in dates like 03/04/2026, as far as they tell: a number over 12 is a day.

    Where the dates contradict one another none is right; what was `told` decides where they do not tell.
    """
    found: set[Order] = set()
    for text in set(texts):
        match = _NUMBERS.fullmatch(text)
        if match and (int(match["a"]) > 12) != (int(match["b"]) > 12):
            found.add("day" if int(match["a"]) > 12 else "month")
    return told or (found.pop() if len(found) == 1 else "")


def as_day(text: str, seen: Seen) -> str:
    """Return a day as `YYYY-MM-DD`, empty for what is none; what could not be read is noted."""
    if text and text not in seen.days:
        seen.days[text] = _day(text, seen)
    return seen.days.get(text, "")


def _day(text: str, seen: Seen) -> str:
    found = _ISO.fullmatch(text) or _NAMED.fullmatch(text) or _NAME_FIRST.fullmatch(text) or _NUMBERS.fullmatch(text)
    said = found.groupdict() if found else {}
    if "a" in said:
        order = "day" if said["sep"] == "." else seen.order
        if not order:
            seen.unsure = seen.unsure or text
            return ""
        said |= {"d": said["a"], "m": said["b"]} if order == "day" else {"d": said["b"], "m": said["a"]}
        seen.ordered = seen.ordered or ("" if said["sep"] == "." else text)
    elif "name" in said:
        said["m"] = str(_month(said["name"]))
    try:
        year = int(said["y"]) + (2000 if len(said["y"]) == 2 else 0)
        return date(year, int(said["m"]), int(said["d"])).isoformat()
    except (KeyError, ValueError):
        seen.unread[text] = None
        return ""


def _month(name: str) -> int:
    short = name[:3].capitalize()
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def _folded(word: str) -> str:
    return re.sub(r"[\W_]+", "", word.casefold())
