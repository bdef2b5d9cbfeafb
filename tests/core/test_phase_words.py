"""Bold words of a text name phases."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from postmortem_gui.core.phase_words import phases_said
from postmortem_gui.core.template import SectionSpec, Template
from postmortem_gui.core.vocabulary import PHASES
from postmortem_gui.resources import resource
from tests.strategies import texts

SRE = Template.model_validate(json.loads(resource("templates/sre-classic.json").read_bytes()))


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("**OUTAGE BEGINS** all replicas are down", ("impact_start",)),
        ("**INCIDENT BEGINS**: Ann declares #465", ("declared",)),
        ("the fix is in, **Outage mitigated.**", ("mitigated",)),
        ("**OUTAGE ENDS** and **INCIDENT ENDS**", ("impact_end", "all_clear")),
        ("**Acknowledged / detected** by Emma", ("detected", "acknowledged")),
        ("__All-clear__", ("all_clear",)),
        ("**Impact start**", ("impact_start",)),
        ("**Detected by chance**", ()),
        ("Detected, resolved", ()),
        ("**primary** pages herself in", ()),
        ("** detected **", ()),
    ],
)
def test_whole_bold_words_are_phases(text: str, phases: tuple[str, ...]) -> None:
    assert phases_said(text, SRE) == phases


def test_every_phase_is_known_by_its_name_and_by_the_words_of_the_template():
    for phase, word in PHASES:
        assert phases_said(f"**{word}**", Template()) == (phase,)
    own = Template(sections=(SectionSpec(id="timeline", kind="timeline", labels={"resolved": "Wieder gut"}),))
    assert phases_said("**wieder gut**", own) == ("resolved",)


@given(texts())
def test_any_text_names_some_phases_or_none(text: str) -> None:
    assert set(phases_said(text, SRE)) <= {phase for phase, _ in PHASES}
