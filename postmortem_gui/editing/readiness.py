"""What the rules say of the open document, while it is written: asked again when nobody has typed for a moment."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from PySide6.QtCore import QObject, QTimer, Signal

from postmortem_gui.checks.checker import Checker
from postmortem_gui.checks.findings import Finding, Report
from postmortem_gui.core.edits import Insert, Remove
from postmortem_gui.core.homes import tab_of
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Waiver
from postmortem_gui.core.template import Tab
from postmortem_gui.editing.action_columns import Today, local_today
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.storage.ids import new_id

CALM_MS = 120
"""How long a person has typed nothing before the rules are asked again: longer than between two keys."""


_TABS: tuple[str, ...] = get_args(Tab)


class Readiness(QObject):
    """Keeps the report about a document up to date, and turns what a person decides about a finding into an edit."""

    looked = Signal(object)
    """Carries the Report, whenever there is another one."""

    def __init__(self, document: Document, parent: QObject | None = None, *, today: Today = local_today) -> None:
        super().__init__(parent)
        self._document = document
        self._today = today
        self._checker = Checker(document.team)
        self._report = self._checker.report(document.value, today())
        self._last: Finding | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        document.changed.connect(self._on_changed)
        document.team_changed.connect(self._on_team_changed)

    @property
    def report(self) -> Report:
        """What the rules say of the document as it is now."""
        if self._timer.isActive():
            self._look()
        return self._report

    def stop(self) -> None:
        """Look no more: the document is about to be closed."""
        self._timer.stop()
        self._document.changed.disconnect(self._on_changed)
        self._document.team_changed.disconnect(self._on_team_changed)

    def gaps(self) -> dict[str, int]:
        """Return how many findings block publishing on each tab that has any."""
        template = self._document.value.template
        return dict(Counter(tab_of(finding.place, template) for finding in self.report.blocking))

    def next_gap(self, tab: str, place: Place | None, step: int = 1) -> Finding | None:
        """Return the finding `step` places on from where a person is, around the end; None when there is none.

        Findings go by their tabs, in the order of the template's; in a tab those that block come first. Whoever is
        still at the last one goes on from it; from elsewhere the way leads to the first of the tab, or of the next
        tab that has one.
        """
        found = self.in_order()
        if not found:
            return None
        at = self._here(found, place)
        if at is None:
            template = self._document.value.template
            tabs = [_TABS.index(tab_of(finding.place, template)) for finding in found]
            mine = _TABS.index(tab) if tab in _TABS else 0
            if step > 0:
                at = next((n for n, other in enumerate(tabs) if other >= mine), 0)
            else:
                at = next((n for n in reversed(range(len(tabs))) if tabs[n] <= mine), len(tabs) - 1)
        else:
            at = (at + step) % len(found)
        self._last = found[at]
        return found[at]

    def _here(self, found: tuple[Finding, ...], place: Place | None) -> int | None:
        """Return which finding a person is at: the last one they were led to while they are in its row, else one that
        is at their place."""
        if place is None:
            return None
        last = self._last
        if last is not None and last in found and (last.place.part, last.place.row) == (place.part, place.row):
            return found.index(last)
        return next((at for at, finding in enumerate(found) if finding.place == place), None)

    def in_order(self) -> tuple[Finding, ...]:
        """Return the findings by tab, and in a tab those that block before those to consider."""
        template = self._document.value.template
        return tuple(
            sorted(self.report.findings, key=lambda one: (_TABS.index(tab_of(one.place, template)), not one.blocks))
        )

    def fix(self, finding: Finding) -> bool:
        """Make the change that a finding offers; tell whether it offers one."""
        if finding.fix is None:
            return False
        self._document.apply(finding.fix.edit)
        return True

    def waive(self, finding: Finding, reason: str, by: str) -> None:
        """Set a finding aside for a reason, in somebody's name. It stays in the document and is printed."""
        waivers = self._document.value.waivers
        waiver = Waiver(
            id=new_id("v"),
            check=finding.check,
            place=str(finding.place),
            reason=reason.strip(),
            by=by.strip(),
            on=self._today().isoformat(),
        )
        self._document.apply(Insert("waivers", waivers[-1].id if waivers else None, (waiver,)))

    def unwaive(self, waiver: Waiver) -> None:
        """Let a rule count again."""
        self._document.apply(Remove("waivers", (waiver.id,)))

    def _on_changed(self, _change: Change) -> None:
        self._timer.start(CALM_MS)

    def _on_team_changed(self) -> None:
        self._checker = Checker(self._document.team)
        self._look()

    def _look(self) -> None:
        self._timer.stop()
        report = self._checker.report(self._document.value, self._today())
        if report != self._report:
            self._report = report
            self.looked.emit(report)
