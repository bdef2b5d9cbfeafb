"""The whys in a real window: the worked example of the full review, from the problem to the root cause, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from postmortem_gui.core.why_path import path
from postmortem_gui.storage.loading import LoadError
from tests.stories.person import Person, document, until

pytestmark = pytest.mark.window

CHECKOUT = (
    ("Why did checkout return 5xx?", "The kernel OOMKilled payments-gateway on all three replicas."),
    ("Why was it OOMKilled?", "A 50 MB cart did not fit the gateway's in-memory parser buffer."),
    ("Why was there no size limit?", "The gateway kept its 64 MB default; the storefront's 1 MB was never propagated."),
    ("Why was the limit not propagated?", "The two services have separate configurations."),
    ("Why did we not catch the drift?", "No configuration check spans services that share a contract."),
)
ROOT = "No mechanism enforces configuration invariants across services."
MOST_KEYS = 60


class Counting:
    """Somebody whose keys beyond the text are counted."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.count = 0

    def press(self, *keys: str) -> None:
        self.count += len(keys)
        self._person.press(*keys)


def test_five_whys_and_a_root_cause_take_few_keys_beyond_the_text(person: Person, file: Path) -> None:
    person.start(str(file))
    keys = Counting(person)
    keys.press("ctrl+3")
    person.type("Checkout returned 5xx for 28 minutes.")
    for question, answer in CHECKOUT:
        keys.press("ctrl+Return")
        person.type(question)
        keys.press("Return")
        person.type(answer)
        keys.press("alt+2")
    keys.press("ctrl+shift+x", "Down", "Return")  # it stops here: the second of the reasons
    keys.press("ctrl+shift+Return")  # a second answer to the last question, which is looked into and ruled out
    person.type("The check was switched off.")
    keys.press("alt+3")
    keys.press("ctrl+shift+r", "Up", "Up", "Up", "Up", "Escape")  # does each step hold?
    keys.press("alt+End")
    person.type(ROOT)
    keys.press("ctrl+s")
    until(lambda: len(document(file).whys.items) == 6 and document(file).whys.items[-1].state == "ruled_out")
    told = document(file).whys
    assert told.problem == "Checkout returned 5xx for 28 minutes."
    assert [(why.question, why.answer) for why in path(told)] == list(CHECKOUT)
    assert told.root_cause == ROOT
    assert {why.state for why in path(told)} == {"confirmed"}
    assert path(told)[-1].stop == "designed this way"
    assert keys.count < MOST_KEYS
    person.press("ctrl+q")
    assert person.end() == 0


def test_a_file_in_which_whys_go_in_a_circle_is_one_sentence(person: Person, file: Path) -> None:
    person.start(str(file))
    person.press("ctrl+3")
    person.type("It broke")
    person.press("ctrl+Return")
    person.type("Why?")
    person.press("ctrl+s")
    until(lambda: len(document(file).whys.items) == 1)
    person.press("ctrl+q")
    assert person.end() == 0
    own = document(file).whys.items[0].id
    file.write_text(file.read_text().replace('"parent": null', f'"parent": "{own}"'))
    with pytest.raises(LoadError, match=r"hangs below itself\. Correct its parent in a text editor\."):
        document(file)
    hurt = file.read_bytes()
    person.start(str(file))
    until(lambda: "Postmortem" in person.title())
    person.press("ctrl+q")
    assert person.end() == 0
    assert file.read_bytes() == hurt
