"""What a tracker says reaches the action that names the ticket, as one edit, and no other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import ActionItem, Person, Postmortem, Ticket
from postmortem_gui.importers.tracked import Taken, indexed, take
from postmortem_gui.importers.tracker import TrackedRow
from tests.storage.documents import values

TODAY = date(2026, 11, 21)
RELAY, OTHER = "https://github.com/ours/relay/issues/7", "https://github.com/ours/other/issues/7"


def document(ticket: Ticket | None, **fields: object) -> Postmortem:
    row = ActionItem(id="x_1", label="A3", description="Limit the queue", ticket=ticket).but(**fields)
    return Postmortem(actions=(row,), people=(Person(id="u_1", name="Ida Brandt", handle="@ida"),))


def taken(pm: Postmortem, *rows: TrackedRow) -> tuple[Taken, ActionItem]:
    found = take(pm, indexed(rows), TODAY)
    return found, (found.edit.apply(pm) if found.edit else pm).actions[0]


def done(key: str = "PLAT-12", url: str = "", **fields: str) -> TrackedRow:
    return TrackedRow(key, url, "done", "Done", **fields)


def test_a_closed_ticket_closes_its_action():
    found, action = taken(document(Ticket(key="PLAT-12")), done(closed="2026-11-20"))
    assert found.lines == ["A3 PLAT-12 open → done, closed 2026-11-20"]
    assert (action.status, action.closed) == ("done", "2026-11-20")


def test_without_a_day_of_closing_it_is_closed_today():
    assert taken(document(Ticket(key="PLAT-12")), done())[1].closed == "2026-11-21"


def test_a_closing_day_that_is_known_stays_unless_the_tracker_knows_another():
    pm = document(Ticket(key="PLAT-12"), status="done", closed="2026-11-18")
    assert taken(pm, done())[0].edit is None
    found, action = taken(pm, done(closed="2026-11-19"))
    assert (found.lines, action.closed) == (["A3 PLAT-12 closed 2026-11-18 → 2026-11-19"], "2026-11-19")


def test_what_is_opened_again_is_no_longer_closed():
    pm = document(Ticket(key="PLAT-12"), status="done", closed="2026-11-18")
    _, action = taken(pm, TrackedRow("PLAT-12", "", "in_progress", "Doing", closed="2026-11-18"))
    assert (action.status, action.closed) == ("in_progress", "")


def test_owner_and_due_date_come_along_and_empty_cells_take_nothing_away():
    pm = document(Ticket(key="PLAT-12"), owner="Ben", due="2026-11-10")
    found, action = taken(pm, TrackedRow("PLAT-12", "", "open", "Open", "ida", "2026-11-24"))
    assert found.lines == ["A3 PLAT-12 owner Ben → Ida Brandt, due 2026-11-10 → 2026-11-24"]
    assert (action.owner, action.due) == ("Ida Brandt", "2026-11-24")
    assert taken(pm, TrackedRow("PLAT-12", "", "open", "Open"))[0].same == 1


@pytest.mark.parametrize("owner", ["ida", "@Ida", "Ida  Brandt", "ida brandt"])
def test_the_same_person_by_another_name_is_no_change(owner):
    pm = document(Ticket(key="PLAT-12"), owner="Ida Brandt")
    assert taken(pm, TrackedRow("PLAT-12", "", "open", "Open", owner))[0].edit is None


def test_a_state_that_nobody_knows_is_left_and_said():
    found, action = taken(document(Ticket(key="PLAT-12")), TrackedRow("PLAT-12", "", "", "Limbo"))
    assert action.status == "open"
    assert found.notices == ["A3 PLAT-12 is “Limbo”, a state that is not known: its status stays as it is."]


@pytest.mark.parametrize(
    ("ticket", "row"),
    [
        (Ticket(key="plat-12"), done("PLAT-12")),
        (Ticket(url="https://t.example/browse/PLAT-12?focus=1"), done("PLAT-12")),
        (Ticket(key="PLAT-12"), done("", "https://t.example/browse/PLAT-12")),
        (Ticket(key="limit-the-queue", url="https://linear.app/o/issue/ENG-5/limit-the-queue"), done("ENG-5")),
        (Ticket(key="#7"), done("7", RELAY)),
        (Ticket(key="7", url=RELAY + "/"), done("7", RELAY)),
        (Ticket(key="ours/relay#7"), done("7", RELAY)),
    ],
)
def test_a_ticket_is_found_by_its_key_or_its_address(ticket, row):
    assert taken(document(ticket), row)[1].status == "done"


@pytest.mark.parametrize(
    ("ticket", "row"),
    [
        (Ticket(key="PLAT-1"), done("PLAT-12")),
        (Ticket(key="7", url=OTHER), done("7", RELAY)),
        (Ticket(key="ours/other#7"), done("7", RELAY)),
    ],
)
def test_another_ticket_is_not_taken_for_it(ticket, row):
    found, action = taken(document(ticket), row)
    assert (action.status, found.absent) == ("open", 1)


def test_no_ticket_is_never_found():
    for ticket in (None, Ticket(), Ticket(key="n/a", reason="small")):
        assert taken(document(ticket), done("n/a"), done(""))[0] == Taken()


def test_two_rows_that_contradict_each_other_change_nothing():
    found, action = taken(document(Ticket(key="#7")), done("7", RELAY), TrackedRow("7", OTHER, "open", "Open"))
    assert (action.status, len(found.notices)) == ("open", 1)
    assert taken(document(Ticket(key="PLAT-12")), done(), done())[1].status == "done"


ROWS = st.builds(
    TrackedRow,
    key=st.sampled_from(["PLAT-1", "7", ""]),
    url=st.sampled_from(["", RELAY]),
    status=st.sampled_from(["", "open", "done", "wont_do"]),
    said=st.just("Said"),
    owner=st.sampled_from(["", "ida"]),
    due=st.sampled_from(["", "2026-11-24"]),
    closed=st.sampled_from(["", "2026-11-20"]),
)
TICKETS = st.builds(
    Ticket, key=st.sampled_from(["PLAT-1", "#7", ""]), url=st.sampled_from(["", RELAY, OTHER, "http://["])
)


@given(
    st.lists(values(ActionItem), max_size=3, unique_by=lambda row: row.id),
    st.lists(ROWS, max_size=3),
    st.lists(TICKETS, min_size=3, max_size=3),
)
def test_taking_twice_changes_nothing_the_second_time_and_nothing_but_actions_ever(actions, rows, tickets):
    named = zip(actions, tickets, strict=False)
    pm = Postmortem(actions=tuple(row.but(ticket=ticket) for row, ticket in named))
    found = take(pm, indexed(rows), TODAY)
    assert bool(found.lines) == (found.edit is not None)
    if found.edit:
        after = found.edit.apply(pm)
        assert after.but(actions=pm.actions) == pm
        assert take(after, indexed(rows), TODAY).edit is None
