"""What nobody meant as emphasis is shown as it was typed or pasted; what they meant still works."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.unmeant import copied, typed
from postmortem_gui.render.escaping import one_line, words


def shown(markdown: str) -> str:
    return words(one_line(markdown))


@pytest.mark.parametrize("text", ["call __init__ twice", "__all__ = [__version__]", "2*3*4 = 24", "a snake_case name"])
def test_names_in_code_and_products_are_words_however_they_came(text: str) -> None:
    for escape in (typed, copied):
        assert shown(escape(text)) == text


@pytest.mark.parametrize("text", ["by _id_ and _source.id_", "rm *.log a* b", "* * *", "____init____"])
def test_patterns_and_fields_of_what_was_copied_are_words(text: str) -> None:
    assert shown(copied(text)) == text
    assert shown(copied(text, literal=True)) == text


@pytest.mark.parametrize("text", [r"C:\_temp\*.log", r"\\srv\share\!", r"grep \*x\*"])
def test_a_backslash_of_a_log_is_one(text: str) -> None:
    assert shown(copied(text, literal=True)) == text


@pytest.mark.parametrize(
    "text",
    [
        "**Impact starts** for *all*",
        "_two words_",
        "`__init__` and `*.log`",
        "[run __x__ book](https://x.example/__a__/b*c*d)",
        "https://x.example/__a__/_b_",
        "<https://x.example/__a__>",
        r"\_\_init\_\_ and \*.log",
    ],
)
def test_what_was_meant_is_left_alone(text: str) -> None:
    assert copied(text).replace(r"\_\_x\_\_", "__x__") == text
    assert typed(text).replace(r"\_\_x\_\_", "__x__") == text


@given(st.text(alphabet="_*a1\\ `.[]()h:/"))
def test_what_was_copied_once_is_not_escaped_again(text: str) -> None:
    assert copied(copied(text)) == copied(text)


@given(st.text(alphabet="_*a1\\ "))
def test_only_backslashes_are_added(text: str) -> None:
    for escaped in (typed(text), copied(text), copied(text, literal=True)):
        assert escaped.replace("\\", "") == text.replace("\\", "")
