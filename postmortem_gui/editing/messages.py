"""What the program has to say to the person in front of it, until somebody shows it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, NamedTuple

Tone = Literal["done", "info", "warn", "error"]

REMEMBERED = 50
"""How many messages are kept for somebody who looked elsewhere."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A way on, as a button: its words, the command that it gives, and what that command is given."""

    words: str
    command: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, how it is meant, and the ways on. What is `done` goes by itself, the others stay until answered."""

    tone: Tone
    sentence: str
    offers: tuple[Offer, ...] = ()


class Heard(NamedTuple):
    """A message and when it was said."""

    at: datetime
    message: Message


class MessageLog:
    """What was said since the program started, at most the last fifty. What is said again counts once, as said last."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._heard: deque[Heard] = deque(maxlen=REMEMBERED)

    def add(self, message: Message) -> None:
        """Remember a message as said now."""
        if self._heard and self._heard[-1].message == message:
            self._heard.pop()
        self._heard.append(Heard(self._clock(), message))

    @property
    def newest_first(self) -> tuple[Heard, ...]:
        """Everything that is remembered, the last first."""
        return tuple(reversed(self._heard))
