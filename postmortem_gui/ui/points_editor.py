"""The outliner: a list of points, each a line that is typed like prose and moved like a row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from postmortem_gui.core.edits import Edit, Set
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Point
from postmortem_gui.editing.document import Change, Document
from postmortem_gui.storage.ids import new_id, prefix_of
from postmortem_gui.ui import caret, outline
from postmortem_gui.ui.buttons import Button
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.fields import ChoiceField
from postmortem_gui.ui.outline import Points, Step
from postmortem_gui.ui.point_field import PointField
from postmortem_gui.ui.theme import current_theme, restyled
from postmortem_gui.ui.tokens import X1

INDENT, THEME_WIDTH = 24, 150
_BULLETS = ("•", "–", "·")


class _PointRow(QWidget):
    """A bullet, the text, and its theme where the list has themes."""

    def __init__(self, editor: PointsEditor, row: str) -> None:
        super().__init__(editor)
        self.row = row
        self.bullet = Label("•", "second")
        self.bullet.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.field = PointField(editor, self)
        self.field.focus_changed.connect(self._show_caret)
        self.field.set_font(current_theme().font("doc"))
        self.theme_field: ChoiceField | None = None
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 3, 0, 3)
        self.line.setSpacing(8)
        self.line.addWidget(self.bullet, 0, Qt.AlignmentFlag.AlignTop)
        self.line.addWidget(self.field, 1, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_point(self, point: Point, mark: str, name: str) -> None:
        """Show another text, level and bullet."""
        self.bullet.setText(mark)
        self.bullet.setMinimumWidth(current_theme().px(INDENT - 8))
        self.line.setContentsMargins(current_theme().px(INDENT) * point.level, 3, 0, 3)
        self.field.show_value(point.text)
        self.field.setAccessibleName(name)

    def _show_caret(self, here: bool) -> None:
        self.bullet.set_tone("accent" if here else "")


class PointsEditor(QWidget):
    """The points of a section. Enter begins the next, Backspace joins, Tab at the start indents, Alt+arrows move."""

    def __init__(
        self,
        document: Document,
        part: str,
        name: str,
        *,
        placeholder: str = "Type the first point",
        numbered: bool = False,
        themes: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        caret.mark(self, Place(part))
        self._document = document
        self._part = part
        self._name = name
        self._placeholder = placeholder
        self._numbered = numbered
        self._themes = themes
        self._rows: list[_PointRow] = []
        self._id = partial(new_id, prefix_of(part))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._more = Button("Add a point", "plus", "ghost")
        self._more.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._more.clicked.connect(self._on_more)
        self._column.addSpacing(X1)
        self._column.addWidget(self._more)
        document.changed.connect(self._on_changed)
        self._refresh()

    @property
    def points(self) -> Points:
        """The points of the document."""
        return self._document.value.points(self._part)

    # ── What keys do ─────────────────────────────────────────────────────────────────────────────

    def add(self, *, above: bool = False) -> None:
        """Put an empty point below (or above) the one that has the keyboard, else at the end."""
        at = self._focused()
        if not self.points and self._rows:
            self._rows[0].field.put_caret(-1)
            return
        self._do(outline.added(self._part, self.points, at.row if at else None, self._id, above=above))

    def split(self, field: PointField) -> None:
        """Enter."""
        head, tail = field.around_caret()
        self._do(outline.split(self._part, self.points, self._row_of(field).row, head, tail, self._id))

    def join(self, field: PointField) -> None:
        """Backspace before the first character."""
        self._do(outline.joined(self._part, self.points, self._row_of(field).row))

    def join_next(self, field: PointField) -> None:
        """Delete behind the last character."""
        at = self._rows.index(self._row_of(field)) + 1
        if at < len(self._rows):
            self.join(self._rows[at].field)

    def shift(self, field: PointField, by: int) -> bool:
        """Indent or outdent. Returns whether the point could go."""
        caret_at = len(field.around_caret()[0])
        return self._do(outline.shifted(self._part, self.points, self._row_of(field).row, by, caret_at))

    def move_point(self, field: PointField, by: int) -> None:
        """Alt+Up, Alt+Down."""
        caret_at = len(field.around_caret()[0])
        self._do(outline.moved(self._part, self.points, self._row_of(field).row, by, caret_at))

    def paste(self, field: PointField, text: str) -> None:
        """Several lines from the clipboard."""
        self._document.seal()
        if not self.points:
            self._do(outline.pasted_first(self._part, text, self._id))
            return
        head, tail = field.around_caret()
        self._do(outline.pasted(self._part, self.points, self._row_of(field).row, head, tail, text, self._id))

    def go(self, field: PointField, by: int, caret_at: int) -> bool:
        """Put the caret into the point above or below. Returns False where there is none."""
        at = self._rows.index(self._row_of(field)) + by
        if not 0 <= at < len(self._rows):
            return False
        self._rows[at].field.put_caret(caret_at)
        return True

    def _row_of(self, field: PointField) -> _PointRow:
        return next(row for row in self._rows if row.field is field)

    def _do(self, step: Step | None) -> bool:
        if step is None:
            return False
        self._apply(step.edit)
        row = next((row for row in self._rows if row.row == step.row), self._rows[0])
        row.field.put_caret(step.caret)
        return True

    def _apply(self, edit: Edit) -> None:
        try:
            self._document.apply(edit)
        except PlaceError:  # the point went away while its field was open: show what is there
            self._refresh()

    def _on_typed(self, text: str) -> None:
        row = self.sender().parent()
        if not isinstance(row, _PointRow):
            return
        if self.points:
            self._apply(Set(Place(self._part, row.row, "text"), text, typing=True))
            return
        step = outline.first(self._part, text, self._id)
        row.row = step.row  # the field goes on as that of the point, so that the caret stays in it
        self._apply(step.edit)

    def _on_theme(self, text: str) -> None:
        row = self.sender().parent()
        if isinstance(row, _PointRow) and self.points:
            self._apply(Set(Place(self._part, row.row, "theme"), text, typing=True))

    def _on_more(self) -> None:
        if self.points:
            self._do(outline.added(self._part, self.points, None, self._id))
        else:
            self._rows[0].field.put_caret(-1)

    # ── What is shown ────────────────────────────────────────────────────────────────────────────

    def _on_changed(self, change: Change) -> None:
        if change.old.sections.get(self._part) is not change.new.sections.get(self._part):
            self._refresh()

    def _refresh(self) -> None:
        points = self.points
        wanted = points or (Point(id=""),)
        focused = self._focused()
        at = self._rows.index(focused) if focused else -1
        old = {row.row: row for row in self._rows}
        rows = [old.pop(point.id) if point.id in old else self._new_row(point.id) for point in wanted]
        for gone in old.values():
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._rows = rows
        number = 0
        for place, (row, point) in enumerate(zip(rows, wanted, strict=True)):
            number += point.level == 0
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
                row.show()  # now, and not with the next event: the caret is about to go there
            mark = f"{number}." if self._numbered and point.level == 0 else _BULLETS[min(point.level, 2)]
            row.show_point(point, mark, f"{self._name}, point {place + 1} of {len(wanted)}")
            row.field.setPlaceholderText(self._placeholder if not points else "")
            caret.mark(row, Place(self._part, point.id or None))
            caret.mark(row.field, Place(self._part, point.id or None, "text" if point.id else None))
            self._show_theme(row, point)
        self._more.setVisible(bool(points))
        if focused and focused not in rows:
            rows[min(max(at, 0), len(rows) - 1)].field.put_caret(-1)
        self._order_tabs()

    def _show_theme(self, row: _PointRow, point: Point) -> None:
        wants = self._themes or any(point.theme for point in self.points)
        if not wants:
            if row.theme_field is not None:
                row.theme_field.hide()
            return
        pm = self._document.value
        themes = [point.theme for point in self.points] + [action.theme for action in pm.actions]
        offered = [(theme, theme) for theme in dict.fromkeys(filter(None, themes))]
        if row.theme_field is None:
            row.theme_field = ChoiceField("Theme", offered, editable=True, parent=row)
            row.theme_field.setFixedWidth(current_theme().px(THEME_WIDTH))
            row.theme_field.typed.connect(self._on_theme)
            row.theme_field.edited.connect(self._on_theme)
            row.theme_field.left.connect(self._document.seal)
            line = row.theme_field.lineEdit()
            if line is not None:
                line.setPlaceholderText("Theme")
            row.line.addWidget(row.theme_field, 0, Qt.AlignmentFlag.AlignTop)
        elif not row.theme_field.hasFocus():
            row.theme_field.set_choices(offered)
        row.theme_field.show()
        row.theme_field.show_value(point.theme)
        row.theme_field.setAccessibleName(f"{row.field.accessibleName()}, theme")
        caret.mark(row.theme_field, Place(self._part, point.id or None, "theme" if point.id else None))

    def _new_row(self, row_id: str) -> _PointRow:
        row = _PointRow(self, row_id)
        row.field.typed.connect(self._on_typed)
        row.field.left.connect(self._document.seal)
        return row

    def _focused(self) -> _PointRow | None:
        return next((row for row in self._rows if row.field.hasFocus()), None)

    def _order_tabs(self) -> None:
        """Let the Tab key go through the points from top to bottom, whichever was made last."""
        stops: list[QWidget] = []
        for row in self._rows:
            stops.append(row.field)
            if row.theme_field is not None:
                stops.append(row.theme_field)
        caret.order((*stops, self._more))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_tabs()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            for row in self._rows:
                row.field.set_font(current_theme().font("doc"))
