"""What the paste strip says of a candidate: its chips, and the sentence that is read out for its row."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from postmortem_gui.core.postmortem import When
from postmortem_gui.core.times import show_time
from postmortem_gui.core.zones import in_zone, zone_word
from postmortem_gui.editing.pasting import Fate, Pasting


class Found(NamedTuple):
    """Something that was found out about a candidate, as a chip, and what can be done about it, by which key."""

    words: str
    hue: str
    icon: str
    dashed: bool = False
    offer: str = ""
    fate: Fate = "in"


_FATES: dict[Fate, str] = {"in": "goes in", "merge": "merged", "claim": "added as a claim", "out": "left out"}


def local_day(when: When, zone: str) -> date | None:
    """Return the day of a time on the clocks of a zone; None without a time."""
    return in_zone(when.at, zone).date() if when.at else None


def shown_time(pasting: Pasting, at: int) -> str:
    """Return the time of a candidate in the zone of the document; a dash where it has none."""
    when = pasting.candidates[at].when
    return show_time(when, pasting.pm.zone, "HH:mm") if when.at else "—"


def days_later(pasting: Pasting, at: int) -> int:
    """Return how many days after the first candidate with a time this one is, in the zone of the document."""
    zone = pasting.pm.zone
    first = next((day for one in pasting.candidates if (day := local_day(one.when, zone))), None)
    day = local_day(pasting.candidates[at].when, zone)
    return (day - first).days if day and first else 0


def found(pasting: Pasting, at: int) -> tuple[Found, ...]:
    """Return what was found out about a candidate, the most important first."""
    one, known = pasting.candidates[at], pasting.known[at]
    chips: list[Found] = []
    merge_word = "merged" if pasting.fates[at] == "merge" else "merge"
    if known.disputes and (row := pasting.row_of(at)) is not None:
        clock = show_time(row.when, pasting.pm.zone, "HH:mm")
        word = "claimed" if pasting.fates[at] == "claim" else "claim"
        chips.append(Found(f"disputes {clock}", "amber", "circle-question-mark", False, word, "claim"))
    elif known.same and (row := pasting.row_of(at)) is not None:
        clock = show_time(row.when, pasting.pm.zone, "HH:mm")
        chips.append(Found(f"same event as {clock}", "violet", "copy", False, merge_word, "merge"))
    elif known.twin >= 0:
        chips.append(
            Found(f"told twice: {shown_time(pasting, known.twin)}", "violet", "copy", False, merge_word, "merge")
        )
    if one.odd:
        chips.append(Found(f"odd line: {one.odd}", "amber", "triangle-alert", True))
    if turned := _other_day(pasting, at):
        chips.append(Found(turned, "grey", "calendar"))
    return tuple(chips)


def _other_day(pasting: Pasting, at: int) -> str:
    when, zone = pasting.candidates[at].when, pasting.pm.zone
    here, there = local_day(when, zone), local_day(when, when.zone)
    if here is None or there is None or here == there:
        return ""
    return f"{'next day' if here > there else 'day before'} in {zone_word(zone, when.at)}"


def spoken(pasting: Pasting, at: int) -> str:
    """Return the row of a candidate as a screen reader says it."""
    one = pasting.candidates[at]
    parts = [
        _FATES[pasting.fates[at]],
        f"{shown_time(pasting, at)} {zone_word(pasting.pm.zone, one.when.at)}" if one.when.at else "no time",
        f"pasted as {one.stamp}" if one.stamp else "",
        one.who,
        one.event,
        ", ".join(link.title or link.url for link in one.source),
        *(chip.words for chip in found(pasting, at)),
    ]
    return ", ".join(part for part in parts if part)


def counted(pasting: Pasting) -> str:
    """Return what the foot says: `9 rows in · 2 known, merged: both sources kept · 1 left out`."""
    rows, merged, claims, out = pasting.counts()
    parts = [f"{rows:,} row{'' if rows == 1 else 's'} in"]
    if merged:
        parts.append(f"{merged:,} known, merged: both sources kept")
    if claims:
        parts.append(f"{claims:,} claimed time{'' if claims == 1 else 's'}")
    if out:
        parts.append(f"{out:,} left out")
    return "  ·  ".join(parts)


def button_words(pasting: Pasting) -> str:
    """Return what the button says: `Insert 9 rows`."""
    rows, merged, claims, _ = pasting.counts()
    if rows:
        return f"Insert {rows:,} row{'' if rows == 1 else 's'}"
    return (
        f"Merge {merged:,}" if merged else f"Add {claims:,} claim{'' if claims == 1 else 's'}" if claims else "Insert"
    )
