"""What an exported file is called: a pattern of fields, made a name that every system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from postmortem_gui.core.metrics import fact_value
from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.template import FactSpec
from postmortem_gui.core.times import in_zone

PATTERN = "{date}-{incident_id}-{slug}"
"""How files are named where nobody says otherwise."""
LONGEST_SLUG, LONGEST_ID = 60, 40
_MOST_BYTES = 180
"""Of a name without its suffix: systems take 255, and `-timeline`, ` 2` and a suffix come behind it."""

_NO_MARKS = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L"})
_DATE = FactSpec(key="date", kind="date", from_=("impact_start",))
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?![^.])", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows the full stop."""
_FIELD = re.compile(r"\{([^{}]*)\}")
_UNFIT = re.compile(r'[<>:"/\\|?*{}\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\ufeff\ud800-\udfff]')
_BETWEEN = " -_."


def file_name(pm: Postmortem, suffix: str, pattern: str = "") -> str:
    """Return the pattern with its FIELDS filled, and the suffix: a name for every system.

    What is unknown is left out with the hyphen or space before it. An empty pattern is PATTERN.
    """
    name, at = "", 0
    pattern = pattern.strip() or PATTERN
    for found in _FIELD.finditer(pattern):
        name += _UNFIT.sub("-", pattern[at : found.start()])
        known = FIELDS.get(found[1])
        value = known(pm) if known else ""
        name = name + value if value else name.rstrip(_BETWEEN)
        at = found.end()
    name = (name + _UNFIT.sub("-", pattern[at:])).strip(_BETWEEN)
    name = name.encode("utf-8", "replace")[:_MOST_BYTES].decode("utf-8", "ignore").rstrip(_BETWEEN) or "postmortem"
    return f"{'postmortem-' if _RESERVED.match(name) else ''}{name}{suffix}"


def pattern_problem(pattern: str) -> str:
    """Return what is wrong with a pattern, as a sentence for a person; empty when it can be used."""
    unknown = next((found[0] for found in _FIELD.finditer(pattern) if found[1] not in FIELDS), "")
    fields = ", ".join(f"{{{name}}}" for name in FIELDS)
    if unknown:
        return f"“{unknown}” is no field. There are {fields}."
    if set("{}") & set(_FIELD.sub("", pattern)):
        return f"A bracket stands alone. Fields are written like {{date}}: there are {fields}."
    return ""


def day_of(pm: Postmortem) -> str:
    """Return the day of the incident (`YYYY-MM-DD`): as somebody gave it, else from the timeline, else empty."""
    value = fact_value(pm, _DATE)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    first = next((row.when.at for row in in_order(pm.timeline) if row.when.at is not None), None)
    return in_zone(first, pm.zone).date().isoformat() if first else ""


def _slug(text: str, longest: int) -> str:
    """Letters and digits of any script, without accents, a hyphen between words; cut where a word ends."""
    bare = unicodedata.normalize("NFKD", text.translate(_NO_MARKS))
    bare = unicodedata.normalize("NFC", "".join(c for c in bare if unicodedata.category(c) != "Mn" or ord(c) > 0x36F))
    words = re.findall(r"[^\W_]+", bare)
    slug = "-".join(words)
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]


FIELDS: dict[str, Callable[[Postmortem], str]] = {
    "date": day_of,
    "incident_id": lambda pm: _slug(pm.fact("incident_id"), LONGEST_ID),
    "slug": lambda pm: _slug(pm.fact("title").lower(), LONGEST_SLUG),
    "severity": lambda pm: _slug(pm.fact("severity"), LONGEST_ID),
    "status": lambda pm: _slug(pm.fact("status"), LONGEST_ID),
    "template": lambda pm: _slug(pm.template.name.lower(), LONGEST_ID),
}
"""What a pattern may name, each made of letters, digits and hyphens. `slug` is the title."""
