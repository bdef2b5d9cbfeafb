"""The people that a document and its team speak of, for completion while somebody types a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from postmortem_gui.core.people import Known
from postmortem_gui.core.postmortem import Person, Postmortem
from postmortem_gui.core.team import NO_TEAM, Colleague, Team


def known_people(pm: Postmortem, team: Team = NO_TEAM) -> tuple[Known, ...]:
    """Return everybody once: the team in its order, the people of the document, then whoever is named in it."""
    found: dict[str, Known] = {}
    handles: set[str] = set()
    declared: list[Colleague | Person] = [*team.people, *pm.people]
    for person in declared:
        name, handle = person.name.strip(), person.handle.strip().removeprefix("@")
        if name and name not in found:
            note = " · ".join(part for part in (person.team.strip(), person.role.strip()) if part)
            found[name] = Known(name, handle, note)
            handles.add(handle.casefold())
    named = Counter(bare for name in _named(pm) if (bare := name.split(" @ ")[0].strip()))
    for name, count in named.items():
        if name not in found and name.removeprefix("@").casefold() not in handles:
            found[name] = Known(name, sure=count > 1)
    return tuple(found.values())


def known_names(pm: Postmortem, team: Team = NO_TEAM) -> tuple[str, ...]:
    """Return the name of everybody once."""
    return tuple(known.name for known in known_people(pm, team))


def _named(pm: Postmortem) -> Iterator[str]:
    """Yield every name that stands in the document where a name is asked for."""
    yield from (row.owner for row in pm.actions)
    yield from (row.who for row in pm.timeline)
    yield from (pm.meeting.facilitator, pm.meeting.scribe, *pm.meeting.attendees)
    for spec in pm.template.facts():
        value = pm.facts.get(spec.key)
        if spec.kind == "people" and isinstance(value, (str, tuple)):
            yield from (value,) if isinstance(value, str) else (name for name in value if isinstance(name, str))
    yield from (row.name for row in pm.signoffs)
    yield from (row.by for row in pm.waivers)
    yield from (row.by for row in pm.risks)
    yield from (row.for_ for row in pm.questions)
