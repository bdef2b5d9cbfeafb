from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.edits import Edit, Insert, Move, Remove, Set
from postmortem_gui.core.layouts import materialised, severity_edit, switched
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ChecklistItem, Postmortem, SignOff
from postmortem_gui.core.template import Box, Condition, SectionSpec, SignRole, Template

P0 = Condition(severity=("P0",))

FULL = Template(
    id="full",
    sections=(
        SectionSpec(
            id="publication",
            kind="checklist",
            items=(
                Box(id="posted", text="Posted"),
                Box(id="public", text="Public", when=P0),
                Box(id="filed", text="Filed"),
            ),
        ),
        SectionSpec(id="handles", kind="checklist"),
        SectionSpec(
            id="signoff",
            kind="signoff",
            roles=(
                SignRole(id="commander", role="Incident Commander"),
                SignRole(id="lead", role="Lead"),
                SignRole(id="cto", role="CTO", when=P0),
            ),
        ),
    ),
)
OTHER = Template(
    id="other",
    sections=(
        SectionSpec(id="publication", kind="checklist", items=(Box(id="sent", text="Sent"),)),
        SectionSpec(id="approvals", kind="checklist", items=(Box(id="board", text="The board"),)),
        SectionSpec(id="sign", kind="signoff", roles=(SignRole(id="owner", role="Owner"),)),
    ),
)
PLAIN = Template(id="plain", sections=(SectionSpec(id="summary", kind="text"),))
LAYOUTS = (FULL, OTHER, PLAIN)


def ids(rows: tuple[ChecklistItem, ...] | tuple[SignOff, ...]) -> list[str]:
    return [row.id for row in rows]


def test_a_layout_brings_its_boxes_and_roles() -> None:
    pm = materialised(Postmortem(template=FULL))
    assert ids(pm.checklists["publication"]) == ["posted", "filed"]
    assert "handles" not in pm.checklists
    assert ids(pm.signoffs) == ["commander", "lead"]
    assert materialised(pm) is pm


def test_what_a_severity_asks_for_is_there_from_the_start() -> None:
    pm = materialised(Postmortem(template=FULL, facts={"severity": "P0"}))
    assert ids(pm.checklists["publication"]) == ["posted", "public", "filed"]
    assert pm.signoffs[-1] == SignOff(id="cto", role="CTO")


def test_a_severity_brings_its_rows_to_their_places_and_takes_them_back() -> None:
    before = materialised(Postmortem(template=FULL, facts={"severity": "P1"}))
    urgent = severity_edit(before, "P0").apply(before)
    assert urgent == materialised(Postmortem(template=FULL, facts={"severity": "P0"}))
    assert severity_edit(urgent, "P1").apply(urgent) == before


def test_a_severity_takes_nothing_that_somebody_touched() -> None:
    pm = materialised(Postmortem(template=FULL, facts={"severity": "P0"}))
    pm = Set(Place("signoffs", "cto", "name"), "Noor Haddad").apply(pm)
    pm = Set(Place("publication", "public", "done"), True).apply(pm)
    calm = severity_edit(pm, "P1").apply(pm)
    assert calm.signoffs == pm.signoffs
    assert calm.checklists == pm.checklists


def test_a_severity_that_asks_for_nothing_is_one_value_changed() -> None:
    assert severity_edit(Postmortem(template=PLAIN), "P0") == Set(Place("facts", "severity"), "P0")


def test_boxes_that_nobody_touched_go_and_come_with_their_layout() -> None:
    pm = materialised(Postmortem(template=FULL))
    there = switched(pm, OTHER)
    assert ids(there.checklists["publication"]) == ["sent"]
    assert ids(there.signoffs) == ["owner"]
    assert switched(there, FULL) == pm
    assert switched(there, PLAIN) == Postmortem(template=PLAIN)


def test_a_ticked_box_and_a_signed_role_stay() -> None:
    pm = materialised(Postmortem(template=FULL))
    pm = Set(Place("publication", "filed", "done"), True).apply(pm)
    pm = Set(Place("signoffs", "lead", "name"), "Ida Brandt").apply(pm)
    there = switched(pm, OTHER)
    assert there.checklists["publication"] == pm.checklists["publication"]
    assert ids(there.signoffs) == ["commander", "lead", "owner"]
    assert switched(there, FULL) == pm


@st.composite
def worked_on(draw: st.DrawFn) -> Postmortem:
    """Return a document in one of the layouts after some work on its boxes and sign-offs."""
    pm = materialised(
        Postmortem(
            template=draw(st.sampled_from(LAYOUTS)), facts={"severity": draw(st.sampled_from(["P0", "P1", "x"]))}
        )
    )
    for number in range(draw(st.integers(0, 4))):
        part = draw(st.sampled_from(["publication", "approvals", "handles", "signoffs"]))
        rows = pm.signoffs if part == "signoffs" else pm.checklists.get(part, ())
        new = SignOff(id=f"s_{number}") if part == "signoffs" else ChecklistItem(id=f"c_{number}", text="new")
        if not rows:
            pm = Insert(part, None, (new,)).apply(pm)
            continue
        row = draw(st.sampled_from(ids(rows)))
        field = draw(st.sampled_from(["name", "role"] if part == "signoffs" else ["text", "by"]))
        edits: list[Edit] = [Insert(part, row, (new,)), Set(Place(part, row, field), "Ida"), Move(part, row, None)]
        if len(rows) > 1:
            edits.append(Remove(part, (row,)))
        pm = draw(st.sampled_from(edits)).apply(pm)
    return pm


@given(worked_on(), st.lists(st.sampled_from(LAYOUTS), max_size=3))
def test_there_and_back_is_the_same_document(pm: Postmortem, way: list[Template]) -> None:
    known = _touches_no_role_twice(pm)
    there = pm
    for template in way:
        there = switched(there, template)
    back = switched(there, pm.template)
    if known:
        assert back == pm
    for key, rows in pm.checklists.items():
        assert back.checklists[key] == rows
    assert [row for row in back.signoffs if row in pm.signoffs] == list(pm.signoffs)


def _touches_no_role_twice(pm: Postmortem) -> bool:
    """Every role of the layout may have been deleted; then the layout brings them again."""
    roles = {role.id for spec in pm.template.sections for role in spec.roles if not role.when.severity}
    return not roles or bool(roles & set(ids(pm.signoffs)))


def test_an_edit_for_a_list_that_is_gone_says_so() -> None:
    with pytest.raises(PlaceError):
        Set(Place("publication", "filed", "done"), True).apply(Postmortem(template=PLAIN))
