"""On which tab of the window a value is edited, in the layout of a template."""

from __future__ import annotations

from postmortem_gui.core.places import Place
from postmortem_gui.core.template import SectionSpec, Tab, Template

_OWN: dict[str, Tab] = {"timeline": "timeline", "whys": "whys", "actions": "actions", "signoffs": "signoff"}


def tab_of(place: Place, template: Template) -> Tab:
    """Return the tab on which a place is edited; what the template does not ask for is on the Overview."""
    if place.part in _OWN:
        return _OWN[place.part]
    key = place.row if place.part == "sections" else place.part
    for spec in template.sections:
        if _asks_for(spec, place.row) if place.part == "facts" else spec.id == key:
            return spec.tab
    return "overview" if place.part in ("facts", "document", "meeting") else "narrative"


def _asks_for(spec: SectionSpec, key: str | None) -> bool:
    return any(fact.key == key for group in spec.facts for fact in (group.facts or (group,)))
