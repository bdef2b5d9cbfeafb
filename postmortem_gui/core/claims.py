"""Times that people dispute: what each of them says about one row, and which of it the row uses."""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import Claim, Link, Postmortem, TimelineEntry, When


def same_time(one: When, other: When) -> bool:
    """Tell whether two times say the same, whatever zone they were given in; unread ones by what was typed."""
    if one.at is None or other.at is None:
        return one.at is other.at and one.typed == other.typed
    return (one.at, one.until, one.about, one.precision) == (other.at, other.until, other.about, other.precision)


def told(row: TimelineEntry) -> tuple[tuple[Claim, ...], int]:
    """Return every time that is told of a row, and the place of the one in use. Where no claim is that, it is first."""
    used = next((at for at, claim in enumerate(row.claims) if same_time(claim.when, row.when)), None)
    if used is None:
        return (Claim(when=row.when), *row.claims), 0
    return row.claims, used


def settled(row: TimelineEntry, claims: Sequence[Claim], used: int) -> TimelineEntry:
    """Return the row with other claims, of which it uses one. When all say the same, nothing is disputed any more:
    what showed it goes to the sources of the row. Raises IndexError when there is no claim of that number."""
    chosen = claims[used].when
    when = row.when if same_time(chosen, row.when) else chosen  # which says how it was typed
    if all(same_time(claim.when, chosen) for claim in claims):
        return row.but(when=when, claims=(), source=united(row.source, *(claim.source for claim in claims)))
    kept = tuple(claim for at, claim in enumerate(claims) if at != used or claim.by or claim.source)
    return row.but(when=when, claims=kept)


def united(*links: Sequence[Link]) -> tuple[Link, ...]:
    """Return every link once, in the order in which they come."""
    return tuple(dict.fromkeys(link for some in links for link in some))


def to_check(pm: Postmortem) -> tuple[TimelineEntry, ...]:
    """Return the rows with a time that somebody must look into after the meeting, in the order of time."""
    return tuple(row for row in in_order(pm.timeline) if row.claims)
