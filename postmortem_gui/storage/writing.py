"""The one way a postmortem is written down: the same document is always the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from json.encoder import encode_basestring

from postmortem_gui.core.postmortem import Link, Mark, Postmortem, Section
from postmortem_gui.core.values import is_empty, plain


def document_bytes(pm: Postmortem) -> bytes:
    """Return the document as its file holds it, whatever is in it.

    UTF-8, LF, two spaces, members in the order of the model, unknown ones behind them, the template last, a final
    newline. Half characters become U+FFFD. Reading the bytes gives an equal document, and writing that the same bytes.
    """
    members = plain(tidy(pm))
    if isinstance(members, dict):
        members["template"] = members.pop("template")  # behind what is unknown, so that a diff starts with content
    return json_bytes(members)


def json_bytes(value: object) -> bytes:
    """Return plain JSON values in the style of our files. Raises ValueError for NaN and infinities."""
    pieces: list[str] = []
    _write(value, "\n", pieces.append)
    text = "".join((*pieces, "\n"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return whole_characters(text).encode()


def _write(value: object, line: str, put: Callable[[str], None]) -> None:
    """Write what `json.dumps(value, ensure_ascii=False, indent=2)` writes, which takes twice as long over it."""
    if isinstance(value, dict):
        inner, before = f"{line}  ", "{"
        for key, member in value.items():
            put(f"{before}{inner}{encode_basestring(key)}: ")
            _write(member, inner, put)
            before = ","
        put(f"{line}}}" if value else "{}")
    elif isinstance(value, list):
        inner, before = f"{line}  ", "["
        for member in value:
            put(f"{before}{inner}")
            _write(member, inner, put)
            before = ","
        put(f"{line}]" if value else "[]")
    else:
        put(encode_basestring(value) if type(value) is str else json.dumps(value, ensure_ascii=False, allow_nan=False))


def whole_characters(text: str) -> str:
    """Return the text with U+FFFD for every half of a character (a lone surrogate), which no file can hold."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def tidy(pm: Postmortem) -> Postmortem:
    """Return the document without facts, sections, lists and marks that say nothing, as edits leave it."""
    held = {part: getattr(pm, part) for part in ("facts", "sections", "checklists", "marks")}
    kept = {
        part: {key: value for key, value in values.items() if not _says_nothing(value)} for part, values in held.items()
    }
    changed = {part: kept[part] for part in held if len(kept[part]) != len(held[part])}
    return pm.but(**changed) if changed else pm


def _says_nothing(value: object) -> bool:
    return is_empty(value) or (isinstance(value, (Section, Link, Mark)) and value == type(value)())
