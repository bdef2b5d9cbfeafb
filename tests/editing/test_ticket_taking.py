"""What comes back from a tracker is shown first, taken as one step, and taken back without a trace."""

from __future__ import annotations

import csv
import io
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import ActionItem, Postmortem, Ticket
from postmortem_gui.editing.document import Document
from postmortem_gui.editing.ticket_taking import Taking, taking_keys, taking_status
from postmortem_gui.importers.ticket_keys import read_ticket_lines
from postmortem_gui.importers.tracker import FoundTicket, read_titles, read_tracker
from postmortem_gui.importers.tracker_sheet import open_sheet
from postmortem_gui.render.tracker_csv import TRACKERS, TrackerFormat, tracker_table
from postmortem_gui.storage.writing import document_bytes
from tests.strategies import texts

TODAY = date(2026, 11, 21)


def document(*titles: str, **fields: object) -> Postmortem:
    rows = (ActionItem(id=f"x_{at}", label=f"A{at}", description=title) for at, title in enumerate(titles, 1))
    return Postmortem(actions=tuple(row.but(**fields) for row in rows))


def keys(pm: Postmortem) -> list[str]:
    return [row.ticket.key if row.ticket else "" for row in pm.actions]


def taken(pm: Postmortem, taking: Taking) -> Postmortem:
    return taking.edit.apply(pm) if taking.edit else pm


def test_lines_go_to_the_actions_they_are_titled_like():
    pm = document("Limit the relay queue", "Alert on the age of the oldest job", "Write a runbook")
    found = read_ticket_lines("#45 Alert on age of oldest job\nPAY-12 Limit the **relay** queue\nPAY-9 Buy chairs")
    taking = taking_keys(pm, found, "The clipboard")
    assert [(one.label, one.what, one.taken) for one in taking.proposals] == [
        ("A1", "PAY-12", True),
        ("A2", "#45", True),
    ]
    assert [one.alike for one in taking.proposals] == [99, 92]
    assert taking.sentence == "The clipboard names 3 tickets; 2 of 3 actions without a ticket are like one."
    assert keys(taken(pm, taking)) == ["PAY-12", "#45", ""]


def test_a_ticket_that_is_only_somewhat_alike_is_shown_and_not_taken():
    pm = document("Limit the relay queue to ten thousand jobs")
    taking = taking_keys(pm, read_ticket_lines("PAY-1 Limit the number of relay restarts"), "The clipboard")
    (one,) = taking.proposals
    assert not one.taken
    assert 34 <= (one.alike or 0) < 60
    assert taking.edit is None
    assert keys(taken(pm, taking.switched(0))) == ["PAY-1"]


def test_a_label_is_as_good_as_a_title():
    pm = document("Limit", "Alert")
    assert keys(taken(pm, taking_keys(pm, read_ticket_lines("A2 → PAY-7"), "It"))) == ["", "PAY-7"]


def test_no_ticket_goes_to_two_actions_and_none_to_an_action_that_has_one():
    pm = document("Limit the queue", "Limit the queue", "Alert")
    has = pm.actions[2].but(ticket=Ticket(key="PAY-3"))
    pm = pm.but(actions=(*pm.actions[:2], has))
    found = read_ticket_lines("PAY-1 Limit the queue\nPAY-3 Limit the queue\nPAY-4 Alert")
    assert keys(taken(pm, taking_keys(pm, found, "It"))) == ["PAY-1", "", "PAY-3"]


@pytest.mark.parametrize(
    ("pm", "text", "words"),
    [
        (document("Limit", ticket=Ticket(key="PAY-1")), "PAY-2 Limit", "Every action has a ticket already."),
        (document("Limit"), "nothing here", "It names no ticket."),
        (
            document("Limit"),
            "PAY-2 Chairs",
            "It names 1 ticket; none is like an action without a ticket.",
        ),
    ],
)
def test_why_there_is_nothing_to_take_is_a_sentence(pm, text, words):
    taking = taking_keys(pm, read_ticket_lines(text), "It")
    assert taking.sentence.startswith(words)
    assert not taking.proposals


def test_all_are_switched_together():
    pm = document("Limit the queue", "Alert on age")
    taking = taking_keys(pm, read_ticket_lines("PAY-1 Limit the queue\nPAY-2 Alert on age"), "It")
    assert taking.all_switched().count == 0
    assert taking.all_switched().all_switched().count == 2
    assert taking.switched(0).all_switched().count == 2


def imported(pm: Postmortem, to: TrackerFormat) -> list[FoundTicket]:
    """What the tracker exports after its import: a key for each row, beside the title that it read."""
    lines = list(csv.DictReader(io.StringIO(tracker_table(pm, to).data.decode(), newline="")))
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(["Summary", "Issue key"])
    for at, line in enumerate(lines):
        title = line.get("Summary", line.get("Title", line.get("title", "")))
        table.writerow([title, f"PAY-{at}"])
    return list(read_titles(open_sheet(out.getvalue().encode(), name="t.csv", wanted="title")))


TITLES = texts().filter(lambda text: any(letter.isalnum() for letter in text)) | st.text("abc =+-@'*x", min_size=3).map(
    "Limit {}".format
)


@given(st.lists(TITLES, max_size=8), st.sampled_from(TRACKERS))
def test_after_an_export_and_an_import_every_action_has_its_key(titles, to):
    pm = document(*titles)
    after = taken(pm, taking_keys(pm, imported(pm, to), "It"))
    wanted = iter(range(len(titles)))
    assert keys(after) == [f"PAY-{next(wanted)}" if row.description.strip() else "" for row in pm.actions]


STATUS = (
    b"Issue key,Summary,Status,Assignee,Due date,Resolved\n"
    b"PAY-1,Limit,Done,Ida,2026-12-01,2026-11-20\n"
    b"PAY-2,,Limbo,,,\n"
)


def tracked_document() -> Postmortem:
    rows = document("Limit", "Alert").actions
    return Postmortem(actions=tuple(row.but(ticket=Ticket(key=f"PAY-{at}")) for at, row in enumerate(rows, 1)))


def test_a_status_is_shown_before_and_after_and_what_is_unknown_is_left():
    pm = tracked_document()
    taking = taking_status(pm, read_tracker(STATUS, name="t.csv"), TODAY, "“t.csv”")
    (one,) = taking.proposals
    assert (one.label, one.why) == ("A1", "PAY-1")
    assert one.what == "open → done, closed 2026-11-20, owner nobody → Ida, due unknown → 2026-12-01"
    assert taking.sentence == "“t.csv” (UTF-8, commas, 2 rows): 1 action would change."
    assert taking.notices == ("A2 PAY-2 is “Limbo”, a state that is not known: its status stays as it is.",)
    done = taken(pm, taking).actions[0]
    assert (done.status, done.owner, done.due, done.closed) == ("done", "Ida", "2026-12-01", "2026-11-20")


def test_what_is_up_to_date_and_what_the_table_does_not_have_is_counted():
    pm = tracked_document()
    taking = taking_status(pm, read_tracker(b"Key,Status\nPAY-1,Open\n", name="t.csv"), TODAY, "“t.csv”")
    assert taking.sentence == (
        "“t.csv” (UTF-8, commas, 1 row): nothing would change, 1 up to date, 1 not in the table."
    )


def test_without_tickets_the_way_is_said():
    taking = taking_status(document("Limit"), read_tracker(STATUS, name="t.csv"), TODAY, "It")
    assert "Take the keys first." in taking.sentence


def test_one_undo_gives_the_same_bytes_back(qapp):
    for pm, taking in (
        (p := tracked_document(), taking_status(p, read_tracker(STATUS, name="t.csv"), TODAY, "It")),
        (p := document("Limit"), taking_keys(p, read_ticket_lines("PAY-1 Limit"), "It")),
    ):
        before, opened = document_bytes(pm), Document(pm)
        assert taking.edit is not None
        opened.apply(taking.edit)
        assert document_bytes(opened.value) != before
        assert opened.undo_stack.undoText() == taking.label
        opened.undo_stack.undo()
        assert document_bytes(opened.value) == before


def test_a_table_of_a_whole_tracker_is_quick():
    pm = document(*(f"Limit the queue of relay {at} and alert on it" for at in range(60)))
    lines = [f"Limit the queue of relay {at} and alert on it,PAY-{at},Done" for at in range(30_000)]
    data = "\n".join(("Summary,Issue key,Status", *lines)).encode()
    started = time.process_time()
    taking = taking_keys(pm, read_titles(open_sheet(data, name="t.csv", wanted="title")), "It")
    assert taking.count == 60
    taking_status(taken(pm, taking), read_tracker(data, name="t.csv"), TODAY, "It")
    assert time.process_time() - started < 3
