"""The closure rate counts what was promised and will be done, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.closure import Closure, Tally
from postmortem_gui.core.postmortem import ActionItem, Postmortem, Ticket
from tests.storage.documents import documents

TODAY = date(2026, 11, 20)


def closure(*rows: ActionItem) -> Closure:
    made = Closure(TODAY)
    made.add(Postmortem(actions=tuple(row.but(id=f"x_{at}") for at, row in enumerate(rows))))
    return made


def action(**fields: object) -> ActionItem:
    return ActionItem(id="x", description="Limit the queue").but(**fields)


def test_only_committed_actions_that_will_be_done_count():
    made = closure(action(), action(status="done"), action(status="wont_do"), action(stage="potential"))
    assert (made.documents, made.total) == (1, Tally(all=2, closed=1, without_ticket=2))
    assert made.total.rate == 50


def test_a_row_in_which_nobody_has_written_anything_does_not_count():
    assert closure(ActionItem(id="x", label="A1")).total.all == 0


def test_without_actions_there_is_no_rate():
    assert closure().total.rate is None


def test_a_target_is_never_reached_by_rounding():
    assert Tally(all=10_000, closed=7_999).rate == 79.9


@pytest.mark.parametrize(
    ("ticket", "without"),
    [
        (None, 1),
        (Ticket(), 1),
        (Ticket(key="PLAT-1"), 0),
        (Ticket(url="https://t.example/1"), 0),
        (Ticket(key="n/a", reason="done in the meeting"), 0),
        (Ticket(key="N/A"), 1),
    ],
)
def test_no_ticket_needs_a_reason(ticket, without):
    assert closure(action(ticket=ticket)).total.without_ticket == without


def test_overdue_is_what_is_open_and_was_due_before_today():
    late, due = "2026-11-19", "2026-11-20"
    rows = action(due=late), action(due=late, status="in_progress"), action(due=due), action(due=late, status="done")
    assert closure(*rows).total.overdue == 2


def test_priorities_go_from_urgent_to_none_and_owners_by_name():
    rows = [action(priority=one, owner=who) for one, who in (("", ""), ("P3", "@ida"), ("P1", "Ben"), ("P0", "ida "))]
    made = closure(*rows)
    assert [name for name, _ in made.priorities()] == ["P0", "P1", "P3", ""]
    assert [(name, tally.all) for name, tally in made.owners()] == [("Ben", 1), ("ida", 2), ("", 1)]


@given(st.lists(documents(), max_size=3))
def test_the_parts_add_up_to_the_whole(found):
    made = Closure(TODAY)
    for pm in found:
        made.add(pm)
    for parts in (made.priorities(), made.owners()):
        assert sum(tally.all for _, tally in parts) == made.total.all
        assert sum(tally.closed for _, tally in parts) == made.total.closed
        assert sum(tally.overdue for _, tally in parts) == made.total.overdue
