"""The four counts at the top of the Readiness panel: what blocks, what to consider, what is done, what was waived."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from postmortem_gui.checks.findings import Report
from postmortem_gui.ui import icons
from postmortem_gui.ui.theme import Weight, current_theme, restyled
from postmortem_gui.ui.tokens import RADIUS_CONTROL

_TALL, _LOW, _GAP, _PAD = 48, 28, 6, 9
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ReadinessTiles(QWidget):
    """Counts, never a percentage: a score would be worked on instead of the document. Where their words have no room,
    the counts stand alone, and the tooltip has the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tiles: tuple[tuple[str, str, str, str], ...] = ()

    def show_report(self, report: Report) -> None:
        """Show the counts of a report."""
        block, consider, waived = len(report.blocking), len(report.to_consider), len(report.waived)
        self._tiles = (
            ("circle-x", "red" if block else "grey", str(block), "block" if block != 1 else "blocks"),
            ("triangle-alert", "amber" if consider else "grey", str(consider), "to consider"),
            ("circle-check", "green", str(len(report.done)), f"of {report.rules} done"),
            ("flag", "grey", str(waived), "waived"),
        )
        self.setAccessibleName(", ".join(f"{count} {words}" for _, _, count, words in self._tiles))
        self.setToolTip(self.accessibleName())
        self._fit()

    @property
    def is_low(self) -> bool:
        """Whether there is no room for the words."""
        words = QFontMetricsF(current_theme().font("caption", Weight.DemiBold))
        return any(words.horizontalAdvance(label) > self._room() for *_, label in self._tiles)

    def _wide(self) -> float:
        return (self.width() - current_theme().px(_GAP) * (len(self._tiles) - 1)) / max(1, len(self._tiles))

    def _room(self) -> float:
        return self._wide() - current_theme().px(2 * _PAD - 4)

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, current_theme().px(_LOW if self.is_low else _TALL))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if restyled(event):
            self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._tiles:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_low, gap, wide = self.is_low, theme.px(_GAP), self._wide()
        pad = theme.px(_GAP if is_low else _PAD)
        number, words = theme.font("h3", Weight.Bold, tabular=True), theme.font("caption", Weight.DemiBold)
        for at, (icon, hue, count, label) in enumerate(self._tiles):
            look = theme.hue(hue)
            box = QRectF(at * (wide + gap), 0, wide, self.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.fill)
            painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
            middle, side = box.top() + box.height() * (0.5 if is_low else 0.33), theme.px(14)
            icons.paint_icon(painter, icon, look.text, QRectF(box.left() + pad, middle - side / 2, side, side))
            painter.setPen(look.text)
            painter.setFont(number)
            above = box.height() * (1.0 if is_low else 0.66)
            painter.drawText(QRectF(box.left() + pad + side + theme.px(5), box.top(), wide, above), _LEFT, count)
            if is_low:
                continue
            painter.setFont(words)
            room = self._room()
            shown = QFontMetricsF(words).elidedText(label, Qt.TextElideMode.ElideRight, room)
            painter.drawText(
                QRectF(box.left() + pad, box.top() + box.height() * 0.52, room + 2, box.height() * 0.44), _LEFT, shown
            )
