"""Rules about the last steps: boxes that are ticked, roles that have signed, versions that were merged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_gui.checks.case import Case, shortened
from postmortem_gui.checks.findings import Finding, Fix
from postmortem_gui.core.edits import Insert, Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import SignOff


def boxes_ticked(case: Case) -> Iterator[Finding]:
    """Find the boxes of a checklist that are not ticked."""
    key = case.spec.id if case.spec else ""
    for box in case.pm.checklists.get(key, ()):
        if not box.done and box.text.strip():
            place = Place(key, box.id, "done")
            yield case.found(place, f"Not ticked: {shortened(box.text)}", "", Fix("Tick it", Set(place, True)))


def signed(case: Case) -> Iterator[Finding]:
    """Find roles that have not signed. The P0 adds its own role to the list, so it is asked for here too."""
    wanted = next(iter(case.words("role")), "")
    if wanted:
        yield from _role_signed(case, wanted)
        return
    for row in case.pm.signoffs:
        yield from _row_signed(case, row)
    if case.spec and case.spec.roles and not case.pm.signoffs:
        yield case.found(Place("signoffs"), "Nobody has signed", "Add the roles that sign this template.")


def _row_signed(case: Case, row: SignOff) -> Iterator[Finding]:
    if row.role.strip() and not (row.name.strip() and row.date.strip()):
        why = "A name and a date." if not row.name.strip() else f"{row.name} is named; the date is missing."
        field = "date" if row.name.strip() else "name"
        yield case.found(Place("signoffs", row.id, field), f"{row.role} has not signed", f"{case.say} {why}".strip())


def _role_signed(case: Case, role: str) -> Iterator[Finding]:
    """Find a role of the team that has not signed, or is not even asked to."""
    severities, rows = case.words("severities"), case.pm.signoffs
    if severities and case.pm.fact("severity") not in severities:
        return
    row = next((row for row in rows if row.role.strip().casefold() == role.casefold()), None)
    if row is not None:
        yield from _row_signed(case, row)
        return
    # The id is the same on every machine, so that two people who add the role and merge have it once.
    new = SignOff(id="team_" + re.sub(r"\W+", "_", role.casefold()), role=role)
    add = Insert("signoffs", rows[-1].id if rows else None, (new,))
    fix = Fix("Add the role", add) if new.id not in {one.id for one in rows} else None
    yield case.found(Place("signoffs"), f"{role} has not signed", f"{case.say} The role is not in the list.", fix)


def conflicts_settled(case: Case) -> Iterator[Finding]:
    """Find places where a merge left two versions for a person to choose between."""
    for conflict in case.pm.conflicts:
        try:
            place = Place.of(conflict.place)
        except ValueError:
            place = Place("facts", "title")
        why = f"Ours: {shortened(str(conflict.ours))}. Theirs: {shortened(str(conflict.theirs))}."
        yield case.found(place, f"Two versions of {conflict.place}", why)
