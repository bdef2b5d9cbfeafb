"""Finding words in the whole of a document, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from postmortem_gui.core.clock_faces import show_time
from postmortem_gui.core.durations import show_duration
from postmortem_gui.core.folding import Span, fold
from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import FactValue, Link, Postmortem, Record, Seconds, When
from postmortem_gui.core.template import SectionSpec
from postmortem_gui.core.why_path import in_reading_order

AROUND = 60
"""How many characters of the text an excerpt shows on either side of what was found."""

_CLOCK = re.compile(r"[~0-9][-0-9:.h apm]*")
"""What looks like a piece of a time."""


class Match(NamedTuple):
    """Words that were found: the steps of their place, the text there, and which time they stand in it, from 0."""

    part: str
    row: str
    field: str | None
    text: str
    nth: int

    @property
    def place(self) -> Place:
        """The place that holds the words."""
        return Place(self.part, self.row, self.field)


_Text = tuple[str, str, str | None, str]
"""The steps of a place and the text there; most are passed by, so nothing more is made of them."""


def find(pm: Postmortem, words: str) -> tuple[Match, ...]:
    """Return where words stand in a document, whatever their case and accents, in the order of the tabs.

    Nothing is found for words that are empty or only spaces. At 5,000 rows it takes about 10 ms, for a single letter of
    the alphabet some more.
    """
    needle = fold(words.strip())
    if not needle:
        return ()
    found: list[Match] = []
    for text in _texts(pm, with_clock=_CLOCK.fullmatch(needle) is not None):
        folded = fold(text[-1])
        if needle in folded:
            found += [Match(*text, nth) for nth in range(folded.count(needle))]
    return tuple(found)


def excerpt(text: str, span: Span) -> str:
    """Return a piece of a text with what is around it, on one line; an ellipsis stands for what is left out."""
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    shown = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"


def _texts(pm: Postmortem, *, with_clock: bool) -> Iterator[_Text]:
    """Yield every text that a tab shows. Times are written out only for somebody who looks for one."""
    on_overview = _on_overview(pm)
    for key in on_overview:
        yield from _fact(pm, key)
    pattern = pm.template.time
    for row in in_order(pm.timeline):
        if with_clock:
            yield ("timeline", row.id, "when", show_time(row.when, pm.zone, pattern))
        yield ("timeline", row.id, "event", row.event)
        if row.source:
            yield ("timeline", row.id, "source", _links(row.source))
        if row.who:
            yield ("timeline", row.id, "who", row.who)
    yield from _whys(pm)
    yield from _actions(pm)
    yield from _narrative(pm, on_overview)
    for name, boxes in pm.checklists.items():
        for box in boxes:
            yield (name, box.id, "text", box.text)
    for sign in pm.signoffs:
        yield ("signoffs", sign.id, "role", sign.role)
        yield ("signoffs", sign.id, "name", sign.name)


def _on_overview(pm: Postmortem) -> dict[str, None]:
    """Return the facts of the Overview in order: those it asks for, then those that no section asks for."""
    asked = {fact.key for fact in pm.template.facts()}
    here = [key for spec in pm.template.sections if spec.tab == "overview" for key in _keys_of(spec)]
    return dict.fromkeys((*here, *(key for key in pm.facts if key not in asked)))


def _keys_of(spec: SectionSpec) -> Iterator[str]:
    """Yield the facts that a section asks for."""
    return (fact.key for group in spec.facts for fact in (group.facts or (group,)))


def _fact(pm: Postmortem, key: str) -> Iterator[_Text]:
    if key in pm.facts:
        yield ("facts", key, None, _shown(pm, pm.facts[key]))


def _shown(pm: Postmortem, value: FactValue) -> str:
    """Return a fact about as its field shows it."""
    match value:
        case str():
            return value
        case When():
            return show_time(value, pm.zone, f"{pm.template.date} {pm.template.time}")
        case Seconds():
            return show_duration(value.seconds)
        case Link():
            return _links((value,))
    return " · ".join(
        " ".join((item.__pydantic_extra__ or {}).values()) if isinstance(item, Record) else item for item in value
    )


def _links(links: Iterable[Link]) -> str:
    return " ".join(f"{link.title} {link.url}".strip() for link in links)


def _whys(pm: Postmortem) -> Iterator[_Text]:
    yield ("whys", "problem", None, pm.whys.problem)
    for why in (step.why for step in in_reading_order(pm.whys)):
        yield ("whys", why.id, "question", why.question)
        yield ("whys", why.id, "answer", why.answer)
        yield ("whys", why.id, "stop", why.stop)
    yield ("whys", "root_cause", None, pm.whys.root_cause)


def _actions(pm: Postmortem) -> Iterator[_Text]:
    for row in pm.actions:
        ticket = row.ticket
        texts = {"label": row.label, "description": row.description, "owner": row.owner, "due": row.due}
        texts |= {"ticket": f"{ticket.key} {ticket.url} {ticket.reason}" if ticket else "", "theme": row.theme}
        texts |= {"solution": row.solution, "details": row.details, "reason": row.reason}
        for field, text in texts.items():
            if text:
                yield ("actions", row.id, field, text)


def _narrative(pm: Postmortem, on_overview: Container[str]) -> Iterator[_Text]:
    """Yield facts, prose and points as the sections of the template have them, then what waits for another template."""
    keys = dict.fromkeys(key for spec in pm.template.sections for key in (*_keys_of(spec), spec.id))
    for key in (*keys, *(key for key in pm.sections if key not in keys)):
        if key not in on_overview:
            yield from _fact(pm, key)
        if (section := pm.sections.get(key)) is not None:
            yield ("sections", key, "text", section.text)
            for point in section.points:
                yield (key, point.id, "text", point.text)
