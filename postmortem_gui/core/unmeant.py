"""Marks of emphasis that nobody meant: the underscores of a name in code, the stars of a pattern, paths of Windows."""

from __future__ import annotations

import re

_KEPT = r"(?P<kept>(?P<code>`+)[^`]+(?P=code)(?!`)|\]\([^()\s]{0,2000}\)|<?https?://[^\s<>\"]+)"
"""Code, the address of a link and a bare address are left as they are."""
_NAME = r"(?P<name>_+[^\W_][\w.]*_)(?!\w)"
_STAR = r"(?<!\*)(?P<star>\*)(?!\*)"
_STRONG = r"(?<![\w*])(?P<strong>\*(?=\w)[^*`\\\n]{0,200}\w\*)(?![\w*])"
_TYPED = re.compile(rf"{_KEPT}|(?<![\w\\])(?P<name>__+[a-z0-9]\w*__)(?!\w)|(?<=\w)(?P<star>\*)(?=\w)")
_COPIED = re.compile(rf"{_KEPT}|(?P<taken_back>\\.)|(?<!\w){_NAME}|{_STRONG}|{_STAR}")
_LITERAL = re.compile(rf"{_KEPT}|\\(?P<marks>_+|[*~`\[\]])|(?<!\w){_NAME}|{_STRONG}|{_STAR}")


def typed(text: str) -> str:
    """Return a typed line as Markdown: emphasis that a person writes stays, `__init__` and `2*3*4` are words."""
    return _escaped(_TYPED, text)


def copied(text: str, *, literal: bool = False) -> str:
    r"""Return a pasted line as Markdown that shows its names and patterns: `_id_`, `*.log`, `__init__`.

    `**bold**`, `*bold*`, `_two words_`, code and links keep working. A `literal` text, of a chat or a log, has no marks
    that take others back: its `\_` is a backslash and an underscore.
    """
    return _escaped(_LITERAL if literal else _COPIED, text)


def _escaped(marks: re.Pattern[str], text: str) -> str:
    return marks.sub(_written, text) if any(mark in text for mark in "_*\\") else text


def _written(found: re.Match[str]) -> str:
    named = found.groupdict()
    if name := named["name"]:
        bare = name.strip("_")
        at = name.index(bare)
        return "\\_" * at + bare + "\\_" * (len(name) - at - len(bare))
    if marks := named.get("marks"):  # a backslash before another one is itself
        return "\\" + "".join(f"\\{mark}" for mark in marks)
    return f"\\{found[0]}" if named.get("star") else found[0]
