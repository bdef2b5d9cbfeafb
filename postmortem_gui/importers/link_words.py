"""What somebody said in one line, and the addresses in it that are the source of a row."""

from __future__ import annotations

import re

from postmortem_gui.core.links import is_address, last_step
from postmortem_gui.core.postmortem import Link

_ANGLED = re.compile(r"<(https?://[^\s<>|]+)(?:\|([^<>]*))?>")
_ADDRESS = re.compile(r"(?<![(\[\"'=])\bhttps?://[^\s<>\"]+")
_CLOSING = ".,;:!?)]'*_`"
_MOST = 50
"""Links that one row takes; what more there are stay words."""


def squeezed(text: str) -> str:
    """Return a text as one line, with single spaces between its words."""
    return " ".join(text.split())


def told(text: str) -> tuple[str, tuple[Link, ...]]:
    """Return what is told, in one line, and where that is seen.

    An address in the middle of a sentence stays a word of it; at an end it goes to the source alone, unless nothing
    else is said. `<https://…|title>` becomes a Markdown link.
    """
    if "://" not in text:
        return text, ()
    links = [Link(title=found[2] or last_step(found[1]), url=found[1]) for found in _ANGLED.finditer(text)]
    text = _ANGLED.sub(_written, text)
    bare = [found for found in _ADDRESS.finditer(text) if is_address(_closed(found[0]))]
    links += [Link(title=last_step(_closed(found[0])), url=_closed(found[0])) for found in bare]
    start, end = 0, len(text)
    for found in bare:
        if text[start : found.start()].strip():
            break
        start = found.end()
    for found in reversed(bare):
        if text[found.end() : end].strip():
            break
        end = found.start()
    rest = text[start:end].strip() if start < end else ""
    words = rest if any(letter.isalnum() for letter in rest) else text
    return words, tuple(dict.fromkeys(links))[:_MOST]


def _closed(address: str) -> str:
    """The address without the punctuation of the sentence that it ends."""
    bare = address.rstrip(_CLOSING)
    return bare + ")" if bare.count("(") > bare.count(")") and address.startswith(bare + ")") else bare


def _written(found: re.Match[str]) -> str:
    return f"[{found[2]}]({found[1]})" if found[2] else found[1]
