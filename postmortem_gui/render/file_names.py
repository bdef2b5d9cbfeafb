"""What an exported file is called."""

from __future__ import annotations

import re
import unicodedata

from postmortem_gui.core.metrics import fact_value
from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.template import FactSpec
from postmortem_gui.core.times import in_zone

LONGEST_SLUG, LONGEST_ID = 60, 40

_NO_MARKS = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L"})
_DATE = FactSpec(key="date", kind="date", from_=("impact_start",))
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?![^.])", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows the full stop."""


def file_name(pm: Postmortem, suffix: str) -> str:
    """Return `{date}-{incident_id}-{slug}` and the suffix: a name for every system. What is unknown is left out."""
    pieces = (day_of(pm), _slug(pm.fact("incident_id"), LONGEST_ID), _slug(pm.fact("title").lower(), LONGEST_SLUG))
    name = "-".join(piece for piece in pieces if piece) or "postmortem"
    return f"{'postmortem-' if _RESERVED.match(name) else ''}{name}{suffix}"


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
