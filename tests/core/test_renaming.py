"""One person gets another name everywhere, in one step; what was pasted word for word and what machines read stays."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.postmortem import ActionItem, Link, Meeting, Person, Postmortem, Section, TimelineEntry
from postmortem_gui.core.renaming import places_named, rename_edit
from postmortem_gui.core.values import plain
from tests.strategies import postmortems

PM = Postmortem(
    id="d",
    facts={"incident_commander": "Ida Brandt @ Fulfilment", "authors": ("Ida Brandt", "Noor Haddad")},
    sections={"summary": Section(text="Ida Brandt paged herself in. **Ida Brandts** is another word.")},
    timeline=(TimelineEntry(id="t_1", event="Paged", who="Ida Brandt", raw="6:52 PM Ida Brandt: on it"),),
    actions=(ActionItem(id="x_1", description="Ask Ida Brandt", owner="Ida Brandt"),),
    meeting=Meeting(attendees=("Ida Brandt",), scribe="Ida Brandt"),
    people=(Person(id="u_1", name="Ida Brandt", handle="ida"),),
)


def renamed(pm: Postmortem, old: str, new: str) -> Postmortem:
    edit = rename_edit(pm, old, new)
    return edit.apply(pm) if edit else pm


def test_every_place_of_a_name_has_the_new_one():
    pm = renamed(PM, "Ida Brandt", "Ida Holm")
    assert pm.facts == {"incident_commander": "Ida Holm @ Fulfilment", "authors": ("Ida Holm", "Noor Haddad")}
    assert pm.text("summary") == "Ida Holm paged herself in. **Ida Brandts** is another word."
    assert (pm.timeline[0].who, pm.timeline[0].raw) == ("Ida Holm", "6:52 PM Ida Brandt: on it")
    assert (pm.actions[0].owner, pm.actions[0].description) == ("Ida Holm", "Ask Ida Holm")
    assert (pm.meeting.attendees, pm.meeting.scribe) == (("Ida Holm",), "Ida Holm")
    assert (pm.people[0].name, pm.people[0].handle) == ("Ida Holm", "ida")


def test_a_longer_name_is_not_made_longer_again():
    pm = PM.but(actions=(ActionItem(id="x_1", owner="Jane"), ActionItem(id="x_2", owner="Jane Doe")))
    assert [row.owner for row in renamed(pm, "Jane", "Jane Doe").actions] == ["Jane Doe", "Jane Doe"]


def test_addresses_stay():
    row = TimelineEntry(id="t_1", source=(Link(title="Ida", url="https://chat.example.com/Ida"),))
    assert renamed(PM.but(timeline=(row,)), "Ida", "Ib").timeline[0].source == (
        Link(title="Ib", url="https://chat.example.com/Ida"),
    )


def test_a_name_that_is_nowhere_or_the_same_or_empty_is_no_edit():
    assert rename_edit(PM, "Bo", "Bob") is None
    assert rename_edit(PM, "Ida Brandt", " Ida  Brandt ") is None
    assert rename_edit(PM, "  ", "Bob") is None
    assert rename_edit(PM, "Ida Brandt", " ") is None


def test_it_is_one_step_with_a_name():
    edit = rename_edit(PM, "Ida Brandt", "Ida Holm")
    assert edit is not None
    assert edit.label == "Rename Ida Brandt to Ida Holm"


@given(
    pm=postmortems(),
    old=st.sampled_from(("a", "Ida Brandt", "P1", "(", "\\")),
    new=st.sampled_from(("b", "Ida", ")", "\\1")),
)
def test_any_document_can_be_renamed_in_and_its_layout_and_what_did_not_change_stay(pm, old, new):
    after = renamed(pm, old, new)
    assert after.template is pm.template
    assert Postmortem.model_validate(json.loads(json.dumps(plain(after)))) == after
    for row, was in zip(after.timeline, pm.timeline, strict=True):
        assert row is was or row != was


def test_the_places_are_counted_before_they_are_renamed() -> None:
    assert places_named(PM, " Ida  Brandt ") == 9
    assert places_named(PM, "Ida Brand") == places_named(PM, " ") == 0
    jane = PM.but(facts={"owner": "Ida Brandt Lind and Ida Brandt"})
    assert places_named(PM, "Ida Brandt") - 2 == places_named(jane, "Ida Brandt", "Ida Brandt Lind") - 1


@given(postmortems(), st.sampled_from(("a", "Ida", "é", "0")), st.sampled_from(("Zed", "a b")))
def test_there_is_a_place_where_there_is_something_to_rename(pm: Postmortem, old: str, new: str) -> None:
    assert bool(places_named(pm, old, new)) == (rename_edit(pm, old, new) is not None)
