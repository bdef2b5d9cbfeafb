"""What every part of a layout needs to know: the document, its template, and the words for the template's slots."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from postmortem_gui.core.metrics import fact_value
from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.template import FactSpec, Template
from postmortem_gui.core.times import in_zone, show_date, zone_word
from postmortem_gui.render.blocks import Block, Lines, Prose
from postmortem_gui.render.escaping import one_line, squeezed
from postmortem_gui.render.prose import contained

UNTITLED = "Untitled"

_SLOT = re.compile(r"\{([a-z_]+)\}")
_DAY_TOKENS = re.compile(r"Y|M|D")
_TEXT_SLOTS = ("severity", "incident_id", "changeset_version")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The document on its way to blocks. `typed` holds the values of the slots as they were typed."""

    pm: Postmortem
    template: Template
    skip_empty: bool = False
    typed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, pm: Postmortem, template: Template, *, skip_empty: bool = False) -> Sheet:
        """Fill the slots from the document."""
        first = next((row.when.at for row in in_order(pm.timeline) if row.when.at is not None), None)
        typed = {name: squeezed(pm.fact(name)) for name in ("title", *_TEXT_SLOTS)}
        typed["zone"] = zone_word(pm.zone, first)
        typed["date"] = _day(pm, template, in_zone(first, pm.zone).date() if first else None)
        return cls(pm, template, skip_empty, typed)

    def fill(self, text: str, **more: str) -> str:
        """Return one line of the template as Markdown, its slots filled with what was typed, made harmless."""
        return _SLOT.sub(lambda found: more.get(found[1]) or one_line(self._value(found)), one_line(text)).strip()

    def fill_plain(self, text: str) -> str:
        """Return one line of the template with its slots filled, as plain text."""
        return squeezed(_SLOT.sub(self._value, text))

    def fill_prose(self, key: str, place: Place | None, text: str, level: int) -> list[Block]:
        """Return words of the template as a block, none when there are none."""
        filled = _SLOT.sub(lambda found: one_line(self._value(found)), text)
        whole = contained(filled, level)
        if not whole:
            return []
        return [Lines(key, place, (self.fill(text),)) if "\n" not in whole else Prose(key, place, whole)]

    def title(self) -> str:
        """Return the title line of the document as Markdown."""
        if "{title}" in self.template.title and not self.typed["title"]:
            return self.fill(self.template.title, title=UNTITLED)
        return self.fill(self.template.title) or one_line(self.typed["title"]) or UNTITLED

    def date_pattern(self) -> str:
        """Return how the team writes a day."""
        return self.template.date or "YYYY-MM-DD"

    def instant_pattern(self) -> str:
        """Return how the team writes a day and a time of day."""
        return self.template.time if self.times_have_days() else f"{self.date_pattern()} {self.template.time}"

    def times_have_days(self) -> bool:
        """Tell whether the times of the timeline say their day themselves."""
        return bool(_DAY_TOKENS.search(re.sub(r"\[[^\]]*\]", "", self.template.time)))

    def says_day(self) -> bool:
        """Tell whether the template prints the day of the incident outside of its timeline."""
        template = self.template
        facts = (fact for fact in template.facts() if not fact.silent)
        texts = (template.title, *(text for spec in template.sections for text in (spec.heading, spec.intro)))
        return any(fact.kind in ("date", "instant") for fact in facts) or any("{date}" in text for text in texts)

    def _value(self, found: re.Match[str]) -> str:
        return self.typed.get(found[1], found[0])


def _day(pm: Postmortem, template: Template, fallback: date | None) -> str:
    """The day of the incident: the fact, else where the impact starts, else the first row of the timeline."""
    asked = next((spec for spec in template.facts() if spec.key == "date"), None)
    value = fact_value(pm, asked or FactSpec(key="date", kind="date"))
    if value is None:
        value = fact_value(pm, FactSpec(key="date", kind="date", from_=("impact_start",)))
    if isinstance(value, str):
        return show_date(value, template.date or "YYYY-MM-DD")
    return show_date(fallback, template.date or "YYYY-MM-DD") if fallback else ""
