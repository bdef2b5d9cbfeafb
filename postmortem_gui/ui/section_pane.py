"""One section, ready to be written: its heading, what it wants, an example on request, and its editor."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.places import Place
from postmortem_gui.core.template import SectionSpec
from postmortem_gui.editing.document import Document
from postmortem_gui.ui import caret, tray
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import Card, Label
from postmortem_gui.ui.fact_cells import Clock, now
from postmortem_gui.ui.form_page import guide_label
from postmortem_gui.ui.placing import section_name
from postmortem_gui.ui.prose_editor import ProseEditor
from postmortem_gui.ui.section_editors import EDITORS
from postmortem_gui.ui.section_forms import filled
from postmortem_gui.ui.theme import current_theme, restyled

_WIDEST = 620
"""Pixels: guide and example are prose too, and hard to read in longer lines."""


class SectionPane(Card):
    """A section in a card that scrolls. `waits` says that the template has no place for it."""

    def __init__(
        self,
        document: Document,
        spec: SectionSpec,
        *,
        clock: Clock = now,
        waits: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._narrowed: list[QWidget] = []
        name = filled(section_name(spec), document.value)
        self.setAccessibleName(name)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.editor = EDITORS[spec.kind](document, spec, clock)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 18, 24, 24)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(2)
        title = Label(name, "h2", wrap=True)
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head.addWidget(title, 1)
        if isinstance(self.editor, ProseEditor):
            self._add_tools(head, self.editor)
        column.addLayout(head)
        guide = tray.SENTENCE if waits else spec.guide
        if guide:
            column.addWidget(self._narrow(guide_label(filled(guide, document.value))))
        self._example = self._narrow(self._quoted(filled(spec.example, document.value)))
        self._disclosure = ToolButton("chevron-right", "Show an example of this section", "Show an example")
        self._disclosure.setCheckable(True)
        self._disclosure.toggled.connect(self._on_disclosed)
        column.addWidget(self._disclosure, 0, Qt.AlignmentFlag.AlignLeft)
        self._disclosure.setVisible(bool(spec.example))
        self._example.hide()
        column.addWidget(self._example)
        column.addWidget(self.editor)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        self.body.addWidget(area)

    def enter(self) -> None:
        """Put the caret into the editor."""
        caret.focus(self.editor)

    def place(self) -> Place | None:
        """Return the first place that the section shows."""
        marked = (caret.place_of(child, child) for child in (self.editor, *self.editor.findChildren(QWidget)))
        return next((place for place in marked if place is not None), None)

    def _add_tools(self, head: QHBoxLayout, editor: ProseEditor) -> None:
        for icon, name, slot in (
            ("bold", "Bold (Ctrl+B)", editor.make_bold),
            ("italic", "Italics (Ctrl+I)", editor.make_italic),
            ("link", "Link (Ctrl+L)", editor.make_link),
        ):
            button = ToolButton(icon, name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys do it, and what is selected stays selected
            button.clicked.connect(slot)
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _quoted(self, example: str) -> QFrame:
        box = QFrame()
        box.setProperty("quote", "true")
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 0, 0, 0)
        words = Label(example, "second", wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        return box

    def _narrow(self, widget: QWidget) -> QWidget:
        self._narrowed.append(widget)
        widget.setMaximumWidth(current_theme().px(_WIDEST))
        return widget

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            for widget in self._narrowed:
                widget.setMaximumWidth(current_theme().px(_WIDEST))

    def _on_disclosed(self, shown: bool) -> None:
        self._example.setVisible(shown)
        self._disclosure.setText("Hide the example" if shown else "Show an example")
        self._disclosure.show_icon("chevron-down" if shown else "chevron-right")
