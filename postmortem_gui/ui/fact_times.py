"""Fields for facts about time: typed as people type them, shown long, following the timeline until typed over."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from typing_extensions import override

from postmortem_gui.core.days import UnreadError, find_day
from postmortem_gui.core.doubts import Doubt, Reading, doubt_about
from postmortem_gui.core.metrics import derived, measured_for
from postmortem_gui.core.order import in_order
from postmortem_gui.core.postmortem import FactValue, Postmortem, Seconds, When
from postmortem_gui.core.template import FactSpec
from postmortem_gui.core.times import in_zone, read_duration, read_time, show_duration, show_range, why_unread
from postmortem_gui.editing.day_order import day_first
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.ui.fact_cells import Clock, FactCell, now
from postmortem_gui.ui.fact_values import as_text, long_day, long_time, overridden, source_of
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.time_panel import TimePanel


class _TimeLine(LineField):
    """A line that shows one text while it is read and another while it is written."""

    def __init__(self, cell: TimeCell) -> None:
        super().__init__(cell.spec.label)
        self._cell = cell

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._cell.begin()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._cell.finish()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return self._cell.asks_first() or super().focusNextPrevChild(next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._cell.takes(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._cell.finish()
            self._cell.begin()
            return
        super().keyPressEvent(event)


class TimeCell(FactCell):
    """A fact that follows the timeline while nobody has typed over it; emptying the field makes it follow again."""

    looks_like = ""
    """What people may type, shown in the empty field."""

    def __init__(self, document: Document, spec: FactSpec, clock: Clock = now) -> None:
        self.spec = spec
        line = _TimeLine(self)
        line.setPlaceholderText(self.looks_like)
        super().__init__(document, spec, line, clock)
        self._line = line
        self._is_written = False
        self._said: FactValue | None = None
        line.typed.connect(self._on_typed)
        self.refresh()

    def shown(self, value: FactValue | None) -> str:
        """Return what the field shows while it is read."""
        raise NotImplementedError

    def written(self, value: FactValue | None) -> str:
        """Return what the field holds while it is written."""
        raise NotImplementedError

    def entered(self, text: str) -> FactValue:
        """Return the value that a text means; one that cannot be read is kept as it is."""
        raise NotImplementedError

    def problem(self, value: FactValue | None) -> str:
        """Return a sentence about a value that cannot be read, empty when it can."""
        raise NotImplementedError

    def asks_first(self) -> bool:
        """Ask what is open about the text before the keyboard goes on. Returns whether anything is."""
        return False

    def takes(self, event: QKeyEvent) -> bool:
        """Take a key that answers what is asked, or asks. Returns False for one that belongs to the text."""
        return False

    def begin(self) -> None:
        """Show the value as it is written: the keyboard has come."""
        self._is_written = True
        self._said = self.given()
        self._line.show_value(self.written(self._value()))
        self._line.selectAll()

    def finish(self) -> None:
        """Show the value as it is read: the keyboard has gone."""
        self._is_written = False
        self.document.seal()
        self.refresh()

    @override
    def refresh(self) -> None:
        pm, given = self.document.value, self.given()
        value = self._value()
        if not self._is_written:
            self._line.show_value(self.shown(value))
        elif given != self._said:  # not what was typed here: undo, or another field for the same fact
            self._said = given
            self._line.show_value(self.written(value))
        problem, over = self.problem(given), overridden(pm, self.spec)
        if problem:
            self.set_hint(problem, "amber")
        elif over:
            self.set_hint(over[0].upper() + over[1:], "amber")
        elif given is None and (source := source_of(pm, self.spec)):
            self.set_hint(source, "" if value is not None else "amber")
        elif self._is_written and given is not None:
            self.set_hint(self.shown(given))
        else:
            self.set_hint(self.spec.hint if given is None else "")

    def _value(self) -> FactValue | None:
        given = self.given()
        return derived(self.document.value, self.spec) if given is None else given

    def _on_typed(self, text: str) -> None:
        self._said = self.entered(text) if text.strip() else None
        self.say("" if self._said is None else self._said, typing=True)

    @override
    def _on_changed(self, change: Change) -> None:
        old, new = change.old, change.new
        if old.facts is not new.facts or old.timeline is not new.timeline or old.zone != new.zone:
            self.refresh()


class InstantCell(TimeCell):
    """A moment: `14:32`, `2:32pm ET`, `2026-11-17 14:32`. An hour that comes twice or never is asked about."""

    looks_like = "14:32, 2:32pm ET, 17 Nov 14:32"
    _panel: TimePanel | None = None

    @override
    def shown(self, value: FactValue | None) -> str:
        zone = self.document.value.zone
        return long_time(value, zone) if isinstance(value, When) else as_text(value, zone)

    @override
    def written(self, value: FactValue | None) -> str:
        return as_text(value, self.document.value.zone)

    @override
    def entered(self, text: str) -> When:
        pm = self.document.value
        doubt = self._doubt(text)
        if doubt is not None:
            return doubt.answered(self._known()) or When(typed=text)
        return read_time(text, zone=pm.zone, near=self._near(), now=self.clock(), day_first=day_first(pm))

    @override
    def problem(self, value: FactValue | None) -> str:
        if not isinstance(value, When) or value.at is not None:
            return ""
        doubt = self._doubt(value.typed)
        return f"{doubt.question} Enter asks which is meant." if doubt is not None else why_unread(value.typed)

    @override
    def asks_first(self) -> bool:
        doubt = self._doubt(self._line.value)
        if doubt is None or doubt.answered(self._known()) is not None:
            return False
        if self._panel is None:
            self._panel = TimePanel(self._line)
            self._panel.answered.connect(self._on_answered)
        if not self._panel.asks:
            self._panel.ask(doubt)
            self._line.setAccessibleDescription(self._panel.text)
        return True

    @override
    def takes(self, event: QKeyEvent) -> bool:
        if self._panel is not None and self._panel.asks:
            return self._panel.takes(event)
        return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.asks_first()

    @override
    def finish(self) -> None:
        if self._panel is not None:
            self._panel.put_away()
        super().finish()

    def _on_answered(self, reading: Reading) -> None:
        self._said = reading.when
        self.say(reading.when)

    def _near(self) -> datetime | None:
        said = derived(self.document.value, self.spec)
        return said.at if isinstance(said, When) else first_instant(self.document.value)

    def _doubt(self, text: str) -> Doubt | None:
        """Return what is open about the clocks; which day is meant stands in full beside the field."""
        pm = self.document.value
        doubt = doubt_about(text, zone=pm.zone, near=self._near(), now=self.clock(), day_first=day_first(pm))
        return doubt if doubt is not None and doubt.sort == "clocks" else None

    def _known(self) -> list[When]:
        pm, given = self.document.value, self.given()
        return [*([given] if isinstance(given, When) else []), *(row.when for row in pm.timeline)]


class DateCell(TimeCell):
    """A day: `2026-11-17`, `17 Nov`, `yesterday`; kept as `YYYY-MM-DD`."""

    looks_like = "2026-11-17, 17 Nov, yesterday"

    @override
    def shown(self, value: FactValue | None) -> str:
        return long_day(value) if isinstance(value, str) else as_text(value, self.document.value.zone)

    @override
    def written(self, value: FactValue | None) -> str:
        return as_text(value, self.document.value.zone)

    @override
    def entered(self, text: str) -> str:
        pm, words = self.document.value, " ".join(text.split())
        today = in_zone(self.clock(), pm.zone).date()
        first = first_instant(pm)
        try:
            found = find_day(words.lower(), day_first=day_first(pm))
            if found is not None and found[1] == len(words):
                return found[0].on(today, in_zone(first, pm.zone).date() if first else None).isoformat()
        except (UnreadError, OverflowError):
            pass
        return text

    @override
    def problem(self, value: FactValue | None) -> str:
        if not isinstance(value, str) or long_day(value) != value:
            return ""
        return f"“{value}” is no day. Try 2026-11-17, 17 Nov or yesterday."


class DurationCell(TimeCell):
    """A length of time: `28`, `1h 5m`, `00:28`."""

    looks_like = "28, 1h 5m, 00:28"

    @override
    def shown(self, value: FactValue | None) -> str:
        if isinstance(value, Seconds):
            form = self.spec.form or "words"
            said = measured_for(self.document.value, self.spec) if self.given() is None else None
            if said is not None and not said.is_exact:
                return show_range(said.least, said.most, form)
            return show_duration(value.seconds, form)
        return as_text(value, self.document.value.zone)

    @override
    def written(self, value: FactValue | None) -> str:
        if isinstance(value, Seconds):  # one number to start from, whatever the range
            return show_duration(value.seconds, self.spec.form or "words")
        return self.shown(value)

    @override
    def entered(self, text: str) -> FactValue:
        seconds = read_duration(text)
        return text if seconds is None else Seconds(seconds=seconds)

    @override
    def problem(self, value: FactValue | None) -> str:
        if value is None or isinstance(value, Seconds):
            return ""
        return f"“{self.shown(value)}” is no length of time. Try 28, 1h 5m or 00:28."


def first_instant(pm: Postmortem) -> datetime | None:
    """Return the first time of the timeline: the day that a clock time without one is read on."""
    return next((row.when.at for row in in_order(pm.timeline) if row.when.at is not None), None)
