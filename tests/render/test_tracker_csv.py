"""The import of a tracker reads the actions that want a ticket, and hears of whatever is otherwise."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from postmortem_gui.core.postmortem import ActionItem, Person, Postmortem, Ticket
from postmortem_gui.importers.tracker_words import Seen, as_day
from postmortem_gui.render.tracker_csv import TRACKERS, TrackerTable, tracker_of, tracker_table
from tests.strategies import postmortems

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
LIMITS = {"jira": 255, "github": 256, "linear": 255}


def document(*actions: ActionItem) -> Postmortem:
    return Postmortem(
        facts={"title": "Labels **stopped**", "incident_id": "INC-2026-11-10-001"},
        people=(Person(id="u_1", name="Ida Brandt", handle="@ida"),),
        actions=actions,
    )


def action(**fields: object) -> ActionItem:
    row = ActionItem(
        id="x_1", label="A1", description="Limit the `relay` queue", owner="Ida Brandt", due="2026-11-20", priority="P1"
    )
    return row.but(**fields)


def rows(table: TrackerTable) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.data.decode(), newline="")))


def cells(name: str, row: ActionItem) -> dict[str, str]:
    heads, *lines = rows(tracker_table(document(row), tracker_of(name)))
    (line,) = lines
    return dict(zip(reversed(heads), reversed(line), strict=True))  # the first of two columns of one name


FROM = "Action A1 of the postmortem INC-2026-11-10-001, Labels stopped."


def test_jira_reads_its_own_dates_its_priorities_and_a_column_for_each_label():
    heads, line = rows(tracker_table(document(action()), tracker_of("jira")))
    assert heads == ["Summary", "Issue Type", "Description", "Assignee", "Due Date", "Priority", "Labels", "Labels"]
    assert line == [
        *("Limit the relay queue", "Task", FROM, "Ida Brandt", "20/Nov/26 12:00 AM", "High"),
        *("postmortem", "INC-2026-11-10-001"),
    ]


def test_github_reads_handles_and_labels_and_has_the_due_date_in_the_body():
    assert cells("github", action()) == {
        "title": "Limit the relay queue",
        "body": f"Due: 2026-11-20\n\n{FROM}",
        "labels": "postmortem, INC-2026-11-10-001, P1",
        "assignees": "ida",
    }


def test_linear_reads_iso_dates_and_its_own_priorities():
    found = cells("linear", action(owner="@ida", solution_kind="code", solution="A limit", details="10,000 jobs"))
    assert (found["Title"], found["Priority"], found["Due Date"]) == ("Limit the relay queue", "High", "2026-11-20")
    assert (found["Assignee"], found["Labels"]) == ("Ida Brandt", "postmortem, INC-2026-11-10-001")
    assert found["Description"] == f"Code: A limit\n\n10,000 jobs\n\n{FROM}"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ticket": Ticket(key="PAY-12")}, "Left out, has a ticket already: A1."),
        ({"ticket": Ticket(url="https://t.example/1")}, "Left out, has a ticket already: A1."),
        ({"ticket": Ticket(key="n/a", reason="done by hand")}, "Left out, needs no ticket: A1."),
        ({"status": "done"}, "Left out, closed: A1."),
        ({"status": "wont_do"}, "Left out, closed: A1."),
    ],
)
def test_what_wants_no_ticket_is_left_out_and_named(fields, said):
    table = tracker_table(document(action(**fields)), tracker_of("jira"))
    assert (table.rows, len(rows(table))) == (0, 1)
    assert table.notices == ("No committed action wants a ticket, so the table has no rows.", said)


@pytest.mark.parametrize("fields", [{"stage": "potential"}, {"description": " "}])
def test_only_committed_actions_that_say_something_go_to_a_tracker(fields):
    assert tracker_table(document(action(**fields)), tracker_of("linear")).rows == 0


@pytest.mark.parametrize("name", LIMITS)
def test_a_title_is_cut_to_what_the_tracker_takes_and_whole_in_the_description(name):
    for long in ("x" * 300, "=" + "x" * 254, "ab \U0001f9ea" * 90):
        table = tracker_table(document(action(description=long)), tracker_of(name))
        line = dict(zip(rows(table)[0], rows(table)[1], strict=True))
        title = line.get("Summary") or line.get("Title") or line["title"]
        assert len(title.encode("utf-16-le")) // 2 <= LIMITS[name]
        if len(long) >= 300:
            assert title.endswith("…")
            assert long in (line.get("Description") or line["body"])
            assert table.notices[1] == f"Title cut to {LIMITS[name]} characters, whole in the description: A1."


def test_what_has_no_column_stands_in_the_description_and_is_said():
    row = action(owner="Somebody Else", due="next sprint", priority="urgent")
    table = tracker_table(document(row), tracker_of("github"))
    assert cells("github", row)["body"].startswith("Owner: Somebody Else\n\nDue: next sprint\n\nPriority: urgent\n\n")
    assert table.notices == (
        "The table for GitHub has 1 action.",
        "Owner without a handle, named in the description: A1.",
        "Due date that is no day, named in the description: A1.",
        "Priority that GitHub has no word for, named in the description: A1.",
    )


def test_a_formula_gets_an_apostrophe_and_an_owner_loses_the_at():
    table = tracker_table(document(action(description="=1+1", owner="@nobody")), tracker_of("jira"))
    assert rows(table)[1][0] == "'=1+1"
    assert rows(table)[1][3] == "nobody"
    assert table.notices[1:] == ("An apostrophe is put before what begins like a formula: A1.",)


def test_the_dates_of_every_tracker_are_read_back():
    for name, head in (("jira", "Due Date"), ("linear", "Due Date")):
        assert as_day(cells(name, action())[head], Seen("")) == "2026-11-20"


@given(postmortems())
def test_every_document_has_a_table_in_which_nothing_runs(pm):
    for each in TRACKERS:
        table = tracker_table(pm, each)
        heads, *lines = rows(table)
        assert len(lines) == table.rows <= len(pm.actions)
        assert not table.data.startswith(b"\xef\xbb\xbf")
        for line in lines:
            assert len(line) == len(heads)
            assert not any(cell.startswith(STARTS) or "\0" in cell for cell in line)
