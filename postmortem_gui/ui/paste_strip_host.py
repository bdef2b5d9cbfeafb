"""Where the paste strip lives in the page of a timeline: between its rows, or in their place while there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from postmortem_gui.core.order import in_order, row_before
from postmortem_gui.core.parts import PlaceError
from postmortem_gui.editing.day_order import day_first
from postmortem_gui.editing.timeline_columns import Clock
from postmortem_gui.ui.cells import ROW_SHORT
from postmortem_gui.ui.theme import current_theme

if TYPE_CHECKING:
    from postmortem_gui.editing.pasting import Pasting, Trial
    from postmortem_gui.ui.paste_strip import PasteStrip
    from postmortem_gui.ui.timeline_page import TimelinePage


_ROOMY = 8
"""From so many rows of height on, one of the timeline stays in sight beside the strip."""


class PasteHost(QObject):
    """Opens the strip for a pasted text, gives it room, applies what was decided as one edit, and closes it.

    There is one strip at a time: another paste takes the place of the one before.
    """

    def __init__(self, page: TimelinePage, clock: Clock) -> None:
        super().__init__(page)
        self._page, self._clock = page, clock
        self.strip: PasteStrip | None = None
        self._after: str | None = None
        self._hints_open = False
        page.installEventFilter(self)
        page.grid.viewport().installEventFilter(self)

    def open(self, text: str, html: str = "") -> None:
        """Show what a text tells. One that is refused is said, and nothing else happens."""
        # With the first paste: the readers of every chat and log would make each start slower.
        from postmortem_gui.importers.candidates import Around
        from postmortem_gui.ui.paste_strip import Pasted, PasteStrip

        self.close()
        page, pm = self._page, self._page.document.value
        current = page.grid.current_row()
        rows = in_order(pm.timeline)
        after = current.id if current else rows[-1].id if rows else None
        near = None
        for row in rows:
            near = row.when.at or near
            if row.id == after and near is not None:
                break
        around = Around(pm.zone, self._clock(), near, day_first(pm), page.document.own_zone)
        strip = self.strip = PasteStrip(page.document, page)
        self._after = after
        strip.hide()
        strip.insert_wanted.connect(self._insert)
        strip.left.connect(self._leave)
        strip.tried.connect(self._on_tried)
        strip.refused.connect(self._refuse)
        strip.resized.connect(self._fit)
        strip.understood.connect(self._move)
        strip.read(Pasted(text, html, around, after))
        if self.strip is strip:  # it may have been refused at once
            self._show()

    # ── Where it stands ──

    def _show(self) -> None:
        strip, page = self.strip, self._page
        if strip is None:
            return
        self._make_room(needed=True)
        if not page.document.value.timeline:
            page.card.body.insertWidget(0, strip, 3)
            strip.show()
        self._move()
        self._order_keys()
        strip.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self) -> None:
        """Put the strip where its first row goes now."""
        if self.strip is not None and self.strip.pasting is not None:
            self._after = self._place_of(self.strip.pasting)
        self._fit()

    def _place_of(self, pasting: Pasting) -> str | None:
        """Return the row behind which the first of the candidates goes."""
        first = next((one.when.at for one in pasting.candidates if one.when.at), None)
        return row_before(self._page.document.value.timeline, first) if first else pasting.after

    def _fit(self) -> None:
        """Give the strip its height: at most two thirds of the window, and of the grid what leaves a row in sight."""
        strip, page = self.strip, self._page
        if strip is None or (strip.isHidden() and strip.pasting is None and not strip.is_reading):
            return
        most = page.window().height() * 2 // 3
        if not page.document.value.timeline:
            strip.setFixedHeight(strip.wanted_height(min(most, page.card.height() - 60)))
            return
        whole, row = page.grid.viewport().height(), current_theme().px(ROW_SHORT)
        room = whole - row if whole > _ROOMY * row else whole
        page.grid.inset.put(strip, self._after, strip.wanted_height(min(most, room)))
        page.grid.inset.reveal()

    def _make_room(self, *, needed: bool) -> None:
        page = self._page
        page.empty.setHidden(needed or bool(page.document.value.timeline))
        is_alone = needed and page.grid.sizes.is_short()
        page.strip.setVisible(page.strip.strip is not None and not is_alone)
        page.card.show_head(shown=not is_alone)
        if self.strip is not None:
            self.strip.show_title("Pasted into Timeline" if is_alone else "Pasted")
        if needed:
            self._hints_open = page.hints.is_open
        page.hints.set_open(opened=self._hints_open and not needed)
        page.hints.toggled.emit()

    def _order_keys(self) -> None:
        """Have Tab go through the strip as it is read."""
        strip = self.strip
        if strip is None:
            return
        stops = (*strip.head.chips, strip.head.cross, strip.list, strip.foot.insert)
        for before, behind in zip((self._page.grid, *stops), stops, strict=False):
            self._page.setTabOrder(before, behind)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.strip is not None:
            self._fit()
        return super().eventFilter(watched, event)

    # ── What comes of it ──

    def _on_tried(self, trial: Trial) -> None:
        self._fit()
        self._page.tried.emit(trial)

    def _insert(self, pasting: Pasting) -> None:
        edit, page = pasting.edit(), self._page
        if edit is None:
            return
        self.close()
        page.document.seal()
        try:
            page.document.apply(edit)
        except PlaceError as error:
            page.note.say(f"This cannot be pasted: {error}. Nothing was changed.", "amber")
            return
        page.document.seal()
        homes = dict.fromkeys(home for home in pasting.homes if home)
        new = set(pasting.ids)
        shown = [row.id for row in in_order(page.document.value.timeline) if row.id in homes]
        wanted = [row for row in shown if row in new] or shown
        if wanted:
            page.grid.show_cell(wanted[0], "event")
            page.grid.select_rows(wanted)
        page.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, sentence: str) -> None:
        self.close()
        self._page.note.say(sentence, "amber")

    def _leave(self) -> None:
        self.close()
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Take the strip away; nothing is changed."""
        strip, self.strip = self.strip, None
        if strip is None:
            return
        strip.end()
        focused: QWidget | None = strip.window().focusWidget()
        had_focus = focused is not None and strip.isAncestorOf(focused)
        strip.hide()
        self._page.grid.inset.take_out()
        strip.deleteLater()
        self._make_room(needed=False)
        self._page.tried.emit(None)
        if had_focus:
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)
