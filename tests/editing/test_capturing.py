"""What was captured goes where it is looked for, in one step of undo."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core import parts
from postmortem_gui.core.capture import TARGETS
from postmortem_gui.core.order import in_order
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Postmortem, TimelineEntry, When, Why, Whys
from postmortem_gui.editing.capturing import capture_edit, mode_of, read_line
from postmortem_gui.editing.document import Document

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def row(name: str, clock: str = "") -> TimelineEntry:
    at = datetime.fromisoformat(f"2026-11-17T{clock}:00+00:00") if clock else None
    return TimelineEntry(id=name, event=name, when=When(at=at))


def add(document: Document, line: str, current: str | None = None, target: str = "timeline") -> Place:
    pm = document.value
    captured = read_line(pm, line, target=target, mode=mode_of(pm), row=current, now=NOW, today=date(2026, 11, 20))
    capture = capture_edit(pm, captured, current)
    assert capture is not None
    before = document.undo_stack.count()
    assert document.apply(capture.edit)
    assert document.undo_stack.count() == before + 1
    assert parts.read(document.value, capture.place) is not None
    return capture.place


def events(document: Document) -> list[str]:
    return [row.event for row in in_order(document.value.timeline)]


def test_a_dated_row_goes_to_its_place_in_time_and_one_without_a_time_behind_the_current_one():
    document = Document(Postmortem(timeline=(row("a", "14:00"), row("b", "14:10"), row("c", "14:20"))))
    add(document, "14:10 second of its minute")
    add(document, "13:00 first")
    add(document, "no time", "a")
    add(document, "last of all")
    assert events(document) == ["first", "a", "no time", "b", "second of its minute", "c", "last of all"]


def test_a_name_in_code_is_no_emphasis():
    document = Document(Postmortem())
    add(document, "14:00 __init__ raised, **not** the relay")
    assert events(document) == [r"\_\_init\_\_ raised, **not** the relay"]


def test_clock_times_and_minutes_count_from_the_current_row():
    late = TimelineEntry(id="z", when=When(at=datetime(2026, 11, 18, 0, 4, tzinfo=UTC)))
    document = Document(Postmortem(timeline=(row("a", "14:00"), late, row("u"))))
    for line, current, wanted in (
        ("+5m x", "a", "2026-11-17T14:05"),
        ("23:58 x", "z", "2026-11-17T23:58"),
        ("+5m x", "u", "2026-11-18T00:09"),
        ("+1m x", "gone", "2026-11-18T00:10"),
    ):
        place = add(document, line, current)
        found = parts.row(document.value, "timeline", place.row or "")
        assert isinstance(found, TimelineEntry)
        assert found.when.at is not None
        assert found.when.at.isoformat().startswith(wanted)


@pytest.mark.parametrize(
    "fact", ["2026-11-03", When(at=datetime(2026, 11, 3, 14, tzinfo=UTC)), "3 November 2026", When(at=None, typed="?")]
)
def test_the_first_row_is_on_the_day_of_the_incident(fact: str | When):
    document = Document(Postmortem(facts={"date": fact}))
    add(document, "14:32 paged Ann")
    day = 20 if isinstance(fact, When) and fact.at is None else 3
    assert document.value.timeline[0].when.at == datetime(2026, 11, day, 14, 32, tzinfo=UTC)


def test_an_action_gets_the_next_label_and_an_owner_that_the_document_knows():
    document = Document(Postmortem(actions=(ActionItem(id="x1", label="A4", owner="Emma Lind"),)))
    place = add(document, "! fix limit @emma P1 fri #PD-7")
    new = document.value.actions[1]
    assert (place.row, new.label, new.description, new.owner) == (new.id, "A5", "fix limit", "Emma Lind")
    assert (new.priority, new.due, new.ticket and new.ticket.key) == ("P1", "2026-11-27", "PD-7")


def test_whys_follow_each_other_and_answers_go_to_the_question_that_waits():
    document = Document(Postmortem(whys=Whys(problem="Labels stopped")))
    for line in ("? why did it stop", "? memory ran out", "? no limit was set", "? Why not? Nobody owned it"):
        add(document, line)
    whys = document.value.whys.items
    assert [(why.question, why.answer) for why in whys] == [
        ("why did it stop", "memory ran out"),
        ("", "no limit was set"),
        ("Why not?", "Nobody owned it"),
    ]
    assert [why.parent for why in whys] == [None, whys[0].id, whys[1].id]


def test_a_why_that_waits_empty_is_filled():
    document = Document(Postmortem(whys=Whys(items=(Why(id="w1", parent=None),))))
    add(document, "? why did it stop")
    assert [(why.id, why.question) for why in document.value.whys.items] == [("w1", "why did it stop")]


def test_the_status_of_a_running_incident_is_live_mode():
    assert mode_of(Postmortem(facts={"status": "Incident live"})) == "live"
    assert mode_of(Postmortem(facts={"status": "in_review"})) == "review"
    document = Document(Postmortem(facts={"status": "Incident live"}))
    add(document, "paged Ann")
    assert document.value.timeline[0].when.at == NOW


_LINES = st.tuples(
    st.sampled_from(["", "! ", "? ", "14:32 ", "+5m ", "why? ", "? why? "]),
    st.text(min_size=1, max_size=12).map(lambda text: text + "x"),
    st.sampled_from([key for key, _ in TARGETS]),
)


@given(st.lists(_LINES, max_size=8))
def test_whatever_was_captured_is_taken_back_line_by_line(lines: list[tuple[str, str, str]]):
    start = Postmortem(timeline=(row("a", "14:00"), row("b")))
    document = Document(start)
    seen = [document.value]
    for mark, text, target in lines:
        add(document, mark + text, "a", target)
        seen.append(document.value)
    while document.undo_stack.canUndo():
        assert document.value == seen.pop()
        document.undo_stack.undo()
    assert document.value == start


def test_bold_words_of_a_line_mark_its_row():
    pm = Postmortem(timeline=(TimelineEntry(id="t_1", when=When(at=NOW)),))
    captured = read_line(
        pm, "9:40 **Detected** by Ann /ack", target="timeline", mode="review", row=None, now=NOW, today=NOW.date()
    )
    capture = capture_edit(pm, captured, None)
    assert capture is not None
    assert capture.edit.apply(pm).timeline[-1].phases == ("detected", "acknowledged")
