"""What typing, choosing and pasting into the actions means, what is missing, and what is late."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.actions import is_overdue
from postmortem_gui.core.postmortem import ActionItem, Postmortem, Ticket
from postmortem_gui.core.template import Template
from postmortem_gui.editing import action_columns, action_rows
from postmortem_gui.editing.action_rows import gaps
from postmortem_gui.resources import resource

TODAY = date(2026, 11, 20)


def today() -> date:
    return TODAY


COLUMNS = {column.field: column for column in action_columns.columns(today)}
READY = ActionItem(id="x_1", label="A1", description="Limit", owner="Ann", ticket=Ticket(key="P-1"), due="2026-11-27")


def template(name: str) -> Template:
    return Template.model_validate(json.loads(resource(f"templates/{name}.json").read_text(encoding="utf-8")))


def entered(row: ActionItem, field: str, text: str) -> ActionItem:
    pm = Postmortem(actions=(row,))
    enter = COLUMNS[field].enter
    assert enter is not None
    edit = enter(pm, row, text)
    return (edit.apply(pm) if edit else pm).actions[0]


def test_an_action_lacks_what_of_the_four_fields_is_empty() -> None:
    assert gaps(READY) == ()
    assert gaps(ActionItem(id="x_1")) == ("description", "owner", "ticket", "due")
    assert gaps(READY.but(due="soon")) == ("due",)
    assert gaps(ActionItem(id="x_1", stage="potential")) == ()
    assert gaps(ActionItem(id="x_1", status="wont_do")) == ()


@pytest.mark.parametrize(("pattern", "due"), [("DD/MM/YYYY", "2026-12-04"), ("MM/DD/YYYY", "2026-04-12")])
def test_a_day_in_numbers_is_due_in_the_order_of_the_document(pattern: str, due: str) -> None:
    pm = Postmortem(actions=(READY,), template=Template(id="x", date=pattern))
    enter = COLUMNS["due"].enter
    assert enter is not None
    edit = enter(pm, READY, "04/12/2026")
    assert edit is not None
    assert edit.apply(pm).actions[0].due == due


def test_late_is_only_what_is_open_and_was_due_before_today() -> None:
    assert is_overdue(READY.but(due="2026-11-19"), TODAY)
    assert not is_overdue(READY.but(due="2026-11-20"), TODAY)
    assert not is_overdue(READY.but(due="2026-11-19", status="done"), TODAY)
    assert not is_overdue(READY.but(due="ASAP"), TODAY)


@pytest.mark.parametrize(
    ("due", "status", "words"),
    [
        ("2026-11-27", "open", "in 7 d"),
        ("2026-11-14", "in_progress", "6 d late"),
        ("2026-11-20", "open", "today"),
        ("2026-11-14", "done", "closed"),
        ("2026-11-14", "wont_do", "dropped"),
        ("ASAP", "open", ""),
        ("", "open", ""),
    ],
)
def test_a_due_date_says_how_far_away_it_is(due: str, status: str, words: str) -> None:
    assert action_columns.due_words(READY.but(due=due, status=status), TODAY) == words


def test_a_due_date_is_read_as_people_write_it_and_kept_where_it_cannot_be_read() -> None:
    assert entered(READY, "due", "+3d").due == "2026-11-23"
    assert entered(READY, "due", "27 Nov").due == "2026-11-27"
    assert entered(READY, "due", "").due == ""
    row = entered(READY, "due", "when  we can")
    assert row.due == "when we can"
    assert action_columns.due_problem(row).startswith("“when we can” stays as you typed it")


def test_done_has_its_day_and_reopening_takes_it_away_in_one_step() -> None:
    done = entered(READY, "status", "Done")
    assert (done.status, done.closed) == ("done", "2026-11-20")
    assert (entered(done, "status", "open").status, entered(done, "status", "open").closed) == ("open", "")
    assert entered(READY.but(status="done", closed="2026-11-01"), "status", "done").closed == "2026-11-01"
    assert entered(READY, "status", "waiting for legal").status == "waiting for legal"


def test_tickets_are_keys_addresses_and_reasons_for_none() -> None:
    assert entered(READY, "ticket", "https://t.example.com/P-9").ticket == Ticket(
        key="P-9", url="https://t.example.com/P-9"
    )
    assert entered(READY, "ticket", "n/a one line of text").ticket == Ticket(key="n/a", reason="one line of text")
    assert entered(READY, "ticket", " ").ticket is None


@given(st.text(max_size=30), st.sampled_from([field for field, _ in action_columns.TEXTS]))
def test_text_is_kept_as_typed_but_for_line_breaks(text: str, field: str) -> None:
    assert getattr(entered(READY, field, text), field) == text.replace("\n", " ")


def test_every_cell_of_an_empty_action_can_be_read_out() -> None:
    row = ActionItem(id="x_1", label="A4")
    assert COLUMNS["owner"].spoken is not None
    assert COLUMNS["owner"].spoken(Postmortem(), row) == "Owner, missing, row A4"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("full-review", {"label", "description", "owner", "ticket", "due", "priority", "status"}),
        ("sre-classic", {"description", "kind", "owner", "ticket", "status"}),
        ("review-meeting", {"description", "owner", "ticket", "due", "theme", "stage"}),
        ("changeset", {"description", "solution", "solution_kind", "ticket", "details", "due", "owner"}),
        ("brief", {"description", "owner", "ticket", "due"}),
    ],
)
def test_every_field_that_a_template_prints_has_a_column(name: str, fields: set[str]) -> None:
    assert action_rows.asked_fields(template(name)) == fields
    assert fields <= set(COLUMNS)


def test_actions_are_listed_by_stage_as_the_template_has_them() -> None:
    rows = (READY, READY.but(id="x_2", stage="potential"), READY.but(id="x_3"))
    pm = Postmortem(actions=rows, template=template("review-meeting"))
    assert [row.id for row in action_rows.in_stages(pm)] == ["x_2", "x_1", "x_3"]
    assert action_rows.headings(pm) == {"x_2": "Potential Action Items", "x_1": "Action Items"}
    pm = pm.but(template=template("full-review"))
    assert [row.id for row in action_rows.in_stages(pm)] == ["x_1", "x_3", "x_2"]
    assert action_rows.headings(pm)["x_2"] == "Potential, which this template does not print"
    assert action_rows.headings(pm.but(actions=rows[:1])) == {}


def test_copies_have_ids_and_labels_of_their_own() -> None:
    pm = Postmortem(actions=(READY, READY.but(id="x_2", label="A7")))
    new = action_rows.insert_copies(pm, pm.actions, "x_1").apply(pm).actions
    assert [row.label for row in new] == ["A1", "A8", "A9", "A7"]
    assert len({row.id for row in new}) == 4


def test_more_lines_than_anybody_means_as_actions_are_refused_in_words() -> None:
    columns = [COLUMNS["description"]]
    with pytest.raises(ValueError, match="501 lines are too many at once; nothing was pasted"):
        action_rows.pasted(Postmortem(), "fix it\n" * (action_rows.MOST_PASTED + 1), None, columns)


def test_pasted_lines_become_actions_and_their_cells_find_their_columns() -> None:
    pm = Postmortem(actions=(READY,))
    columns = [COLUMNS[field] for field in ("label", "description", "owner", "ticket", "due", "status")]
    edit = action_rows.pasted(pm, "- Write it down\n\nTest it\tBen\tP-2\t+7d\tin progress", None, columns)
    assert edit is not None
    _, first, second = edit.apply(pm).actions
    assert (first.label, first.description, first.status) == ("A2", "Write it down", "open")
    assert (second.label, second.owner, second.ticket, second.due) == ("A3", "Ben", Ticket(key="P-2"), "2026-11-27")
    assert second.status == "in_progress"


def test_rows_copied_as_text_come_back_as_the_same_actions() -> None:
    from postmortem_gui.editing.row_edits import as_text

    pm = Postmortem(actions=(READY.but(priority="P2", kind="prevent", status="done", closed="2026-11-20"),))
    columns = list(COLUMNS.values())
    edit = action_rows.pasted(pm, as_text(pm, columns, pm.actions), None, columns)
    assert edit is not None
    copy = edit.apply(pm).actions[1]
    assert copy.but(id="x_1", label="A1") == pm.actions[0]
