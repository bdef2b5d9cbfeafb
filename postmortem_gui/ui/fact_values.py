"""A fact in the shape that a field can show, whatever shape the document has it in; another template may have asked
for it differently, and nothing changes until somebody edits it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from postmortem_gui.core.links import read_links, write_links
from postmortem_gui.core.metrics import derived, measured_for, moment, reversed_rows
from postmortem_gui.core.postmortem import FactValue, Link, Postmortem, Record, Seconds, TimelineEntry, When
from postmortem_gui.core.strip_words import told
from postmortem_gui.core.template import FactSpec, RecordColumn
from postmortem_gui.core.times import edit_form, in_zone, show_date, show_duration, show_time
from postmortem_gui.core.vocabulary import PHASES, word_for

LONG_DAY = "D MMM YYYY"
_LONG_TIME = "D MMM YYYY HH:mm"
_LONGEST_EVENT = 26
_MARKS = re.compile(r"(\*\*|__|[*_`])(?=\S)(.+?)(?<=\S)\1")
_LINKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def as_text(value: FactValue | None, zone: str) -> str:
    """Return a fact in one text; a text stays as it is."""
    match value:
        case None:
            return ""
        case str():
            return value
        case Link():
            return write_links((value,)) if value.url else value.title
        case Seconds():
            return show_duration(value.seconds)
        case When():
            return edit_form(value, zone)
    return ", ".join(as_list(value, zone))


def as_list(value: FactValue | None, zone: str) -> tuple[str, ...]:
    """Return a fact as some texts; a text is cut at its commas, a row of a table is one text."""
    if isinstance(value, tuple):
        return tuple(item if isinstance(item, str) else _cells(item) for item in value)
    text = as_text(value, zone)
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _cells(row: Record) -> str:
    return " – ".join(cell for cell in (row.__pydantic_extra__ or {}).values() if cell)


def as_link(value: FactValue | None, zone: str) -> Link:
    """Return a fact as a link; a text that holds one address is read, any other becomes the title."""
    if isinstance(value, Link):
        return value
    text = as_text(value, zone)
    links = read_links(text)
    return links[0] if len(links) == 1 and links[0].url else Link(title=text)


def as_records(
    value: FactValue | None, columns: tuple[RecordColumn, ...], new_id: Callable[[], str], zone: str
) -> tuple[Record, ...]:
    """Return a fact as rows of a table: a list or a text fills the first column of rows with new ids."""
    if isinstance(value, tuple) and all(isinstance(row, Record) for row in value):
        return tuple(row for row in value if isinstance(row, Record))
    first = columns[0].key if columns else "text"
    return tuple(Record.model_validate({"id": new_id(), first: text}) for text in as_list(value, zone))


def without_marks(text: str) -> str:
    """Return one line of Markdown as plain words: no emphasis, no code marks, links by their words."""
    return _MARKS.sub(r"\2", _LINKS.sub(r"\1", " ".join(text.split())))


def plain_event(row: TimelineEntry) -> str:
    """Return what happened, in one short line without its Markdown."""
    text = without_marks(row.event)
    return text if len(text) <= _LONGEST_EVENT else f"{text[: _LONGEST_EVENT - 1].rstrip()}…"


def long_time(when: When, zone: str) -> str:
    """Return a time with its weekday: `Tue 17 Nov 2026 14:14`; what could not be read stays as it was typed."""
    if when.at is None:
        return when.typed
    day = in_zone(when.at, when.zone if when.precision == "day" else zone)
    shown = show_time(when, zone, _LONG_TIME)
    return f"~{day:%a} {shown[1:]}" if when.about else f"{day:%a} {shown}"


def long_day(day: str) -> str:
    """Return a day (`YYYY-MM-DD`) with its weekday; a text that is no day is returned as it is."""
    shown = show_date(day, LONG_DAY)
    return shown if shown == day else f"{date.fromisoformat(day):%a} {shown}"


def source_of(pm: Postmortem, spec: FactSpec) -> str:
    """Return where the derived value of a fact comes from: `from 14:14 CheckoutErrorBudgetBurn`; empty without one.

    Of a duration that ends before it starts it says so.
    """
    if derived(pm, spec) is None:
        return _reversed(pm, spec)
    if spec.kind == "duration" and (span := measured_for(pm, spec)):
        ends = []
        for row_id, phase in ((span.from_row, spec.from_[0]), (span.to_row, spec.from_[1])):
            end = next(row for row in pm.timeline if row.id == row_id)
            ends.append(f"{show_time(end.when, pm.zone, 'HH:mm')} {word_for(PHASES, phase).lower()}")
        return " to ".join(ends)
    row = moment(pm, spec.from_[0])
    return f"from {show_time(row.when, pm.zone, 'HH:mm')} {plain_event(row)}" if row is not None else ""


def _reversed(pm: Postmortem, spec: FactSpec) -> str:
    if spec.kind != "duration" or len(spec.from_) != 2:
        return ""
    found = reversed_rows(pm, *spec.from_)
    if found is None:
        return ""
    start, end = (
        f"{word_for(PHASES, phase)} ({show_time(row.when, pm.zone, 'HH:mm')})"
        for phase, row in zip(spec.from_, found, strict=True)
    )
    return f"No length: in the timeline {end} comes before {start}"


def overridden(pm: Postmortem, spec: FactSpec) -> str:
    """Return what the timeline says of a fact that somebody typed over, and by how much; empty where they agree."""
    given, said = pm.facts.get(spec.key), derived(pm, spec)
    if given is None or said is None or given == said:
        return ""
    match given, said:
        case Seconds(), Seconds():
            away = given.seconds - said.seconds
            if not away or (span := measured_for(pm, spec)) is None:
                return ""
            more = f"{show_duration(abs(away))} {'longer' if away > 0 else 'shorter'}"
            return f"typed, {more} than the timeline, which says {told(span)}"
        case When(), When():
            if given.at == said.at:
                return ""
            return f"typed over; the timeline says {long_time(said, pm.zone)}"
        case _, str():
            return f"typed over; the timeline says {long_day(said)}"
    return "typed over the timeline"
