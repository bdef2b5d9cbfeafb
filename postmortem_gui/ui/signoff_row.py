"""One sign-off as a line of a table, and the words for what changed since somebody signed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import ActionItem, Postmortem, SignOff, TimelineEntry
from postmortem_gui.core.template import SignRole
from postmortem_gui.core.times import show_time
from postmortem_gui.core.vocabulary import label_of
from postmortem_gui.ui import asked_names, caret
from postmortem_gui.ui.buttons import Button, ToolButton
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.chips import IconMark
from postmortem_gui.ui.fields import LineField

PART = "signoffs"
_NAMED = 3
"""So many changed parts are named; of more the rest is counted."""


class SignRow:
    """The widgets of one sign-off, in a line of the table."""

    def __init__(self, row: SignOff, role: SignRole | None) -> None:
        self.row = row
        self.role = role
        what = role.role if role else row.role or "sign-off"
        self.title: Label | None = Label(role.role, "strong", wrap=True) if role else None
        self.own = LineField("Role", "Role") if role is None else None
        self.name = LineField(f"{what}: name", "Name")
        self.date = LineField(f"{what}: date", "Date")
        asked_names.ask(self.name)
        if self.own is not None:
            asked_names.ask(self.own, asked_names.ROLES)
        self.mark = IconMark("circle", "text3", 15)
        self.state = Label("", wrap=True)
        self.state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.sign = Button("Sign")
        self.back = ToolButton("undo-2", "Take this signature back")
        self.gone = ToolButton("x", f"Take out {what}")
        self.widgets: list[QWidget] = [
            self.title or self.own or QWidget(),
            self.name,
            self.date,
            self.mark,
            self.state,
            self.sign,
            self.back,
            self.gone,
        ]
        for widget in self.widgets:
            caret.mark(widget, Place(PART, row.id))
            widget.setProperty("row", row.id)
        caret.mark(self.name, Place(PART, row.id, "name"))
        caret.mark(self.date, Place(PART, row.id, "date"))
        if self.own is not None:
            caret.mark(self.own, Place(PART, row.id, "role"))

    def place(self, grid: QGridLayout, line: int, *, narrow: bool) -> None:
        """Stand in a line of the table; where it is narrow, how the signature stands has the line below."""
        middle = Qt.AlignmentFlag.AlignVCenter
        what = self.widgets[0]
        across: Sequence[QWidget] = (what, self.name, self.date, self.mark, self.state, self.sign, self.back, self.gone)
        if narrow:
            across = (what, self.name, self.date, self.back, self.gone)
        for widget in self.widgets:
            grid.removeWidget(widget)
        for column, widget in enumerate(across):
            grid.addWidget(widget, 2 * line, column, middle)
        if narrow:
            grid.addWidget(self.sign, 2 * line + 1, 0, middle)
            grid.addWidget(self.state, 2 * line + 1, 1, 1, 4, middle)
        self.mark.setVisible(not narrow)  # its words say the same

    def show_state(self, text: str, icon: str, tint: str, tone: str) -> None:
        """Say whether the signature stands."""
        self.mark.show_icon(icon, tint)
        self.state.setText(text)
        self.state.set_tone(tone)
        self.state.setProperty("role", "" if tone else "muted")


def stale_words(pm: Postmortem, changed: tuple[Place, ...]) -> str:
    """Return what changed since a signature: `signed an earlier version; since then changed: Summary, 14:31, A4`."""
    names = list(dict.fromkeys(part_name(pm, place) for place in changed))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"signed an earlier version; changed since: {', '.join(names[:_NAMED])}{more}"


def part_name(pm: Postmortem, place: Place) -> str:
    """Return what people call a part of the document that can be signed."""
    row: TimelineEntry | ActionItem | None = None
    match place.part:
        case "facts" | "sections":
            return label_of(place.row or "")
        case "timeline":
            row = next((entry for entry in pm.timeline if entry.id == place.row), None)
            return f"Timeline {show_time(row.when, pm.zone, 'HH:mm')}" if row else "a timeline row"
        case "actions":
            row = next((action for action in pm.actions if action.id == place.row), None)
            return row.label or "an action item" if row else "an action item"
        case "whys":
            return "5 Whys"
    return "accepted risks"
