"""The head of the paste strip: what was pasted, and the guesses about it, each a chip that opens its choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.core.days import UnreadError, find_day
from postmortem_gui.core.order import days, in_order
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.zones import ZONE_WORDS, read_zone, zone_word
from postmortem_gui.importers.candidates import COLUMNS, Reading, Wishes
from postmortem_gui.importers.reading import SOURCES
from postmortem_gui.ui import icons
from postmortem_gui.ui.buttons import ToolButton
from postmortem_gui.ui.cards import Label
from postmortem_gui.ui.choices import Choice, ChoiceGroup, ChoicePopup
from postmortem_gui.ui.painting import draw_focus_ring
from postmortem_gui.ui.theme import Weight, current_theme, restyled

_TALL, _HEAD = 28, 40
_DAYS_AROUND = 3
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class GuessChip(QAbstractButton):
    """A guess that can be changed: what it is about, what was guessed, and an arrow. `brief` leaves out the first."""

    def __init__(self, about: str, icon: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._about, self._icon, self._key = about, icon, key
        self._brief = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_guess(self, value: str, tip: str = "") -> None:
        """Show another guess; the tooltip says where it comes from."""
        self.setText(value)
        self.setAccessibleName(f"{self._about} {value}")
        self.setAccessibleDescription(tip)
        self.setToolTip(f"{tip + ' ' if tip else ''}{self._key} opens the choices.")
        self.updateGeometry()
        self.update()

    def set_brief(self, *, brief: bool) -> None:
        """Show the guess alone, where there is little room."""
        if brief != self._brief:
            self._brief = brief
            self.updateGeometry()
            self.update()

    def width_of(self, *, brief: bool) -> int:
        """Return how wide it is with or without what it is about."""
        theme = current_theme()
        value = QFontMetricsF(theme.font("label", Weight.DemiBold)).horizontalAdvance(self.text())
        about = QFontMetricsF(theme.font("label")).horizontalAdvance(self._about) + theme.px(5)
        return round(value + (0 if brief else about)) + theme.px(56)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width_of(brief=self._brief), current_theme().px(_TALL))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(80), current_theme().px(_TALL))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers():
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.accept()  # a button would move the keyboard to whichever neighbour it finds
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, radius = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self.height() / 2 - 0.5
        painter.setPen(QPen(theme.color("border_strong"), 1))
        painter.setBrush(theme.color("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, radius, radius)
        cy, side, middle = self.height() / 2, theme.px(14), Qt.AlignmentFlag.AlignVCenter
        icons.paint_icon(
            painter, self._icon, theme.color("accent_text"), QRectF(theme.px(10), cy - side / 2, side, side)
        )
        x, right = theme.px(29), self.width() - theme.px(26)
        if not self._brief:
            painter.setFont(theme.font("label"))
            painter.setPen(theme.color("text3"))
            painter.drawText(QRectF(x, 0, right - x, self.height()), middle, self._about)
            x += round(QFontMetricsF(painter.font()).horizontalAdvance(self._about)) + theme.px(5)
        painter.setFont(theme.font("label", Weight.DemiBold))
        painter.setPen(theme.color("text"))
        shown = QFontMetricsF(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, right - x + 1)
        painter.drawText(QRectF(x, 0, right - x + 4, self.height()), middle, shown)
        side = theme.px(13)
        arrow = QRectF(self.width() - theme.px(22), cy - side / 2, side, side)
        icons.paint_icon(painter, "chevron-down", theme.color("text3"), arrow)
        if self.hasFocus():
            draw_focus_ring(painter, theme, QRectF(self.rect()), radius)


class PasteHead(QWidget):
    """The title, how many candidates there are, the chips and the cross. A chip that is changed says so."""

    wished = Signal(object)
    """Carries the Wishes with what a person changed."""
    leave_wanted = Signal()
    said = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None
        self._pm = Postmortem()
        self._wishes = Wishes()
        self.title = Label("Pasted", "h3")
        self.count = Label("", "second")
        self.source = GuessChip("looks like", "messages-square", "L", self)
        self.zone = GuessChip("times are", "globe", "Z", self)
        self.day = GuessChip("day", "calendar", "D", self)
        self.columns = GuessChip("columns", "columns-3", "Enter", self)
        self.chips = (self.source, self.zone, self.day, self.columns)
        self.cross = ToolButton("x", "Leave it as it was (Esc)")
        self.cross.clicked.connect(self.leave_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 0, 10, 0)
        row.setSpacing(6)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addSpacing(4)
        for chip in self.chips:
            chip.clicked.connect(self._open_choices)
            row.addWidget(chip)
            chip.hide()
        row.addStretch(1)
        row.addWidget(self.cross)
        self.fit()

    # ── What is shown ──

    def show_reading(self, reading: Reading, pm: Postmortem, wishes: Wishes) -> None:
        """Show what was guessed."""
        self._reading, self._pm, self._wishes = reading, pm, wishes
        many = len(reading.candidates)
        self.count.setText(f"{many:,} candidate{'' if many == 1 else 's'}")
        said, day = reading.zone_said, reading.day
        self.source.show_guess(dict(SOURCES).get(reading.source, reading.source))
        self.zone.show_guess(zone_label(reading.zone), f"The text says “{said}”." if said else "Guessed.")
        days_said = f"The text says “{reading.day_said}”." if reading.day_said else "Guessed."
        self.day.show_guess(_long_day(day) if day else "none", days_said)
        self.columns.show_guess(", ".join(dict(COLUMNS)[column] for column in reading.columns if column) or "none")
        for chip in self.chips:
            chip.setVisible(chip is not self.columns or bool(reading.columns))
        self.fit()

    def fit(self) -> None:
        """Take the height of the theme, and leave out words where there is little room for them."""
        self.setFixedHeight(current_theme().px(_HEAD))
        room = self.width() - self.title.sizeHint().width() - self.cross.sizeHint().width() - current_theme().px(44)
        shown = [chip for chip in self.chips if not chip.isHidden()]
        count = self.count.sizeHint().width() + 6
        whole, brief = (sum(chip.width_of(brief=each) + 6 for chip in shown) for each in (False, True))
        self.count.setVisible(count + brief <= room)
        is_brief = whole + (count if count + brief <= room else 0) > room
        for chip in self.chips:
            chip.set_brief(brief=is_brief)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self.fit()

    # ── Choices ──

    def open_choices(self, at: int) -> None:
        """Open the choices of the first, second or third chip."""
        if self._reading is not None and not self.chips[at].isHidden():
            self._open(self.chips[at])

    def _open_choices(self) -> None:
        chip = self.sender()
        if isinstance(chip, GuessChip):
            self._open(chip)

    def _open(self, chip: GuessChip) -> None:
        if self._reading is None:
            return
        line = {self.zone: "Another zone: ET, CEST, Asia/Tokyo, +02:00", self.day: "Another day: 17 Nov 2026"}
        popup = ChoicePopup(chip, chip.accessibleName(), line.get(chip, ""))
        popup.setProperty("about", self.chips.index(chip))
        popup.picked.connect(self._on_picked)
        popup.written.connect(self._on_written)
        groups = (self._sources, self._zones, self._days, self._columns)[self.chips.index(chip)](self._reading)
        popup.open(QRect(0, 0, chip.width(), chip.height()), groups)

    def _sources(self, reading: Reading) -> Sequence[ChoiceGroup]:
        choices = [Choice(key, word[:1].upper() + word[1:]) for key, word in SOURCES]
        return (ChoiceGroup("It was copied from", choices, (reading.source,)),)

    def _zones(self, reading: Reading) -> Sequence[ChoiceGroup]:
        near = (reading.zone, self._pm.zone, self._pm.second_zone, "UTC", *ZONE_WORDS.values())
        zones = dict.fromkeys(zone for zone in near if zone)
        choices = [Choice(zone, zone_label(zone)) for zone in zones]
        return (ChoiceGroup("Times that name no zone are in", choices, (reading.zone,)),)

    def _days(self, reading: Reading) -> Sequence[ChoiceGroup]:
        told = set(days(in_order(self._pm.timeline), self._pm.zone).values())
        if reading.day is not None:
            told |= {reading.day + timedelta(days=step) for step in range(-_DAYS_AROUND, _DAYS_AROUND + 1)}
        chosen = (reading.day.isoformat(),) if reading.day else ()
        groups = [
            ChoiceGroup("The first time is on", [Choice(f"{day}", _long_day(day)) for day in sorted(told)], chosen)
        ]
        if reading.ambiguous:
            orders = [Choice("day", "Day first: 03/04 is 3 April"), Choice("month", "Month first: 03/04 is March 4")]
            groups.append(ChoiceGroup("Dates in numbers", orders, ("day" if reading.day_first else "month",)))
        return groups

    def _columns(self, reading: Reading) -> Sequence[ChoiceGroup]:
        choices = [Choice(key, word) for key, word in COLUMNS]
        heads = [*reading.heads, *[""] * len(reading.columns)]
        return [
            ChoiceGroup(f"Column {n}" + (f": {heads[n - 1]}" if heads[n - 1] else ""), choices, (column,))
            for n, column in enumerate(reading.columns, start=1)
        ]

    def _on_picked(self, picked: tuple[tuple[str, ...], ...]) -> None:
        about, reading = self.sender().property("about"), self._reading
        if reading is None:
            return
        first = picked[0][0] if picked and picked[0] else ""
        wishes = self._wishes
        match about:
            case 0:
                wishes = replace(wishes, source=first, columns=None)
            case 1:
                wishes = replace(wishes, zone=first)
            case 2:
                order = picked[1][0] == "day" if len(picked) > 1 and picked[1] else wishes.day_first
                changed = bool(first) and reading.day is not None and first != reading.day.isoformat()
                wished = date.fromisoformat(first) if changed or (first and reading.day is None) else wishes.day
                wishes = replace(wishes, day=wished, day_first=order)
            case 3:
                wishes = replace(wishes, columns=tuple(keys[0] if keys else "" for keys in picked))
        self.wished.emit(wishes)

    def _on_written(self, words: str) -> None:
        if self.sender().property("about") == 1:
            zone = read_zone(words)
            if zone is None:
                self.said.emit(f"“{words}” is no zone that is known. Try ET, CEST, Asia/Tokyo or +02:00.")
            else:
                self.wished.emit(replace(self._wishes, zone=zone))
            return
        near = self._reading.day if self._reading else None
        try:
            found = find_day(words.strip())
            day = found[0].on(near, near) if found else None
        except UnreadError as error:
            self.said.emit(str(error))
            return
        if day is None:
            self.said.emit(f"“{words}” is no day. Try 17 Nov 2026 or 2026-11-17.")
        else:
            self.wished.emit(replace(self._wishes, day=day))


def zone_label(zone: str) -> str:
    """Return a zone as the chip says it: `New York (ET)`, `UTC`."""
    word = zone_word(zone)
    if "/" not in zone:
        return word
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    return city if word == zone else f"{city} ({word})"


def _long_day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b} {day:%Y}"
