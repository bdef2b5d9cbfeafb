"""Edits of several rows of the timeline at once: shift, merge, mark, dispute, and put between two others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from postmortem_gui.core.claims import settled
from postmortem_gui.core.days import FIRST_YEAR, LAST_YEAR
from postmortem_gui.core.edits import Edit, Insert, Remove, Set, Together
from postmortem_gui.core.merging import joined, merged
from postmortem_gui.core.order import in_order
from postmortem_gui.core.phase_words import phases_said
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Claim, Mark, Postmortem, TimelineEntry, When
from postmortem_gui.core.shifting import shifted
from postmortem_gui.core.vocabulary import KINDS, PHASES
from postmortem_gui.editing.row_edits import moved

Rows = Sequence[TimelineEntry]

_TOO_FAR = "That is too far away: a row would leave the calendar. Nothing was changed."


# ── Shift ──


def shift_edit(rows: Rows, by: timedelta) -> Edit | None:
    """Return the edit that shifts the times of rows, None when none of them has one.

    Raises ValueError with a sentence when that leads out of the calendar.
    """
    try:
        new = [shifted(row, by) for row in rows]
    except OverflowError:
        raise ValueError(_TOO_FAR) from None
    times = [at for row in new for when in (row.when, *(claim.when for claim in row.claims)) for at in ends_of(when)]
    if any(not FIRST_YEAR <= at.year <= LAST_YEAR for at in times):
        raise ValueError(_TOO_FAR)
    edits = tuple(edit for old, row in zip(rows, new, strict=True) for edit in _set_fields(old, row))
    return Together(f"Shift {_rows_words(len(rows))}", edits) if edits else None


def ends_of(when: When) -> tuple[datetime, ...]:
    """Return the moments that a time names: none, one, or both ends of a range."""
    return tuple(at for at in (when.at, when.until) if at is not None)


# ── Merge ──


def merge_edit(pm: Postmortem, rows: Rows) -> Edit | None:
    """Return the edit that makes one row of several: the first keeps its id, and what spoke of another speaks of it.

    None for fewer than two rows. What not everybody may read makes the whole row internal.
    """
    if len(rows) < 2:
        return None
    first, gone = rows[0], tuple(row.id for row in rows[1:])
    edits = _referring(pm, first.id, gone)
    marks = _marks(pm, rows)
    if marks != pm.marks:
        edits.append(Set(Place("document", "marks"), marks))
    rest = [row.id for row in pm.timeline if row.id not in gone]
    at = rest.index(first.id)
    whole = (Remove("timeline", (first.id, *gone)), Insert("timeline", rest[at - 1] if at else None, (merged(rows),)))
    return Together(f"Merge {len(rows)} timeline rows", (*whole, *edits))


def _referring(pm: Postmortem, kept: str, gone: Collection[str]) -> list[Edit]:
    """Return the edits that make evidence, questions, answers and waivers about the rows that go speak of the other."""
    edits: list[Edit] = []
    for why in pm.whys.items:
        evidence = tuple(dict.fromkeys(e.but(row=kept) if e.row in gone else e for e in why.evidence))
        if evidence != why.evidence:
            edits.append(Set(Place("whys", why.id, "evidence"), evidence))
    for action in pm.actions:
        answers = tuple(dict.fromkeys(_redirected(place, kept, gone) for place in action.answers))
        if answers != action.answers:
            edits.append(Set(Place("actions", action.id, "answers"), answers))
    for part in ("questions", "waivers", "leaks"):
        for row in getattr(pm, part):
            place = _redirected(row.place, kept, gone)
            if place != row.place:
                edits.append(Set(Place(part, row.id, "place"), place))
    edits += [
        Set(Place("risks", risk.id, "finding"), place)
        for risk in pm.risks
        if (place := _redirected(risk.finding, kept, gone)) != risk.finding
    ]
    return edits


def _redirected(place: str, kept: str, gone: Collection[str]) -> str:
    part, _, rest = place.partition("/")
    row, slash, field = rest.partition("/")
    return f"timeline/{kept}{slash}{field}" if part == "timeline" and row in gone else place


def _marks(pm: Postmortem, rows: Rows) -> dict[str, Mark]:
    own = [[pm.marks.get(f"timeline/{row.id}{end}") for end in ("", "/event")] for row in rows]
    if not any(mark for marks in own for mark in marks):
        return pm.marks
    places = {f"timeline/{row.id}{end}" for row in rows for end in ("", "/event")}
    marks = {place: mark for place, mark in pm.marks.items() if place not in places}
    found = [[mark for mark in some if mark] for some in own]
    words = [next((mark.public for mark in some if mark.public), "") for some in found]
    is_public = all(some and all(mark.audience in ("", "public") for mark in some) for some in found)
    public = joined(word or row.event for word, row in zip(words, rows, strict=True)) if any(words) else ""
    if not is_public:
        public = joined(words)
    marks[f"timeline/{rows[0].id}"] = Mark(audience="public" if is_public else "internal", public=public)
    return marks


# ── Mark ──


def mark_edit(rows: Rows, before: TimelineEntry, kind: str, phases: Collection[str]) -> Edit | None:
    """Return the edit that marks rows as one of them, `before`, was marked anew: its new kind if that is another, the
    phases that it got, and without those that it lost."""
    added, lost = set(phases) - set(before.phases), set(before.phases) - set(phases)
    edits: list[Edit] = []
    for row in rows:
        wanted = (set(row.phases) | added) - lost
        if wanted != set(row.phases):
            edits.append(Set(Place("timeline", row.id, "phases"), in_phase_order(wanted)))
        if kind not in (before.kind, row.kind):
            edits.append(Set(Place("timeline", row.id, "kind"), kind))
    return Together(f"Mark {_rows_words(len(rows))}", tuple(edits)) if edits else None


def next_kind_edit(rows: Rows) -> Edit | None:
    """Return the edit that gives rows the kind behind that of the first, None without rows."""
    if not rows:
        return None
    keys = [key for key, _ in KINDS]
    at = keys.index(rows[0].kind) if rows[0].kind in keys else -1
    kind = keys[(at + 1) % len(keys)]
    edits = tuple(Set(Place("timeline", row.id, "kind"), kind) for row in rows if row.kind != kind)
    return Together(f"Change kind of {_rows_words(len(rows))}", edits) if edits else None


def said_phases_edit(pm: Postmortem, row: TimelineEntry) -> Edit | None:
    """Return the edit that marks a row with the phases that bold words in it name, None when it has them."""
    wanted = {*row.phases, *phases_said(row.event, pm.template)}
    if wanted == set(row.phases):
        return None
    return Together("Mark timeline row", (Set(Place("timeline", row.id, "phases"), in_phase_order(wanted)),))


def in_phase_order(phases: Collection[str]) -> tuple[str, ...]:
    """Return phases in the order of an incident; what nobody knows is last."""
    known = [phase for phase, _ in PHASES]
    return tuple(sorted(phases, key=lambda phase: (known.index(phase) if phase in known else len(known), phase)))


# ── Dispute ──


def dispute_edit(row: TimelineEntry, claims: Sequence[Claim], used: int) -> Edit | None:
    """Return the edit that gives a row its claims and the one in use, None when nothing changes."""
    edits = tuple(_set_fields(row, settled(row, claims, used)))
    return Together("Change the claims about a time", edits) if edits else None


# ── Between two others ──


def time_between(pm: Postmortem, row: TimelineEntry, order: Sequence[str]) -> When | None:
    """Return a time with which a row stands where `order`, all ids as they should be shown, has it: the range between
    its neighbours, or the instant of the only one. None where nothing around it has a time."""
    times = {other.id: other.when.at for other in pm.timeline}
    at = list(order).index(row.id)
    before = next((time for other in reversed(order[:at]) if (time := times[other])), None)
    after = next((time for other in order[at + 1 :] if (time := times[other])), None)
    found = [time for time in (before, after) if time is not None]
    if not found:
        return None
    start, end = found[0], found[-1]
    precision = "s" if start.second or end.second else "min"
    return When(at=start, until=end if end > start else None, zone=pm.zone, precision=precision)


def move_with_time(pm: Postmortem, row: TimelineEntry, order: Sequence[str]) -> Edit | None:
    """Return the edit that gives a row the time between its neighbours in `order`, so that it is shown there; None
    where no time does that."""
    when = time_between(pm, row, order)
    if when is None:
        return None
    timed = Set(Place("timeline", row.id, "when"), when)
    move = moved(timed.apply(pm), "timeline", _shown, row.id, order)
    return Together("Move timeline row", (timed, move)) if move else None


def _shown(pm: Postmortem) -> Rows:
    return in_order(pm.timeline)


def shown_order(pm: Postmortem) -> list[str]:
    """Return the ids of the rows as they are shown."""
    return [row.id for row in in_order(pm.timeline)]


def _set_fields(old: TimelineEntry, new: TimelineEntry) -> list[Set]:
    """Return the edits that make one row of another, field by field, so that a merge of files sees what changed."""
    return [
        Set(Place("timeline", old.id, name), getattr(new, name))
        for name in type(old).model_fields
        if getattr(new, name) != getattr(old, name)
    ]


def _rows_words(count: int) -> str:
    return "timeline row" if count == 1 else f"{count} timeline rows"
