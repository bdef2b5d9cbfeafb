"""What typing and pasting into the timeline means."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.edits import Edit
from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import Link, Postmortem, TimelineEntry, When
from postmortem_gui.core.template import Prompt, SectionSpec, Template
from postmortem_gui.editing import timeline_columns, timeline_rows, timeline_times
from postmortem_gui.editing.rows_model import FieldColumn
from postmortem_gui.editing.timeline_rows import PasteError
from postmortem_gui.importers.refusals import MOST_LINES

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 17, 23, 50, tzinfo=UTC)


def clock() -> datetime:
    return NOW


COLUMNS = {column.field: column for column in timeline_columns.columns(clock)}


def document(*rows: TimelineEntry) -> Postmortem:
    return Postmortem(timeline=rows)


def entered(pm: Postmortem, column: FieldColumn, row: int, text: str) -> TimelineEntry:
    assert column.enter is not None
    edit: Edit | None = column.enter(pm, pm.timeline[row], text)
    return (edit.apply(pm) if edit else pm).timeline[row]


def test_a_clock_time_takes_the_day_that_brings_it_next_to_the_row_above() -> None:
    pm = document(TimelineEntry(id="t_1", when=When(at=EVENING)), TimelineEntry(id="t_2"))
    row = entered(pm, COLUMNS["when"], 1, "00:10")
    assert row.when.at == datetime(2026, 11, 18, 0, 10, tzinfo=UTC)


def test_the_first_time_is_today_and_now_is_now() -> None:
    pm = document(TimelineEntry(id="t_1"))
    assert entered(pm, COLUMNS["when"], 0, "14:32").when.at == datetime(2026, 11, 20, 14, 32, tzinfo=UTC)
    assert entered(pm, COLUMNS["when"], 0, "now").when.at == NOW


def test_a_row_above_all_others_takes_the_day_of_the_row_below() -> None:
    pm = document(TimelineEntry(id="t_2"), TimelineEntry(id="t_1", when=When(at=EVENING)))
    assert entered(pm, COLUMNS["when"], 0, "23:40").when.at == datetime(2026, 11, 17, 23, 40, tzinfo=UTC)


def test_a_time_that_cannot_be_read_stays_as_typed_and_an_empty_one_is_none() -> None:
    pm = document(TimelineEntry(id="t_1", when=When(at=EVENING)))
    row = entered(pm, COLUMNS["when"], 0, "25:10")
    assert (row.when.at, row.when.typed) == (None, "25:10")
    assert timeline_times.time_problem(pm, row).startswith("“25:10” stays as you typed it")
    assert COLUMNS["when"].show(pm, row) == "25:10"
    assert entered(pm, COLUMNS["when"], 0, " ").when == When()
    assert timeline_times.time_problem(pm, pm.timeline[0]) == ""


def test_leaving_a_time_as_it_is_keeps_how_it_was_typed() -> None:
    pm = document(TimelineEntry(id="t_1", when=When(at=EVENING, zone="America/New_York", typed="6:50pm ET")))
    column = COLUMNS["when"]
    assert column.edit is not None
    assert entered(pm, column, 0, column.edit(pm, pm.timeline[0])) == pm.timeline[0]


@given(st.text(max_size=30), st.sampled_from(("event", "who")))
def test_text_is_kept_as_typed_but_for_line_breaks(text: str, field: str) -> None:
    row = entered(document(TimelineEntry(id="t_1")), COLUMNS[field], 0, text)
    assert getattr(row, field) == text.replace("\n", " ")


def test_links_are_typed_in_one_line() -> None:
    row = entered(document(TimelineEntry(id="t_1")), COLUMNS["source"], 0, "[deploy 5](https://ci.example.com/5), log")
    assert row.source == (Link(title="deploy 5", url="https://ci.example.com/5"), Link(title="log"))


def test_kind_and_phases_are_read_by_their_words() -> None:
    pm = document(TimelineEntry(id="t_1", kind="comms", phases=("detected",)))
    row = entered(pm, COLUMNS["kind"], 0, "Mitigated, impact end, Change")
    assert (row.kind, row.phases) == ("change", ("mitigated", "impact_end"))
    assert timeline_columns.kind_words(row) == "Mitigated, Impact end, Change"
    assert entered(pm, COLUMNS["kind"], 0, "nonsense") == pm.timeline[0]


def test_days_are_told_only_when_there_is_more_than_one_where_the_reader_is() -> None:
    late, later = EVENING, datetime(2026, 11, 18, 0, 5, tzinfo=UTC)
    rows = (TimelineEntry(id="t_1", when=When(at=late)), TimelineEntry(id="t_2", when=When(at=later)))
    assert timeline_times.spans_days(Postmortem(timeline=rows)) == {
        "t_1": "Tue 17 November 2026",
        "t_2": "Wed 18 November 2026",
    }
    assert timeline_times.spans_days(Postmortem(timeline=rows, zone="America/New_York")) == {}


# ── Pasting ──


def pasted(pm: Postmortem, text: str, after: str | None = None) -> tuple[TimelineEntry, ...]:
    edit = timeline_rows.pasted(pm, text, after, clock)
    return edit.apply(pm).timeline if edit else pm.timeline


def test_pasted_lines_run_on_over_midnight_from_the_row_above() -> None:
    pm = document(TimelineEntry(id="t_1", when=When(at=EVENING)))
    rows = pasted(pm, "23:58 - alert fires\n\n00:10 | rolled back\nnobody wrote down when\n00:15 calm", "t_1")
    assert [row.when.at and row.when.at.isoformat(" ", "minutes")[:16] for row in rows] == [
        "2026-11-17 23:50",
        "2026-11-17 23:58",
        "2026-11-18 00:10",
        None,
        "2026-11-18 00:15",
    ]
    assert [row.event for row in in_order(rows)[1:]] == ["alert fires", "rolled back", "nobody wrote down when", "calm"]


def test_a_pasted_table_brings_its_sources() -> None:
    rows = pasted(
        document(), "| Time | Event | Source |\n| --- | --- | --- |\n| 14:02 | a **b** | [x](https://x.example) |"
    )
    (row,) = rows
    assert (row.event, row.source) == ("a **b**", (Link(title="x", url="https://x.example"),))


def test_too_many_lines_are_refused_whole_and_in_a_sentence() -> None:
    text = "14:02 x\n" * (MOST_LINES + 1)
    with pytest.raises(PasteError, match="10,001 lines are too many at once; nothing was pasted"):
        pasted(document(), text)


@given(st.lists(st.text(alphabet="ab 1:4|-\t", min_size=1, max_size=12), max_size=6))
def test_no_pasted_line_loses_a_letter(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = "".join(row.raw for row in pasted(document(), text))
    assert sorted(c for c in found if c in "ab") == sorted(c for c in text if c in "ab")


def test_one_pasted_line_goes_into_the_cell_where_that_is_what_is_meant() -> None:
    row = TimelineEntry(id="t_1", event="told")
    pm = document(row)
    columns = tuple(COLUMNS.values())

    def cell(text: str, field: str) -> TimelineEntry | None:
        edit = timeline_rows.pasted_into_cell(pm, text, row, field, columns)
        return edit.apply(pm).timeline[0] if edit else None

    assert (who := cell("Emma Lind\n", "who")) is not None
    assert who.who == "Emma Lind"
    assert (when := cell("14:32", "when")) is not None
    assert when.when.typed == "14:32"
    assert cell("more words", "event") is None, "an event that is told is not overwritten"
    assert cell("14:32 and what happened", "who") is None
    assert cell("two\nlines", "who") is None


# ── What the template would have told ──


def test_prompts_go_when_their_phase_is_told_or_when_they_are_taken() -> None:
    prompts = (
        Prompt(text="It begins", phases=("impact_start",)),
        Prompt(text="Page sent", kind="comms"),
        Prompt(text="We notice", phases=("detected",)),
    )
    template = Template(sections=(SectionSpec(id="timeline", kind="timeline", prompts=prompts),))
    pm = Postmortem(template=template, timeline=(TimelineEntry(id="t_1", phases=("detected",)),))
    assert [prompt.text for prompt in timeline_rows.prompts_left(pm, ())] == ["It begins", "Page sent"]
    assert [prompt.text for prompt in timeline_rows.prompts_left(pm, {"Page sent"})] == ["It begins"]
    row = timeline_rows.row_of_prompt(prompts[1])
    assert (row.kind, row.event) == ("comms", "")
