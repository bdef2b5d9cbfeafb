from __future__ import annotations

from datetime import UTC, datetime, timedelta

from postmortem_gui.core.edits import Insert, Remove, Set
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem, TimelineEntry, Why, Whys
from postmortem_gui.editing.document import Change
from postmortem_gui.editing.messages import REMEMBERED, Message, MessageLog
from postmortem_gui.editing.removals import removal

START = datetime(2026, 11, 3, 12, tzinfo=UTC)


def test_what_was_said_is_remembered_last_first_and_not_for_ever() -> None:
    times = iter(START + timedelta(seconds=n) for n in range(1000))
    log = MessageLog(lambda: next(times))
    for number in range(REMEMBERED + 3):
        log.add(Message("done", str(number)))
    log.add(Message("done", str(REMEMBERED + 2)))
    heard = log.newest_first
    assert len(heard) == REMEMBERED
    assert [each.message.sentence for each in heard[:2]] == [str(REMEMBERED + 2), str(REMEMBERED + 1)]
    assert heard[0].at == START + timedelta(seconds=REMEMBERED + 3)


def test_rows_taken_out_are_said_with_the_way_back_and_nothing_else_is() -> None:
    old = Postmortem(
        id="d", timeline=(TimelineEntry(id="t_1"), TimelineEntry(id="t_2")), whys=Whys(items=(Why(id="w"),))
    )
    said = {}
    for edit in (
        Remove("timeline", ("t_1", "t_2")),
        Remove("whys", ("w",)),
        Insert("timeline", None, (TimelineEntry(id="t_3"),)),
        Set(Place("facts", "title"), "Down"),
        None,
    ):
        message = removal(Change(old, old, None, edit))
        said[edit] = (message.sentence, [offer.words for offer in message.offers]) if message else None
    assert list(said.values()) == [
        ("Deleted: 2 timeline rows", ["Undo"]),
        ("Deleted: why", ["Undo"]),
        None,
        None,
        None,
    ]
