"""Stories in a real window: the program as a process of its own, real keys, and what is in the files afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.person import Person, document, until

pytestmark = pytest.mark.window


def test_a_scribe_writes_a_postmortem_without_the_mouse(person: Person, file: Path) -> None:
    person.start(str(file))
    person.type("Cards refused at checkout")
    person.press("ctrl+2", "ctrl+Return")
    person.type("2026-11-20 23:58")
    person.press("Tab")
    person.type("Alert fires; *Ida* pages herself | 5xx at 31 %")
    person.press("Return", "ctrl+Return")
    person.type("00:04")
    person.press("Tab")
    person.type("Rolled back")
    person.press("Return", "ctrl+s")
    until(lambda: len(document(file).timeline) == 2 and document(file).timeline[1].event == "Rolled back")
    first, second = document(file).timeline
    assert document(file).fact("title") == "Cards refused at checkout"
    assert first.event == "Alert fires; *Ida* pages herself | 5xx at 31 %"
    assert first.when.at is not None
    assert second.when.at is not None
    assert (second.when.at - first.when.at).total_seconds() == 6 * 60
    person.press("ctrl+q")
    assert person.end() == 0


def test_undo_goes_back_to_the_first_letter_across_tabs(person: Person, file: Path) -> None:
    before = file.read_bytes()
    person.start(str(file))
    person.type("Cards refused")
    person.press("ctrl+2", "ctrl+Return")
    person.type("1432")
    person.press("Tab")
    person.type("Alert")
    person.press("Return", *["ctrl+z"] * 6, "ctrl+shift+s")
    until(lambda: person.title().startswith("Save"))
    copy = file.with_name("copy.postmortem.json")
    person.type(str(copy))
    person.press("Return")
    until(copy.exists)
    person.press("ctrl+q")
    assert person.end() == 0
    assert copy.read_bytes() == before


def test_commands_and_words_are_found_by_a_few_letters(person: Person, file: Path) -> None:
    person.start(str(file))
    person.type("Queue full")
    person.press("ctrl+k")
    person.type("save")
    person.press("Return")
    until(lambda: document(file).fact("title") == "Queue full")
    person.press("ctrl+2", "ctrl+slash", "Escape", "F1", "Escape", "ctrl+f")
    person.type("queue")
    person.press("Return", "Escape")  # what was found is selected, and the keyboard is there
    person.type("Relay")
    person.press("ctrl+shift+p")
    person.type(">save")
    person.press("Return")
    until(lambda: document(file).fact("title") == "Relay full")
    person.press("ctrl+q")
    assert person.end() == 0


def test_what_was_typed_before_a_crash_is_there_again(person: Person, file: Path) -> None:
    person.start(str(file))
    person.type("Nearly lost")
    journals = file.parent / "home" / "state" / "recovery"
    until(lambda: any(b"Nearly lost" in log.read_bytes() for log in journals.glob("*/*.log")))
    person.crash()
    assert document(file).fact("title") == ""
    person.start()
    person.press(*["Tab"] * 6, "Return")  # six layouts, then what was recovered
    until(lambda: "cards" in person.title())
    person.press("ctrl+s")
    until(lambda: document(file).fact("title") == "Nearly lost")
    person.press("ctrl+q")
    assert person.end() == 0


def test_a_finished_document_leaves_as_markdown_and_pdf(person: Person, tmp_path: Path) -> None:
    person.start("--example")
    for keys, name in (("ctrl+e", "out.md"), ("ctrl+shift+e", "out.pdf")):
        person.press(keys)
        person.press("alt+f")  # points are open: final all the same
        until(lambda: person.title().startswith("Save"))
        person.type(str(tmp_path / name))
        person.press("Return")
        until((tmp_path / name).exists)
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("# Postmortem — ")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    person.press("ctrl+q")
    assert person.end() == 0


def test_a_polite_end_from_outside_loses_nothing(person: Person, file: Path) -> None:
    person.start(str(file))
    person.type("Going down")
    journals = file.parent / "home" / "state" / "recovery"
    until(lambda: any(b"Going down" in log.read_bytes() for log in journals.glob("*/*.log")))
    assert person.process is not None
    person.process.terminate()
    assert person.end() == 0
    assert any(b"Going down" in log.read_bytes() for log in journals.glob("*/*.log"))
