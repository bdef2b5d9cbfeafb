"""The zone that a pasted text says its times are in, in a head, in a sentence, or in the times themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from postmortem_gui.core.zones import ZONE_WORDS, read_zone


class Said(NamedTuple):
    """A zone and the words that say it, both empty where nothing does."""

    zone: str
    words: str


_WORDS = "|".join(sorted(set(ZONE_WORDS) - {"Z", "WEST"}, key=len, reverse=True))
_OFFSET = r"(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d:\d\d"
_CITY = r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?"
_ZONE = rf"(?P<zone>{_OFFSET}|{_CITY}|\b(?:{_WORDS})\b)"
_IN_HEAD = re.compile(_ZONE)
_IN_SENTENCE = re.compile(
    r"(?i:\b(?:times?|timestamps?|time ?zones?|timeline|clocks?|hours|zeiten|heures)\b)"
    rf"[^.\n]{{0,40}}?{_ZONE}(?![\w-])"
)
_LOCAL = re.compile(rf"\b(?P<zone>{_WORDS})\b (?i:times?\b|timestamps?\b|timeline)")
_AT_END = re.compile(
    rf"\d(?:\s?[ap]\.?m\.?)?\s?\(?(?P<zone>Z|(?:UTC|GMT)[+-]\d{{1,2}}(?::?\d\d)?|{_WORDS}|[+-]\d\d:?\d\d)\)?(?:\s|$)",
    re.IGNORECASE,
)
_NOTHING = Said("", "")
_PARTS = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d\d)?")


def zone_of_head(head: str) -> Said:
    """Return the zone that the head of a column names: `Time (ET)`, `CET`."""
    found = _IN_HEAD.search(head[:120])
    return _said(found["zone"], head) if found else _NOTHING


def zone_of_lines(lines: Iterable[str]) -> Said:
    """Return the zone that a sentence names: `All times are CET`, `Timeline (UTC)`."""
    for line in lines:
        head = line[:200]
        for pattern in (_IN_SENTENCE, _LOCAL):
            if (found := pattern.search(head)) and (
                said := _said(found["zone"], line if len(line) <= 60 else found[0])
            ).zone:
                return said
    return _NOTHING


def zone_of_stamps(stamps: Sequence[str]) -> Said:
    """Return the zone that most of the times with a zone name."""
    words = Counter(found["zone"].upper() for stamp in stamps if (found := _AT_END.search(stamp)))
    for word, _ in words.most_common():
        if (said := _said(word, word)).zone:
            return said
    return _NOTHING


def _said(word: str, words: str) -> Said:
    if parts := _PARTS.fullmatch(word):
        word = f"{parts[1]}{int(parts[2]):02}:{parts[3] or '00'}"
        word = "UTC" if word[1:] == "00:00" else word
    zone = read_zone(word)
    return Said(zone, words.strip()) if zone else _NOTHING
