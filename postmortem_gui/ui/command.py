"""A command of the window as data: what it is called, where it stands, its keys, and what does it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from postmortem_gui.ui.main_window import MainWindow

Standard = QKeySequence.StandardKey
Do = Callable[["MainWindow"], object]


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a person can ask the window to do, and what does it.

    `keys` are standard keys or portable texts; the first is shown. `submenu` groups it below its menu. `document` says
    that it makes sense only while a document is open.
    """

    id: str
    label: str
    menu: str
    do: Do
    keys: tuple[Standard | str, ...] = ()
    icon: str = ""
    submenu: str = ""
    document: bool = True

    @property
    def repeats(self) -> bool:
        """Whether holding its keys down does it again and again: only what goes a step on. A held Ctrl+Enter would fill
        a table with empty rows, a held F5 flicker."""
        return self.id in _STEPS

    def sequences(self) -> list[QKeySequence]:
        """Return the key sequences on this system. X11 has no key for some standard ones, so a text may follow them."""
        found: list[QKeySequence] = []
        for key in self.keys:
            given = QKeySequence.keyBindings(key) if isinstance(key, Standard) else [QKeySequence(key)]
            found += [sequence for sequence in given if sequence not in found]
        return found

    def usual(self) -> list[QKeySequence]:
        """Return at most two keys to tell people about, Ctrl first; keys that few keyboards have are left out."""
        common = [keys for keys in self.sequences() if _COMMON.fullmatch(keys.toString())]
        common.sort(key=lambda keys: not keys.toString().startswith("Ctrl+"))
        return [keys for at, keys in enumerate(common) if cap_words(keys) not in map(cap_words, common[:at])][:2]

    def named(self, label: str = "") -> str:
        """Return what it is called where no menu is around it; `label` is what its menu calls it at the moment."""
        words = (label or self.label).replace("&", "")
        return f"{self.submenu.replace('&', '')}: {words}" if self.submenu else words


_STEPS = frozenset(
    (
        *("undo", "redo", "find_next", "find_previous", "next_tab", "previous_tab"),
        *("next_gap", "previous_gap", "next_missing", "previous_missing", "zoom_in", "zoom_out"),
    )
)
_COMMON = re.compile(r"(Ctrl|Alt)\+.*|(Shift\+)?F[1-9]")


def cap_words(keys: QKeySequence) -> str:
    """Return keys as they stand on their caps: `Ctrl Shift O`, on a Mac its signs."""
    text = keys.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
    return re.sub(r"(?<=[^+])\+(?=.)", " ", text)


SEPARATOR = "-"
"""The id of the line between two groups of a menu."""
