"""The day before the meeting: a channel as people copy it, then a pager log on top, without the mouse."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import Link, Postmortem, TimelineEntry, When
from postmortem_gui.storage.writing import document_bytes
from tests.stories.person import Person, document, until

pytestmark = pytest.mark.window

ALERT = "https://pager.example.com/incidents/PD-48213"
PEOPLE = ("Ann Berg", "Bo Lind", "Cleo Hart")
SAID = (
    "seeing 502s on the cart since a minute or two",
    "dashboards: errors at 31 % and climbing",
    "on it, opening the runbook for payments",
    "three pods restarted in the last minute",
    "the gateway runs out of memory with large carts",
    "trying a limit of 1 MB on every ingress",
    "limit is live in the first region",
    "limit is live everywhere",
    "errors are falling",
    "status page says we have found the cause",
    "queue of payments is drained, nothing stuck",
    "customers confirm that they can pay again",
    "watching for another ten minutes",
    "all-clear from my side",
)


def channel() -> list[str]:
    """Return a hundred lines as a chat program copies them: names, times, threads, reactions and marks of edits."""
    lines = ["Tuesday, November 17th", "Pager", "APP  9:14 AM", "Triggered: cart error budget burns", ALERT]
    for minute in range(16, 44):
        number = minute - 16
        lines += [PEOPLE[number % 3], f"  9:{minute} AM", f"{SAID[number % len(SAID)]}, look {number}"]
        if number == 4:
            lines += [":eyes:", "2"]
        if number == 9:
            lines += ["3 replies", "Last reply 2 days ago"]
        if number == 12:
            lines[-1] += " (edited)"
    lines += ["and that was all of it", "for today"]
    while len(lines) < 100:
        lines.append("one more remark on the same")
    return lines


PAGER = f"""2026-11-17T14:14:00Z Triggered: cart error budget burns {ALERT}
2026-11-17T14:15:30Z Acknowledged by Ann Berg
2026-11-17T15:02:00Z Resolved by Ann Berg"""


class Offered(QMimeData):
    """A text on the clipboard that knows whether somebody has taken it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.taken = False

    @override
    def retrieveData(self, mimetype: str, preferredType: object) -> object:  # a QMetaType
        self.taken = True
        return super().retrieveData(mimetype, preferredType)  # type: ignore[arg-type]


def paste(person: Person, qapp: QApplication, text: str) -> None:
    """Copy a text somewhere else, and press Ctrl+V in the program."""
    offered = Offered(text)
    QGuiApplication.clipboard().setMimeData(offered)
    person.press("ctrl+v")

    def taken() -> bool:
        qapp.processEvents()
        return offered.taken

    until(taken)


def saved(person: Person, qapp: QApplication, file: Path, rows: int) -> Postmortem:
    """Save, and wait until the file has so many rows."""
    person.press("ctrl+s")

    def written() -> bool:
        qapp.processEvents()
        return len(document(file).timeline) == rows

    until(written)
    return document(file)


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, 17, hour, minute, second, tzinfo=UTC)


def begun(file: Path) -> Postmortem:
    """Write what is known before: three rows, one of them the alert."""
    rows = (
        TimelineEntry(id="t_start", when=When(at=at(14, 10)), event="Carts grow too large", phases=("impact_start",)),
        TimelineEntry(
            id="t_alert",
            when=When(at=at(14, 14)),
            event="Cart error budget burns: alert fires",
            source=(Link(title="PD-48213", url=ALERT), Link(title="dashboard")),
            phases=("detected",),
        ),
        TimelineEntry(id="t_end", when=When(at=at(15, 10)), event="Calm again", phases=("impact_end",)),
    )
    pm = document(file).but(timeline=rows)
    file.write_bytes(document_bytes(pm))
    return pm


def test_a_channel_and_a_pager_log_are_pasted_merged_corrected_and_undone(
    person: Person, file: Path, qapp: QApplication
) -> None:
    begun(file)
    before = file.read_bytes()
    assert len(channel()) == 100
    person.start(str(file))
    person.press("ctrl+2")

    paste(person, qapp, "\n".join(channel()))
    person.press("z")
    person.type("ET")
    person.press("Return", "Home", "Down", "t", "ctrl+a")
    person.type("14:15")
    person.press("Return", "Return")
    pm = saved(person, qapp, file, 3 + 28)
    alert = next(row for row in pm.timeline if row.id == "t_alert")
    assert "Triggered: cart error budget burns" in alert.raw, "merged, and its words are kept"
    assert alert.source[:2] == (Link(title="PD-48213", url=ALERT), Link(title="dashboard"))
    told = [row for row in in_order(pm.timeline) if row.id not in ("t_start", "t_alert", "t_end")]
    assert told[0].when.at == at(14, 15), "corrected"
    assert [row.when.at for row in told[1:]] == [at(14, minute) for minute in range(17, 44)]
    assert [row.who for row in told[:3]] == list(PEOPLE)
    assert not any("replies" in row.event for row in pm.timeline), "the odd line was left out"
    assert not any("(edited)" in row.event for row in pm.timeline)
    after = file.read_bytes()

    person.press("ctrl+z")
    saved(person, qapp, file, 3)
    assert file.read_bytes() == before
    person.press("ctrl+y")
    saved(person, qapp, file, 31)
    assert file.read_bytes() == after

    paste(person, qapp, PAGER)
    person.press("Return")
    pm = saved(person, qapp, file, 33)
    assert [row.event for row in in_order(pm.timeline) if "by Ann Berg" in row.event + row.who] != []
    alert = next(row for row in pm.timeline if row.id == "t_alert")
    assert alert.raw.count("Triggered: cart error budget burns") == 2
    person.press("ctrl+q")
    assert person.end() == 0
