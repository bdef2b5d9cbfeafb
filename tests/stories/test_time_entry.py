"""Forty rows typed as people say the time, over a midnight, in two zones and through an hour that comes twice."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdf
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.times import in_zone
from postmortem_gui.render.layout import lay_out
from postmortem_gui.ui.preview import Preview
from tests.stories.person import Person, document, until

pytestmark = pytest.mark.window

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 10, 31, 23, 50, tzinfo=UTC)
STEP = timedelta(minutes=12)
TWICE = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
"""1:30 in New York for the second time: the clocks went back at 06:00 UTC."""


def said(at: datetime, number: int) -> str:
    """Say a time as somebody would: every third row as the clocks of New York show it, unless they are turned then."""
    local = at.astimezone(NEW_YORK)
    turned = datetime(2026, 11, 1, 4, 59, tzinfo=UTC) < at < datetime(2026, 11, 1, 7, 1, tzinfo=UTC)
    if number % 3 == 1 and not turned:
        return f"{local.hour % 12 or 12}:{local:%M}{local:%p} ET".replace("AM", "am").replace("PM", "pm")
    return f"{at:%H%M}" if number % 3 == 2 else f"{at:%H:%M}"


TOLD = [(START + n * STEP, said(START + n * STEP, n), f"r{n:02}") for n in range(33)]
FORGOTTEN = [
    (datetime(2026, 11, 1, 6, 20, tzinfo=UTC), "0620", "r34"),
    (datetime(2026, 10, 31, 23, 57, tzinfo=UTC), "7:57pm ET", "r35"),
    (datetime(2026, 11, 1, 0, 3, tzinfo=UTC), "+6m", "r36"),
    (datetime(2026, 10, 31, 23, 53, tzinfo=UTC), "23:53", "r37"),
]
"""Rows that somebody remembers later, each typed where the keyboard happens to be."""
CAPTURED = [
    (datetime(2026, 11, 1, 0, 55, tzinfo=UTC), "00:55", "r38"),
    (datetime(2026, 11, 1, 0, 59, tzinfo=UTC), "+4m", "r39"),
]
ROWS = [*((at, event) for at, _, event in (*TOLD, *FORGOTTEN, *CAPTURED)), (TWICE, "r33")]


def expected(zone: str) -> list[str]:
    """Return what is read anywhere: each day where it begins, and each row with its time."""
    lines, last = [], None
    for at, event in sorted(ROWS):
        local = in_zone(at, zone)
        if local.date() != last:
            lines.append(local.date().isoformat())
            last = local.date()
        lines.append(f"{local:%H:%M} {event}")
    return lines


_READ = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?!\d)|(?P<clock>\d\d:\d\d)(?: E[DS]T)?\W+(?P<event>r\d\d)")


def read_in(text: str) -> list[str]:
    """Return the days and the rows of a text in their order."""
    return [found["day"] or f"{found['clock']} {found['event']}" for found in _READ.finditer(text)]


def write_rows(person: Person) -> None:
    person.press("ctrl+2")
    for at, time, event in TOLD:
        person.press("ctrl+Return")
        person.type(f"{at:%Y-%m-%d} {time}" if event == "r00" else time)
        person.press("Tab")
        person.type(event)
    person.press("ctrl+Return")
    person.type("1:30am ET")
    person.press("Tab", "2")  # the second of the two
    person.type("r33")
    for _, time, event in FORGOTTEN:
        person.press("ctrl+Return")
        person.type(time)
        person.press("Tab")
        person.type(event)
    person.press("Return", "ctrl+j")
    for _, time, event in CAPTURED:
        person.type(f"{time} {event}")
        person.press("Return")
    person.press("Escape", "Escape")


def grid(person: Person, qapp: QApplication) -> list[str]:
    """Copy all rows of the grid and return what other programs are given."""
    QGuiApplication.clipboard().setText("nothing")
    person.press("ctrl+2", "ctrl+a", "ctrl+c")

    def html() -> str:
        qapp.processEvents()
        return QGuiApplication.clipboard().mimeData().html()

    until(lambda: "r33" in html())
    text = re.sub(r"<[^>]*>", " ", unescape(html()))
    return [line for line in read_in(text) if not line.startswith("2026")]


def preview(pm: Postmortem) -> str:
    shown = Preview()
    shown.show_layout(lay_out(pm))
    shown.flush()
    text = shown.document().toPlainText()
    shown.deleteLater()
    return text


def timeline_of(lines: list[str]) -> list[str]:
    """Leave out what a document says of its days before the timeline."""
    first = next(at for at, line in enumerate(lines) if line.endswith(("r00", "r35", "r37")))
    return lines[first - 1 :]


def test_forty_rows_over_midnight_in_two_zones_are_the_same_everywhere(
    person: Person, file: Path, qapp: QApplication, tmp_path: Path
) -> None:
    before = file.read_bytes()
    person.start(str(file))
    write_rows(person)
    person.press("ctrl+s")
    until(lambda: len(document(file).timeline) == 40 and document(file).timeline[-1].event != "")
    pm = document(file)
    assert [(row.when.at, row.event) for row in in_order(pm.timeline)] == sorted(ROWS)
    zones = {row.event: row.when.zone for row in pm.timeline}
    assert (zones["r00"], zones["r01"], zones["r33"]) == ("UTC", "America/New_York", "America/New_York")

    assert grid(person, qapp) == [line for line in expected("UTC") if not line.startswith("2026")]
    assert timeline_of(read_in(preview(pm))) == expected("UTC")
    for keys, name in (("ctrl+e", "out.md"), ("ctrl+shift+e", "out.pdf")):
        person.press(keys)
        person.press("alt+f")  # points are open: final all the same
        until(lambda: person.title().startswith("Save"))
        person.type(str(tmp_path / name))
        person.press("Return")
        until((tmp_path / name).exists)
    markdown = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert timeline_of(read_in(markdown)) == expected("UTC")
    printed = "\n".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "out.pdf").pages)
    rows = [line for line in timeline_of(read_in(printed)) if line in expected("UTC")]  # pages have dates of their own
    assert list(dict.fromkeys(rows)) == expected("UTC")

    saved = file.read_bytes()
    person.press("ctrl+shift+u")  # there is no second zone yet: it asks for one
    person.press("Tab", "Tab")
    person.type("ET")
    person.press("Escape", "ctrl+shift+u", "ctrl+s")
    until(lambda: document(file).zone == "America/New_York")
    swapped = document(file)
    assert swapped.timeline == pm.timeline
    assert swapped.second_zone == "UTC"
    assert timeline_of(read_in(preview(swapped))) == expected("America/New_York")
    person.press("ctrl+shift+u", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+s")
    until(lambda: file.read_bytes() == saved)

    for _ in range(4):
        person.press(*["ctrl+z"] * 40)
    person.press("ctrl+s")
    until(lambda: file.read_bytes() == before)
    person.press("ctrl+q")
    assert person.end() == 0
