"""A paste is decided before it happens, happens as one step, and can be taken back to the byte."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.duplicates import Known
from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import Link, Postmortem, TimelineEntry, When
from postmortem_gui.editing import pasting as pasting_module
from postmortem_gui.editing.document import Document
from postmortem_gui.editing.pasting import Fate, Pasting, begin
from postmortem_gui.importers.candidates import Around, Candidate, Reading, Wishes
from postmortem_gui.importers.reading import read_again, read_paste
from postmortem_gui.storage.writing import document_bytes
from tests import strategies

NOW = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
FATES: tuple[Fate, ...] = ("in", "merge", "claim", "out")


def at(hour: int, minute: int = 0, day: int = 17) -> When:
    return When(at=datetime(2026, 11, day, hour, minute, tzinfo=UTC))


def told(*rows: tuple[str, When, str]) -> Postmortem:
    return Postmortem(
        id="d", timeline=tuple(TimelineEntry(id=name, when=when, event=said) for name, when, said in rows)
    )


def candidate(event: str, when: When | None = None, line: int = 1, **more: object) -> Candidate:
    return Candidate(event, f"original of {event}", "", when or When(), line=line, **more)  # type: ignore[arg-type]


def reading(*candidates: Candidate) -> Reading:
    return Reading("lines", "UTC", candidates=candidates)


def pasted(pm: Postmortem, *candidates: Candidate, known: tuple[Known, ...] = (), after: str | None = None) -> Pasting:
    """Begin with what is known given by hand: how it is found out is the business of `core.duplicates`."""
    one_each = known or (Known(),) * len(candidates)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pasting_module, "known", lambda _tellings, _rows: one_each)
        return begin(pm, reading(*candidates), after)


def applied(pasting: Pasting) -> Postmortem:
    edit = pasting.edit()
    assert edit is not None
    return edit.apply(pasting.pm)


def events(pm: Postmortem) -> list[str]:
    return [row.event for row in in_order(pm.timeline)]


def test_rows_go_where_their_times_put_them_and_undated_ones_stay_behind_the_line_before_them() -> None:
    pm = told(("t_a", at(14), "first"), ("t_b", When(), "undated"), ("t_c", at(15), "last"))
    text = (
        candidate("half past", at(14, 30)),
        candidate("and then"),
        candidate("before", at(13)),
        candidate("end", at(16)),
    )
    after = applied(pasted(pm, *text))
    assert events(after) == ["before", "first", "undated", "half past", "and then", "last", "end"]
    assert [row.event for row in after.timeline] == events(after), "the file is in order, too"


def test_a_text_without_times_goes_below_the_current_row() -> None:
    pm = told(("t_a", at(14), "first"), ("t_b", at(15), "last"))
    assert events(applied(pasted(pm, candidate("one"), candidate("two"), after="t_a"))) == [
        "first",
        "one",
        "two",
        "last",
    ]
    assert events(applied(pasted(pm, candidate("one"), after="t_gone"))) == ["first", "last", "one"]


def test_a_row_keeps_who_said_it_where_it_is_seen_and_what_was_pasted() -> None:
    link = Link(title="PD-1", url="https://pd.example.com/1")
    (row,) = applied(pasted(Postmortem(id="d"), candidate("Alert", at(14), who="Ann", source=(link,)))).timeline
    assert (row.event, row.who, row.source, row.raw) == ("Alert", "Ann", (link,), "original of Alert")


def test_the_same_event_is_merged_and_both_sources_are_kept() -> None:
    old, new = Link(title="alert"), Link(title="PD-1", url="https://pd.example.com/1")
    row = TimelineEntry(id="t_a", when=at(14), event="Alert fires", source=(old,), raw="as it was")
    pasting = pasted(
        Postmortem(id="d", timeline=(row,)),
        candidate("Triggered: alert", at(14), who="Ann", source=(new,)),
        known=(Known(same="t_a"),),
    )
    assert pasting.counts() == (0, 1, 0, 0)
    (merged,) = applied(pasting).timeline
    assert (merged.id, merged.when, merged.event, merged.who) == ("t_a", row.when, "Alert fires", "Ann")
    assert merged.source == (old, new)
    assert merged.raw.splitlines() == ["as it was", "original of Triggered: alert"]
    kept_apart = pasting.turned(0, "merge")
    assert kept_apart.fates == ("in",)
    assert len(applied(kept_apart).timeline) == 2


def test_a_disputed_time_is_a_row_or_a_claim_as_a_person_decides() -> None:
    pm = told(("t_a", at(14, 10), "memory runs out"))
    pasting = pasted(pm, candidate("seeing 502s", at(14, 12), who="Ann"), known=(Known(disputes="t_a"),))
    assert pasting.fates == ("in",)
    (row,) = applied(pasting.turned(0, "claim")).timeline
    assert (row.when, row.claims[0].when, row.claims[0].by) == (at(14, 10), at(14, 12), "Ann")
    assert "original of seeing 502s" in row.raw, "no word is lost"
    assert pasting.turned(0, "claim").turned(0, "claim").fates == ("in",)


def test_the_same_event_at_another_time_can_be_a_claim_too() -> None:
    pm = told(("t_a", at(14, 10), "memory runs out"), ("t_b", at(15), "calm"))
    text = (candidate("memory runs out", at(14, 12)), candidate("calm", at(15), line=2))
    pasting = pasted(pm, *text, known=(Known(same="t_a"), Known(same="t_b")))
    assert pasting.turned(0, "claim").fates == ("claim", "merge")
    assert applied(pasting.turned(0, "claim")).timeline[0].claims[0].when == at(14, 12)
    assert not pasting.can(1, "claim"), "it says the same time"


def test_a_line_told_twice_joins_the_first_telling_wherever_that_goes() -> None:
    twice = (candidate("Rolled back", at(14)), candidate("rolled back!", at(14), line=2, who="Bo"))
    pasting = pasted(Postmortem(id="d"), *twice, known=(Known(), Known(twin=0)))
    assert pasting.fates == ("in", "merge")
    (row,) = applied(pasting).timeline
    assert (row.event, row.who) == ("Rolled back", "Bo")
    assert "original of rolled back!" in row.raw
    alone = pasting.with_fate(0, "out")
    assert alone.fates == ("out", "in"), "what it was to join is left out"
    assert [row.event for row in applied(alone).timeline] == ["rolled back!"]


def test_an_odd_line_is_left_out_but_can_be_taken() -> None:
    pasting = pasted(Postmortem(id="d"), candidate("3 replies", odd="no time, nobody", taken=False))
    assert pasting.fates == ("out",)
    assert pasting.edit() is None
    assert events(applied(pasting.switched(0))) == ["3 replies"]
    assert pasting.switched(0).switched(0).fates == ("out",)


def test_all_or_none_goes_in() -> None:
    pasting = pasted(Postmortem(id="d"), candidate("one", at(14)), candidate("two", taken=False, line=2))
    assert pasting.all_switched().fates == ("in", "in")
    assert pasting.all_switched().all_switched().fates == ("out", "out")
    assert pasting.all_switched().all_switched().all_switched().fates == ("in", "in")


def test_a_time_is_corrected_in_the_zone_of_the_document() -> None:
    pasting = pasted(Postmortem(id="d"), candidate("Alert", at(14, 12)), candidate("later", at(14, 20), line=2))
    (first, _) = applied(pasting.retimed(0, "14:10")).timeline
    assert (first.when.at, first.when.typed) == (at(14, 10).at, "14:10")
    with pytest.raises(ValueError, match="cannot be read as a time"):
        pasting.retimed(0, "25:99")
    assert pasting.retimed(0, "14:10").retimed(0, "").candidates == pasting.candidates


def test_the_undo_menu_says_how_many_rows_were_pasted() -> None:
    pm = told(("t_a", at(14), "first"))
    assert pasted(pm, candidate("one"), candidate("two", line=2)).label == "Paste 2 rows"
    assert pasted(pm, candidate("one")).label == "Paste 1 row"
    assert pasted(pm, candidate("one"), known=(Known(same="t_a"),)).label == "Merge 1 pasted row"
    assert pasted(pm, candidate("one"), known=(Known(disputes="t_a"),)).with_fate(0, "claim").label == (
        "Add 1 claimed time"
    )


# ── Gaps ──


def impact() -> Postmortem:
    start = TimelineEntry(id="t_s", when=at(14), event="start", phases=("impact_start",))
    end = TimelineEntry(id="t_e", when=at(15), event="end", phases=("impact_end",))
    return Postmortem(id="d", timeline=(start, end))


def test_gaps_from_ten_minutes_on_are_told_while_the_impact_is_on() -> None:
    pasting = pasted(
        impact(), candidate("one", at(14, 5)), candidate("two", at(14, 25), line=2), candidate("three", at(16))
    )
    gaps = pasting.trial().gaps
    assert sorted(gaps) == [0, 1]
    assert gaps[0].question == "14:05–14:25: nothing recorded. What were people looking at?"
    filled = pasting.switched(0).trial().gaps
    assert 0 not in filled


def test_a_gap_can_be_asked_about_and_given_a_row_to_fill_in() -> None:
    pasting = pasted(impact(), candidate("one", at(14, 5)))
    gap = pasting.trial().gaps[0]
    after = applied(pasting.asking(gap).opening(gap))
    assert events(after) == ["start", "one", "", "end"]
    (question,) = after.questions
    assert question.place == f"timeline/{after.timeline[1].id}"
    assert question.text.startswith("14:05–15:00")
    assert pasting.asking(gap).asking(gap) == pasting
    left_out = pasting.asking(gap).with_fate(0, "out")
    assert left_out.edit() is None


# ── Reading again ──

CHAT = "14:02 Alert fires\n14:05 Ann looks\nsomething else\n14:09 Rolled back"


def test_reading_again_keeps_what_was_decided_where_the_lines_are_the_same() -> None:
    around = Around("UTC", NOW)
    pasting = begin(Postmortem(id="d"), read_paste(CHAT, around=around), None)
    one = pasting.with_fate(1, "out")
    again = one.read_as(read_again(one.reading, Wishes(zone="America/New_York")))
    assert again.fates == one.fates
    assert again.ids == one.ids
    first, then = one.candidates[0].when.at, again.candidates[0].when.at
    assert first is not None
    assert then is not None
    assert (then - first).total_seconds() == 5 * 3600


def test_a_change_of_the_document_below_is_looked_at_again() -> None:
    pasting = pasted(told(("t_a", at(14), "Alert")), candidate("Alert", at(14)), known=(Known(same="t_a"),))
    assert pasting.fates == ("merge",)
    assert pasting.beside(Postmortem(id="d")).fates == ("in",), "the row is gone"


def test_the_row_below_which_it_goes_may_be_deleted_meanwhile() -> None:
    pm = told(("t_1", at(14), "Checkout is down"), ("t_2", at(15), "Rolled back"))
    pasting = begin(pm, reading(candidate("Somebody called")), "t_1").beside(told(("t_2", at(15), "Rolled back")))
    assert pasting.trial().pm == applied(pasting)
    assert events(applied(pasting)) == ["Rolled back", "Somebody called"]


def test_a_refused_text_puts_nothing_in() -> None:
    pasting = begin(Postmortem(id="d"), Reading("", "UTC", sentence="no", refused=True), None)
    assert pasting.candidates == ()
    assert pasting.edit() is None


# ── Whatever is chosen ──


@st.composite
def decided(draw: st.DrawFn) -> Pasting:
    """Any document, any candidates, anything known of them that can be known, and anything decided."""
    pm = draw(strategies.postmortems())
    ids = [row.id for row in pm.timeline]
    candidates, known = [], []
    for line in range(draw(st.integers(0, 6))):
        when = draw(st.none() | strategies.whens())
        event = draw(strategies.lines())
        one = candidate(
            event,
            when,
            line // 2,
            who=draw(strategies.lines()),
            source=tuple(draw(st.lists(strategies.links(), max_size=2))),
            taken=draw(st.booleans()),
        )
        candidates.append(one)
        sort = draw(st.sampled_from(("new", "same", "disputes", "twin")))
        if sort == "twin" and line:
            known.append(Known(twin=draw(st.integers(0, line - 1))))
        else:
            row = draw(st.sampled_from(ids)) if ids else ""
            known.append(Known(same=row if sort == "same" else "", disputes=row if sort == "disputes" else ""))
    after = draw(st.none() | st.sampled_from([*ids, "t_gone"]))
    pasting = pasted(pm, *candidates, known=tuple(known), after=after) if candidates else begin(pm, reading(), after)
    for place in range(len(candidates)):
        pasting = pasting.with_fate(place, draw(st.sampled_from(FATES)))
    for gap in pasting.trial().gaps.values():
        pasting = pasting.asking(gap) if draw(st.booleans()) else pasting.opening(gap)
    return pasting


@given(decided())
def test_whatever_is_chosen_is_one_step_and_undo_gives_the_same_bytes(pasting: Pasting) -> None:
    document = Document(pasting.pm)
    before = document_bytes(pasting.pm)
    edit = pasting.edit()
    assert (edit is None) == (not any(pasting.homes))
    if edit is None or not document.apply(edit):
        return
    assert document.undo_stack.count() == 1
    after = document_bytes(document.value)
    assert sum(row.id in pasting.ids for row in document.value.timeline) == pasting.counts().rows
    document.undo_stack.undo()
    assert document_bytes(document.value) == before
    document.undo_stack.redo()
    assert document_bytes(document.value) == after


@given(decided())
def test_no_pasted_word_is_lost_and_no_row_that_was_there_goes(pasting: Pasting) -> None:
    after = pasting.trial().pm
    assert {row.id for row in pasting.pm.timeline} <= {row.id for row in after.timeline}
    rows = {row.id: row for row in after.timeline}
    for one, home in zip(pasting.candidates, pasting.homes, strict=True):
        if home:
            assert one.original in rows[home].raw
    order = [row.id for row in in_order(after.timeline) if row.id in {row.id for row in pasting.pm.timeline}]
    assert order == [row.id for row in in_order(pasting.pm.timeline)], "no row that was there changes its place"
