"""The lines of a copied chat that say who speaks and when, in every form that chats write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from postmortem_gui.importers.stamps import TIME, day_line, is_time

_LONGEST = 240


@dataclass(slots=True)
class Talk:
    """What is known of a chat while it is read from top to bottom: who has spoken for sure, and where the last did."""

    lines: Sequence[str]
    names: set[str]


class Head(NamedTuple):
    """Where a message begins: its time, who says it, and its first words where they stand beside them.

    `size` is how many lines it takes; `sure` says that it can be nothing else; `who` is empty for another message of
    the same person; `dropped` are words beside the name that are no part of it.
    """

    stamp: str
    who: str
    text: str = ""
    size: int = 1
    sure: bool = True
    dropped: str = ""


Form = Callable[[Talk, int], Head | None]
"""Looks for a head at a line of a chat."""

# ── Names ────────────────────────────────────────────────────────────────────────────────────────

_EMOJI = r"(?::[a-z0-9_+'-]+:|[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d])"
_BADGES = re.compile(
    rf"(?:\s*{_EMOJI})+|(?<=\S)\s*\b(?:APP|BOT)\b(?=\s|$)|(?<=[a-z0-9])(?:APP|BOT)(?=\s|$)", re.IGNORECASE
)
_BADGE_CAPITALS = re.compile(r"(?:APP|BOT)$")
_PARTS = frozenset(
    (
        *("al", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el"),
        *("ibn", "la", "le", "und", "van", "von", "y", "zu"),
    )
)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’·-]*,?|\([\w/ .-]+\)?|[\w/.-]+\)|[|@/&-]|\d{1,2}")
_HANDLE = re.compile(r"@?[^\W_][\w.+'’-]{0,39}")
_WORDS_OF_A_NAME = 6


def clean_name(text: str) -> tuple[str, str]:
    """Return a name without the badges and pictures that stand beside it, and those."""
    dropped: list[str] = []

    def drop(found: re.Match[str]) -> str:
        badge = found[0].strip()
        if badge.lower() in ("app", "bot") and not _BADGE_CAPITALS.match(badge):
            return found[0]
        dropped.append(badge)
        return " "

    name = " ".join(_BADGES.sub(drop, text).split())
    return name, " ".join(dropped)


def is_name(text: str) -> bool:
    """Tell whether this looks like the name of a person or a bot: a handle, or some words with capitals."""
    words = text.split()
    if len(text) > 60 or len(words) > _WORDS_OF_A_NAME or not any(letter.isalpha() for letter in text):
        return False
    if len(words) == 1:
        return _HANDLE.fullmatch(text) is not None and not day_line(text)
    return all(
        _NAME_WORD.fullmatch(word) and (not word[0].isalpha() or word[0].upper() == word[0] or word in _PARTS)
        for word in words
    )


# ── Forms ────────────────────────────────────────────────────────────────────────────────────────

_ENDS_IN_TIME = re.compile(r"\d(?:\s?[ap]\.?m\.?)?[\])]?(?:\s*\(edited\))?\s*$|\b[A-Z]{2,4}[\])]?\s*$", re.IGNORECASE)
_TIMED = rf"(?P<time>{TIME})"
_TAIL = r"(?P<tail>\s*\(edited\))?\s*"
_NAME_TIME = re.compile(
    rf"(?P<who>\S(?:.{{0,80}}?\S)??)(?P<gap>,?[ \t\xa0]+|\s*[—–|·•]\s*)(?P<open>[\[(]?){_TIMED}[\])]?{_TAIL}",
    re.IGNORECASE,
)
_TIME_ONLY = re.compile(
    rf"(?P<lead>\s*)(?P<badge>(?:(?:APP|BOT|{_EMOJI}|[—–·•|])\s*)*)\[?{_TIMED}\]?{_TAIL}", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*\[(?P<time>[^\[\]]{3,60})\][ \t]*(?P<rest>.*)", re.DOTALL)
_COLON = re.compile(r"(?P<who>[^:]{1,60}?)\s?:(?:\s+(?P<text>.*)|$)", re.DOTALL)
_NICK = re.compile(
    rf"\s*\[?{_TIMED}\]?\s+(?:<\s?[@+%&~!]?(?P<who>[^<>\s]{{1,40}})>|(?:\*|-!-|-->|<--)\s+(?P<does>[^\s<>]{{1,40}}))"
    r"[ \t]?(?P<text>.*)",
    re.IGNORECASE | re.DOTALL,
)
_DATED_COLON = re.compile(
    rf"\s*{_TIMED}(?P<gap>\s+[-–—]\s+|\s+|\t)(?P<from>from\s+)?(?P<who>[^:]{{1,60}}?)(?P<to>\s+to\s+[^:]{{1,40}}?)?"
    r"\s?:(?:\s+(?P<text>.*)|$)",
    re.IGNORECASE | re.DOTALL,
)


def bracket(talk: Talk, at: int) -> Head | None:
    """`[17/11 14:12] Ann: text`; a name alone has its text below; without a name it is the same person."""
    line = talk.lines[at]
    found = _BRACKET.match(line[:_LONGEST])
    if found is None or not is_time(found["time"]):
        return None
    rest = line[found.start("rest") :].strip()
    said = _COLON.fullmatch(rest)
    if said and "//" not in said["who"]:
        who, dropped = clean_name(said["who"])
        if is_name(who):
            return Head(found["time"], who, said["text"] or "", dropped=dropped)
    who, dropped = clean_name(rest)
    if who and is_name(who) and (len(who.split()) > 1 or who in talk.names) and _has_text_below(talk, at):
        return Head(found["time"], who, dropped=dropped)
    return Head(found["time"], "", rest, sure=False)


def nick(talk: Talk, at: int) -> Head | None:
    """`14:12 <ann> text` and `14:12 * ann waves`."""
    line = talk.lines[at]
    found = _NICK.match(line[:_LONGEST])
    if found is None:
        return None
    text = line[found.start("text") :]
    return Head(found["time"], found["who"] or found["does"], text)


def dated_colon(talk: Talk, at: int) -> Head | None:
    """`17/11/2026, 14:12 - Ann: text`, `14:12:05 From Ann to everyone: text`, `14:12 ann: text`."""
    line = talk.lines[at]
    found = _DATED_COLON.match(line[:_LONGEST])
    if found is None:
        return None
    who, dropped = clean_name(found["who"])
    if not is_name(who) or (found["to"] and not found["from"]):
        return None
    text = line[found.start("text") :] if found["text"] is not None else ""
    sure = bool(found["from"]) or ("-" in found["gap"] and "," in found["time"])
    said = " ".join(filter(None, (dropped, (found["from"] or "").strip(), (found["to"] or "").strip())))
    return Head(found["time"], who, text, sure=sure, dropped=said)


def name_time(talk: Talk, at: int) -> Head | None:
    """`Ann Lee  9:12 AM`, `Ann Lee [9:12 AM]`, `Ann Lee — Today at 9:12 AM`, with the text below."""
    line = talk.lines[at]
    if len(line) > _LONGEST or not _ENDS_IN_TIME.search(line):
        return None
    found = _NAME_TIME.fullmatch(line)
    if found is None:
        return None
    who, dropped = clean_name(found["who"].rstrip(":,"))
    gap = found["gap"]
    sure = len(gap) > 1 or gap in "\t\xa0" or bool(found["open"]) or "APP" in dropped or who in talk.names
    sure = sure or _DATE.search(found["time"]) is not None or (is_name(who) and len(who.split()) > 1)
    if not (is_name(who) or (sure and _is_loose_name(who))) or not _has_text_below(talk, at):
        return None
    return Head(found["time"], who, sure=sure, dropped=" ".join(filter(None, (dropped, (found["tail"] or "").strip()))))


def name_above(talk: Talk, at: int) -> Head | None:
    """A name on a line of its own, and the time on the next one."""
    if at + 1 >= len(talk.lines):
        return None
    below = talk.lines[at + 1]
    time = _TIME_ONLY.fullmatch(below) if len(below) <= 80 else None
    if time is None or not (name := talk.lines[at].strip()) or len(name) > 80:
        return None
    who, dropped = clean_name(name)
    named = is_name(who)
    full = named and len(who.split()) > 1
    sure = full or who in talk.names or bool(time["lead"] or time["badge"] or dropped) or _says_half(time["time"])
    begins = at == 0 or not talk.lines[at - 1].strip() or bool(day_line(talk.lines[at - 1]))
    if not ((named or (begins and _is_loose_name(who))) if sure else (named and begins)):
        return None
    extra = " ".join(filter(None, (dropped, time["badge"].strip(), (time["tail"] or "").strip())))
    return Head(time["time"], who, size=2, sure=sure, dropped=extra)


def time_alone(talk: Talk, at: int) -> Head | None:
    """A time on a line of its own: the next message of the same person."""
    line = talk.lines[at]
    found = _TIME_ONLY.fullmatch(line) if len(line) <= 60 else None
    if found is None:
        return None
    return Head(found["time"], "", sure=False, dropped=(found["tail"] or "").strip())


_DATE = re.compile(r"\d/\d|\d{4}-\d|today|yesterday", re.IGNORECASE)
_HALF = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)


def _says_half(time: str) -> bool:
    return _HALF.search(time) is not None


def _is_loose_name(text: str) -> bool:
    return (
        0 < len(text) <= 60 and len(text.split()) <= _WORDS_OF_A_NAME and text[-1] not in ".!?:,;" and "//" not in text
    )


def _has_text_below(talk: Talk, at: int) -> bool:
    return any(line.strip() for line in talk.lines[at + 1 : at + 3])
