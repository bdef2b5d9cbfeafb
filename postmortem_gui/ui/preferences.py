"""The preferences: a panel over the window in which every choice holds at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.render.file_names import FIELDS, PATTERN, file_name, pattern_problem
from postmortem_gui.storage.library import Library
from postmortem_gui.storage.settings import SettingsFile
from postmortem_gui.ui.appearance import ZOOMS, Appearance
from postmortem_gui.ui.buttons import SegmentedControl, ToolButton
from postmortem_gui.ui.cards import Label, hairline
from postmortem_gui.ui.classification import ClassificationChoice
from postmortem_gui.ui.fields import LineField, TickField
from postmortem_gui.ui.panel import SIDE, Panel
from postmortem_gui.ui.paper import paper_here
from postmortem_gui.ui.prompts import Prompts
from postmortem_gui.ui.theme import current_theme, restyled
from postmortem_gui.ui.ticket_page_line import TicketPageLine
from postmortem_gui.ui.zone_line import ZoneLine

_WIDTH, _ROW = 760, 34
_AS_SYSTEM = "Like the system"
_THEMES = (("system", _AS_SYSTEM), ("light", "Light"), ("dark", "Dark"))
_CONTRASTS = (("system", _AS_SYSTEM), ("usual", "Usual"), ("high", "High"))
_PAPERS = {"a4": "A4", "letter": "Letter"}
_AUTOSAVE_OFF = "Off or on, every edit is kept on this machine at once, and offered again after a crash."
_AUTOSAVE_ON = "Never into a file that another program has changed, and never without a file."


class PreferencesPanel(Panel):
    """Asks for nothing to be confirmed: what is chosen holds. Words hold when their field is left or Enter pressed."""

    changed = Signal()
    """Says that another preference holds than before; how the window looks is not said here."""

    def __init__(
        self,
        parent: QWidget,
        settings: SettingsFile,
        appearance: Appearance,
        library: Library,
        prompts: Prompts,
        shown: Postmortem,
    ) -> None:
        super().__init__(parent, "Preferences", _WIDTH)
        self.setObjectName("preferences")
        self._settings, self._appearance, self._library, self._prompts = settings, appearance, library, prompts
        self._shown = shown  # whose name shows what a pattern makes
        self._names: list[Label] = []
        chosen = settings.value
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(SIDE, 6, SIDE, 18)
        column.setSpacing(0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        column.addStretch(1)

        self._head("Look")
        theme = self._choice("Theme", _THEMES, chosen.theme)
        theme.edited.connect(self._on_theme)
        self._choice("Contrast", _CONTRASTS, chosen.contrast).edited.connect(self._on_contrast)
        zooms = tuple((str(zoom), f"{zoom} %") for zoom in ZOOMS)
        self._choice("Zoom", zooms, str(chosen.zoom)).edited.connect(self._on_zoom)

        self._head("Times")
        self.zone = ZoneLine("Zone of new documents", "As the template says", chosen.zone)
        self.zone.edited.connect(self._on_zone)
        self._row("Zone of new documents", self.zone, "Every document can have another one, on its Overview.")
        self.my_zone = ZoneLine("My zone", "None", chosen.my_zone)
        self.my_zone.edited.connect(self._on_my_zone)
        self._row(
            "My zone",
            self.my_zone,
            "New documents show it as their second zone, and a chat that you paste is read in it.",
        )

        self._head("Documents")
        papers = (("", f"As usual here ({_PAPERS[paper_here()]})"), *_PAPERS.items())
        self._choice("Paper", papers, chosen.paper).edited.connect(self._on_paper)
        self.classification = ClassificationChoice(chosen.classification)
        self.classification.edited.connect(self._on_classification)
        self._row("Classification", self.classification, "Stands in the foot of PDF and HTML.")
        self.pattern = LineField("File names", PATTERN)
        self.pattern.show_value(chosen.file_names)
        self.pattern.typed.connect(self._say_pattern)
        self._on_enter_or_leave(self.pattern)
        self._pattern_hint = self._row("File names", self.pattern, " ")
        self.autosave = TickField("Save into the file every 30 seconds")
        self.autosave.setMinimumHeight(current_theme().px(_ROW))
        self.autosave.show_value(chosen.autosave)
        self.autosave.edited.connect(self._on_autosave)
        self._autosave_hint = self._row("Autosave", self.autosave, _AUTOSAVE_OFF)
        self.folder = LineField("Templates folder", "The usual folder")
        self.folder.show_value(chosen.templates_folder)
        self._on_enter_or_leave(self.folder)
        self._folder_hint = self._row("Templates folder", self._with_chooser(), " ")

        self._head("Tickets")
        self.tickets = TicketPageLine(chosen.ticket_page)
        self.tickets.edited.connect(self._on_ticket_page)
        self._row("Page of a new ticket", self.tickets)

        self._head("You")
        self.name = LineField("My name", "As it should stand in documents")
        self.name.show_value(chosen.my_name)
        self._on_enter_or_leave(self.name)
        self._row("My name", self.name, "Recorded with the boxes that you tick.")

        self._say_autosave()
        self._say_folder()
        self._say_pattern()
        self.come_with(content, self._first_of(theme))

    def go_to_tickets(self) -> None:
        """Put the keyboard where the page of a new ticket is entered."""
        self.tickets.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(self.tickets)

    # ── How it is put together ──

    def _head(self, title: str) -> None:
        at = self._grid.rowCount()
        if at > 1:
            self._grid.addWidget(hairline(), at, 0, 1, 2)
            at += 1
        self._grid.addWidget(Label(title, "h3"), at, 0, 1, 2)

    def _choice(self, name: str, choices: tuple[tuple[str, str], ...], value: str) -> SegmentedControl:
        control = SegmentedControl(name, choices)
        control.show_value(value)
        self._row(name, control)
        return control

    def _row(self, name: str, control: QWidget, hint: str = "") -> Label:
        """Add a control with its name before it and a sentence below; return the sentence."""
        at = self._grid.rowCount()
        label = Label(name, "second")
        label.setBuddy(control)
        label.setMinimumHeight(current_theme().px(_ROW))
        self._names.append(label)
        self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        cell = QVBoxLayout()
        cell.setSpacing(3)
        cell.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        below = Label(hint, "caption", wrap=True)
        below.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if not hint:  # never shown before it has a place: it would be a window of its own for a moment
            below.hide()
        cell.addWidget(below)
        control.setAccessibleDescription(hint.strip())
        self._grid.addLayout(cell, at, 1)
        return below

    def _with_chooser(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.folder, 1)
        choose = ToolButton("folder-open", "Choose the folder", "Choose…")
        choose.clicked.connect(self._on_choose)
        row.addWidget(choose)
        return both

    def _on_enter_or_leave(self, line: LineField) -> None:
        line.returnPressed.connect(self._on_words)
        line.left.connect(self._on_words)

    def _first_of(self, control: SegmentedControl) -> QWidget:
        return control.button(control.value)

    # ── What a person chooses ──

    def _change(self, **changes: object) -> None:
        if any(getattr(self._settings.value, name) != value for name, value in changes.items()):
            self._settings.change(**changes)
            self.changed.emit()

    def _on_theme(self, theme: str) -> None:
        self._appearance.choose(theme=theme)

    def _on_contrast(self, contrast: str) -> None:
        self._appearance.choose(contrast=contrast)

    def _on_zoom(self, zoom: str) -> None:
        self._appearance.choose(zoom=int(zoom))

    def _on_zone(self, zone: str) -> None:
        self._change(zone=zone)

    def _on_my_zone(self, zone: str) -> None:
        self._change(my_zone=zone)

    def _on_paper(self, paper: str) -> None:
        self._change(paper=paper)

    def _on_classification(self, words: str) -> None:
        self._change(classification=words)

    def _on_autosave(self, on: bool) -> None:
        self._change(autosave=on)
        self._say_autosave()

    def _on_ticket_page(self, address: str) -> None:
        self._change(ticket_page=address)

    def _on_words(self) -> None:
        self._change(my_name=self.name.value.strip(), templates_folder=self.folder.value.strip())
        pattern = self.pattern.value.strip()
        if not pattern_problem(pattern):
            self._change(file_names="" if pattern == PATTERN else pattern)
        self._say_folder()

    def _on_choose(self) -> None:
        start = Path(self.folder.value.strip() or Path.home())
        folder = self._prompts.folder(self, start)
        if folder is not None:
            self.folder.show_value(str(folder))
            self._on_words()

    @override
    def go(self) -> None:
        """Take what is typed and not entered yet, then go."""
        self._on_words()
        self.zone.enter()
        self.my_zone.enter()
        self.classification.enter()
        self.tickets.enter()
        super().go()

    # ── What is said ──

    def _say_autosave(self) -> None:
        self._autosave_hint.setText(_AUTOSAVE_ON if self.autosave.value else _AUTOSAVE_OFF)

    def _say_pattern(self) -> None:
        problem = pattern_problem(self.pattern.value)
        fields = ", ".join(f"{{{name}}}" for name in FIELDS)
        words = problem or f"{file_name(self._shown, '.pdf', self.pattern.value)}  ·  {fields}"
        self._pattern_hint.setText(words)
        self._pattern_hint.set_tone("amber" if problem else "")
        self.pattern.setAccessibleDescription(words)

    def _say_folder(self) -> None:
        folder, own = self._settings.value.templates_folder, self._library.own
        found = {0: "No templates", 1: "1 template"}.get(own, f"{own} templates")
        words, tone = f"{found} of your own there.", ""
        if folder and not Path(folder).is_dir():
            words, tone = "There is no such folder now, so only the program's own templates are offered.", "amber"
        self._folder_hint.setText(words)
        self._folder_hint.set_tone(tone)
        self.folder.setAccessibleDescription(words)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            for name in self._names:
                name.setMinimumHeight(current_theme().px(_ROW))
            self.autosave.setMinimumHeight(current_theme().px(_ROW))
            self.fit_box()
