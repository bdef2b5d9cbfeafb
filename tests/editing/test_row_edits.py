"""Rows are moved, filled and copied so that nothing of them is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.edits import Edit
from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import ActionItem, Link, Postmortem, Ticket, TimelineEntry, When
from postmortem_gui.editing import row_edits, timeline_columns, timeline_edits, timeline_rows
from postmortem_gui.editing.timeline_columns import utc_now

START = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)
COLUMNS = timeline_columns.columns(utc_now)


def entry(number: int, minute: int | None, **members: object) -> TimelineEntry:
    when = When() if minute is None else When(at=START + timedelta(minutes=minute))
    return TimelineEntry(id=f"t_{number}", when=when, event=f"event {number}").but(**members)


def shown(pm: Postmortem) -> tuple[TimelineEntry, ...]:
    return in_order(pm.timeline)


def moved(pm: Postmortem, row_id: str, step: int) -> Edit | None:
    return row_edits.moved_together(pm, "timeline", shown, [row_id], step)


def test_a_row_moves_among_rows_of_the_same_minute_and_no_further() -> None:
    pm = Postmortem(timeline=(entry(1, 0), entry(2, 5), entry(3, 5), entry(4, 9)))
    up = moved(pm, "t_3", -1)
    assert up is not None
    assert [row.id for row in shown(up.apply(pm))] == ["t_1", "t_3", "t_2", "t_4"]
    assert moved(pm, "t_2", -1) is None
    assert moved(pm, "t_4", 1) is None


@given(
    st.lists(st.sampled_from((None, 0, 0, 5, 9)), min_size=1, max_size=7), st.integers(0, 6), st.sampled_from((-1, 1))
)
def test_a_move_that_is_offered_changes_places_with_the_neighbour_and_nothing_else(
    minutes: list[int | None], at: int, step: int
) -> None:
    pm = Postmortem(timeline=tuple(entry(n, minute) for n, minute in enumerate(minutes)))
    row = shown(pm)[at % len(minutes)]
    edit = moved(pm, row.id, step)
    before = [other.id for other in shown(pm)]
    if edit is None:
        return
    after = [other.id for other in shown(edit.apply(pm))]
    assert after == row_edits.stepped(before, row.id, step)


def test_rows_that_are_neighbours_move_together() -> None:
    pm = Postmortem(timeline=tuple(entry(n, 5) for n in range(4)))
    down = row_edits.moved_together(pm, "timeline", shown, ["t_0", "t_1"], 1)
    assert down is not None
    assert [row.id for row in shown(down.apply(pm))] == ["t_2", "t_0", "t_1", "t_3"]
    assert row_edits.moved_together(pm, "timeline", shown, ["t_2", "t_3"], 1) is None


@given(
    st.lists(st.sampled_from((None, 0, 0, 5, 9)), min_size=2, max_size=7), st.integers(0, 6), st.sampled_from((-1, 1))
)
def test_a_time_between_its_neighbours_puts_a_row_where_it_was_dragged(
    minutes: list[int | None], at: int, step: int
) -> None:
    pm = Postmortem(timeline=tuple(entry(n, minute) for n, minute in enumerate(minutes)))
    row = shown(pm)[at % len(minutes)]
    order = row_edits.stepped(timeline_edits.shown_order(pm), row.id, step)
    if order:
        edit = timeline_edits.move_with_time(pm, row, order)
        assert edit is None or timeline_edits.shown_order(edit.apply(pm)) == order


def test_a_row_between_two_others_happened_between_them() -> None:
    pm = Postmortem(timeline=(entry(1, 0), entry(2, 5), entry(3, 9), entry(4, 20)))
    edit = timeline_edits.move_with_time(pm, pm.timeline[0], ["t_2", "t_1", "t_3", "t_4"])
    assert edit is not None
    row = edit.apply(pm).timeline[1]
    assert (row.id, row.when.at, row.when.until) == (
        "t_1",
        START + timedelta(minutes=5),
        START + timedelta(minutes=9),
    )
    last = timeline_edits.move_with_time(pm, pm.timeline[2], ["t_1", "t_2", "t_4", "t_3"])
    assert last is not None
    row = shown(last.apply(pm))[3]
    assert (row.id, row.when.at, row.when.until) == ("t_3", START + timedelta(minutes=20), None)


def test_filling_down_enters_what_stands_above_into_every_row() -> None:
    source = entry(1, 0, who="Emma Lind", kind="comms", phases=("detected", "declared"))
    pm = Postmortem(timeline=(source, entry(2, 5), entry(3, 9)))
    for at, field in ((4, "who"), (2, "kind"), (2, "phases")):
        edit = row_edits.filled_down(pm, COLUMNS[at], source, pm.timeline[1:])
        assert edit is not None
        assert [getattr(row, field) for row in edit.apply(pm).timeline[1:]] == [getattr(source, field)] * 2
    times = row_edits.filled_down(pm, COLUMNS[0], source, pm.timeline[1:])
    assert times is not None
    assert {row.when.at for row in times.apply(pm).timeline} == {START}


def test_other_programs_get_lines_with_tabs_and_a_table_with_a_head() -> None:
    row = entry(1, 10, event="a <b>\tand | more", source=(Link(title="run 5", url="https://ci.example.com/5"),))
    pm = Postmortem(timeline=(row,))
    text = row_edits.as_text(pm, COLUMNS[:4], pm.timeline)
    assert text == "2026-11-17 14:10 UTC\ta <b> and | more\tStep\t[run 5](https://ci.example.com/5)"
    table = row_edits.as_html(pm, COLUMNS[:2], pm.timeline)
    assert [cell.rpartition(">")[2] for cell in table.split("</th>")[:2]] == ["Time", "Event"]
    markdown = row_edits.as_markdown(pm, COLUMNS[:2], pm.timeline)
    assert markdown.splitlines()[0] == "| Time | Event |"
    assert markdown.splitlines()[2] == "| 2026-11-17 14:10 UTC | a <b> and \\| more |"
    assert ">14:10</td><td" in table
    assert ">a &lt;b&gt;" in table


@given(st.text(max_size=20), st.text(max_size=20))
def test_rows_come_back_from_the_clipboard_as_they_were(event: str, reason: str) -> None:
    rows = (entry(1, 0, event=event, raw="x"),)
    assert row_edits.rows_in("timeline", row_edits.as_json("timeline", rows)) == rows
    actions = (ActionItem(id="x_1", ticket=Ticket(key="n/a", reason=reason), answers=("whys/w_1",)),)
    assert row_edits.rows_in("actions", row_edits.as_json("actions", actions)) == actions


@given(st.binary(max_size=40))
def test_what_is_no_row_on_the_clipboard_is_no_row(data: bytes) -> None:
    assert row_edits.rows_in("timeline", data) == ()
    assert row_edits.rows_in("timeline", row_edits.as_json("actions", ())) == ()
    assert row_edits.rows_in("timeline", b'["timeline", [{"event": 5}]]') == ()


def test_undated_rows_go_above_the_row_that_was_meant() -> None:
    pm = Postmortem(timeline=(entry(1, 5), entry(2, None), entry(3, 0)))
    new = (TimelineEntry(id="t_new"),)
    for row_id in ("t_1", "t_2", "t_3"):
        after = timeline_rows.insert_above(pm, new, row_id).apply(pm)
        lines = [row.id for row in shown(after)]
        assert lines[lines.index("t_new") + 1] == row_id
