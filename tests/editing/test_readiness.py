"""What the rules say of the open document: up to date when asked, told once, and turned into edits that undo."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from postmortem_gui.checks.findings import Report
from postmortem_gui.core.edits import Set
from postmortem_gui.core.homes import tab_of
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.team import Team
from postmortem_gui.editing.document import Document
from postmortem_gui.editing.readiness import Readiness
from postmortem_gui.resources import resource
from postmortem_gui.storage.writing import document_bytes

EXAMPLE = Postmortem.model_validate(json.loads(resource("examples/label-printing.postmortem.json").read_bytes()))


@pytest.fixture
def document(qapp: QApplication) -> Document:
    return Document(EXAMPLE)


@pytest.fixture
def readiness(document: Document) -> Readiness:
    return Readiness(document, document, today=lambda: date(2026, 11, 21))


def test_an_edit_is_looked_at_when_nobody_types(document: Document, readiness: Readiness, qtbot: QtBot):
    told: list[Report] = []
    readiness.looked.connect(told.append)
    with qtbot.waitSignal(readiness.looked):
        for text in ("N", "No", "Noo", "Noor"):
            document.apply(Set(Place("facts", "title"), ""))
            document.apply(Set(Place("facts", "title"), text))
        document.apply(Set(Place("facts", "title"), ""))
    assert len(told) == 1
    assert "facts/title" in [str(finding.place) for finding in told[0].blocking]


def test_whoever_asks_is_told_of_the_document_as_it_is_now(document: Document, readiness: Readiness):
    document.apply(Set(Place("sections", "summary", "text"), ""))
    assert "sections/summary/text" in [str(finding.place) for finding in readiness.report.blocking]


def test_gaps_are_counted_by_tab(readiness: Readiness):
    assert readiness.gaps() == {"actions": 2, "signoff": 2}


def test_the_way_through_all_gaps_comes_back_to_where_it_began_and_leaves_none_out(readiness: Readiness):
    first = readiness.next_gap("overview", None)
    assert first is not None
    seen, at = [first], first
    while (found := readiness.next_gap("overview", at.place)) is not None and found != first:
        seen.append(found)
        at = found
    assert len(seen) == len(readiness.report.findings)
    back = readiness.next_gap("overview", first.place, -1)
    assert back == seen[-1]


def test_from_a_tab_without_gaps_the_way_goes_on_to_the_next_that_has_some(readiness: Readiness):
    after, before = readiness.next_gap("whys", None), readiness.next_gap("whys", None, -1)
    assert after is not None
    assert before is not None
    assert tab_of(after.place, EXAMPLE.template) == "actions"
    assert tab_of(before.place, EXAMPLE.template) == "overview"


def test_a_waiver_is_an_edit_that_can_be_taken_back(document: Document, readiness: Readiness):
    before = document_bytes(document.value)
    finding = readiness.report.blocking[0]
    readiness.waive(finding, " The drill needs none ", "Noor")
    assert finding not in readiness.report.findings
    ((waived, waiver),) = readiness.report.waived
    assert (waived, waiver.reason, waiver.by, waiver.on) == (finding, "The drill needs none", "Noor", "2026-11-21")
    readiness.unwaive(waiver)
    assert finding in readiness.report.findings
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document_bytes(document.value) == before
    assert readiness.report.waived == ()


def test_a_fix_is_made_once(document: Document, readiness: Readiness):
    finding = next(one for one in readiness.report.findings if one.fix is not None)
    assert readiness.fix(finding)
    assert finding not in readiness.report.findings
    assert not readiness.fix(readiness.report.blocking[0])


def test_nothing_is_looked_at_after_the_document_was_left(document: Document, readiness: Readiness, qtbot: QtBot):
    readiness.stop()
    with qtbot.assertNotEmitted(readiness.looked, wait=200):
        document.apply(Set(Place("facts", "title"), ""))


def test_another_team_asks_for_something_else_at_once(document: Document, readiness: Readiness):
    told: list[Report] = []
    readiness.looked.connect(told.append)
    rules = readiness.report.rules
    document.take_team(Team.model_validate({"unwanted_words": [{"words": "relay"}]}))
    assert told[-1].rules == rules + 1
    assert [one for one in readiness.report.findings if one.check == "unwanted_words"]
    document.take_team(Team.model_validate({"unwanted_words": [{"words": "relay"}]}))
    assert len(told) == 1
