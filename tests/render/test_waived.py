"""What was set aside is printed with its reason and its name, and never in the public version."""

from __future__ import annotations

import json

from postmortem_gui.core.postmortem import Postmortem, Waiver
from postmortem_gui.core.public import public
from postmortem_gui.render.layout import lay_out
from postmortem_gui.render.markdown import document_markdown
from postmortem_gui.resources import resource

EXAMPLE = Postmortem.model_validate(json.loads(resource("examples/label-printing.postmortem.json").read_bytes()))
WAIVED = EXAMPLE.but(
    waivers=(
        Waiver(
            id="v_1",
            check="four_fields",
            place="actions/x_cmsmdce5/ticket",
            reason="In the *portal*",
            by="Noor",
            on="2026-11-21",
        ),
        Waiver(id="v_2", check="whys-count", place="whys", reason="Two reach the design", by="Ida"),
        Waiver(id="v_3", check="exact_or_estimate", place="facts/revenue_impact"),
        Waiver(id="v_4", check="row_source", place="a/b/c/d", reason="Lost"),
    )
)


def test_a_line_each_says_where_which_rule_why_and_who():
    text = document_markdown(lay_out(WAIVED))
    assert text.endswith(
        "## Rules set aside\n\n"
        "- A3, four fields: In the *portal* (Noor, 2026-11-21)\n"
        "- Whys, whys count: Two reach the design (Ida)\n"
        "- Revenue impact, exact or estimate: no reason given\n"
        "- a/b/c/d, row source: Lost\n"
    )


def test_nothing_is_printed_where_nothing_was_set_aside():
    assert "Rules set aside" not in document_markdown(lay_out(EXAMPLE))


def test_the_public_version_says_nothing_of_it():
    assert "Rules set aside" not in document_markdown(lay_out(public(WAIVED)))
