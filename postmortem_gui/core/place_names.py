"""What people call a place inside its section: `row 14:16`, `A4`, `why 2`, the label of a fact."""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.times import in_zone
from postmortem_gui.core.values import Row
from postmortem_gui.core.vocabulary import label_of


def name_of(pm: Postmortem, place: Place) -> str:
    """Return a few words for a place, empty where the name of its section says enough."""
    row = place.row
    if row is None:
        return ""
    match place.part:
        case "facts":
            spec = next((spec for spec in pm.template.facts() if spec.key == row), None)
            return (spec.label if spec else "") or label_of(row)
        case "timeline":
            found = next((each for each in pm.timeline if each.id == row), None)
            if found is None:
                return ""
            return f"row {in_zone(found.when.at, pm.zone):%H:%M}" if found.when.at else "row without a time"
        case "actions":
            return next((action.label for action in pm.actions if action.id == row), "")
        case "whys":
            return _numbered("why", pm.whys.items, row)
        case "sections":
            return ""
    return _numbered("point", pm.points(place.part), row)


def _numbered(word: str, rows: Sequence[Row], row_id: str) -> str:
    return next((f"{word} {at}" for at, row in enumerate(rows, 1) if row.id == row_id), "")
