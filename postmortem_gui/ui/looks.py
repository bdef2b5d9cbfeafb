"""Which hue and which icon a status, a phase, a kind or a severity has. Always with its word: never colour alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from postmortem_gui.core import vocabulary


class Look(NamedTuple):
    """The word for a value, its hue (a name in `tokens.HUES`) and its icon."""

    label: str
    hue: str
    icon: str


def _looks(words: tuple[tuple[str, str], ...], looks: dict[str, tuple[str, str]]) -> dict[str, Look]:
    return {key: Look(label, *looks[key]) for key, label in words}


STATUS = _looks(
    vocabulary.STATUSES,
    {
        "draft": ("grey", "pencil"),
        "in_review": ("violet", "eye"),
        "approved": ("blue", "badge-check"),
        "published": ("green", "check"),
    },
)
"""The status of the document."""

ACTION_STATUS = _looks(
    vocabulary.ACTION_STATUSES,
    {
        "open": ("grey", "circle"),
        "in_progress": ("blue", "circle-dot"),
        "done": ("green", "circle-check"),
        "wont_do": ("grey", "circle-slash"),
    },
)

WHY_STATE = _looks(
    vocabulary.WHY_STATES,
    {
        "hypothesis": ("amber", "circle-question-mark"),
        "confirmed": ("green", "check"),
        "ruled_out": ("grey", "x"),
    },
)

PHASE = _looks(
    vocabulary.PHASES,
    {
        "lead_up": ("grey", "history"),
        "impact_start": ("red", "zap"),
        "detected": ("orange", "siren"),
        "acknowledged": ("orange", "hand"),
        "declared": ("orange", "megaphone"),
        "mitigated": ("blue", "shield-check"),
        "impact_end": ("green", "circle-check"),
        "monitoring": ("green", "activity"),
        "resolved": ("green", "check"),
        "all_clear": ("green", "check-check"),
        "closed": ("grey", "lock"),
    },
)
"""What a timeline row with a phase shows."""

KIND = _looks(
    vocabulary.KINDS,
    {
        "step": ("grey", "activity"),
        "comms": ("violet", "megaphone"),
        "decision": ("blue", "signpost"),
        "change": ("blue", "git-commit-horizontal"),
        "evidence": ("grey", "chart-line"),
    },
)
"""What a timeline row without a phase shows."""

OVERDUE = Look("Overdue", "red", "triangle-alert")


def look(table: dict[str, Look], key: str) -> Look:
    """Return the look of a value; one that the table does not know speaks for itself, in grey."""
    return table.get(key) or Look(key.replace("_", " "), "grey", "")


def severity_hue(severity: str) -> str:
    """Return the hue of a severity of any team, by the number in its name: 0 and 1 red, 2 amber, else grey."""
    number = next((c for c in severity if c.isdigit()), "")
    return {"0": "red", "1": "red", "2": "amber"}.get(number, "grey")


_SEV = re.compile(r"sev(?:[- ]|(?=\d))(.+)", re.IGNORECASE)


def severity_short(severity: str) -> str:
    """Return what stands beside SEV: `1` of `SEV-1`, `P1` of `P1`, a dash when there is none."""
    text = severity.strip()
    if found := _SEV.match(text):
        return found[1]
    return text or "–"
