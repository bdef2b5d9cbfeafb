"""What a page shows of a document by its template, and what the template has no place for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.template import FactSpec, SectionSpec, Tab, Template
from postmortem_gui.core.vocabulary import label_of

ALWAYS_ASKED = ("title", "incident_id", "severity", "status")
"""Facts that every document has a field for, whatever its template says."""

MESSAGES = ("message_internal", "message_external")
"""Sections that every document can write, whether or not its template prints them."""

_WHEN = frozenset({"instant", "date", "duration"})
_LEAST = 2
"""Fewer facts than this do not get a card of their own."""

FRONT_MATTER = "Front matter"


class FactGroup(NamedTuple):
    """Facts that are asked for together, below a title; `section` is the one that gives the guide."""

    title: str
    facts: tuple[FactSpec, ...]
    guide: str = ""
    section: str = ""


class Waiting(NamedTuple):
    """What the document holds and the template has no place for: keys of facts, of sections, of checklists."""

    facts: tuple[str, ...]
    sections: tuple[str, ...]
    checklists: tuple[str, ...]
    signoffs: bool

    def is_empty(self) -> bool:
        """Tell whether everything has a place."""
        return not (self.facts or self.sections or self.checklists or self.signoffs)


def sections_on(template: Template, tab: Tab) -> tuple[SectionSpec, ...]:
    """Return the sections of a tab in the order of the template."""
    return tuple(spec for spec in template.sections if spec.tab == tab)


def section_name(spec: SectionSpec) -> str:
    """Return what a section is called in the window; one that is printed without a heading has a name all the same."""
    return spec.heading or label_of(spec.id)


def opened(facts: Iterable[FactSpec]) -> Iterator[FactSpec]:
    """Yield facts in order, groups opened."""
    for fact in facts:
        if fact.key:
            yield fact
        else:
            yield from opened(fact.facts)


def overview_groups(template: Template) -> tuple[FactGroup, ...]:
    """Return the cards of the Overview: what the incident is, when it was, who took part, then each larger section.

    The title comes first, always; every fact is asked for once, where the template asks for most of it.
    """
    sections = [spec for spec in sections_on(template, "overview") if spec.kind == "facts"]
    fullest = _fullest(fact for spec in sections for fact in opened(spec.facts))
    head: list[FactSpec] = []
    own: list[FactGroup] = []
    guide = ""
    for spec in sections:
        facts = tuple(fact for fact in opened(spec.facts) if fullest.pop(_identity(fact), None) is not None)
        if spec.style == "front_matter":
            own.append(FactGroup(FRONT_MATTER, facts, spec.guide, spec.id))
        elif len(facts) < _LEAST or any(fact.key in ALWAYS_ASKED for fact in facts):
            head += facts
            guide = guide or spec.guide
        else:
            own.append(FactGroup(section_name(spec), facts, spec.guide, spec.id))
    asked = {fact.key: fact for fact in head}
    first = tuple(asked.get(key) or _always(template, key, head) for key in ALWAYS_ASKED if not _is_in(own, key))
    rest = [fact for fact in head if fact.key not in ALWAYS_ASKED]
    when = tuple(fact for fact in rest if fact.kind in _WHEN)
    people = tuple(fact for fact in rest if fact.kind == "people")
    apart = [group for group in (when, people) if len(group) >= _LEAST]
    head = [fact for fact in rest if not any(fact in group for group in apart)]
    groups = [
        FactGroup("Incident", (*first, *head), guide),
        FactGroup("When", when if when in apart else ()),
        *(group for group in own if group.title != FRONT_MATTER),
        FactGroup("People", people if people in apart else ()),
        *(group for group in own if group.title == FRONT_MATTER),
    ]
    return tuple(group for group in groups if group.facts)


def _identity(fact: FactSpec) -> tuple[str, int]:
    return fact.key, len(fact.columns)


def _fullest(facts: Iterable[FactSpec]) -> dict[tuple[str, int], bool]:
    """Return which of several fields for one fact to show: the one with the most columns."""
    most: dict[str, int] = {}
    for fact in facts:
        most[fact.key] = max(most.get(fact.key, 0), len(fact.columns))
    return dict.fromkeys(most.items(), True)


def _is_in(groups: list[FactGroup], key: str) -> bool:
    return any(fact.key == key for group in groups for fact in group.facts)


def _always(template: Template, key: str, beside: Iterable[FactSpec]) -> FactSpec:
    """Return a field for a fact that the template does not ask for, under a name that no other one has."""
    label = label_of(key)
    if any(fact.label == label for fact in beside):
        label = f"{label} of this document"
    kind = "choice" if key == "status" or (key == "severity" and template.severities) else "text"
    choices = {"severity": template.severities, "status": template.statuses}.get(key, ())
    return FactSpec.model_validate({"key": key, "label": label, "kind": kind, "choices": choices})


def waiting(pm: Postmortem) -> Waiting:
    """Return what the document holds and its template shows nowhere, in the order of the file."""
    template = pm.template
    facts = {fact.key for fact in template.facts()} | set(ALWAYS_ASKED)
    points = {fact.key for fact in template.facts() if fact.kind == "points"}
    sections = {spec.id for spec in template.sections if spec.kind in ("text", "points", "note")} | points
    lists = {spec.id for spec in template.sections if spec.kind == "checklist"}
    signs = any(spec.kind == "signoff" for spec in template.sections)
    if sections_on(template, "comms"):  # that tab has them always; where it is missing they wait with the others
        sections.update(MESSAGES)
    return Waiting(
        tuple(key for key in pm.facts if key not in facts),
        tuple(key for key in pm.sections if key not in sections),
        tuple(key for key in pm.checklists if key not in lists),
        bool(pm.signoffs) and not signs,
    )


def waiting_specs(pm: Postmortem) -> list[SectionSpec]:
    """Return how to edit the content that the template has no place for: it says itself what it is."""
    left = waiting(pm)
    specs = [
        SectionSpec(
            id=key,
            kind="points" if pm.points(key) else "text",
            heading=pm.sections[key].heading or label_of(key),
        )
        for key in left.sections
    ]
    specs += [SectionSpec(id=key, kind="checklist", heading=label_of(key)) for key in left.checklists]
    if left.signoffs:
        specs.append(SectionSpec(id="signoff", kind="signoff", heading="Sign-off"))
    return specs
