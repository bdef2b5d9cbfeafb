"""The Readiness view of the side panel: what the template's own rules find, each with the way to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.checks.findings import Done, Finding, Report
from postmortem_gui.core.homes import tab_of
from postmortem_gui.core.postmortem import Waiver
from postmortem_gui.editing.document import Document
from postmortem_gui.editing.readiness import Readiness
from postmortem_gui.editing.tips import tip
from postmortem_gui.ui import asked_names
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import Label, hairline
from postmortem_gui.ui.chips import KeyCap
from postmortem_gui.ui.fields import LineField
from postmortem_gui.ui.readiness_rows import Line, ReadinessLines, ReadinessRows
from postmortem_gui.ui.readiness_tiles import ReadinessTiles
from postmortem_gui.ui.tabs import TABS
from postmortem_gui.ui.theme import current_theme

_LOW = 330
"""A view lower than this, in pixels at scale 1.0, keeps its room for the list: why a rule stands is in its tooltip."""
_TAB_WORDS = {tab.key: tab.label for tab in TABS}


class ReadinessView(QFrame):
    """Lists what blocks, what to consider, what was waived and what is done. Enter goes to the place; the foot says
    why, offers the repair where there is one, and lets a rule be set aside with a reason and a name."""

    place_wanted = Signal(object)
    """Carries the Place of the finding that a person wants to go to."""

    def __init__(self, document: Document, readiness: Readiness, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setAccessibleName("Readiness")
        self._document, self._readiness = document, readiness
        self.name = ""
        """The name of the person at this machine, offered to whoever sets a rule aside."""
        self._title, self._tiles = Label("", "h3", wrap=True), ReadinessTiles()
        self.lines = ReadinessLines()
        self.lines.setParent(self)
        self.list = QListView()
        self.list.setModel(self.lines)
        self.list.setObjectName("readinessList")
        self.list.setAccessibleName("What the rules find")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("bare", "true")
        self.list.setItemDelegate(ReadinessRows(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.installEventFilter(self)
        self.setFocusProxy(self.list)
        self.list.clicked.connect(self._on_clicked)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._why = Label("", "muted", wrap=True)
        self._fix = Button("", "check", kind="plain")
        self._fix.clicked.connect(self._make_fix)
        self._aside = Button("Set aside…", "flag", kind="ghost")
        self._aside.clicked.connect(self._ask_or_undo)
        self._form = QWidget()
        self._reason = LineField("Reason for setting the rule aside", "Why it does not apply here")
        self._by = LineField("Who sets it aside", "Name")
        asked_names.ask(self._by)
        self._waive = Button("Set it aside", kind="primary")
        self._waive.clicked.connect(self._do_waive)
        for field in (self._reason, self._by):
            field.installEventFilter(self)
        self._arrange()
        readiness.looked.connect(self._show)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(14, 0, 14, 0)
        head.setSpacing(8)
        first = QHBoxLayout()
        first.addWidget(self._title, 1)
        self._next = KeyCap("F8 next")
        first.addWidget(self._next)
        head.addLayout(first)
        head.addWidget(self._tiles)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(hairline())
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 2, 14, 10)
        foot.setSpacing(8)
        foot.addWidget(self._why)
        buttons = QHBoxLayout()
        buttons.addWidget(self._fix)
        buttons.addWidget(self._aside)
        buttons.addStretch(1)
        foot.addLayout(buttons)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(6)
        form.addWidget(self._reason)
        last = QHBoxLayout()
        last.addWidget(self._by, 1)
        last.addWidget(self._waive)
        form.addLayout(last)
        foot.addWidget(self._form)
        column.addLayout(foot)
        self._form.hide()

    @property
    def is_low(self) -> bool:
        """Whether there is little room: a small window, or large letters."""
        return self.height() < current_theme().px(_LOW)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._next.setHidden(self.is_low)
        self._describe()

    # ── What is in it ──

    def refresh(self) -> None:
        """Show the report as it is now: the view has come into sight."""
        self._show(self._readiness.report)

    def select(self, finding: Finding) -> None:
        """Select the line of a finding: a person was led to it."""
        for row in range(self.lines.rowCount()):
            line = self.lines.line(row)
            if line is not None and line.about == finding:
                self._choose(row)

    def _show(self, report: Report) -> None:
        if not self.isVisible():
            return
        block, consider = len(report.blocking), len(report.to_consider)
        ready = f"Ready to publish, {consider} to consider" if consider else "Ready to publish"
        self._title.setText("Not ready to publish" if block else ready)
        self._tiles.show_report(report)
        current = self._line()
        groups: tuple[tuple[str, list[Line]], ...] = (
            ("Blocks", [self._finding("block", one) for one in report.blocking]),
            ("To consider", [self._finding("consider", one) for one in report.to_consider]),
            ("Waived", [_waived(one, waiver) for one, waiver in report.waived]),
            (f"{len(report.done)} done", [self._finding("done", one) for one in report.done]),
        )
        shown: list[Line | str] = []
        for title, lines in groups:
            shown += [title, *lines] if lines else []
        self.lines.show_lines(shown)
        self._go_back_to(current)

    def _finding(self, sort: str, about: Finding | Done) -> Line:
        tab = _TAB_WORDS[tab_of(about.place, self._document.value.template)]
        return Line(sort, about, f"{tab} · {about.origin}")

    def _go_back_to(self, line: Line | None) -> None:
        """Stay at the finding that was selected; where it is gone, select the first."""
        found = [(row, one) for row, one in enumerate(self.lines.lines) if isinstance(one, Line)]
        same = (row for row, one in found if line is not None and one.about == line.about)
        self._choose(next(same, found[0][0] if found else -1))
        self._describe()

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.lines.index(row))

    # ── What a person does ──

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                (self._go if watched is self.list else self._do_waive)()
                return True
            if event.key() == Qt.Key.Key_Escape and self._form.isVisible():
                self._form.hide()
                self._take_focus()
                return True
        return super().eventFilter(watched, event)

    def _line(self) -> Line | None:
        return self.lines.line(self.list.currentIndex().row())

    def _go(self) -> None:
        line = self._line()
        if line is not None:
            self.place_wanted.emit(line.about.place)

    def _take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.lines.line(index.row()) is not None:
            self._go()

    def _on_current_changed(self) -> None:
        self._form.hide()
        self._describe()

    def _describe(self) -> None:
        """Say below the list why the selected line is there, and offer what can be done about it."""
        line = self._line()
        finding = line.about if line is not None and isinstance(line.about, Finding) else None
        waived = line is not None and line.waiver is not None
        self._why.setText(finding.why if finding else "")
        self._why.setVisible(bool(finding and finding.why) and not self.is_low)
        self.list.setToolTip(tip(self._why.text()) if self.is_low else "")
        fix = finding.fix if finding is not None and not waived else None
        self._fix.setVisible(fix is not None)
        self._fix.setText(fix.label if fix else "")
        self._fix.setAccessibleName(fix.label if fix else "Nothing to repair at a press")
        self._aside.setVisible(finding is not None)
        self._aside.setText("Let it count again" if waived else "Set aside…")
        self._aside.setAccessibleName(self._aside.text())

    def _make_fix(self) -> None:
        line = self._line()
        if line is not None and isinstance(line.about, Finding):
            self._readiness.fix(line.about)
            self.refresh()

    def _ask_or_undo(self) -> None:
        line = self._line()
        if line is not None and line.waiver is not None:
            self._readiness.unwaive(line.waiver)
            self.refresh()
        elif line is not None:
            self._reason.show_value("")
            self._by.show_value(self.name)
            self._form.show()
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do_waive(self) -> None:
        """Set the selected rule aside; never in nobody's name, and never for nothing."""
        line = self._line()
        missing = next((field for field in (self._reason, self._by) if not str(field.value).strip()), None)
        if missing is not None:
            missing.setFocus(Qt.FocusReason.OtherFocusReason)
        elif line is not None and isinstance(line.about, Finding):
            self._readiness.waive(line.about, str(self._reason.value), str(self._by.value))
            self._form.hide()
            self.refresh()
            self._take_focus()


def _waived(finding: Finding, waiver: Waiver) -> Line:
    note = f"{waiver.by or 'Nobody named'}: {waiver.reason or 'no reason given'}"
    return Line("waived", finding, note, waiver)
