"""Reading JSON without guessing and without ever failing otherwise than with a sentence that says where."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from typing import Never

MAX_DEPTH = 64
MAX_DIGITS = 400


class JsonError(Exception):
    """Some bytes are not the JSON that we read. The message ends a sentence that starts with the file's name.

    `kind` is empty, encoding, syntax, duplicate, number or depth.
    """

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(words)
        self.kind = kind
        self.words = words


class _DuplicateError(Exception):
    """A key stands twice in one object."""


class _BadNumberError(Exception):
    """A number that JSON does not know or that nobody can mean; carries how it is written."""


def parse(data: bytes) -> object:
    """Return the value that the bytes hold: dicts, lists, texts, numbers, true, false, None. Raises JsonError only.

    UTF-8, with or without a byte order mark. Refused: the same key twice, NaN and infinities, numbers of more than 400
    digits, and more than 64 levels (looked for before parsing). Half characters pass: `\\ud800` is a text of one.
    """
    text = _text(data)
    if _may_be_too_deep(data):
        _look_for_depth(text)
    try:
        return json.loads(
            text, object_pairs_hook=_members, parse_constant=_no_constant, parse_int=_int, parse_float=_float
        )
    except json.JSONDecodeError as error:
        raise JsonError("syntax", _syntax_words(text, error)) from None
    except _DuplicateError as error:
        raise JsonError("duplicate", _duplicate_words(text, str(error))) from None
    except _BadNumberError as error:
        raise JsonError("number", _number_words(text, str(error))) from None
    except RecursionError:
        raise JsonError("depth", f"is nested more than {MAX_DEPTH} deep") from None


# ── Bytes to text ────────────────────────────────────────────────────────────────────────────────


def _text(data: bytes) -> str:
    if not data.strip():
        raise JsonError("empty", "is empty. Perhaps a copy or a save was interrupted")
    if not data.strip(b"\0"):
        raise JsonError("empty", "holds nothing but zero bytes. Perhaps a copy or a save was interrupted")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise JsonError("encoding", "is written in UTF-16, and postmortems are UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise JsonError("encoding", f"is not UTF-8: line {line}, byte {error.start + 1} of the file") from None


# ── Depth ────────────────────────────────────────────────────────────────────────────────────────

_ALL_BUT_STRUCTURE = bytes(set(range(256)) - set(b'"[]{}'))


def _may_be_too_deep(data: bytes) -> bool:
    """Peel pairs of brackets off the outside of nothing, 64 times: what is left is deeper, or no JSON. All in C."""
    brackets = data.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, _ALL_BUT_STRUCTURE).replace(b'""', b"")
    if b'"' in brackets:
        brackets = re.sub(rb'"[^"]*"', b"", brackets)
    for _ in range(MAX_DEPTH):
        peeled = brackets.replace(b"{}", b"").replace(b"[]", b"")
        if len(peeled) == len(brackets):
            break
        brackets = peeled
    return bool(brackets)


_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}:,]|[^\s"\[\]{}:,]+', re.DOTALL)


def _look_for_depth(text: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                line = _line(text, token.start())
                raise JsonError("depth", f"is nested more than {MAX_DEPTH} deep (line {line})")
        elif token[0] in "]}":
            depth -= 1


# ── What the parser asks ─────────────────────────────────────────────────────────────────────────


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _DuplicateError(key)
            seen.add(key)
    return members


def _no_constant(word: str) -> Never:
    raise _BadNumberError(word)


def _int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise _BadNumberError(digits)
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits) if len(digits) <= MAX_DIGITS else math.inf
    if math.isinf(value):
        raise _BadNumberError(digits)
    return value


# ── Where it is: only looked for when something is wrong ─────────────────────────────────────────


def line_of(data: bytes, steps: Sequence[int | str]) -> int:
    """Return on which line of well-formed JSON the value begins to which keys and positions lead, or the last value on
    the way there that is."""
    text = _text(data)
    here: list[int | str | None] = []  # of each list the position, of each object the key, None while it is to come
    at, deepest = 0, -1
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word == ",":
            here[-1] = here[-1] + 1 if isinstance(here[-1], int) else None
        elif word in "]}":
            here.pop()
        elif here and here[-1] is None:
            here[-1] = json.loads(word)
        elif word != ":":
            if len(here) > deepest and here == list(steps[: len(here)]):
                at, deepest = token.start(), len(here)
            if word in "[{":
                here.append(0 if word == "[" else None)
    return _line(text, at)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _line_words(text: str, at: int) -> str:
    """Return `line 12, column 3: “"severity": P1,”`."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    shown = text[start : len(text) if end < 0 else end].strip()
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown[:60])
    return f"line {_line(text, at)}, column {at - start + 1}: “{shown}”"


_SYNTAX_WORDS = {
    "Expecting value": "a value is missing",
    "Expecting property name enclosed in double quotes": "a name in double quotes is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Invalid control character at": "a text goes over the end of its line, or holds a raw control character",
    "Invalid \\escape": "a backslash stands before a letter that means nothing",
    "Invalid \\uXXXX escape": "a \\u wants four hex digits behind it",
    "Extra data": "something stands behind the end",
    "Illegal trailing comma before end of object": "a comma stands before a closing brace",
    "Illegal trailing comma before end of array": "a comma stands before a closing bracket",
}


def _syntax_words(text: str, error: json.JSONDecodeError) -> str:
    if re.search(r"^<{7}( |$)", text, re.MULTILINE) and re.search(r"^>{7}( |$)", text, re.MULTILINE):
        line = _line(text, text.index("<<<<<<<"))
        return f"has a git merge conflict (line {line}). Settle it in git first, then open the file again"
    if error.msg.startswith("Unterminated string") or error.pos >= len(text.rstrip()):
        return f"stops in the middle, at line {error.lineno}. Perhaps a copy or a save was interrupted"
    words = _SYNTAX_WORDS.get(error.msg.removesuffix(": ").rstrip(), "this is not JSON")
    return f"is not JSON: {words} ({_line_words(text, error.pos)})"


def _keys(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield every key of well-formed JSON: a number for its object, the key, and where it is."""
    objects: list[int] = []
    count = 0
    last: tuple[str, int] = ("", 0)
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word in "[{":
            count += 1
            objects.append(count)
        elif word in "]}":
            objects.pop()
        elif word == ":":
            yield objects[-1], json.loads(last[0]), last[1]
        last = (word, token.start())


def _duplicate_words(text: str, key: str) -> str:
    first: dict[int, int] = {}
    shown = key if len(key) <= 60 else f"{key[:60]}…"
    for owner, found, at in _keys(text):
        if found == key:
            if owner in first:
                lines = (_line(text, first[owner]), _line(text, at))
                return f"says “{shown}” twice in one place (lines {lines[0]} and {lines[1]}). Take one of them out"
            first[owner] = at
    return f"says “{shown}” twice in one place. Take one of them out"


def _number_words(text: str, written: str) -> str:
    at = next((token.start() for token in _TOKEN.finditer(text) if token[0] == written), 0)
    shown = written if len(written) <= 30 else f"{written[:20]}… ({len(written)} digits)"
    return f"has a number that no program can keep: {shown} (line {_line(text, at)})"
