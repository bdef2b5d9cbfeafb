"""Texts that have broken somebody's Markdown before, and ways to make more of them."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import strategies as st

NAUGHTY = (
    "# a heading",
    "####### seven",
    "- a bullet",
    "+ plus",
    "1. first",
    "1) first",
    "2026. was a year",
    "> quoted",
    "===",
    "---",
    "- - -",
    "* * *",
    "___",
    "| a | b |",
    "|---|---|",
    "--- | ---",
    ":-:",
    "a\nb",
    "a\r\n\r\n# b",
    "a\u2028b\u2029c\x85d",
    "```",
    "~~~",
    "``` sql",
    "`",
    "``a`",
    "`a|b`",
    "\\",
    "\\|",
    "a\\",
    "\\`",
    "**",
    "***a**",
    "*a **b* c**",
    "__init__",
    "_a",
    "[ ] box",
    "[x] box",
    "[a]: https://x.example",
    "[a]",
    "[a](",
    "[a](b)",
    "[a](javascript:alert(1))",
    "[a](https://x.example)",
    "![a](pm:a_4j7t2w9z)",
    "[a](pm:a_4j7t2w9z)",
    "![",
    "<b>",
    "</td></table>",
    "<!-- x",
    "<?php",
    "<![CDATA[ x",
    "<br>",
    "<br/>",
    "<br onclick=x>",
    "<https://x.example>",
    "<smb://x>",
    "https://x.example/a_b_c*d",
    "https://",
    "&lt;b&gt;",
    "&#x41;",
    "{{ 7*7 }}",
    "$x^2$",
    "a | b | c",
    "|",
    "||",
    "\t tab",
    "    four blanks",
    "\u00a0",
    "日本語",
    "👩‍👩‍👧",
    "עברית",
    "\u202eright to left",
    "e\u0301",
    "---\ntitle: x\n---",
    "C #",
    "a ##",
    "~~a~~",
    "a~b~c",
    "=cmd|' /C calc'!A0",
    "x" * 300,
)

_PIECES = st.one_of(
    st.sampled_from(NAUGHTY),
    st.sampled_from(list("#-+>|`*_~[]()!<>&\\=:.1 \n\tax{}\"'")),
    st.sampled_from(
        ["**", "__", "~~", "``", "](", "](https://x.example)", "![", "<br>", "://", "https://x.example/", "\\|"]
    ),
    st.text(max_size=6),
)


def nasty(max_pieces: int = 8) -> st.SearchStrategy[str]:
    """Texts of pieces that mean something to Markdown, in every order."""
    return st.lists(_PIECES, max_size=max_pieces).map("".join)


def nasty_prose() -> st.SearchStrategy[str]:
    """The same on several lines, in quotes, lists and code."""
    prefix = st.sampled_from(["", "", "", "> ", "- ", "  ", "    ", "1. ", "# ", "## ", "> - ", "| "])
    lines = st.lists(st.tuples(prefix, nasty(3)).map("".join), max_size=8)
    return lines.map("\n".join)


def letters(html: str) -> str:
    """What can be read of a page, without its tags and marks."""
    text = unescape(re.sub(r"<[^>]*>", "", html))
    return "".join(character for character in text if character.isalnum())
