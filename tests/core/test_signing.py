from __future__ import annotations

import json
from datetime import UTC, datetime

from postmortem_gui.core.edits import Insert, Remove, Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, ChecklistItem, Postmortem, Section, TimelineEntry, When, Whys
from postmortem_gui.core.signing import changed_since, signature
from postmortem_gui.core.values import plain

PM = Postmortem(
    facts={"title": "Labels stopped", "status": "in_review"},
    sections={"summary": Section(text="Half of all customers.")},
    timeline=(TimelineEntry(id="t_1", when=When(at=datetime(2026, 11, 10, 14, 31, tzinfo=UTC)), event="Limit 2 MB"),),
    whys=Whys(problem="No labels"),
    actions=(ActionItem(id="x_1", label="A1", description="A limit"),),
)


def test_a_signature_stands_while_nothing_changes() -> None:
    assert changed_since(PM, signature(PM)) == ()
    again = Postmortem.model_validate(json.loads(json.dumps(plain(PM))))
    assert changed_since(again, signature(PM)) == ()


def test_it_says_which_parts_changed_came_and_went() -> None:
    signed = signature(PM)
    now = Set(Place("sections", "summary"), "A third of all customers.").apply(PM)
    now = Insert("actions", "x_1", (ActionItem(id="x_2", label="A2"),)).apply(now)
    now = Remove("timeline", ("t_1",)).apply(now)
    assert [str(place) for place in changed_since(now, signed)] == ["sections/summary", "actions/x_2", "timeline/t_1"]


def test_what_goes_on_after_signing_does_not_undo_it() -> None:
    signed = signature(PM)
    now = Set(Place("facts", "status"), "published").apply(PM)
    now = Set(Place("actions", "x_1", "status"), "done").apply(now)
    now = Set(Place("actions", "x_1", "closed"), "2026-12-01").apply(now)
    now = now.but(checklists={"publication": (ChecklistItem(id="posted", done=True),)}, zone="America/New_York")
    assert changed_since(now, signed) == ()


def test_it_is_short_and_holds_no_words() -> None:
    signed = signature(PM)
    assert all(len(digest) == 12 for digest in (signed.digest, *signed.parts.values()))
    assert "Labels" not in json.dumps(plain(signed))
