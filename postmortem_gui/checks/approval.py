"""Rules about the last steps: boxes that are ticked, roles that have signed, versions that were merged."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gui.checks.case import Case, shortened
from postmortem_gui.checks.findings import Finding, Fix
from postmortem_gui.core.edits import Set
from postmortem_gui.core.places import Place


def boxes_ticked(case: Case) -> Iterator[Finding]:
    """Find the boxes of a checklist that are not ticked."""
    key = case.spec.id if case.spec else ""
    for box in case.pm.checklists.get(key, ()):
        if not box.done and box.text.strip():
            place = Place(key, box.id, "done")
            yield case.found(place, f"Not ticked: {shortened(box.text)}", "", Fix("Tick it", Set(place, True)))


def signed(case: Case) -> Iterator[Finding]:
    """Find roles that have not signed. The P0 adds its own role to the list, so it is asked for here too."""
    for row in case.pm.signoffs:
        if row.role.strip() and not (row.name.strip() and row.date.strip()):
            why = "A name and a date." if not row.name.strip() else f"{row.name} is named; the date is missing."
            field = "date" if row.name.strip() else "name"
            yield case.found(Place("signoffs", row.id, field), f"{row.role} has not signed", why)
    if case.spec and case.spec.roles and not case.pm.signoffs:
        yield case.found(Place("signoffs"), "Nobody has signed", "Add the roles that sign this template.")


def conflicts_settled(case: Case) -> Iterator[Finding]:
    """Find places where a merge left two versions for a person to choose between."""
    for conflict in case.pm.conflicts:
        try:
            place = Place.of(conflict.place)
        except ValueError:
            place = Place("facts", "title")
        why = f"Ours: {shortened(str(conflict.ours))}. Theirs: {shortened(str(conflict.theirs))}."
        yield case.found(place, f"Two versions of {conflict.place}", why)
