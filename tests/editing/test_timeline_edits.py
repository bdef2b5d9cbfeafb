"""Edits of several rows are one step, keep what was said, and can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import (
    ActionItem,
    Claim,
    Evidence,
    Mark,
    Postmortem,
    Question,
    TimelineEntry,
    When,
    Why,
    Whys,
)
from postmortem_gui.editing import timeline_edits
from tests.strategies import timelines

START = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)


def entry(number: int, minute: int | None, **members: object) -> TimelineEntry:
    when = When() if minute is None else When(at=START + timedelta(minutes=minute))
    return TimelineEntry(id=f"t_{number}", when=when, event=f"event {number}").but(**members)


def test_selected_rows_are_shifted_and_undated_ones_stay():
    pm = Postmortem(timeline=(entry(1, 0), entry(2, None), entry(3, 9)))
    edit = timeline_edits.shift_edit(pm.timeline[:2], timedelta(minutes=-3))
    assert edit is not None
    after = edit.apply(pm).timeline
    assert [row.when.at for row in after] == [START - timedelta(minutes=3), None, START + timedelta(minutes=9)]
    assert timeline_edits.shift_edit(pm.timeline[1:2], timedelta(minutes=3)) is None


def test_a_shift_out_of_the_calendar_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="too far away"):
        timeline_edits.shift_edit((entry(1, 0),), timedelta(days=9000 * 366))
    with pytest.raises(ValueError, match="too far away"):
        timeline_edits.shift_edit((entry(1, 0),), timedelta(days=-999_999))


def test_whatever_spoke_of_a_merged_row_speaks_of_the_one_that_is_left():
    pm = Postmortem(
        timeline=(entry(1, 0), entry(2, 0, event="more"), entry(3, 9)),
        whys=Whys(items=(Why(id="w_1", evidence=(Evidence(row="t_2"), Evidence(row="t_1"), Evidence(row="t_3"))),)),
        actions=(ActionItem(id="x_1", answers=("timeline/t_2", "went_wrong/p_1")),),
        questions=(Question(id="q_1", place="timeline/t_2/event"),),
    )
    edit = timeline_edits.merge_edit(pm, pm.timeline[:2])
    assert edit is not None
    after = edit.apply(pm)
    assert [row.id for row in after.timeline] == ["t_1", "t_3"]
    assert after.timeline[0].event == "event 1; more"
    assert after.whys.items[0].evidence == (Evidence(row="t_1"), Evidence(row="t_3"))
    assert after.actions[0].answers == ("timeline/t_1", "went_wrong/p_1")
    assert after.questions[0].place == "timeline/t_1/event"
    assert timeline_edits.merge_edit(pm, pm.timeline[:1]) is None


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({}, None),
        ({"timeline/t_1": Mark(audience="public")}, Mark(audience="internal")),
        (
            {"timeline/t_1": Mark(audience="public", public="We saw it."), "timeline/t_2/event": Mark(public="Paged.")},
            Mark(audience="public", public="We saw it. Paged."),
        ),
        (
            {"timeline/t_1": Mark(public="We saw it."), "timeline/t_2": Mark(audience="internal")},
            Mark(audience="internal", public="We saw it."),
        ),
    ],
)
def test_what_was_internal_does_not_become_public_by_a_merge(marks: dict[str, Mark], expected: Mark | None) -> None:
    pm = Postmortem(timeline=(entry(1, 0), entry(2, 0)), marks=marks)
    edit = timeline_edits.merge_edit(pm, pm.timeline)
    assert edit is not None
    assert edit.apply(pm).marks.get("timeline/t_1") == expected
    assert "timeline/t_2" not in str(edit.apply(pm).marks)


@given(timelines(5), st.data())
def test_any_rows_can_be_merged_and_the_others_stay_as_they_are(
    rows: tuple[TimelineEntry, ...], data: st.DataObject
) -> None:
    chosen = tuple(row for row in rows if data.draw(st.booleans()))
    pm = Postmortem(timeline=rows)
    edit = timeline_edits.merge_edit(pm, chosen)
    if edit is not None:
        after = edit.apply(pm).timeline
        assert [row for row in after if row.id != chosen[0].id] == [row for row in rows if row not in chosen]


def test_rows_are_marked_like_the_one_that_was_marked():
    rows = (entry(1, 0, phases=("detected",)), entry(2, 1, phases=("lead_up",), kind="comms"))
    edit = timeline_edits.mark_edit(rows, rows[0], "decision", ("acknowledged",))
    assert edit is not None
    after = edit.apply(Postmortem(timeline=rows)).timeline
    assert [row.phases for row in after] == [("acknowledged",), ("lead_up", "acknowledged")]
    assert {row.kind for row in after} == {"decision"}
    assert timeline_edits.mark_edit(rows, rows[0], "step", ("detected",)) is None


def test_the_kind_goes_round():
    row = entry(1, 0, kind="evidence")
    edit = timeline_edits.next_kind_edit((row,))
    assert edit is not None
    assert edit.apply(Postmortem(timeline=(row,))).timeline[0].kind == "step"
    assert timeline_edits.next_kind_edit(()) is None


def test_bold_words_mark_a_row():
    row = entry(1, 0, event="**OUTAGE BEGINS** here", phases=("detected",))
    edit = timeline_edits.said_phases_edit(Postmortem(), row)
    assert edit is not None
    assert edit.apply(Postmortem(timeline=(row,))).timeline[0].phases == ("impact_start", "detected")
    assert timeline_edits.said_phases_edit(Postmortem(), row.but(phases=("impact_start",))) is None


def test_a_dispute_is_one_edit():
    row, other = entry(1, 0), When(at=START + timedelta(minutes=2))
    edit = timeline_edits.dispute_edit(row, (Claim(when=row.when), Claim(when=other, by="Ann")), 1)
    assert edit is not None
    after = edit.apply(Postmortem(timeline=(row,))).timeline[0]
    assert after.when == other
    assert [claim.by for claim in after.claims] == ["", "Ann"]
    assert timeline_edits.dispute_edit(row, (Claim(when=row.when),), 0) is None
