"""An action knows whether it is late, and closing it says when."""

from __future__ import annotations

from datetime import date

from postmortem_gui.core.actions import day_of, set_status
from postmortem_gui.core.postmortem import ActionItem, Postmortem

TODAY = date(2026, 11, 20)
ROW = ActionItem(id="x_1", label="A1", description="Limit the queue")


def test_only_a_written_out_day_is_a_day():
    assert day_of("2026-11-20") == TODAY
    assert [day_of(text) for text in ("", "20261120", "2026-11-31", "ASAP", "2026-W47-5")] == [None] * 5


def test_closing_says_on_which_day_and_opening_again_takes_it_back():
    pm = Postmortem(actions=(ROW,))
    closed = set_status(ROW, "done", TODAY)
    assert closed
    pm = closed.apply(pm)
    assert (pm.actions[0].status, pm.actions[0].closed) == ("done", "2026-11-20")
    assert set_status(pm.actions[0], "done", TODAY) is None
    opened = set_status(pm.actions[0], "open", TODAY)
    assert opened
    assert opened.apply(pm).actions == (ROW,)
