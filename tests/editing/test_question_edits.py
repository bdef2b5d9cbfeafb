"""Questions are put to a row and a person, and wait until somebody answers or closes them."""

from __future__ import annotations

from postmortem_gui.core.postmortem import Postmortem, TimelineEntry
from postmortem_gui.editing.document import Change
from postmortem_gui.editing.question_edits import (
    answer_edit,
    ask_edit,
    delete_edit,
    open_questions,
    questions_by_row,
    spoken,
)
from postmortem_gui.editing.removals import removal

PM = Postmortem(timeline=(TimelineEntry(id="t_1"), TimelineEntry(id="t_2")))


def asked(*texts: str) -> Postmortem:
    pm = PM
    for text in texts:
        edit = ask_edit(pm, "timeline", "t_1", text, " Ida Brandt ")
        assert edit is not None
        pm = edit.apply(pm)
    return pm


def test_a_question_is_put_to_a_row_and_a_person():
    pm = asked("Which  site\nfirst?")
    (question,) = pm.questions
    assert (question.place, question.text, question.for_, question.state) == (
        "timeline/t_1",
        "Which site first?",
        "Ida Brandt",
        "open",
    )
    assert question.model_dump(by_alias=True)["for"] == "Ida Brandt"
    assert questions_by_row(pm, "timeline") == {"t_1": (question,)}
    assert questions_by_row(pm, "actions") == {}
    assert ask_edit(pm, "timeline", "t_1", "  ", "Ida") is None


def test_an_answer_or_a_close_ends_it_and_both_are_kept():
    pm = asked("One?", "Two?")
    assert [question.text for question in open_questions(pm)] == ["One?", "Two?"]
    pm = answer_edit(pm.questions[0], " Berlin ").apply(pm)
    assert (pm.questions[0].answer, pm.questions[0].state) == ("Berlin", "answered")
    pm = answer_edit(pm.questions[1], "").apply(pm)
    assert pm.questions[1].state == "closed"
    assert questions_by_row(pm, "timeline") == {}


def test_what_was_asked_about_a_row_goes_with_it_and_nothing_else_does():
    pm = asked("One?", "Two?")
    pm = answer_edit(pm.questions[0], "Berlin").apply(pm)
    edit = ask_edit(pm, "timeline", "t_2", "Three?", "")
    assert edit is not None
    pm = edit.apply(pm)
    gone = delete_edit(pm, "timeline", ["t_1"])
    left = gone.apply(pm)
    assert [row.id for row in left.timeline] == ["t_2"]
    assert [question.text for question in left.questions] == ["Three?"]
    told = removal(Change(pm, left, None, gone))
    assert told is not None
    assert told.sentence == "Deleted: timeline row and what was asked there"
    assert delete_edit(pm, "actions", ["t_1"]).label == "Delete action item"


def test_questions_are_read_out():
    assert spoken(asked("One?").questions) == "open question: One? for Ida Brandt"
    assert spoken(()) == ""
