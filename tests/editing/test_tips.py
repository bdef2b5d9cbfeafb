"""A tooltip shows what people wrote, and nothing that a document asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import Qt, QTextDocument

from postmortem_gui.editing.tips import MOST, tip

HOSTILE = ("<img src=/etc/passwd>", "Down <b>again</b>", "a &lt; b <i>", "<html><table>", "x < y > z")


def shown(text: str) -> str:
    """What a tooltip shows: HTML where Qt takes it for that."""
    if not Qt.mightBeRichText(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    assert "<img" not in document.toHtml()
    return document.toPlainText()


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_shown_as_it_was_written(qapp: object, text: str) -> None:
    assert shown(tip(text)) == text


@given(st.text(st.sampled_from("ab<>/&;=\"'"), max_size=30))
def test_every_text_is_shown_as_it_was_written(text: str) -> None:
    assert shown(tip(text)) == text


def test_a_very_long_text_is_cut(qapp: object) -> None:
    assert len(tip("x" * 100_000)) == MOST + 1
