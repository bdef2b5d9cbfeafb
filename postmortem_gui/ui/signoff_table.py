"""The sign-offs: a role, a name, a day, and whether what was signed is still what stands here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.days import UnreadError, find_day
from postmortem_gui.core.edits import Edit, Insert, Remove, Set, Together
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Signature, SignOff
from postmortem_gui.core.signing import SIGNED_PARTS, changed_since, signature
from postmortem_gui.core.template import SectionSpec, SignRole
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.storage.ids import PREFIX, new_id
from postmortem_gui.ui import caret
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.checklist_editor import asked_for, only_at
from postmortem_gui.ui.fact_cells import Clock, now, today
from postmortem_gui.ui.signoff_row import PART, SignRow, stale_words
from postmortem_gui.ui.theme import Weight, current_theme, restyled

_ROLE_LEAST, _ROLE_MOST, _DAY_LEAST, _NARROW = 88, 170, 96, 600
"""Pixels at scale 1.0: how much room roles and days get, and the width below which a sign-off takes two lines."""
_FIELD_EDGES = 28
"""What the edges of a field take of its width."""


class SignoffTable(QWidget):
    """Everybody who signs. Signing fills in today's date and remembers what was signed."""

    progressed = Signal(str)
    """Says how far the list is, whenever it changes."""

    def __init__(
        self, document: Document, spec: SectionSpec, *, clock: Clock = now, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(spec.heading or "Sign-off")
        caret.mark(self, Place(PART))
        self._document = document
        self._spec = spec
        self._clock = clock
        self._rows: list[SignRow] = []
        self._is_narrow: bool | None = None
        self._compared: dict[str, tuple[Signature, tuple[Place, ...]]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 5)
        column.addLayout(self._grid)
        heads = [*spec.heads, "Role", "Name", "Date"][:3] if spec.heads else ["Role", "Name", "Date"]
        for at, head in enumerate(heads):
            self._grid.addWidget(Label(head, "caption"), 0, at)
        self._signature = Label("Signature", "caption")
        self._grid.addWidget(self._signature, 0, 4)
        self._more = Button("Add a role", "plus", "ghost")
        self._more.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._more.clicked.connect(self.add)
        column.addWidget(self._more)
        document.changed.connect(self._on_changed)
        self._refresh()

    def progress(self) -> str:
        """Return how many have signed of those who are asked for: `1 of 3 signed`."""
        asked = [shown.row for shown in self._rows if self._is_asked(shown.role)]
        return f"{sum(bool(row.name and row.date) for row in asked)} of {len(asked)} signed" if asked else "nobody yet"

    def add(self) -> None:
        """Add a role that the template does not know, with the caret in it."""
        rows = self._document.value.signoffs
        row = SignOff(id=new_id(PREFIX[PART]))
        self._document.apply(Insert(PART, rows[-1].id if rows else None, (row,)))
        self._document.seal()
        own = self._rows[-1].own
        if own is not None:
            own.setFocus(Qt.FocusReason.OtherFocusReason)

    # ── What is shown ────────────────────────────────────────────────────────────────────────────

    def _is_asked(self, role: SignRole | None) -> bool:
        return role is None or asked_for(role.when, self._document.value)

    def _wanted(self) -> list[tuple[SignOff, SignRole | None]]:
        """Return the template's roles in its order, then those that were added."""
        held = {row.id: row for row in self._document.value.signoffs}
        roles = {role.id for role in self._spec.roles}
        wanted: list[tuple[SignOff, SignRole | None]] = [
            (held.get(role.id, SignOff(id=role.id, role=role.role)), role) for role in self._spec.roles
        ]
        return wanted + [(row, None) for row in held.values() if row.id not in roles]

    def _on_changed(self, change: Change) -> None:
        old, new = change.old, change.new
        if any(getattr(old, part) is not getattr(new, part) for part in SIGNED_PARTS):
            self._compared.clear()
            if self.isVisible():
                self._refresh()
        elif old.signoffs is not new.signoffs:
            self._refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
        self._order_tabs()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if [row.id for row, _ in wanted] != [row.row.id for row in self._rows]:
            self._build(wanted)
        for shown, (row, _) in zip(self._rows, wanted, strict=True):
            shown.row = row
            self._show(shown)
        self.progressed.emit(self.progress())

    def _build(self, wanted: list[tuple[SignOff, SignRole | None]]) -> None:
        for shown in self._rows:
            for widget in shown.widgets:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._rows = []
        for row, role in wanted:
            shown = SignRow(row, role)
            shown.name.typed.connect(self._on_name)
            shown.date.typed.connect(self._on_date)
            shown.date.left.connect(self._on_date_left)
            shown.sign.clicked.connect(self._on_sign)
            shown.back.clicked.connect(self._on_back)
            shown.gone.clicked.connect(self._on_gone)
            if shown.own is not None:
                shown.own.typed.connect(self._on_role)
            self._rows.append(shown)
        for shown in self._rows:
            for widget in shown.widgets:
                widget.setParent(self)
                # Now, not with the next event.
                widget.setVisible(widget is not shown.gone or shown.role is None)
        self._is_narrow = None
        self._fit()
        self._order_tabs()

    def _fit(self) -> None:
        """Give roles and days the room that they need, and the names and the standing all the rest."""
        theme = current_theme()
        bold = QFontMetrics(theme.font("body", Weight.DemiBold))
        roles = [bold.horizontalAdvance(shown.title.text()) for shown in self._rows if shown.title is not None]
        narrow = 0 < self.width() < theme.px(_NARROW)
        most = theme.px(_ROLE_LEAST if narrow else _ROLE_MOST)
        self._grid.setColumnMinimumWidth(0, min(max(roles, default=0) + 2, most))
        for shown in self._rows:
            if shown.title is not None:
                shown.title.setMaximumWidth(most)
        day = QFontMetrics(theme.font()).horizontalAdvance("2026-11-20") + _FIELD_EDGES
        for shown in self._rows:
            shown.date.setFixedWidth(max(day, theme.px(_DAY_LEAST)))
        if narrow is not self._is_narrow:
            self._is_narrow = narrow
            self._signature.setHidden(narrow)
            self._grid.setColumnStretch(4, 0 if narrow else 6)
            for line, shown in enumerate(self._rows, 1):
                shown.place(self._grid, line, narrow=narrow)

    @override
    def minimumSizeHint(self) -> QSize:
        """Take any width: what stands side by side goes below one another before anything is cut."""
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._fit()

    def _order_tabs(self) -> None:
        caret.order((*(widget for shown in self._rows for widget in shown.widgets), self._more))

    def _show(self, shown: SignRow) -> None:
        row = shown.row
        shown.name.show_value(row.name)
        shown.date.show_value(row.date)
        if shown.own is not None:
            shown.own.show_value(row.role)
        asked = self._is_asked(shown.role) or bool(row.name or row.date)
        for widget in (shown.name, shown.date):
            widget.setEnabled(asked)
            widget.setVisible(asked)
        if shown.title is not None:
            shown.title.setEnabled(asked)
        self._show_standing(shown, asked=asked)

    def _show_standing(self, shown: SignRow, *, asked: bool) -> None:
        row, pm = shown.row, self._document.value
        can_sign, words = asked, "Sign"
        if not asked and shown.role is not None:
            severity = pm.fact("severity")
            this = f"this is {severity}" if severity else "no severity yet"
            shown.show_state(f"{only_at(shown.role.when)}; {this}", "minus", "text3", "")
        elif row.signed is not None and row.date:
            changed = self._changed_since(row.id, row.signed)
            if changed:
                shown.show_state(stale_words(pm, changed), "triangle-alert", "amber_fg", "amber")
                words = "Sign again"
            else:
                shown.show_state("signed this version", "circle-check", "green_fg", "green")
                can_sign = False
        elif row.name and row.date:
            shown.show_state("signed, version not recorded", "circle-check", "text3", "")
            words = "Sign again"
        else:
            shown.show_state("not signed", "circle", "text3", "")
        shown.sign.setText(words)
        what = shown.role.role if shown.role else row.role
        shown.sign.setAccessibleName(f"{words}: {what}")
        shown.sign.setVisible(can_sign)
        shown.back.setVisible(asked and bool(row.date))

    def _changed_since(self, row_id: str, signed: Signature) -> tuple[Place, ...]:
        """Compare a signature with the document, once for as long as neither changes: the document may be long."""
        if not self.isVisible():
            return ()
        known = self._compared.get(row_id)
        if known is None or known[0] is not signed:
            known = self._compared[row_id] = signed, changed_since(self._document.value, signed)
        return known[1]

    # ── What people do ───────────────────────────────────────────────────────────────────────────

    def _sender_row(self) -> SignRow:
        row_id = str(self.sender().property("row"))
        return next(shown for shown in self._rows if shown.row.id == row_id)

    def _change(self, shown: SignRow, label: str, *, typing: bool = False, **members: object) -> None:
        """Change a row; a role that nobody touched yet becomes a row of the document first."""
        row = shown.row
        edits: tuple[Edit, ...]
        if any(held.id == row.id for held in self._document.value.signoffs):
            edits = tuple(Set(Place(PART, row.id, field), value, typing) for field, value in members.items())
        else:
            edits = (Insert(PART, self._behind(row.id), (row.but(**members),)),)
        try:
            self._document.apply(edits[0] if len(edits) == 1 else Together(label, edits))
        except PlaceError:  # the row went away while its field was open: show what is there
            self._refresh()
        if not typing:
            self._document.seal()

    def _behind(self, role_id: str) -> str | None:
        held = {row.id for row in self._document.value.signoffs}
        before = None
        for role in self._spec.roles:
            if role.id == role_id:
                break
            before = role.id if role.id in held else before
        return before

    def _on_role(self, text: str) -> None:
        self._change(self._sender_row(), "Change a role", typing=True, role=text)

    def _on_name(self, text: str) -> None:
        shown = self._sender_row()
        if shown.row.signed is None:
            self._change(shown, "Change a name", typing=True, name=text)
        else:  # somebody else's name under a signature would be a false one
            self._change(shown, "Change the name of a sign-off", name=text, signed=None, date="")

    def _on_date(self, text: str) -> None:
        self._change(self._sender_row(), "Change a date", typing=True, date=text)

    def _on_date_left(self) -> None:
        """Write the day as the document holds it, where it can be read."""
        shown = self._sender_row()
        text = " ".join(shown.row.date.lower().split())
        self._document.seal()
        try:
            found = find_day(text)
            if found is None or found[1] != len(text):
                return
            day = found[0].on(today(self._clock, self._document.value.zone)).isoformat()
        except (UnreadError, OverflowError):
            return
        if day != shown.row.date:
            self._change(shown, "Change a date", date=day)

    def _on_sign(self) -> None:
        shown = self._sender_row()
        if not shown.row.name.strip():
            shown.name.setFocus(Qt.FocusReason.OtherFocusReason)
            shown.show_state("whose name? Type it, then sign", "circle", "amber_fg", "amber")
            return
        pm = self._document.value
        day = today(self._clock, pm.zone).isoformat()
        self._change(shown, f"Sign as {shown.row.role}", date=day, signed=signature(pm))

    def _on_back(self) -> None:
        shown = self._sender_row()
        self._change(shown, f"Take back the signature of {shown.row.role}", date="", signed=None)

    def _on_gone(self) -> None:
        self._document.apply(Remove(PART, (self._sender_row().row.id,)))
        self._document.seal()
