"""Whoever the team or the document speaks of can be named, once."""

from __future__ import annotations

from postmortem_gui.core.people import Known
from postmortem_gui.core.postmortem import ActionItem, Meeting, Person, Postmortem, Question, SignOff, Waiver
from postmortem_gui.core.team import Colleague, Team
from postmortem_gui.core.template import FactSpec, SectionSpec, Template
from postmortem_gui.editing.people import known_names, known_people

TEAM = Team(people=(Colleague(name="Ida Brandt", handle="ida", team="Fulfilment", role="on-call"),))
LAYOUT = Template(sections=(SectionSpec(id="f", kind="facts", facts=(FactSpec(key="ic", kind="people"),)),))


def test_the_team_comes_first_then_the_document_in_its_order() -> None:
    pm = Postmortem(
        template=LAYOUT,
        people=(Person(id="u_1", name="Noor Haddad", handle="@noor", role="lead"), Person(id="u_2", name="Ida Brandt")),
        actions=(
            ActionItem(id="x_1", owner="Zoë"),
            ActionItem(id="x_2", owner="@ida"),
            ActionItem(id="x_3", owner=" "),
        ),
        meeting=Meeting(facilitator="Lena", scribe="Zoë", attendees=("Omar",)),
        facts={"ic": "Priya @ Storefront"},
        signoffs=(SignOff(id="s_1", name="Cleo"),),
        waivers=(Waiver(id="v_1", by="Wim"),),
        questions=(Question.model_validate({"id": "q_1", "for": "Quin"}),),
    )
    assert known_people(pm, TEAM)[:3] == (
        Known("Ida Brandt", "ida", "Fulfilment · on-call"),
        Known("Noor Haddad", "noor", "lead"),
        Known("Zoë"),
    )
    assert known_names(pm, TEAM)[3:] == ("Lena", "Omar", "Priya", "Cleo", "Wim", "Quin")


def test_a_name_that_stands_once_may_be_half_of_one() -> None:
    pm = Postmortem(actions=(ActionItem(id="x_1", owner="Id"),))
    assert known_people(pm, TEAM)[1] == Known("Id", sure=False)


def test_a_document_and_a_team_without_people_name_nobody() -> None:
    assert known_people(Postmortem()) == ()
