"""Rules about the 5 Whys: how many, where they stop, and whether the root cause is told and acted on."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gui.checks.case import Case, shortened
from postmortem_gui.checks.findings import Finding
from postmortem_gui.core.places import Place
from postmortem_gui.core.why_path import path

_ROOT = Place("whys", "root_cause")


def whys_count(case: Case) -> Iterator[Finding]:
    """Find a chain that is shorter or longer than is usual. Three to seven is normal; five is no rule."""
    low, high = case.number("min", 3), case.number("max", 7)
    steps = [why for why in path(case.pm.whys) if why.answer.strip()]
    if low <= len(steps) <= high:
        return
    count = f"{len(steps) or 'No'} why{'s' if len(steps) != 1 else ''}"
    place = Place("whys", steps[-1].id, "answer") if steps else Place("whys", "problem")
    if len(steps) < low:
        why = f"Usually it takes {low} to {high} until the answer is about the system and not about a symptom."
    else:
        why = "So deep that an action may be too abstract to ship: the deepest why that admits an action is enough."
    yield case.found(place, f"{count} on the path to the root cause", why)


def ends_at_system(case: Case) -> Iterator[Finding]:
    """Find a chain whose last answer does not say why it stops there."""
    steps = [why for why in path(case.pm.whys) if why.answer.strip()]
    if steps and not steps[-1].stop:
        why = "A trade-off that was made, the way it was designed, out of our hands, or nothing useful left to do."
        words = shortened(steps[-1].answer)
        yield case.found(Place("whys", steps[-1].id, "stop"), f"The last why does not say why it stops: {words}", why)


def root_cause_filled(case: Case) -> Iterator[Finding]:
    """Find a postmortem without a root cause statement."""
    if not case.pm.whys.root_cause.strip():
        why = "One or two sentences about the system: what has to change so that this class of incident is gone."
        yield case.found(_ROOT, "The root cause is missing", why)


def root_cause_answered(case: Case) -> Iterator[Finding]:
    """Find a root cause that no action answers and nobody accepted as a risk."""
    if not case.pm.whys.root_cause.strip():
        return
    on_path = {f"whys/{why.id}" for why in path(case.pm.whys)} | {"whys", "whys/root_cause"}
    answered = {place for row in case.pm.actions if row.status != "wont_do" for place in row.answers}
    accepted = {risk.finding for risk in case.pm.risks}
    if not on_path & (answered | accepted):
        why = "Link an action to the last why, or accept the risk with a reason and a name."
        yield case.found(_ROOT, "No action answers the root cause", why)


def evidence(case: Case) -> Iterator[Finding]:
    """Find answers on the path that nothing supports. Never blocking."""
    for number, step in enumerate(path(case.pm.whys), 1):
        if step.answer.strip() and not step.evidence:
            why = "A row of the timeline, a log, a graph: whatever made you say so."
            yield case.found(Place("whys", step.id, "evidence"), f"Why {number} has no evidence", why)
