"""What somebody signs: a digest of each part of the document, so that it can be said later which of them changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, Signature
from postmortem_gui.core.values import plain

SIGNED_PARTS = ("facts", "sections", "timeline", "whys", "actions", "risks")
"""The members of a document that a signature is about."""

_DIGITS = 12
"""Hexadecimal digits of a digest: 48 bits, plenty to notice a change, short enough to read in a file."""

_NOT_SIGNED = frozenset({"status", "status_note", "published_url", "public_postmortem", "public_postmortem_url"})
"""Facts about the document's own way, which goes on after it is signed."""

_PROGRESS = frozenset({"status", "closed", "ticket"})
"""Fields of an action item that are meant to change after it is signed."""


def signature(pm: Postmortem) -> Signature:
    """Return the signature of the document as it is: a digest for every part of it, and one for all of them."""
    parts = {place: _digest(value) for place, value in _parts(pm)}
    return Signature(digest=_digest(parts), parts=parts)


def changed_since(pm: Postmortem, signed: Signature) -> tuple[Place, ...]:
    """Return the places that differ from what was signed: those of the document in its order, then those that went."""
    now = signature(pm)
    if now.digest == signed.digest:
        return ()
    changed = [place for place, digest in now.parts.items() if signed.parts.get(place) != digest]
    gone = [place for place in signed.parts if place not in now.parts]
    return tuple(Place.of(place) for place in (*changed, *gone))


def _parts(pm: Postmortem) -> Iterator[tuple[str, object]]:
    """Yield every place that is signed, with its value as plain JSON."""
    for key, fact in sorted(pm.facts.items()):
        if key not in _NOT_SIGNED:
            yield f"facts/{key}", plain(fact)
    for key, section in sorted(pm.sections.items()):
        yield f"sections/{key}", plain(section)
    for row in pm.timeline:
        yield f"timeline/{row.id}", plain(row)
    if pm.whys.problem or pm.whys.items or pm.whys.root_cause:
        yield "whys", plain(pm.whys)
    for action in pm.actions:
        members = plain(action)
        if isinstance(members, dict):
            yield f"actions/{action.id}", {name: member for name, member in members.items() if name not in _PROGRESS}
    for risk in pm.risks:
        yield f"risks/{risk.id}", plain(risk)


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
