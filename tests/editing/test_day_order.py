"""03/04/2026 is read in the order of the document, else of the machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.template import Template
from postmortem_gui.editing.day_order import day_first


@pytest.fixture
def _back() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


def writes(pattern: str) -> Postmortem:
    return Postmortem(id="d", template=Template(id="x", date=pattern))


@pytest.mark.parametrize(
    ("machine", "order"), [("en_US", False), ("en_GB", True), ("de_DE", True), ("C", True), ("ja_JP", True)]
)
@pytest.mark.usefixtures("_back")
def test_the_machine_decides_where_the_document_begins_with_the_year(machine: str, order: bool) -> None:
    QLocale.setDefault(QLocale(machine))
    for pattern in ("YYYY-MM-DD", "D MMM YYYY", ""):
        assert day_first(writes(pattern)) == order, pattern


@pytest.mark.parametrize("machine", ["en_US", "en_GB"])
@pytest.mark.usefixtures("_back")
def test_the_document_decides_where_it_writes_days_in_numbers(machine: str) -> None:
    QLocale.setDefault(QLocale(machine))
    assert day_first(writes("DD-MM-YYYY"))
    assert day_first(writes("D.M.YY"))
    assert not day_first(writes("MM/DD/YYYY"))
