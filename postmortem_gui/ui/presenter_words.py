"""What a room is told beside the document: which days it is about, and who leads."""

from __future__ import annotations

from datetime import date

from postmortem_gui.core.days import MONTHS
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.zones import in_zone, zone_word


def day_and_zone(pm: Postmortem) -> str:
    """Return the days of the timeline and the zone that they are told in: `17 Nov 2026, UTC`, `10–11 Nov 2026, ET`."""
    told = [row.when.at for row in pm.timeline if row.when.at is not None]
    zone = zone_word(pm.zone)
    if not told:
        return zone
    first, last = (in_zone(at, pm.zone).date() for at in (min(told), max(told)))
    return f"{_days(first, last)}, {zone}"


def _days(first: date, last: date) -> str:
    ended = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return ended
    if first.year != last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year} – {ended}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {ended}"
    return f"{first.day}–{ended}"


def led_by(pm: Postmortem) -> str:
    """Return who leads the meeting and who writes: `Facilitator Priya Raman, scribe Jane Doe`; empty for nobody."""
    roles = (("facilitator", pm.meeting.facilitator), ("scribe", pm.meeting.scribe))
    words = ", ".join(f"{role} {name}" for role, name in roles if name)
    return words[:1].upper() + words[1:]
