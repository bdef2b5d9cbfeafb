"""What people type into one line, as Markdown that keeps its emphasis, code and links and can break nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markdown_it.token import Token

from postmortem_gui.core.links import is_address
from postmortem_gui.render.parser import line_parser, parser

_BLANKS = re.compile("[ \t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NOTHING_SPECIAL = re.compile(r"(?:[^\\`*_~\[\]<&:\ud800-\udfff\x00]|:(?!//))*")
_SPECIAL = re.compile(r"[\\`*~\[\]<&!]|_+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"<(?:[A-Za-z/!?]|\Z)")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MOST_BRACKETS = 500
"""Brackets of one line among which links are looked for; to pair many more takes as long as their square."""
_UNWRITABLE = re.compile("[\ud800-\udfff\x00]")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

_STARTS = re.compile(
    r"""
    (?P<number>\d{1,9})(?=[.)](?:\s|$))  # a numbered list
    | (?=\#{1,6}(?:\s|$))                # a heading
    | (?=[-+*](?:\s|$))                  # a list
    | (?=>)                              # a quote
    | (?=~~~)                            # a fence
    | (?=\[[ xX]\](?:\s|$))              # a box
    | (?=(?:=+|-+)\s*$)                  # makes the line before it a heading
    | (?=([-_*])(?:[ \t]*\2){2,}\s*$)    # a rule across the page
    | (?=[-:|][-:|\s]*$)                 # makes the line before it the head of a table
    """,
    re.VERBOSE,
)


def squeezed(text: str) -> str:
    """Return the text as one line: every line break and run of blanks is one space, none at the ends."""
    return _BLANKS.sub(" ", text).strip(" ") if text.strip() else ""


@lru_cache(maxsize=8192)
def one_line(text: str) -> str:
    """Return inline Markdown that says what was typed into one line.

    Emphasis, strikethrough, code, links, bare addresses and `<br>` keep working; every other character is shown as it
    was typed, in this parser and on the sites people paste into. Safe anywhere inside a line: `cell` and `line` add
    what a table and the start of a line need.
    """
    text = _UNWRITABLE.sub("\ufffd", squeezed(text))
    if _NOTHING_SPECIAL.fullmatch(text):
        return text
    if text.count("[") > _MOST_BRACKETS:
        return plain_line(text)
    meant = _inline(line_parser().parseInline(text))
    written = _written(meant)
    if _said(_inline(parser().parseInline(written))) == _said(meant):
        return written
    return plain_line(text)  # marks in an order that only the source itself can tell


def plain_line(text: str) -> str:
    """Return inline Markdown that shows every character as it is, marks included."""
    return re.sub(r"([\\`*_~\[\]<&!])", r"\\\1", _UNWRITABLE.sub("\ufffd", squeezed(text)))


def words(markdown: str) -> str:
    """Return inline Markdown without its marks, as a title bar or a bookmark shows it."""
    return "".join(_words(_inline(parser().parseInline(markdown))))


def cell(markdown: str) -> str:
    """Return inline Markdown for a cell of a table, where a pipe would begin the next one, in code too."""
    return markdown.replace("|", "\\|")


def line(markdown: str) -> str:
    """Return inline Markdown for the start of a line, where it could become a heading, a list, a quote or a table."""
    found = _STARTS.match(markdown)
    if not found:
        return markdown
    at = found.end("number") if found["number"] else 0
    return f"{markdown[:at]}\\{markdown[at:]}"


def heading(markdown: str) -> str:
    """Return inline Markdown for a heading, where number signs at the end would be taken for decoration."""
    return re.sub(r"(^|\s)(#+)$", r"\1\\\2", markdown)


def link(title: str, url: str) -> str:
    """Return a link with the typed title; without a safe address only the title, or the address as text."""
    url = squeezed(url)
    if not is_address(url) or _CONTROL.search(url):
        return one_line(title) or plain_line(url)
    if not title.strip():
        return f"<{url}>" if not re.search(r"[<>]", url) else f"[{plain_line(url)}]({_destination(url)})"
    return f"[{_in_link(title)}]({_destination(url)})"


def bold(markdown: str) -> str:
    """Return inline Markdown in bold; what is bold already is left alone."""
    if not markdown or "**" in markdown:
        return markdown
    return f"**{markdown}**"


def struck(markdown: str) -> str:
    """Return inline Markdown that is struck through."""
    return markdown if not markdown or "~~" in markdown else f"~~{markdown}~~"


@lru_cache(maxsize=2048)
def _in_link(title: str) -> str:
    """The title of a link: links inside it cannot work, so they are text."""
    title = _UNWRITABLE.sub("\ufffd", squeezed(title))
    tokens = [token for token in _inline(line_parser().parseInline(title)) if not _is_link(token)]
    return _written(tokens, in_link=True) if tokens else plain_line(title)


def _is_link(token: Token) -> bool:
    return token.type in ("link_open", "link_close")


def _destination(url: str) -> str:
    """The address as a link holds it; brackets that do not pair, and what reads as an entity, are escaped."""
    unpaired = url.count("(") != url.count(")") or re.search(r"\)[^()]*\(", url)
    escaped = re.sub(r"([\\()<>])" if unpaired else r"([\\<>])", r"\\\1", url)
    return _ENTITY.sub(r"\\\g<0>", escaped)


def _inline(tokens: Sequence[Token]) -> list[Token]:
    return list(tokens[0].children or []) if tokens else []


def _words(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.type == "image":
            yield from _words(token.children or [])
        elif token.type in ("hardbreak", "softbreak"):
            yield " "
        else:
            yield token.content


def _said(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """What the tokens say, apart from how it is written: two texts that say the same are drawn the same."""
    said: list[tuple[str, str]] = []
    for token in tokens:
        if token.type == "text":
            if said and said[-1][0] == "text":
                said[-1] = ("text", said[-1][1] + token.content)
            elif token.content:
                said.append(("text", token.content))
        else:
            where = token.attrGet("href") or token.attrGet("src") or ""
            content = "".join(_words(token.children)) if token.children else token.content
            said.append((token.type, f"{where}|{token.attrGet('title') or ''}|{content}"))
    return said


def _written(tokens: Sequence[Token], *, in_link: bool = False) -> str:
    """Write tokens as Markdown again, marks as they were typed, everything else made harmless."""
    out: list[str] = []
    closing = ""
    for at, token in enumerate(tokens):
        if token.type == "text":
            after = tokens[at + 1] if at + 1 < len(tokens) else None
            harmless = _literal(token.content, after, between=at > 0, in_link=bool(closing) or in_link)
            out.append(token.content if closing == "bare" else harmless)
        elif token.type == "code_inline":
            out.append(_code(token.content))
        elif token.type == "link_open":
            closing = token.markup or _tail(token, "href")
            out.append({"bare": "", "autolink": "<"}.get(closing, "["))
        elif token.type == "link_close":
            out.append({"bare": "", "autolink": ">"}.get(closing, closing))
            closing = ""
        elif token.type == "image":
            out.append(f"![{_literal(''.join(_words([token])), None, in_link=True)}{_tail(token, 'src')}")
        else:
            out.append(token.markup)
    return "".join(out)


def _tail(token: Token, name: str) -> str:
    title = re.sub(r'([\\"&])', r"\\\1", str(token.attrGet("title") or ""))
    where = _destination(str(token.attrGet(name) or ""))
    return f']({where} "{title}")' if title else f"]({where})"


def _code(content: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    fence = "`" * (longest + 1)
    padded = content[:1] in "` " or content[-1:] == "`" or content[-1:] == " "
    return f"{fence} {content} {fence}" if padded and content.strip() else f"{fence}{content}{fence}"


def _literal(text: str, after: Token | None, *, between: bool = False, in_link: bool = False) -> str:
    """Text that shall be seen as it is: a backslash before what would be read as a mark, and nowhere else.

    `after` is the token behind it; `between` says that there is one before it.
    """

    def guarded(found: re.Match[str]) -> str:
        mark, start, end = found[0], found.start(), found.end()
        before, behind = text[start - 1 : start], text[end : end + 1]
        if mark == "\\":
            needed = not behind or behind in _PUNCTUATION
        elif mark == "`":
            needed = True
        elif mark == "*":
            needed = not (before.isspace() and behind.isspace())
        elif mark[0] == "_":
            needed = not ((before.isalnum() and behind.isalnum()) or (before.isspace() and behind.isspace()))
            return mark.replace("_", "\\_") if needed else mark
        elif mark == "~":
            alone = (before.isspace() or not (before or between)) and behind not in ("", "~")
            needed = not alone
        elif mark in "[]":
            needed = in_link or (mark == "]" and ((not behind and after is not None) or behind in tuple("([:")))
        elif mark == "!":
            needed = not behind and after is not None and _is_link(after)
        else:
            needed = bool((_TAG if mark == "<" else _ENTITY).match(text, start))
        return "\\" + mark if needed else mark

    return _SPECIAL.sub(guarded, text)
