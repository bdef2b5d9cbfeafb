"""The README says what is true: its keys, its template, its verbs and its names are those of the program."""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from postmortem_gui.checks.checker import check
from postmortem_gui.cli.main import VERBS, main, parser
from postmortem_gui.core.layouts import switched
from postmortem_gui.core.postmortem import Mark
from postmortem_gui.core.team import Team
from postmortem_gui.render.layout import lay_out
from postmortem_gui.render.markdown import document_markdown
from postmortem_gui.resources import resource
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.library import SHIPPED, Library
from postmortem_gui.storage.loading import load
from postmortem_gui.storage.team import read_team
from postmortem_gui.ui.application import Application
from postmortem_gui.ui.command import SEPARATOR, Command
from postmortem_gui.ui.commands import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
KEYBOARD = re.compile(r"(<!-- keyboard: .*? -->\n)(.*?)(<!-- /keyboard -->)", re.DOTALL)


def keys_of(command: Command) -> str:
    """Return the usual keys of a command as people call them."""
    return " or ".join(f"`{keys.toString().replace('Return', 'Enter')}`" for keys in command.usual())


def keyboard() -> str:
    lines = ["| | keys |", "| --- | --- |"]
    for command in COMMANDS:
        if command.id != SEPARATOR and command.keys:
            menu = " › ".join(filter(None, (command.menu, command.submenu))).replace("&", "")
            lines.append(f"| {menu} › {command.label.replace('&', '').rstrip('…')} | {keys_of(command)} |")
    return "\n".join(lines) + "\n"


def test_the_keys_are_those_of_the_commands(qapp: QApplication, request: pytest.FixtureRequest):
    if not sys.platform.startswith("linux"):
        return  # the standard keys of other systems are others
    if request.config.getoption("--update-golden"):
        README.write_text(KEYBOARD.sub(lambda found: found[1] + keyboard() + found[3], TEXT), encoding="utf-8")
        return
    found = KEYBOARD.search(TEXT)
    assert found
    assert found[2] == keyboard(), "pytest tests/test_readme.py --update-golden writes it anew"


def test_the_two_commands_stand_in_the_first_lines():
    first = TEXT.splitlines()[:6]
    assert any(line.startswith("python3 packaging/dev.py run") for line in first)
    assert any(line.startswith("python3 packaging/dev.py test") for line in first)


def test_the_template_loads_and_prints_what_it_says(tmp_path):
    home = Home.at(tmp_path)
    home.templates.mkdir(parents=True)
    example = TEXT.partition("<!-- template -->\n```json\n")[2].partition("```")[0]
    (home.templates / "ours.json").write_text(example, encoding="utf-8")
    library = Library(home)
    template = library.required("our-review")
    assert not library.notices
    assert not [spec for spec in template.sections if spec.__pydantic_extra__]
    pm = load(resource("examples/label-printing.postmortem.json").read_bytes(), name="the example").postmortem
    printed = document_markdown(lay_out(switched(pm, template)))
    headings = [spec["heading"].split(" (")[0] for spec in json.loads(example)["sections"]]
    assert re.findall(r"^## ([\w -]+?)(?: \(|$)", printed, re.MULTILINE) == headings
    assert "- **Impact:** 57 min" in printed


def test_the_file_of_a_team_loads_and_asks_for_what_it_says(tmp_path):
    example = TEXT.partition("<!-- team -->\n```json\n")[2].partition("```")[0]
    (tmp_path / "team.json").write_text(example, encoding="utf-8")
    found = read_team(tmp_path / "team.json")
    assert not found.notices
    assert not [name for name in Team.model_fields if not getattr(found.team, name)]
    pm = load(resource("examples/label-printing.postmortem.json").read_bytes(), name="the example").postmortem
    pm = pm.but(facts={**pm.facts, "severity": "SEV-1", "incident_channel": "", "data_impact_note": "TBD"})
    report = check(pm, date(2026, 11, 21), found.team)
    origins = {finding.origin for finding in report.findings if finding.origin.endswith(", team")}
    assert origins >= {"how it is written, team", "needed facts, team", "words to avoid, team", "sign-off, team"}


def test_every_verb_every_option_and_every_template_is_there():
    assert all(f"postmortem {verb}" in TEXT or f"`{verb} " in TEXT for verb in VERBS)
    verbs = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    options = {name for verb in verbs.choices.values() for action in verb._actions for name in action.option_strings}
    assert not [name for name in options - {"-h", "--help"} if name not in TEXT]
    assert not [name for name in SHIPPED if f"| `{name}` |" not in TEXT]


def test_the_commands_of_the_verbs_work(tmp_path, monkeypatch, capfdbinary: pytest.CaptureFixture[bytes]):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tickets.csv").write_text("Key,Status\n", encoding="utf-8")
    block = TEXT.partition("## Without a window")[2].partition("```\n")[2].partition("```")[0]
    for line in block.splitlines():
        command = (
            line.partition(" #")[0].partition(" >")[0].replace("[--json]", "").replace('"Labels stopped"', "Labels")
        )
        verb = command.split()[1:]
        if verb[0] == "import":
            verb[1:2] = [_with_source(tmp_path)]
        needs_a_person = 1 if verb[0] == "check" else 0  # a document that was only just begun
        assert main(verb) == needs_a_person, line
        capfdbinary.readouterr()


def _with_source(folder: Path) -> str:
    path = str(folder / "carries.pdf")
    assert main(["export", "labels.postmortem.json", "--to", "pdf", "--with-source", "-o", path]) == 0
    return path


def test_the_mark_of_the_example_is_a_mark():
    found = re.search(r'^"marks": (\{.*\})$', TEXT, re.MULTILINE)
    assert found
    for mark in json.loads(found[1]).values():
        assert not Mark.model_validate(mark).__pydantic_extra__


def test_widgets_have_the_names_that_are_promised(qapp: QApplication, tmp_path):
    names = re.findall(r"`(\w+)`", TEXT.partition("Widgets have object names")[2].partition("Actions of the menus")[0])
    assert {"tabs", "timelineTable", "statusBar"} <= set(names)
    program = Application(Home.at(tmp_path))
    program.session.open_example()
    assert program.window.workspace
    program.window.workspace.flush()
    widgets = {widget.objectName(): widget for widget in program.window.findChildren(QWidget)}
    missing = [name for name in names if name not in widgets or not widgets[name].accessibleName()]
    program.session.close()
    program.end()
    program.window.deleteLater()
    assert not missing


def test_every_file_and_picture_that_is_named_is_there():
    named = re.findall(r"\]\((resources/[^)]+)\)|`((?:postmortem_gui|packaging|resources)/[\w/.]+)`", TEXT)
    assert not [name for pair in named for name in pair if name and not (ROOT / name).exists()]
    assert (ROOT / "resources/pictures/window.png").stat().st_size < 300_000
