"""Words as the page can take them: cleaned of what no font shows, measured, and long ones with places to break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

BREAK = None
"""A place where a line may end, between two texts of a list; it leaves nothing behind when the page is copied."""

SHOWN_AS_BOX = "\u25a1"
"""What stands for a character that has no shape: NUL, the other controls, and code points that are none."""

_WIDTHS = (
    "200 289 426 497 497 824 609 249 303 303 418 497 249 311 249 350 497 497 497 497 497 497 497 497 497 497 249 249"
    " 497 497 497 425 847 544 588 571 615 527 494 617 652 263 480 579 486 727 647 664 566 664 569 534 536 645 515 786"
    " 513 476 539 303 350 303 497 500 542 504 553 456 555 496 292 504 544 246 247 495 255 829 547 542 555 555 347 419"
    " 338 544 467 718 446 467 425 303 241 303 497"
)
_WIDTH = {32 + at: int(width) / 1000 for at, width in enumerate(_WIDTHS.split())}
"""The advance of each printable ASCII character of Source Sans Pro Regular, in em."""
_OTHER, _WIDE = 0.58, 1.0

_ENORMOUS, _SOFT_STEP = 20_000, 24
"""Characters of a word that is no word, in which every `BREAK` would take its time, and how far it is broken apart."""

_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]")
_PLANE_ENDS = re.compile("[" + "".join(f"{chr(p * 65536 + 65534)}{chr(p * 65536 + 65535)}" for p in range(1, 17)) + "]")
# Scripts that break between any two characters, or by a dictionary, need no help.
_WORD = re.compile(r"[^\s\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_JOINTS = re.compile(r"(?<=[/._\-?&=,:;|@#+~%)\]}])(?=[^/._\-?&=,:;|@#+~%)\]}])|(?<=[a-z])(?=[A-Z])")


def clean(text: str) -> str:
    """Return the text with a box for every control character, and U+FFFD for half a surrogate pair."""
    if text.isascii() and text.isprintable():
        return text
    return _PLANE_ENDS.sub(SHOWN_AS_BOX, _ODD.sub(_shown, text))


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return {"\r": "\n", "\ufeff": "\u2060"}.get(character, SHOWN_AS_BOX)


def width_of(text: str) -> float:
    """Return about how wide the text is, in em of the table face."""
    get = _WIDTH.get
    return sum(
        get(ord(letter)) or (_WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHER) for letter in text
    )


def breakable(text: str, longest: int) -> Iterator[str | None]:
    """Yield the text in pieces, with `BREAK` inside words of more than `longest` characters.

    They break behind a slash, a dot and their like, or before a capital; where none comes for long, anywhere.
    """
    at = 0
    for word in _WORD.finditer(text):
        if word.end() - word.start() > longest:
            yield from (text[at : word.start()],) if word.start() > at else ()
            yield from _pieces(word[0], longest)
            at = word.end()
    if at < len(text):
        yield text[at:]


def softened(text: str) -> str:
    """Return the text with a zero-width space in long words: quicker than `BREAK`, but a copy of the page has them."""
    return _WORD.sub(lambda word: "\u200b".join(_chunks(word[0], _SOFT_STEP)), text)


def _pieces(word: str, longest: int) -> Iterator[str | None]:
    if len(word) > _ENORMOUS:
        yield softened(word)
        return
    step = max(2, min(longest // 2, 8))
    first = True
    for part in _JOINTS.split(word):
        for piece in _chunks(part, step) if len(part) > longest // 2 + step else (part,):
            if not first:
                yield BREAK
            yield piece
            first = False


def _chunks(word: str, step: int) -> Iterator[str]:
    start = 0
    while start < len(word):
        end = start + step
        while end < len(word) and _joins(word[end]):
            end += 1
        yield word[start:end]
        start = end


def _joins(character: str) -> bool:
    """Tell whether a character belongs to the one before it: an accent, a joiner, a variant."""
    return not character.isascii() and unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf", "Sk")
