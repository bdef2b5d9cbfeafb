"""Rules about what was found: everything that went wrong is answered by an action, or accepted with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gui.checks.case import Case, shortened
from postmortem_gui.checks.findings import Finding
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem

_WHY = "Link an action that answers it, or accept the risk with a reason and a name."


def findings_answered(case: Case) -> Iterator[Finding]:
    """Find points and findings of a section that nobody follows up."""
    followed = answered(case.pm)
    for place, words in _findings(case):
        if str(place) not in followed:
            target = Place(place.part, place.row, "text") if place.part != "facts" else place
            yield case.found(target, f"Nobody follows up: {shortened(words)}", _WHY)


def _findings(case: Case) -> Iterator[tuple[Place, str]]:
    spec = case.spec
    if spec is None:
        return
    if spec.kind == "facts":
        for group in spec.facts:
            for fact in group.facts or (group,):
                if fact.finding and (words := case.pm.fact(fact.key).strip()):
                    yield Place("facts", fact.key), words
        return
    points = case.points()
    for at, point in enumerate(points):
        # A point with deeper ones below it is their heading: they are what is followed up.
        if at + 1 == len(points) or points[at + 1].level <= point.level:
            yield Place(spec.id, point.id), point.text


def answered(pm: Postmortem) -> frozenset[str]:
    """Return the places of the findings that an action answers or that were accepted as a risk."""
    by_actions = {place for row in pm.actions if row.status != "wont_do" for place in row.answers}
    return frozenset(by_actions | {risk.finding for risk in pm.risks if risk.reason.strip()})
