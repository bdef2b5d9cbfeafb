"""Open questions about a row: put to a person, answered, closed, and which row has which."""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_gui.core.edits import Edit, Insert, Remove, Set, Together
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, Question
from postmortem_gui.storage.ids import new_id

OPEN_STATES = ("open", "carried")
"""A question that was carried over the meeting is as open as one that nobody has looked at."""


def open_questions(pm: Postmortem) -> tuple[Question, ...]:
    """Return every question that waits for an answer, in the order in which they were asked."""
    return tuple(question for question in pm.questions if question.state in OPEN_STATES)


def questions_by_row(pm: Postmortem, part: str) -> dict[str, tuple[Question, ...]]:
    """Return the open questions about the rows of a part, by the id of the row."""
    found: dict[str, tuple[Question, ...]] = {}
    for question in open_questions(pm):
        steps = question.place.split("/")
        if steps[0] == part and len(steps) > 1:
            found[steps[1]] = (*found.get(steps[1], ()), question)
    return found


def ask_edit(pm: Postmortem, part: str, row_id: str, text: str, for_: str) -> Edit | None:
    """Return the edit that puts a question about a row to a person, or to everybody; None without words."""
    text = " ".join(text.split())
    if not text:
        return None
    asked = Question(id=new_id("q"), place=f"{part}/{row_id}", text=text, for_=" ".join(for_.split()))
    return Insert("questions", pm.questions[-1].id if pm.questions else None, (asked,))


def answer_edit(question: Question, answer: str) -> Edit:
    """Return the edit that answers a question; without an answer it is closed."""
    answer = " ".join(answer.split())
    edits: list[Edit] = [Set(Place("questions", question.id, "answer"), answer)] if answer else []
    edits.append(Set(Place("questions", question.id, "state"), "answered" if answer else "closed"))
    return Together("Answer a question" if answer else "Close a question", tuple(edits))


def delete_edit(pm: Postmortem, part: str, ids: Sequence[str]) -> Edit:
    """Return the edit that takes rows out of a part, and with them what was asked about them: nobody would see it."""
    rows, gone = Remove(part, tuple(ids)), {f"{part}/{row_id}" for row_id in ids}
    asked = tuple(question.id for question in pm.questions if "/".join(question.place.split("/")[:2]) in gone)
    if not asked:
        return rows
    return Together(f"{rows.label} and what was asked there", (rows, Remove("questions", asked)))


def spoken(questions: Sequence[Question]) -> str:
    """Return the questions as they are read out: `open question: Which site first? for Ida Brandt`."""
    said = [f"{each.text}{f' for {each.for_}' if each.for_ else ''}" for each in questions]
    return f"open question{'s' if len(said) > 1 else ''}: {'; '.join(said)}" if said else ""
