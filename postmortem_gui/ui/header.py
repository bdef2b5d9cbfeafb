"""The head of the window: which incident this is, how bad, where it stands, and how long it took."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core import metrics
from postmortem_gui.core.durations import show_duration
from postmortem_gui.core.postmortem import Postmortem, Seconds
from postmortem_gui.editing.tips import tip
from postmortem_gui.ui import looks
from postmortem_gui.ui.cards import ElidedLabel, Label, hairline
from postmortem_gui.ui.chips import Chip, SeverityBlock
from postmortem_gui.ui.theme import current_theme

UNTITLED = "Untitled postmortem"
_STATUS_MOST = 170
"""The widest status, in pixels at scale 1.0; a template's own may be any words."""


class _Metric(QWidget):
    """A duration with its name before it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
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

    def show_seconds(self, seconds: int | None, note: str, *, about: bool = False) -> None:
        """Show a duration; without one the metric hides."""
        self.setVisible(seconds is not None)
        if seconds is not None:
            words = ("about " if about else "") + show_duration(seconds)
            self._value.setText(words)
            self.setAccessibleName(f"{self._name}: {words}")
            self.setToolTip(note)


class HeaderBar(QFrame):
    """Shows severity, title, status and id of the document, and at the right end what the timeline measures."""

    _SPANS = (("to detect", "detected"), ("to mitigate", "mitigated"), ("to resolve", "resolved"))

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._shown: Postmortem | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
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

    def show_postmortem(self, pm: Postmortem) -> None:
        """Show another version of the document; what has not changed is not touched."""
        old, self._shown = self._shown, pm
        if old is None or old.facts is not pm.facts or old.template is not pm.template:
            self._show_facts(pm)
        if old is None or old.timeline is not pm.timeline or old.facts is not pm.facts:
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
        impact = metrics.impact(pm)
        typed = pm.facts.get("impact_duration")
        if isinstance(typed, Seconds):
            self._impact.show_seconds(typed.seconds, "Typed over what the timeline says")
        else:
            self._impact.show_seconds(
                impact.seconds if impact else None,
                "From impact start to impact end, all spans together",
                about=bool(impact and impact.about),
            )
        for metric, (name, phase) in zip(self._metrics, self._SPANS, strict=True):
            span = metrics.between(pm, "impact_start", phase)
            metric.show_seconds(
                span.seconds if span else None,
                f"Time {name}: from impact start to “{phase}” in the timeline",
                about=bool(span and span.about),
            )
        shown = [metric for metric in (self._impact, *self._metrics) if not metric.isHidden()]
        for metric in shown:
            metric.rule.setVisible(metric is not shown[-1])

    def set_short(self, short: bool) -> None:
        """Take less height, for a window that has little."""
        self.setFixedHeight(current_theme().px(44 if short else 56))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        self._status.setMaximumWidth(current_theme().px(_STATUS_MOST))
        self._id.setVisible(bool(self._id.text()) and self.width() >= current_theme().px(1300))
