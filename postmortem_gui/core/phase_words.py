"""Phases that a text names in bold words: `**OUTAGE BEGINS**`, `**Detected**`."""

from __future__ import annotations

import re

from postmortem_gui.core.template import Template
from postmortem_gui.core.vocabulary import PHASES

_ALSO = {
    "impact_start": ("outage begins", "outage starts", "impact begins", "impact starts", "impact started"),
    "acknowledged": ("acked", "ack"),
    "declared": ("incident begins", "incident declared"),
    "mitigated": ("outage mitigated", "incident mitigated"),
    "impact_end": ("outage ends", "outage over", "impact ends", "impact ended"),
    "monitoring": ("watching",),
    "resolved": ("incident resolved",),
    "all_clear": ("incident ends",),
    "closed": ("incident closed",),
}
"""What people write for a phase besides its name."""

_BOLD = re.compile(r"\*\*(?=\S)(.{1,80}?)(?<=\S)\*\*|__(?=\S)(.{1,80}?)(?<=\S)__")
_BETWEEN = re.compile(r"\s*(?:[/,&+]|\band\b)\s*")


def phases_said(text: str, template: Template) -> tuple[str, ...]:
    """Return the phases that bold words of a text name, in their order; a template may have words of its own.

    Only the whole of a bold piece counts: `**Detected**` is a phase, `**Detected by chance**` is not.
    """
    if "**" not in text and "__" not in text:
        return ()
    known = _words(template)
    found = set()
    for one, other in _BOLD.findall(text):
        for word in (one or other, *_BETWEEN.split(_folded(one or other))):
            phase = known.get(_folded(word))
            if phase:
                found.add(phase)
    return tuple(phase for phase, _ in PHASES if phase in found)


def _words(template: Template) -> dict[str, str]:
    known = {_folded(word): phase for phase, words in _ALSO.items() for word in words}
    known |= {_folded(word): phase for phase, word in PHASES}
    for spec in template.sections:
        if spec.kind == "timeline":
            known |= {_folded(word): phase for phase, word in spec.labels.items() if phase in dict(PHASES)}
    return known


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[*_\-]", " ", text).casefold().split()).strip(" .:;,!–—")
