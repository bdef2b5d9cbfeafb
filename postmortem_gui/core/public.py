"""The public version: the same document with nothing in it that not everybody may read.

It is built up from what is public, never cut down from the whole, so that what nobody thought of stays inside. Facts
and sections follow the vocabulary: names, places and what went wrong inside are internal there. What the vocabulary
does not know, and every row of the timeline, the whys and the actions, is internal until a mark says public.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from postmortem_gui.core import vocabulary
from postmortem_gui.core.metrics import derived
from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import (
    ActionItem,
    Attachment,
    FactValue,
    Link,
    Mark,
    Point,
    Postmortem,
    Record,
    Seconds,
    Section,
    TimelineEntry,
    When,
    Why,
    Whys,
)
from postmortem_gui.core.template import FactSpec, SectionSpec, Template
from postmortem_gui.core.values import is_empty
from postmortem_gui.core.zones import in_zone

PUBLIC = "public"

_FACTS = {term.key: term.audience == PUBLIC for term in vocabulary.FACTS}
_SECTIONS = {term.key: term.audience == PUBLIC for term in vocabulary.SECTIONS}
_KINDS = frozenset(key for key, _ in vocabulary.KINDS)
_PHASES = frozenset(key for key, _ in vocabulary.PHASES)
_STATUSES = frozenset(key for key, _ in vocabulary.ACTION_STATUSES)
_STATES = frozenset(key for key, _ in vocabulary.WHY_STATES)
_PRECISIONS = frozenset({"s", "min", "h", "day"})
_STAGES = frozenset({"potential", "committed"})
_INTERNAL_COLUMNS = frozenset({"source", "who", "owner", "ticket", "due", "priority", "closed", "solution", "details"})
_LABEL = re.compile(r"A\d{1,4}")
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\(pm:([A-Za-z0-9_-]+)[^)\n]*\)")
_DERIVED = (
    FactSpec(key="date", kind="date", from_=("impact_start",)),
    FactSpec(key="impact_duration", kind="duration", from_=("impact_start", "impact_end")),
)
"""What the timeline says of the whole, and what is worth saying although its rows stay inside."""


def public(pm: Postmortem) -> Postmortem:
    """Return what everybody may read of a document, in a layout without the sections that are internal.

    A mark at a place decides before the vocabulary; of two that disagree about one value, internal wins. Public words
    stand in place of the text that they belong to, and the public word for a person in place of the name. Sources, who
    did what, what was pasted, disputed times, owners, tickets, dates, evidence, lists, sign-offs, people, the meeting,
    waivers, questions and conflicts never come along; a picture only when it is marked public itself.
    """
    kept = tuple(each for each in pm.attachments if _Reader(pm).may_read(f"attachments/{each.id}"))
    reader = _Reader(pm, frozenset(each.id for each in kept))
    shown = Postmortem(
        zone=pm.zone,
        second_zone=pm.second_zone,
        facts=_facts(reader),
        sections={key: made for key, section in pm.sections.items() if (made := _section(reader, key, section))},
        timeline=tuple(_event(reader, row) for row in pm.timeline if reader.may_read_row("timeline", row.id, "event")),
        whys=_whys(reader),
        actions=tuple(
            _action(reader, row) for row in pm.actions if reader.may_read_row("actions", row.id, "description")
        ),
        attachments=tuple(Attachment(id=each.id, file=each.file, mime=each.mime) for each in kept),
    )
    return shown.but(template=_layout(reader, shown))


@dataclass(frozen=True)
class _Reader:
    """Somebody outside: knows what may be read, and in which words."""

    pm: Postmortem
    pictures: frozenset[str] = frozenset()
    _specs: dict[str, FactSpec] = field(init=False)
    _names: re.Pattern[str] | None = field(init=False)
    _word_for: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        specs = {spec.key: spec for spec in self.pm.template.facts()}
        words = {
            called: person.public.strip()
            for person in self.pm.people
            if person.public.strip()
            for called in (person.name.strip(), f"@{person.handle.strip().removeprefix('@')}")
            if called not in ("", "@")
        }
        longest_first = sorted(words, key=len, reverse=True)
        names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if words else None
        object.__setattr__(self, "_specs", specs)
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_word_for", words)

    # ── Who may read ──

    def may_read(self, *places: str, otherwise: bool = False) -> bool:
        """Tell whether the marks at places, all of one value, let everybody read it; without any, `otherwise`."""
        marks = [mark for place in places if (mark := self.pm.marks.get(place))]
        audiences = [mark.audience for mark in marks if mark.audience]
        if audiences:
            return all(audience == PUBLIC for audience in audiences)
        return otherwise or any(mark.public.strip() for mark in marks)

    def may_read_row(self, part: str, row_id: str, text: str) -> bool:
        return self.may_read(f"{part}/{row_id}", f"{part}/{row_id}/{text}", otherwise=self.may_read(part))

    def may_read_fact(self, key: str) -> bool:
        spec = self._specs.get(key, FactSpec())
        known = _FACTS.get(key, spec.audience == PUBLIC)
        return self.may_read(f"facts/{key}", otherwise=known and spec.audience in ("", PUBLIC))

    def may_read_section(self, key: str) -> bool:
        spec = self.pm.template.section(key)
        audience = spec.audience if spec else ""
        known = _SECTIONS.get(key, audience == PUBLIC)
        return self.may_read(f"sections/{key}", f"sections/{key}/text", otherwise=known and audience in ("", PUBLIC))

    # ── In which words ──

    def words(self, *places: str) -> str:
        """Return the public words that stand for the value at some places, empty when nobody wrote any."""
        marks = (self.pm.marks.get(place, Mark()) for place in places)
        return next((mark.public for mark in marks if mark.public.strip()), "")

    def said(self, text: str) -> str:
        """Return a text with the public words for people, and without the pictures that stay inside."""
        if "pm:" in text:
            text = _PICTURE.sub(lambda found: found[0] if found[2] in self.pictures else found[1], text)
        return self._names.sub(lambda found: self._word_for[found[0]], text) if self._names else text


# ── Facts and sections ───────────────────────────────────────────────────────────────────────────


def _facts(reader: _Reader) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {}
    for key, value in (_derived(reader.pm) | reader.pm.facts).items():
        if reader.may_read_fact(key):
            words = reader.words(f"facts/{key}")
            shown = words or _fact(reader, value)
            if not is_empty(shown):
                facts[key] = shown
    return facts


def _derived(pm: Postmortem) -> dict[str, FactValue]:
    """The facts that come from rows of the timeline, which may not come along themselves."""
    first = next((row.when.at for row in in_order(pm.timeline) if row.when.at is not None), None)
    found: dict[str, FactValue] = {"date": in_zone(first, pm.zone).date().isoformat()} if first else {}
    for spec in (*_DERIVED, *pm.template.facts()):
        value = derived(pm, spec)
        if value is not None:
            found[spec.key] = value
    return found


def _fact(reader: _Reader, value: FactValue) -> FactValue:
    match value:
        case str():
            return reader.said(value)
        case When():
            return _when(value) if value.at else ""
        case Seconds():
            return Seconds(seconds=value.seconds)
        case Link():
            return Link(title=reader.said(value.title), url=value.url)
    records = tuple(_record(reader, row) for row in value if isinstance(row, Record))
    return records or tuple(reader.said(text) for text in value if isinstance(text, str))


def _record(reader: _Reader, row: Record) -> Record:
    return Record(id=row.id, **{name: reader.said(text) for name, text in (row.__pydantic_extra__ or {}).items()})


def _when(when: When) -> When:
    """The time alone: what was typed may say more."""
    precision = when.precision if when.precision in _PRECISIONS else "min"
    return When(at=when.at, until=when.until, precision=precision, about=when.about)


def _section(reader: _Reader, key: str, section: Section) -> Section | None:
    places = (f"sections/{key}", f"sections/{key}/text")
    is_public = reader.may_read_section(key)
    if is_public and (words := reader.words(*places)):
        return Section(text=words)
    points = tuple(
        Point(id=row.id, text=reader.words(*at) or reader.said(row.text), level=row.level)
        for row in section.points
        if reader.may_read(*(at := (f"{key}/{row.id}", f"{key}/{row.id}/text")), otherwise=is_public)
    )
    shown = Section(points=points)
    if is_public:
        shown = shown.but(heading=reader.said(section.heading), text=reader.said(section.text))
    return shown if shown != Section() else None


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────


def _event(reader: _Reader, row: TimelineEntry) -> TimelineEntry:
    return TimelineEntry(
        id=row.id,
        when=_when(row.when),
        event=_text(reader, "timeline", row.id, "event", row.event),
        kind=row.kind if row.kind in _KINDS else "step",
        phases=tuple(phase for phase in row.phases if phase in _PHASES),
    )


def _action(reader: _Reader, row: ActionItem) -> ActionItem:
    return ActionItem(
        id=row.id,
        label=row.label if _LABEL.fullmatch(row.label) else "",
        stage=row.stage if row.stage in _STAGES else "committed",
        description=_text(reader, "actions", row.id, "description", row.description),
        kind=row.kind if row.kind in vocabulary.ACTION_KINDS else "",
        status=row.status if row.status in _STATUSES else "open",
    )


def _text(reader: _Reader, part: str, row_id: str, name: str, text: str) -> str:
    return reader.words(f"{part}/{row_id}/{name}", f"{part}/{row_id}") or reader.said(text)


def _whys(reader: _Reader) -> Whys:
    told = reader.pm.whys
    public_ids = {why.id for why in told.items if reader.may_read_row("whys", why.id, "answer")}
    parents = {why.id: why.parent for why in told.items}

    def nearest(why_id: str | None) -> str | None:
        """The why itself, or the first public one above it."""
        while why_id and why_id not in public_ids:
            why_id = parents.get(why_id)
        return why_id or None

    def said(name: str, text: str) -> str:
        place = f"whys/{name}"
        if not reader.may_read(place, otherwise=reader.may_read("whys")):
            return ""
        return reader.words(place) or reader.said(text)

    return Whys(
        problem=said("problem", told.problem),
        items=tuple(_why(reader, why, nearest(why.parent)) for why in told.items if why.id in public_ids),
        primary=nearest(told.primary) or "",
        root_cause=said("root_cause", told.root_cause),
    )


def _why(reader: _Reader, why: Why, parent: str | None) -> Why:
    asked = f"whys/{why.id}/question"
    # Words for the whole row stand for the question too, unless that has a mark of its own.
    may_ask = reader.may_read(asked, otherwise=not reader.words(f"whys/{why.id}", f"whys/{why.id}/answer"))
    return Why(
        id=why.id,
        parent=parent,
        question=(reader.words(asked) or reader.said(why.question)) if may_ask else "",
        answer=_text(reader, "whys", why.id, "answer", why.answer),
        state=why.state if why.state in _STATES else "hypothesis",
    )


# ── The layout ───────────────────────────────────────────────────────────────────────────────────


def _layout(reader: _Reader, shown: Postmortem) -> Template:
    """Return the template with the sections, facts and columns that the public version can have, without guidance."""
    kept: list[SectionSpec] = []
    for spec in reversed(reader.pm.template.sections):
        made = _spec(reader, shown, spec)
        if made and (made.kind != "group" or (kept and kept[-1].level > made.level)):
            kept.append(made.but(guide="", example="", prompts=(), rules=()))
    return reader.pm.template.but(sections=tuple(reversed(kept)), agenda=(), rules=())


def _spec(reader: _Reader, shown: Postmortem, spec: SectionSpec) -> SectionSpec | None:
    if spec.audience not in ("", PUBLIC):
        return None
    columns = tuple(column for column in spec.columns if column.field not in _INTERNAL_COLUMNS)
    match spec.kind:
        case "facts":
            facts = tuple(_fact_specs(reader, shown, spec.facts))
            return spec.but(facts=facts) if facts or not spec.facts else None
        case "text" | "points":
            return spec if spec.id in shown.sections or reader.may_read_section(spec.id) else None
        case "timeline":
            return spec.but(columns=columns) if shown.timeline else None
        case "actions":
            stage = spec.stage or "committed"
            return spec.but(columns=columns) if any(row.stage == stage for row in shown.actions) else None
        case "whys":
            return spec if shown.whys != Whys() else None
        case "root_cause":
            return spec if shown.whys.root_cause else None
        case "checklist" | "signoff":
            return None
    return spec


def _fact_specs(reader: _Reader, shown: Postmortem, specs: Iterable[FactSpec]) -> Iterable[FactSpec]:
    for spec in specs:
        if spec.facts:
            inside = tuple(_fact_specs(reader, shown, spec.facts))
            if inside:
                yield spec.but(facts=inside)
        elif spec.kind == "points":
            if spec.key in shown.sections or reader.may_read_section(spec.key):
                yield spec
        elif reader.may_read_fact(spec.key):
            yield spec.but(hint="")
