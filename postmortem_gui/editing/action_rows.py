"""The action items as rows: what is missing in one, in which order they stand, and what a new one is."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from postmortem_gui.core.actions import set_status
from postmortem_gui.core.edits import Edit, Insert, Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Postmortem
from postmortem_gui.core.template import Prompt, SectionSpec, Template
from postmortem_gui.core.vocabulary import word_for
from postmortem_gui.editing.action_columns import FOUR_FIELDS, STAGES, due_problem
from postmortem_gui.editing.rows_model import FieldColumn
from postmortem_gui.importers.refusals import refusal
from postmortem_gui.storage.ids import new_id

MOST_PASTED = 500
"""So many lines become actions in one paste: a review that has more of them is no review."""


def asked_fields(template: Template) -> frozenset[str]:
    """Return the fields that a template prints or groups actions by; every one of them has a column."""
    fields: set[str] = {"description"}
    specs = action_sections(template)
    for spec in specs:
        for column in spec.columns:
            fields.add(column.field)
            if column.form == "link_status":
                fields.add("status")
            if column.form == "kind_text":
                fields.add("solution_kind")
            if column.form == "link_details":
                fields.add("details")
        if spec.style == "themes":
            fields.add("theme")
    if any(spec.stage == "potential" for spec in specs):
        fields.add("stage")
    return frozenset(fields)


def action_sections(template: Template) -> tuple[SectionSpec, ...]:
    """Return the sections of a template that print actions."""
    return tuple(spec for spec in template.sections if spec.kind == "actions")


def in_stages(pm: Postmortem) -> tuple[ActionItem, ...]:
    """Return the actions as the template lists them: by stage, in each as in the file. The same tuple where it can."""
    stages = {row.stage for row in pm.actions}
    if len(stages) < 2:
        return pm.actions
    order = {spec.stage or "committed": at for at, spec in reversed(list(enumerate(action_sections(pm.template))))}
    return tuple(sorted(pm.actions, key=lambda row: order.get(row.stage, len(order))))


# ── What is missing, what is late ──


def gaps(row: ActionItem) -> tuple[str, ...]:
    """Return which of the four fields a committed action still lacks. What will not be done lacks nothing.

    A due date that cannot be read is lacking too.
    """
    if row.stage != "committed" or row.status == "wont_do":
        return ()
    return tuple(field for field in FOUR_FIELDS if not getattr(row, field) or (field == "due" and due_problem(row)))


# ── Edits ──


def set_field(row: ActionItem, field: str, value: str, today: date) -> Edit | None:
    """Return the edit that gives an action a chosen value, None when it has it."""
    if field == "status":
        return set_status(row, value, today)
    return None if getattr(row, field) == value else Set(Place("actions", row.id, field), value)


def headings(pm: Postmortem) -> dict[str, str]:
    """Return what stands above the first row of each stage, by its id; nothing where there is one stage only."""
    specs = action_sections(pm.template)
    first: dict[str, ActionItem] = {}
    for row in in_stages(pm):
        first.setdefault(row.stage, row)
    if len(first) < 2 and len(specs) < 2:
        return {}
    words = {spec.stage: spec.heading for spec in specs if spec.heading}
    return {row.id: words.get(stage) or _stage_words(stage) for stage, row in first.items()}


def _stage_words(stage: str) -> str:
    words = word_for(STAGES, stage)
    return f"{words}, which this template does not print" if stage == "potential" else words


def prompts_left(pm: Postmortem, taken: Collection[str]) -> list[tuple[Prompt, str]]:
    """Return the kinds of action that the template suggests and nobody has taken yet, each with its stage."""
    return [
        (prompt, spec.stage or "committed")
        for spec in action_sections(pm.template)
        for prompt in spec.prompts
        if prompt.text not in taken
    ]


def themes(pm: Postmortem) -> tuple[str, ...]:
    """Return every theme once that an action or a point has."""
    points = (point.theme for section in pm.sections.values() for point in section.points)
    return tuple(dict.fromkeys(theme for theme in (*(row.theme for row in pm.actions), *points) if theme))


def is_empty(row: ActionItem) -> bool:
    """Tell whether nobody has written anything into an action yet; its label is given to it."""
    return not (row.description or row.owner or row.ticket or row.due or row.solution or row.details)


def next_label(actions: Sequence[ActionItem]) -> str:
    """Return the next free label: A1, A2 and so on behind the highest."""
    taken = [int(found[1]) for row in actions if (found := re.fullmatch(r"A(\d{1,6})", row.label))]
    return f"A{max(taken, default=0) + 1}"


def insert_action(pm: Postmortem, after: str | None, **fields: object) -> Insert:
    """Return the edit that adds an action behind another one, or last when `after` is None."""
    if after is None and pm.actions:
        after = pm.actions[-1].id
    row = ActionItem(id=new_id("x"), label=next_label(pm.actions)).but(**fields)
    return Insert("actions", after, (row,))


def insert_first(pm: Postmortem, **fields: object) -> Insert:
    """Return the edit that adds an action before all others."""
    return Insert("actions", None, (ActionItem(id=new_id("x"), label=next_label(pm.actions)).but(**fields),))


def insert_copies(pm: Postmortem, rows: Sequence[ActionItem], after: str | None) -> Insert:
    """Return the edit that adds rows like others, with ids and labels of their own."""
    if after is None and pm.actions:
        after = pm.actions[-1].id
    copies: list[ActionItem] = []
    for row in rows:
        copies.append(row.but(id=new_id("x"), label=next_label((*pm.actions, *copies))))
    return Insert("actions", after, tuple(copies))


def fields_of_prompt(prompt: Prompt) -> dict[str, object]:
    """Return the fields that a prompt of the template gives a new action; its description is still to be written."""
    return {"kind": prompt.kind, "priority": prompt.priority}


def pasted(
    pm: Postmortem, text: str, after: str | None, columns: Sequence[FieldColumn], **fields: object
) -> Insert | None:
    """Return the edit that adds an action for every line of a text behind another one; None when it has no line.

    Cells are separated by tabs. As many cells as there are `columns` stand for them; fewer begin with the description.
    Raises ValueError with a sentence for what is too much to be meant.
    """
    if sentence := refusal(text, most_lines=MOST_PASTED):
        raise ValueError(sentence)
    lines = [line.split("\t") for line in text.splitlines() if line.strip()]
    heads = [column.head.lower() for column in columns]
    if lines and [cell.strip().lower() for cell in lines[0]] == heads[: len(lines[0])] and len(lines[0]) > 1:
        lines = lines[1:]
    begin = next((at for at, column in enumerate(columns) if column.field == "description"), 0)
    rows: list[ActionItem] = []
    for cells in lines:
        row = ActionItem(id=new_id("x"), label=next_label((*pm.actions, *rows))).but(**fields)
        shown = columns if len(cells) >= len(columns) else columns[begin:]
        rows.append(_filled(pm, row, list(zip(shown, cells, strict=False))))
    if not rows:
        return None
    if after is None and pm.actions:
        after = pm.actions[-1].id
    return Insert("actions", after, tuple(rows))


def _filled(pm: Postmortem, row: ActionItem, cells: list[tuple[FieldColumn, str]]) -> ActionItem:
    alone = pm.but(actions=(row,))
    for column, text in cells:
        if column.enter is None or column.field == "label" or not text.strip():
            continue
        edit = column.enter(alone, alone.actions[0], re.sub(r"^[-*•]\s+", "", text.strip()))
        alone = edit.apply(alone) if edit else alone
    return alone.actions[0]
