"""The head of the window: which incident this is, how bad, where it stands, and how long it took."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core import metrics, strip_words
from postmortem_gui.core.metrics import Measured
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.editing.tips import tip
from postmortem_gui.render.strip_tips import StripTips
from postmortem_gui.ui import looks
from postmortem_gui.ui.cards import ElidedLabel, Label, hairline
from postmortem_gui.ui.chips import Chip, SeverityBlock
from postmortem_gui.ui.presenter_words import day_and_zone
from postmortem_gui.ui.theme import current_theme

UNTITLED = "Untitled postmortem"
_EDGE = 16
_STATUS_MOST = 170
"""The widest status, in pixels at scale 1.0; a template's own may be any words."""


def _tips(pm: Postmortem) -> StripTips:
    return StripTips(pm.timeline, pm.zone)


class _Metric(QWidget):
    """A duration with its name before it. A click goes to the row that it starts from, the next to where it ends."""

    row_wanted = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.is_told = False
        self._rows: tuple[str, ...] = ()
        self._clicks = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Label(name, "caption"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._value = Label("", "strong")
        row.addWidget(self._value, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(6)
        self.rule = hairline(upright=True)
        self.rule.setFixedHeight(16)
        row.addWidget(self.rule, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_length(self, words: str, note: str = "", rows: tuple[str, ...] = (), *, wrong: bool = False) -> None:
        """Show a duration, or what is wrong with it, and the ids of the rows that say so; without words it hides."""
        self.is_told = bool(words)
        if rows != self._rows:
            self._rows, self._clicks = rows, 0
        self._value.setText(words)
        self._value.set_tone("amber" if wrong else "")
        self.setAccessibleName(f"{self._name}: {words}")
        self.setAccessibleDescription(note)
        self.setToolTip(tip(note))
        if rows:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._rows:
            self._clicks += 1
            self.row_wanted.emit(self._rows[(self._clicks - 1) % len(self._rows)])
        else:
            super().mousePressEvent(event)


class HeaderBar(QFrame):
    """Shows severity, title, status and id of the document, and at the right end what the timeline measures."""

    place_wanted = Signal(object)
    """Carries the Place of a row that a duration comes from, after a click on it."""

    _SPANS = (("to detect", "detected"), ("to mitigate", "mitigated"), ("to resolve", "resolved"))

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._shown: Postmortem | None = None
        row = self._row = QHBoxLayout(self)
        row.setSpacing(10)
        self._severity = SeverityBlock("")
        self._title = ElidedLabel("", "h2")
        self._status = Chip()
        self._id = Label("", "muted")
        for widget in (self._severity, self._title, self._status, self._id):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self._impact = _Metric("Impact")
        self._metrics = [_Metric(name) for name, _ in self._SPANS]
        for metric in (self._impact, *self._metrics):
            row.addWidget(metric, 0, Qt.AlignmentFlag.AlignVCenter)
            metric.row_wanted.connect(self._want_row)
        self._when = Label("", "second")
        row.addWidget(self._when, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_postmortem(self, pm: Postmortem) -> None:
        """Show another version of the document; what has not changed is not touched."""
        old, self._shown = self._shown, pm
        if old is None or old.facts is not pm.facts or old.template is not pm.template:
            self._show_facts(pm)
        if (
            old is None
            or old.zone != pm.zone
            or any(getattr(old, part) is not getattr(pm, part) for part in ("timeline", "facts", "template"))
        ):
            self._show_durations(pm)

    def _show_facts(self, pm: Postmortem) -> None:
        severity, status = pm.fact("severity"), pm.fact("status")
        self._severity.setVisible(bool(severity))
        self._severity.show_value(severity)
        self._severity.setToolTip(tip(f"Severity {severity}"))
        self._title.setText(pm.fact("title") or UNTITLED)
        self._status.setVisible(bool(status))
        self._status.show_look(looks.look(looks.STATUS, status))
        self._status.setToolTip(tip(f"Status: {self._status.text}"))
        self._id.setText(pm.fact("incident_id"))
        self._fit()

    def _show_durations(self, pm: Postmortem) -> None:
        typed = metrics.typed_impact(pm)
        self._show_duration(self._impact, pm, "impact_end", "Impact", "before it starts")
        if typed is not None:
            impact = metrics.impact(pm)
            rows = (impact.from_row, impact.to_row) if impact else ()
            said = f"The rows say {strip_words.told(impact)}, {_tips(pm).between(impact)}." if impact else ""
            note = f"Typed over what the timeline says. {said}".strip()
            self._impact.show_length(strip_words.typed_over(typed, impact), note, rows)
        for metric, (name, phase) in zip(self._metrics, self._SPANS, strict=True):
            self._show_duration(metric, pm, phase, f"Time {name}", "before the start")
        self._when.setText(day_and_zone(pm))
        self._fit()

    def _show_duration(self, metric: _Metric, pm: Postmortem, phase: str, name: str, wrong: str) -> None:
        """Show the time from the start of the impact to a phase. One before it is said, never as a number."""
        span = metrics.between(pm, "impact_start", phase)
        early = metrics.reversed_rows(pm, "impact_start", phase) if span is None else None
        if span is not None:
            spans = len(metrics.impact_spans(pm)) if phase == "impact_end" else 1
            several = f", the sum of {spans} spans" if spans > 1 else ""
            note = f"{name}{several}: {_tips(pm).between(span)}."
            metric.show_length(strip_words.told(span), note, (span.from_row, span.to_row))
        elif early is not None:
            start, end = (row.id for row in early)
            between = _tips(pm).between(Measured(0, start, end))
            metric.show_length(wrong, f"{name} is no length {between}: check these two.", (end, start), wrong=True)
        else:
            metric.show_length("")

    def _want_row(self, row_id: str) -> None:
        self.place_wanted.emit(Place("timeline", row_id, "when"))

    def set_short(self, short: bool) -> None:
        """Take less height, for a window that has little."""
        self.setFixedHeight(current_theme().px(44 if short else 56))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # something in it has another size, or all of it another look
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Show what there is room for beside the whole title: the impact first, then the other durations, then the id.

        A room sees the title and the day.
        """
        theme = current_theme()
        edge = theme.px(_EDGE)
        self._row.setContentsMargins(edge, 0, edge, 0)
        if self._shown is None:
            return
        self._status.setMaximumWidth(theme.px(_STATUS_MOST))
        self._when.setHidden(not theme.presenting)
        self._status.setVisible(bool(self._shown.fact("status")) and not theme.presenting)
        fixed = [widget for widget in (self._severity, self._title, self._status) if not widget.isHidden()]
        gap = self._row.spacing()
        room = self.width() - 2 * edge - sum(widget.sizeHint().width() + gap for widget in fixed)
        told = [metric for metric in (self._impact, *self._metrics) if metric.is_told]
        shown = []
        for metric in told:
            room -= metric.sizeHint().width() + gap
            if not theme.presenting and (room >= 0 or metric is self._impact):
                shown.append(metric)
        for metric in (self._impact, *self._metrics):
            metric.setVisible(metric in shown)
            metric.rule.setVisible(metric is not next(reversed(shown), None))
        self._id.setVisible(
            bool(self._id.text())
            and shown == told
            and room >= self._id.sizeHint().width() + gap
            and not theme.presenting
        )
