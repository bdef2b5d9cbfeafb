"""What is too much to paste, or no text at all: one rule for the timeline, for every field and for every list."""

from __future__ import annotations

import re

MOST_LINES = 10_000
MOST_CHARACTERS = 4_000_000
MOST_IN_A_LINE = 100_000
"""What is larger is refused."""

_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ud800-\udfff]")
_SAMPLE = 100_000


def refusal(text: str, *, most_lines: int = MOST_LINES, most_characters: int = MOST_CHARACTERS) -> str:
    """Return the sentence that says why a text is not pasted, an empty one when it can be."""
    if len(text) > most_characters:
        size = f"{len(text):,} letters"
        return f"{size} are too much at once; nothing was pasted. Paste the part that is about the incident."
    count = text.strip().count("\n") + 1
    if count > most_lines:
        return (
            f"{count:,} lines are too many at once; nothing was pasted. Up to {most_lines:,} lines go in one paste: "
            "take the part that is about the incident."
        )
    sample = text[:_SAMPLE]
    if len(_BINARY.findall(sample)) > 0.02 * len(sample) + 4:
        return "This is not text that people can read; nothing was pasted. Copy the lines themselves."
    longest = max(map(len, text.split("\n")))
    if longest > MOST_IN_A_LINE:
        return f"One line is {longest:,} letters long; nothing was pasted. Paste the part that is about the incident."
    return ""
