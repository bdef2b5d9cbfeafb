"""The lines of the paste strip as a Qt model: the candidates, a line where another day begins, and the gaps."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from postmortem_gui.core.strip import Gap
from postmortem_gui.core.zones import zone_word
from postmortem_gui.editing.pasting import Fate, Pasting, Trial
from postmortem_gui.editing.tips import tip
from postmortem_gui.ui.paste_strip_words import local_day, spoken

Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole)
"""Gives the PasteLine itself."""
_CHECKS: dict[Fate, Qt.CheckState] = {"in": Qt.CheckState.Checked, "out": Qt.CheckState.Unchecked}


class PasteLine(NamedTuple):
    """A line of the strip: the candidate at a place; or the day that begins there; or the gap behind it."""

    at: int
    day: date | None = None
    gap: Gap | None = None

    @property
    def is_candidate(self) -> bool:
        """Whether this is a candidate, and not something said between two."""
        return self.day is None and self.gap is None


class PasteLines(QAbstractListModel):
    """Shows a pasting. Day lines cannot be selected: there is nothing to do with them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pasting: Pasting | None = None
        self._lines: tuple[PasteLine, ...] = ()
        self._gaps: dict[int, Gap] = {}

    def show(self, pasting: Pasting) -> None:
        """Show another state; which lines there are changes only with what was read."""
        self.pasting = pasting
        self._put(_lines(pasting, self._gaps))

    def show_gaps(self, trial: Trial) -> None:
        """Show the gaps that would be left."""
        self._gaps = dict(trial.gaps)
        if self.pasting is not None:
            self._put(_lines(self.pasting, self._gaps))

    def _put(self, lines: tuple[PasteLine, ...]) -> None:
        if [line[:2] for line in lines] == [line[:2] for line in self._lines] and len(lines):
            self._lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, at: int) -> PasteLine:
        """Return what is shown at a line. Raises IndexError."""
        return self._lines[at]

    def line_of(self, candidate: int, *, gap: bool = False) -> int:
        """Return the line of a candidate or of the gap behind it, -1 when there is none."""
        for at, line in enumerate(self._lines):
            if line.at == candidate and (line.gap is not None if gap else line.is_candidate):
                return at
        return -1

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._lines)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._lines[index.row()].day is not None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        pasting = self.pasting
        if not index.isValid() or pasting is None:
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.words(line)
            case Qt.ItemDataRole.CheckStateRole:
                if line.is_candidate:
                    return _CHECKS.get(pasting.fates[line.at], Qt.CheckState.PartiallyChecked)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(pasting.candidates[line.at].original) if line.is_candidate else None
        return line if role == LINE else None

    def words(self, line: PasteLine) -> str:
        """Return a line as it is read out."""
        pasting = self.pasting
        if pasting is None:
            return ""
        zone = pasting.pm.zone
        if line.day is not None:
            return f"{line.day:%A} {line.day.day} {line.day:%B}, {zone_word(zone)}"
        if line.gap is not None:
            done = [
                words
                for words, rows in (("a row is added", pasting.opened), ("it is asked", pasting.asked))
                if line.gap.from_row in rows
            ]
            return ", ".join((line.gap.question, *done))
        return spoken(pasting, line.at)


def _lines(pasting: Pasting, gaps: dict[int, Gap]) -> tuple[PasteLine, ...]:
    lines: list[PasteLine] = []
    day: date | None = None
    for at, one in enumerate(pasting.candidates):
        begun = local_day(one.when, pasting.pm.zone)
        if begun is not None and begun != day:
            if day is not None:
                lines.append(PasteLine(at, day=begun))
            day = begun
        lines.append(PasteLine(at))
        if at in gaps:
            lines.append(PasteLine(at, gap=gaps[at]))
    return tuple(lines)
