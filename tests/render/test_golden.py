"""The example in every template, read by people and found good."""

from __future__ import annotations

import json

import pytest

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.template import Template
from postmortem_gui.render.layout import lay_out
from postmortem_gui.render.markdown import document_markdown
from postmortem_gui.resources import resource

NAMES = ("full-review", "review-meeting", "sre-classic", "changeset", "brief", "blank")


def template(name: str) -> Template:
    return Template.model_validate(json.loads(resource(f"templates/{name}.json").read_bytes()))


@pytest.mark.parametrize("name", NAMES)
def test_the_example_reads_like_the_template_filled_in(golden, name):
    example = resource("examples/label-printing.postmortem.json")
    pm = Postmortem.model_validate(json.loads(example.read_bytes()))
    golden(f"example/{name}.md", document_markdown(lay_out(pm, template(name), notes=True)))


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_document_reads_like_the_template(golden, name):
    golden(f"empty/{name}.md", document_markdown(lay_out(Postmortem(), template(name))))
