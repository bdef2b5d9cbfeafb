"""How an action item looks: its text, who does it, the ticket, when it is due, and amber where something is missing."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from typing_extensions import override

from postmortem_gui.core.actions import STATUSES_OPEN, is_overdue
from postmortem_gui.core.postmortem import ActionItem
from postmortem_gui.core.values import Row
from postmortem_gui.editing.action_columns import Today, due_problem, due_words
from postmortem_gui.editing.action_rows import gaps
from postmortem_gui.ui import icons
from postmortem_gui.ui.cells import Cells
from postmortem_gui.ui.looks import ACTION_STATUS, look
from postmortem_gui.ui.painting import draw_avatar, draw_chip, draw_priority
from postmortem_gui.ui.theme import Theme, Weight, current_theme

_TWO_LINES = 36
_WRAPPED = ("description", "solution", "details", "theme", "reason", "owner")
_MISSING = {"owner": ("Owner", "user-plus"), "ticket": ("Ticket", "ticket"), "due": ("Due", "calendar-plus")}
_AVATAR = 28


class ActionCells(Cells):
    """Paints the action items."""

    inset = {"label": 4, "owner": _AVATAR}
    head_inset = {"label": 4}
    today: Today

    @override
    def row_height(self, theme: Theme, row: Row) -> float:
        most = self.grid.spotlight.most_lines(row)
        heights = [
            self.wrapped_height(theme, str(getattr(row, field)), field, self._told_font(theme, row, field), most)
            for field in _WRAPPED
        ]
        return max(theme.px(_TWO_LINES), *heights)

    def _told_font(self, theme: Theme, row: Row, field: str) -> QFont:
        described = field == "description"
        return self.grid.spotlight.font(theme, row, Weight.Medium) if described else _font(field)

    @override
    def editor_font(self, field: str) -> QFont:
        return _font(field)

    @override
    def ring_box(self, box: QRectF, field: str) -> QRectF:
        # The avatar belongs to the cell: only the head and the text stand further right.
        ring = super().ring_box(box, field)
        open_here = self.editor is not None
        return ring if open_here or field != "owner" else ring.adjusted(-current_theme().px(_AVATAR), 0, 0, 0)

    @override
    def paint_cell(self, painter: QPainter, theme: Theme, box: QRectF, row: Row, field: str) -> None:
        if not isinstance(row, ActionItem):
            return
        missing = gaps(row)
        if missing and box.left() == -self.grid.horizontalOffset():  # the first column that is shown
            painter.fillRect(QRectF(box.left(), box.top(), theme.px(3), box.height() + 1), theme.color("amber"))
        if field == "label":
            font = theme.font("label", Weight.DemiBold, tabular=True)
            self.paint_line(painter, self.text_box(box, "label"), row.label, font, theme.color("text3"))
        elif field in _MISSING and not getattr(row, field) and field in missing:
            words, icon = _MISSING[field]
            x, cy = box.left() + theme.px(4), box.center().y()
            draw_chip(painter, theme, x, cy, words, "amber", icon, dashed=True, height=22, most=box.width() - 6)
        else:
            self._paint_value(painter, theme, box, row, field)

    def _paint_value(self, painter: QPainter, theme: Theme, box: QRectF, row: ActionItem, field: str) -> None:
        x, cy = box.left() + theme.px(4), box.center().y()
        ended = row.status not in STATUSES_OPEN
        match field:
            case "description":
                ink = "text2" if ended else "text"
                self.paint_text(painter, theme, box, row.description, self._told_font(theme, row, field), ink)
            case "owner":
                if row.owner:
                    draw_avatar(painter, theme, x, cy, row.owner.lstrip("@"))
                    inner = box.adjusted(theme.px(_AVATAR), 0, 0, 0)
                    self.paint_text(painter, theme, inner, row.owner, theme.font())
            case "ticket":
                self._paint_ticket(painter, theme, box, row)
            case "due":
                self._paint_due(painter, theme, self.text_box(box), row, self.today())
            case "priority":
                if row.priority:
                    draw_priority(painter, theme, x + theme.px(4), cy, row.priority)
            case "status":
                found = look(ACTION_STATUS, row.status)
                draw_chip(painter, theme, x, cy, found.label, found.hue, found.icon, most=box.width() - theme.px(6))
            case "kind" | "stage" | "solution_kind":
                text = self._text(row, field)
                self.paint_line(painter, self.text_box(box), text, theme.font("label"), theme.color("text2"))
            case _:
                self.paint_text(painter, theme, box, self._text(row, field), _font(field), "text2")

    def _paint_ticket(self, painter: QPainter, theme: Theme, box: QRectF, row: ActionItem) -> None:
        if row.ticket is None:
            return
        font = theme.font("label", Weight.Medium, tabular=True)
        ink = theme.color("accent_text" if row.ticket.url else "text2")
        self.paint_line(painter, self.text_box(box), self._text(row, "ticket"), font, ink)

    def _paint_due(self, painter: QPainter, theme: Theme, box: QRectF, row: ActionItem, today: date) -> None:
        if not row.due:
            return
        late, unread = is_overdue(row, today), bool(due_problem(row))
        words = due_words(row, today)
        font = theme.font(weight=Weight.Medium if late or unread else Weight.Normal, tabular=True)
        small = theme.font("caption", Weight.DemiBold if late else Weight.Normal, tabular=True)
        first, second = QFontMetricsF(font).lineSpacing(), QFontMetricsF(small).lineSpacing() if words else 0.0
        top = box.center().y() - (first + second) / 2
        ink = theme.color("red_fg" if late else "amber_fg" if unread else "text")
        line = QRectF(box.left(), top, box.width(), first)
        if unread:
            line.adjust(self._sign(painter, theme, line, "amber_fg"), 0, 0, 0)
        self.paint_line(painter, line, self._text(row, "due"), font, ink)
        line = QRectF(box.left(), top + first, box.width(), second)
        if late:
            line.adjust(self._sign(painter, theme, line, "red_fg"), 0, 0, 0)
        self.paint_line(painter, line, words, small, theme.color("red_fg" if late else "text3"))

    def _sign(self, painter: QPainter, theme: Theme, line: QRectF, ink: str) -> float:
        side = theme.px(12)
        icons.paint_icon(
            painter,
            "triangle-alert",
            theme.color(ink),
            QRectF(line.left(), line.center().y() - side / 2, side, side),
            2.25,
        )
        return theme.px(15)


def _font(field: str) -> QFont:
    theme = current_theme()
    if field == "description":
        return theme.font(weight=Weight.Medium)
    small = field in ("solution", "details", "theme", "reason", "ticket", "label")
    return theme.font("label" if small else "body")
