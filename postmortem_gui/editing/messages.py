"""What the program has to say to the person in front of it, until somebody shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["done", "info", "warn", "error"]


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
