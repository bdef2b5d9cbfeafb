"""What pydantic found wrong, as half a sentence: the place in the document, what is wanted, and what stands there."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

_WANTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "an object in braces",
    "model_type": "an object in braces",
    "model_attributes_type": "an object in braces",
}
_UNION_TAGS = frozenset({"text", "list", "records", "when", "seconds", "link"})


def sentence(error: ValidationError, members: Mapping[str, object]) -> str:
    """Return `timeline / row 4 (t_2f8h5q0r) / event should be a text, but is the number 7` for the first error."""
    found = error.errors(include_url=False)
    first = found[0]
    place = _place_words(first["loc"], members)
    more = f" ({len(found) - 1} more like this)" if len(found) > 1 else ""
    kind = str(first["type"])
    if kind == "missing":
        return f"{place} is missing{more}"
    if kind == "refused":
        return f"{place} is refused: {first['msg']}{more}"
    if kind in ("too_long", "too_short"):
        most = first.get("ctx", {}).get("max_length")
        return f"{place} has more than {most} entries{more}" if most else f"{place} is empty{more}"
    wanted = "a text, a list or an object in braces" if first["loc"][-1:] == ("link",) else _WANTED.get(kind)
    message = str(first["msg"])
    if message.startswith("Input should be "):
        wanted = wanted or message.removeprefix("Input should be ")
    if wanted:
        return f"{place} should be {wanted}, but is {_what(first['input'])}{more}"
    words = first.get("ctx", {}).get("error") or message
    return f"{place} does not fit: {words}, but is {_what(first['input'])}{more}"


def _place_words(steps: tuple[int | str, ...], members: Mapping[str, object]) -> str:
    words: list[str] = []
    here: object = members
    for step in steps:
        if isinstance(step, int):
            here = here[step] if isinstance(here, list) and step < len(here) else None
            name = here.get("id") if isinstance(here, dict) else None
            words.append(f"row {step + 1} ({_short(name)})" if isinstance(name, str) and name else f"row {step + 1}")
        elif isinstance(here, dict) and step in here:
            here = here[step]
            words.append(_short(step))
        elif step not in _UNION_TAGS or not words or words[0] != "facts":
            here = None
            words.append(_short(step))
    return " / ".join(words) or "the document"


def _what(value: object) -> str:
    if isinstance(value, str):
        return f"the text “{_short(value)}”"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return f"the number {_short(repr(value))}"
    return "a list" if isinstance(value, (list, tuple)) else "an object in braces"


def _short(text: str) -> str:
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:41])
    return clean if len(text) <= 40 else f"{clean[:40]}…"
