"""The people that a document speaks of, for completion while somebody types a name."""

from __future__ import annotations

from postmortem_gui.core.postmortem import Postmortem


def known_names(pm: Postmortem) -> tuple[str, ...]:
    """Return every name once: people, owners, those who did something, attendees and those in people facts."""
    names: list[str] = [person.name for person in pm.people]
    names += [row.owner for row in pm.actions]
    names += [row.who for row in pm.timeline]
    names += pm.meeting.attendees
    for spec in pm.template.facts():
        value = pm.facts.get(spec.key)
        if spec.kind == "people" and isinstance(value, (str, tuple)):
            names += [value] if isinstance(value, str) else [name for name in value if isinstance(name, str)]
    return tuple(dict.fromkeys(name.split(" @ ")[0].strip() for name in names if name.strip()))
