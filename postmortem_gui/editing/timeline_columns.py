"""The columns of the timeline: what each one shows, and what typing in it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from postmortem_gui.core.edits import Edit, Set, Together
from postmortem_gui.core.links import read_links, write_links
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry
from postmortem_gui.core.vocabulary import KINDS, PHASES, word_for
from postmortem_gui.editing import timeline_times as times
from postmortem_gui.editing.question_edits import questions_by_row, spoken
from postmortem_gui.editing.rows_model import FieldColumn

Clock = Callable[[], datetime]
"""Gives the time now, in UTC."""


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def columns(clock: Clock) -> tuple[FieldColumn, ...]:
    """Return the columns of the timeline from left to right. `clock` is asked for what `now` means."""

    def enter_time(pm: Postmortem, row: TimelineEntry, text: str) -> Edit | None:
        if text.strip() == times.time_edited(pm, row):
            return None
        when = times.time_entered(pm, row, text, clock())
        return None if when == row.when else times.set_time(row, when)

    return (
        FieldColumn(
            "when",
            "Time",
            times.time_shown,
            times.time_edited,
            enter_time,
            times.time_spoken,
            times.time_tip,
            titled=times.time_head,
        ),
        FieldColumn("event", "Event", lambda _pm, row: row.event, None, _enter("event"), _spoken_event, live=True),
        FieldColumn("kind", "Kind", lambda _pm, row: kind_words(row), enter=_enter_kind),
        FieldColumn("source", "Source", _show_source, _edit_source, _enter_source, tip=_source_tip),
        FieldColumn("who", "Who", lambda _pm, row: row.who, enter=_enter("who"), live=True),
    )


def _spoken_event(pm: Postmortem, row: TimelineEntry) -> str:
    asked = spoken(questions_by_row(pm, "timeline").get(row.id, ())) if pm.questions else ""
    event = f"Event: {row.event}" if row.event else "Event, empty"
    return f"{event}; {asked}" if asked else event


# ── Kind and phases ──


def kind_words(row: TimelineEntry) -> str:
    """Return what sort of row it is: its phases, then its kind where that says more than `step`."""
    words = [word_for(PHASES, phase) for phase in row.phases]
    if row.kind != "step" or not words:
        words.append(word_for(KINDS, row.kind))
    return ", ".join(words)


def set_kind(row: TimelineEntry, kind: str, phases: Sequence[str]) -> Edit | None:
    """Return the edit that gives a row its kind and its phases, None when it has them."""
    edits: list[Edit] = []
    if tuple(phases) != row.phases:
        edits.append(Set(Place("timeline", row.id, "phases"), tuple(phases)))
    if kind != row.kind:
        edits.append(Set(Place("timeline", row.id, "kind"), kind))
    return Together("Change kind of timeline row", tuple(edits)) if edits else None


_BY_WORD = {
    **{word.lower(): (key, "") for key, word in KINDS},
    **{word.lower(): ("", key) for key, word in PHASES},
}


def _enter_kind(_pm: Postmortem, row: TimelineEntry, text: str) -> Edit | None:
    found = [_BY_WORD.get(word.strip().lower(), ("", "")) for word in text.split(",")]
    kinds = [kind for kind, _ in found if kind]
    phases = tuple(key for key, _ in PHASES if any(key == phase for _, phase in found))
    if text.strip() and not kinds and not phases:
        return None
    return set_kind(row, kinds[0] if kinds else "step", phases)


# ── The other columns ──


def _show_source(_pm: Postmortem, row: TimelineEntry) -> str:
    return ", ".join(link.title or link.url for link in row.source)


def _edit_source(_pm: Postmortem, row: TimelineEntry) -> str:
    return write_links(row.source)


def _enter_source(_pm: Postmortem, row: TimelineEntry, text: str) -> Edit | None:
    links = read_links(text)
    return None if links == row.source else Set(Place("timeline", row.id, "source"), links)


def _source_tip(_pm: Postmortem, row: TimelineEntry) -> str:
    urls = [link.url for link in row.source if link.url]
    return "\n".join((*urls, "Ctrl+click opens it")) if urls else "A link, or where this can be seen"


def _enter(field: str) -> Callable[[Postmortem, TimelineEntry, str], Edit | None]:
    def enter(_pm: Postmortem, row: TimelineEntry, text: str) -> Edit | None:
        return Set(Place("timeline", row.id, field), " ".join(text.split("\n")))

    return enter
