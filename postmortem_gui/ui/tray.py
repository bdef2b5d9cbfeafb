"""What the template has no place for: shown, so that nothing is hidden, and open to the keyboard, so that it can go."""

from __future__ import annotations

from postmortem_gui.core.postmortem import FactValue, Link, Postmortem, Record, Seconds, When
from postmortem_gui.core.template import FactSpec
from postmortem_gui.core.vocabulary import label_of

TITLE = "Not in this template"
SENTENCE = "Kept with the document. Templates that ask for it show and print it; this one does not."


def spec_for(pm: Postmortem, key: str) -> FactSpec:
    """Return how to ask for a fact that no template speaks of: its own shape says what it is."""
    return FactSpec.model_validate({"key": key, "label": label_of(key), **_shape(pm.facts.get(key))})


def _shape(value: FactValue | None) -> dict[str, object]:
    match value:
        case str():
            return {"kind": "long" if "\n" in value else "text"}
        case When():
            return {"kind": "instant"}
        case Seconds():
            return {"kind": "duration"}
        case Link():
            return {"kind": "link"}
        case (Record(), *_):
            names = dict.fromkeys(name for row in value for name in (getattr(row, "__pydantic_extra__", None) or {}))
            return {"kind": "records", "columns": [{"key": name, "label": label_of(name)} for name in names]}
    return {"kind": "list"}
