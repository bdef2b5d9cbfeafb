"""What a team brings along: its people, the names of its severities, who signs, and rules of its own, as data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from postmortem_gui.core.patterns import matches, refusal
from postmortem_gui.core.template import Condition, OneOrMany
from postmortem_gui.core.values import Many, Value

ASKS_MOST, WORDS_MOST, WORD_MOST = 50, 50, 60
"""So many rules of one sort a team may have, so many words one of them, so many letters each: all are looked for while
somebody types."""


class Colleague(Value):
    """Somebody on the team. `handle` is how chats call them, `tracker` how the tracker does, both without an `@`."""

    name: str
    handle: str = ""
    email: str = ""
    tracker: str = ""
    team: str = ""
    role: str = ""

    @field_validator("name")
    @classmethod
    def _is_said(cls, name: str) -> str:
        return _said(name)

    @field_validator("handle", "tracker")
    @classmethod
    def _has_no_at(cls, handle: str) -> str:
        return handle.strip().removeprefix("@")


class Ask(Value):
    """A rule of a team: what it says for itself, and whether it stands in the way of publishing."""

    say: str = ""
    need: Literal["blocking", "consider"] = "blocking"


class NeededSection(Ask):
    """A section that has to say something, by its id: `recurrence`."""

    section: str


class NeededFact(Ask):
    """A fact that has to be given, by its key: `published_url`."""

    fact: str


class FactPattern(Ask):
    """How a fact is written: a regular expression for all of it, and one that is right for people to go by."""

    fact: str
    pattern: str
    example: str = ""

    @field_validator("pattern")
    @classmethod
    def _is_quick(cls, pattern: str) -> str:
        if words := refusal(pattern):
            raise _refused(words)
        return pattern

    @model_validator(mode="after")
    def _shows_itself(self) -> FactPattern:
        if self.example and not matches(self.pattern, self.example):
            raise _refused(f"its example “{self.example}” does not match its pattern")
        return self


class UnwantedWords(Ask):
    """Words that stand nowhere in a document that is ready: placeholders of the team, or words it would rather not
    read. They are looked for whole, in capitals or not, outside code."""

    words: Annotated[OneOrMany, Field(min_length=1, max_length=WORDS_MOST)]

    @field_validator("words")
    @classmethod
    def _are_words(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        if any(len(word) > WORD_MOST for word in words):
            raise _refused(f"a word has at most {WORD_MOST} letters")
        return tuple(map(_said, words))


class NeededRole(Ask):
    """A role that signs, where the template has sign-offs; `when` says at which severities, absent means always."""

    role: str
    when: Condition = Condition()

    @field_validator("role")
    @classmethod
    def _is_said(cls, role: str) -> str:
        return _said(role)


class Team(Value):
    """A team, as its file says. An empty one asks for nothing."""

    severities: Many[str] = ()
    people: Many[Colleague] = ()
    signoffs: Annotated[Many[NeededRole], Field(max_length=ASKS_MOST)] = ()
    required_sections: Annotated[Many[NeededSection], Field(max_length=ASKS_MOST)] = ()
    required_facts: Annotated[Many[NeededFact], Field(max_length=ASKS_MOST)] = ()
    patterns: Annotated[Many[FactPattern], Field(max_length=ASKS_MOST)] = ()
    unwanted_words: Annotated[Many[UnwantedWords], Field(max_length=ASKS_MOST)] = ()


NO_TEAM = Team()
"""The team of somebody who has no file of one."""


def _said(text: str) -> str:
    if not text.strip():
        raise _refused("it is empty")
    return text.strip()


def _refused(words: str) -> PydanticCustomError:
    return PydanticCustomError("refused", "{words}", {"words": words})
