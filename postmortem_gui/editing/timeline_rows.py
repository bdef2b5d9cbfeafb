"""The rows of the timeline: what a new one is, what pasted lines become, what the template would have told."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from postmortem_gui.core.claims import to_check
from postmortem_gui.core.edits import Edit, Insert
from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry
from postmortem_gui.core.template import Prompt
from postmortem_gui.editing.day_order import day_first
from postmortem_gui.editing.question_edits import questions_by_row
from postmortem_gui.editing.rows_model import FieldColumn
from postmortem_gui.editing.timeline_columns import Clock
from postmortem_gui.editing.timeline_times import instant_beside
from postmortem_gui.storage.ids import new_id


class PasteError(ValueError):
    """What was pasted is not taken. The message is a sentence for the person who pasted."""


def insert_rows(pm: Postmortem, rows: tuple[TimelineEntry, ...], after: str | None) -> Insert:
    """Return the edit that puts rows behind another one, or last when `after` is None."""
    if after is None and pm.timeline:
        after = pm.timeline[-1].id
    return Insert("timeline", after, rows)


def insert_above(pm: Postmortem, rows: tuple[TimelineEntry, ...], row_id: str) -> Insert:
    """Return the edit that puts undated rows above another one as it is shown."""
    shown = [row.id for row in in_order(pm.timeline)]
    at = shown.index(row_id)
    return Insert("timeline", shown[at - 1] if at else None, rows)


def new_row(text: str = "") -> TimelineEntry:
    """Return a row that nobody has dated yet."""
    return TimelineEntry(id=new_id("t"), event=text)


def row_of_prompt(prompt: Prompt) -> TimelineEntry:
    """Return the row that a prompt of the template asks for, its event still to be written."""
    return TimelineEntry(id=new_id("t"), kind=prompt.kind or "step", phases=prompt.phases)


def is_empty(row: TimelineEntry) -> bool:
    """Tell whether nobody has written anything into a row yet."""
    return not (row.event or row.who or row.source or row.when.typed or row.when.at)


def pasted(pm: Postmortem, text: str, after: str | None, clock: Clock) -> Insert | None:
    """Return the edit that adds a row for everything that a text tells behind another row; None when it has no words.

    A clock time is on the day nearest to that row, and goes on from there. Raises PasteError.
    """
    if not text.strip():
        return None
    if after is None and pm.timeline:
        after = pm.timeline[-1].id
    near = next((row.when.at or instant_beside(pm, row) for row in pm.timeline if row.id == after), None)
    from postmortem_gui.importers.candidates import Around  # with all patterns: 60 ms that the start can do without
    from postmortem_gui.importers.reading import read_paste

    reading = read_paste(text, around=Around(pm.zone, clock(), near, day_first(pm)))
    if reading.refused:
        raise PasteError(reading.sentence)
    return insert_rows(pm, tuple(one.row(new_id("t")) for one in reading.candidates), after)


def pasted_into_cell(
    pm: Postmortem, text: str, row: TimelineEntry, field: str, columns: Sequence[FieldColumn]
) -> Edit | None:
    """Return the edit that puts a pasted text into one cell, None where it is meant as rows.

    A line goes into the cell when that is empty, and when the cell is not the event and the line has no time to it.
    """
    line = text.strip()
    column = next((column for column in columns if column.field == field), None)
    if not line or "\n" in line or "\t" in line or column is None or column.enter is None or field == "kind":
        return None
    from postmortem_gui.importers.stamps import stamped

    found = stamped(line)
    if field == "when":
        return column.enter(pm, row, line) if found and not found.rest else None
    is_empty_cell = not (column.edit or column.show)(pm, row)
    return column.enter(pm, row, line) if found is None and (is_empty_cell or field != "event") else None


def count_words(pm: Postmortem) -> str:
    """Return what there is and what waits: `14 rows · 1 time to check after · 2 open questions`."""
    times = len(to_check(pm))
    asked = sum(len(questions) for questions in questions_by_row(pm, "timeline").values())
    words = [_count(len(pm.timeline), "row", "rows")]
    if times:
        words.append(f"{_count(times, 'time', 'times')} to check after")
    if asked:
        words.append(_count(asked, "open question", "open questions"))
    return " · ".join(words)


def _count(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def prompts_left(pm: Postmortem, taken: Collection[str]) -> list[Prompt]:
    """Return what the template would have told and the timeline does not: neither `taken` nor with its phases there."""
    reached = {phase for row in pm.timeline for phase in row.phases}
    return [
        prompt
        for spec in pm.template.sections
        if spec.kind == "timeline"
        for prompt in spec.prompts
        if prompt.text not in taken and not (prompt.phases and reached.issuperset(prompt.phases))
    ]
