"""Rules about words anywhere in the document: placeholders that were left, and words that blame people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from postmortem_gui.checks.case import Case, shortened
from postmortem_gui.checks.findings import Finding
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Link, Postmortem, Record, Section
from postmortem_gui.core.vocabulary import label_of

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_PLACEHOLDER = re.compile(
    r"_REPLACE_WITH_\w*"
    r"|<(?!/?(?:https?:|mailto:|br\b))[A-Za-z][A-Za-z0-9 _/'’-]{0,60}>"
    r"|\bXX:XX\b|\bXX+ ?%|\bHH:MM(?::SS)?\b|\bYYYY-MM-DD\b|\b(?:MM/DD/YY(?:YY)?|DD-MM-YYYY)\b|\bNNN\b|\bX\.Y\b"
    r"|\bSTACKID\b|\bxxx\b"
)
_ELLIPSIS = re.compile(r"\s*(?:\.\.\.|…)\s*")
_TAGS = re.compile(
    r"</?(?:[abipsu]|em|strong|code|pre|div|span|table|t[dhr]|[uo]l|li|[bh]r|h[1-6]|img|su[bp]|kbd|details|summary)\b",
    re.IGNORECASE,
)
_BLAME = re.compile(
    r"\b(?:human error|operator error|user error|pilot error|careless(?:ly|ness)?|negligen\w+|incompeten\w+|stupid\w*"
    r"|laz(?:y|iness)|sloppy|blunder\w*|screwed up|messed up|should have known"
    r"|should(?: ha|')ve (?:checked|noticed|tested|seen|read|known|asked|been more careful)"
    r"|(?:neglected|forgot|refused|bothered) to"
    r" (?:check|notice|test|read|follow|tell|ask|run|look|update|review)"
    r"|(?:be|been|being) more careful|didn['’]t bother|made a mistake|his mistake|her mistake|their mistake)\b",
    re.IGNORECASE,
)

Piece = tuple[str, object]
"""A place as text, and the value there, which is the same object for as long as nothing in it changes."""


def placeholders(case: Case) -> Iterator[Finding]:
    """Find words that stand for others and were never replaced; in code they are meant."""
    yield from case.each(pieces(case.pm), lambda key, value: _looked(case, key, value, _placeholder))


def blame_words(case: Case) -> Iterator[Finding]:
    """Find words about a person's fault: the question is which system made it the sensible thing to do."""
    yield from case.each(pieces(case.pm), lambda key, value: _looked(case, key, value, _blame))


def unwanted_words(case: Case) -> Iterator[Finding]:
    """Find words that the team does not want to read: its own placeholders, say. They are looked for whole."""
    wanted = tuple((word, word.casefold()) for word in case.words("words"))
    yield from case.each(
        pieces(case.pm), lambda key, value: _looked(case, key, value, lambda text: _unwanted(text, wanted, case.say))
    )


def _unwanted(text: str, words: tuple[tuple[str, str], ...], why: str) -> tuple[str, str] | None:
    folded = text.casefold()
    if not any(word in folded for _, word in words):  # the ordinary case, and quick however many words there are
        return None
    folded = _CODE.sub(" ", folded)
    return next(((f"“{shown}” stands here", why) for shown, word in words if _stands(word, folded)), None)


def _stands(word: str, text: str) -> bool:
    """Tell whether a word stands in a text and is no part of a longer one."""
    at = text.find(word)
    while at >= 0:
        before, behind = text[max(at - 1, 0) : at], text[at + len(word) : at + len(word) + 1]
        if not (_joins(before, word[0]) or _joins(word[-1], behind)):
            return True
        at = text.find(word, at + 1)
    return False


def _joins(one: str, other: str) -> bool:
    return bool(one and other) and all(letter.isalnum() or letter == "_" for letter in (one, other))


def _placeholder(text: str) -> tuple[str, str] | None:
    if _ELLIPSIS.fullmatch(text):
        return "Only an ellipsis", "Write what belongs here, or delete it: nothing is exported half."
    for found in _PLACEHOLDER.finditer(_CODE.sub(" ", text)):
        if not _TAGS.match(found[0]):
            return f"“{found[0]}” was never filled in", "It stands for something that you know."
    return None


def _blame(text: str) -> tuple[str, str] | None:
    found = _BLAME.search(_CODE.sub(" ", text))
    why = "Name the system, not the person: what made this the sensible thing to do?"
    return (f"“{found[0]}” reads like blame", why) if found else None


def _looked(case: Case, key: str, value: object, look: Callable[[str], tuple[str, str] | None]) -> Iterator[Finding]:
    for place, text in _texts(key, value):
        if text and (found := look(text)) is not None:
            where = shortened(text) if place.part in ("timeline", "actions", "whys") else label_of(_named(place))
            yield case.found(place, f"{found[0]}: {where}", found[1])


def _named(place: Place) -> str:
    return place.row if place.part in ("facts", "sections") and place.row else place.part


def pieces(pm: Postmortem) -> Iterator[Piece]:
    """Yield everything of a document that holds words for readers, in pieces that an edit replaces whole."""
    for key, fact in pm.facts.items():
        yield f"facts/{key}", fact
    for key, section in pm.sections.items():
        yield f"sections/{key}", section
    yield from ((f"timeline/{row.id}", row) for row in pm.timeline)
    yield "whys", pm.whys
    yield from ((f"actions/{row.id}", row) for row in pm.actions)
    for key, boxes in pm.checklists.items():
        yield from ((f"{key}/{box.id}", box) for box in boxes)


_FIELDS = ("event", "who", "description", "details", "solution", "text")


def _texts(key: str, value: object) -> Iterator[tuple[Place, str]]:
    """Yield the texts of a piece with the places to go to."""
    part, _, row = key.partition("/")
    if isinstance(value, str):
        yield Place(part, row), value
    elif isinstance(value, tuple):
        for one in value:
            texts = (
                (one,) if isinstance(one, str) else (one.model_extra or {}).values() if isinstance(one, Record) else ()
            )
            yield from ((Place(part, row), text) for text in texts if isinstance(text, str))
    elif isinstance(value, Link):
        yield Place(part, row), value.title
    elif isinstance(value, Section):
        yield Place("sections", row, "text"), value.text
        yield from ((Place(row, point.id, "text"), point.text) for point in value.points)
    elif part == "whys":
        yield from _why_texts(value)
    else:
        for field in _FIELDS:
            text = getattr(value, field, "")
            if isinstance(text, str) and text:
                yield Place(part, row, field), text


def _why_texts(whys: object) -> Iterator[tuple[Place, str]]:
    for field in ("problem", "root_cause"):
        yield Place("whys", field), getattr(whys, field, "")
    for why in getattr(whys, "items", ()):
        if why.state != "ruled_out":
            yield Place("whys", why.id, "question"), why.question
            yield Place("whys", why.id, "answer"), why.answer
