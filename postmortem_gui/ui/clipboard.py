"""Rows on the clipboard, in and out: as text with tabs, as an HTML and a Markdown table, and whole for this program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.values import Row
from postmortem_gui.editing import row_edits
from postmortem_gui.editing.rows_model import FieldColumn


def put_rows(pm: Postmortem, part: str, columns: Sequence[FieldColumn], rows: Sequence[Row]) -> None:
    """Put rows on the clipboard. Other programs get the columns that are given; this one gets everything."""
    data = QMimeData()
    data.setText(row_edits.as_text(pm, columns, rows))
    data.setHtml(row_edits.as_html(pm, columns, rows))
    data.setData("text/markdown", row_edits.as_markdown(pm, columns, rows).encode("utf-8", "replace"))
    data.setData(row_edits.ROWS_MIME, row_edits.as_json(part, rows))
    QGuiApplication.clipboard().setMimeData(data)


def _data() -> QMimeData:
    """Return what is on the clipboard; nothing where the system gives nothing, as it does when there is no screen."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return QMimeData() if data is None else data


def rows_of(part: str) -> tuple[Row, ...]:
    """Return the rows of a part that this program has put on the clipboard; nothing when something else is there."""
    data = _data()
    if not data.hasFormat(row_edits.ROWS_MIME):
        return ()
    return row_edits.rows_in(part, bytes(data.data(row_edits.ROWS_MIME).data()))


def text() -> str:
    """Return the text on the clipboard, its lines ended by line feeds."""
    data = _data()
    return data.text().replace("\r\n", "\n").replace("\r", "\n") if data.hasText() else ""


def html() -> str:
    """Return the HTML on the clipboard, an empty text where there is none."""
    data = _data()
    return data.html() if data.hasHtml() else ""
