"""Whatever a rule finds, Enter on it leads to the very place, in every template."""

from __future__ import annotations

import pytest

from postmortem_gui.checks.checker import check
from postmortem_gui.core.edits import Replace
from postmortem_gui.core.layouts import switched
from postmortem_gui.ui.main_window import MainWindow
from tests.checks.test_rules import EXAMPLE, RULES, TEMPLATES, TODAY


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_finding_of_every_rule_has_a_place_in_the_window(example_window: MainWindow, template: str):
    workspace = example_window.workspace
    assert workspace is not None
    whole = switched(EXAMPLE, TEMPLATES[template])
    lost = []
    for name, of_template, breach, _, _ in RULES:
        pm = breach(whole)
        findings = [one for one in check(pm, TODAY).findings if one.check == name]
        if of_template != template or not findings:
            continue
        workspace.document.apply(Replace(pm))
        for finding in findings[:3]:
            pages = [workspace._page(key) for key in workspace.tabs.keys]
            if not any(page.focus_place(finding.place) for page in pages):
                lost.append((name, str(finding.place)))
    assert not lost
