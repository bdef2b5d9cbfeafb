"""What is copied to paste elsewhere: Slack text, HTML with its looks on its tags, and plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.render.blocks import (
    Block,
    Box,
    Boxes,
    FrontMatter,
    Head,
    Heading,
    Item,
    Items,
    Lines,
    Prose,
    StripBlock,
    Table,
    TableRow,
)
from postmortem_gui.render.exported import drawn
from postmortem_gui.render.layout import lay_out
from postmortem_gui.render.options import ExportOptions
from postmortem_gui.render.pasted import pasted_html
from postmortem_gui.render.plain_text import plain_text
from postmortem_gui.render.slack import slack_text
from tests.conftest import Golden
from tests.render.pdfs import example
from tests.render.test_golden import NAMES, template
from tests.render.texts import letters, nasty, nasty_prose
from tests.strategies import postmortems

ADDRESS = re.compile(r"<(?:https?://|mailto:)[^<>|\s]+(?:\|[^<>|\n]+)?>", re.IGNORECASE)
TAGS = {"a", "br", "blockquote", "code", "em", "h1", "h2", "h3", "hr", "li", "meta", "ol", "p", "pre", "s", "strong"}
TAGS |= {"table", "tbody", "td", "th", "thead", "tr", "ul"}
ATTRIBUTES = {"href", "colspan", "start", "width", "style", "border", "cellspacing", "cellpadding", "charset"}
ATTRIBUTES |= {"valign", "nowrap", "sdnum"}


def lines(*texts: str) -> tuple[Block, ...]:
    return (Lines("l", None, texts),)


def prose(text: str) -> tuple[Block, ...]:
    return (Prose("p", None, text),)


TABLE = Table(
    "t",
    Place("timeline"),
    (Head("Time", "", 14), Head("Event", "", 60), Head("Source", "", 26)),
    (
        TableRow(("**2026-11-03**", "", ""), None, day=True),
        TableRow(("14:32", "Paged **Ann** | all", "[pager](https://p.example/1?a=1&b=2)"), Place("timeline", "t_1")),
        TableRow(("14:40", "5 < 6 & <b>", "by hand"), Place("timeline", "t_2")),
    ),
)


# ── Slack ──


@pytest.mark.parametrize(
    ("markdown", "slack"),
    [
        ("**bold** *italic* ~~gone~~ `a < b`", "*bold* _italic_ ~gone~ `a &lt; b`"),
        ("[words](https://x.example/a?b=1&c=2)", "<https://x.example/a?b=1&amp;c=2|words>"),
        ("https://x.example/a", "<https://x.example/a>"),
        ("[a > b | c](https://x.example/|)", "<https://x.example/%7C|a &gt; b ¦ c>"),
        ("[**bold** link](https://x.example)", "<https://x.example|*bold* link>"),
        ("[down](#below)", "down"),
        ("AT&T <b> 5 > 4", "AT&amp;T &lt;b&gt; 5 &gt; 4"),
        ("**two<br>lines**", "*two*\n*lines*"),
        ("`` a`b ``", "a`b"),
        ("![depth](pm:a_1)", "[Picture: depth]"),
    ],
)
def test_a_line_is_written_with_slacks_own_marks(markdown, slack):
    assert slack_text(lines(markdown)) == f"{slack}\n"


def test_a_table_is_a_line_for_each_row():
    assert slack_text((Heading("h", None, 2, "**Timeline**"), TABLE)) == (
        "*Timeline*\n"
        "*2026-11-03*\n"
        "• *14:32* Paged *Ann* | all — <https://p.example/1?a=1&amp;b=2|pager>\n"
        "• *14:40* 5 &lt; 6 &amp; &lt;b&gt; — Source: by hand\n"
    )


def test_prose_keeps_its_lists_quotes_and_code():
    text = "One\n\n- a\n  - b\n\n    more\n- [x] c\n\n1. d\n2. e\n\n> f\n\n```sql\na < b\n```\n\n### g\n\n"
    text += "| h | i |\n|---|---|\n| j | k |"
    assert slack_text(prose(text)) == (
        "One\n\n• a\n    ◦ b\n        more\n☑ c\n\n1. d\n2. e\n\n> f\n\n```\na &lt; b\n```\n\n*g*\n\n• j — i: k\n"
    )


def test_lists_and_boxes_stand_below_one_another():
    blocks = (
        Items("i", None, (Item("a", (Item("b", (Item("c"),)),)), Item("d")), numbered=True),
        Boxes("b", None, (Box("done", done=True), Box("open<br>still", done=False))),
    )
    assert slack_text(blocks) == "1. a\n    ◦ b\n        ▪ c\n2. d\n\n☑ done\n☐ open\n    still\n"


# ── Plain text ──


def test_plain_text_has_tabs_between_cells_and_no_marks():
    assert plain_text((TABLE,)) == (
        "Time\tEvent\tSource\n2026-11-03\n14:32\tPaged Ann | all\tpager (https://p.example/1?a=1&b=2)\n"
        "14:40\t5 < 6 & <b>\tby hand\n"
    )
    assert plain_text(lines("**b** `c` https://x.example/a")) == "b c https://x.example/a\n"


# ── HTML ──


class Tags(HTMLParser):
    """What stands on a pasted page: its tags with their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("br", "hr", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_table_is_a_table_whose_looks_stand_on_its_cells():
    html = pasted_html((Heading("h", None, 2, "Timeline"), TABLE))
    assert "<h2>Timeline</h2>" in html
    found = Tags(html).found
    assert [tag for tag, _ in found].count("tr") == 4
    assert all("border:1px solid" in str(attributes["style"]) for tag, attributes in found if tag in ("th", "td"))
    assert [tag for tag, attributes in found if "nowrap" in attributes] == ["td"] * 4  # the day, the times and the link
    assert '<a href="https://p.example/1?a=1&amp;b=2">pager</a>' in html
    assert "5 &lt; 6 &amp; &lt;b&gt;" in html


def test_no_spreadsheet_runs_a_cell():
    cells = ("=1+1", "@ida, @noor", "-2+3", "fine")
    table = (Table("t", None, tuple(map(Head, "abcd")), (TableRow(cells),)),)
    assert plain_text(table) == "a\tb\tc\td\n'=1+1\t@ida, @noor\t'-2+3\tfine\n"
    texts = [attributes for tag, attributes in Tags(pasted_html(table)).found if tag == "td" and "sdnum" in attributes]
    assert len(texts) == 3
    assert all("mso-number-format:'\\@'" in str(each["style"]) for each in texts)


def test_deep_headings_are_bold_boxes_are_letters_and_pictures_are_words():
    html = pasted_html(
        (
            Heading("h", None, 4, "Deep"),
            Boxes("b", None, (Box("done", done=True),)),
            *prose("![depth of <b>](pm:a_1)\n\n- [ ] open"),
            FrontMatter("f", None, (("title", "a < b"),)),
        )
    )
    for expected in ("<p><strong>Deep</strong></p>", "☑ done", "☐ open", "<em>[Picture: depth of &lt;b&gt;]</em>"):
        assert expected in html
    assert re.search(r"<th [^>]*>title</th><td [^>]*>a &lt; b</td>", html)


# ── Any document ──


def check(pm: Postmortem, blocks: tuple[Block, ...]) -> None:
    slack = slack_text(blocks)
    assert "<" not in ADDRESS.sub("", slack)
    assert ">" not in re.sub(r"^(?:[ ]*(?:[•◦▪☐☑>]|\d+\.))+", "", ADDRESS.sub("", slack), flags=re.MULTILINE)
    page = Tags(pasted_html(blocks))
    assert not page.open
    for tag, attributes in page.found:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES
        assert re.match(r"https?://|mailto:|#|\Z", attributes.get("href") or "", re.IGNORECASE)
    plain_text(blocks)


@given(postmortems())
def test_no_document_raises_or_brings_a_tag_of_its_own(pm):
    check(pm, lay_out(pm).blocks)


@given(nasty_prose(), st.lists(nasty(4), min_size=1, max_size=3))
def test_no_text_raises_or_brings_a_tag_of_its_own(text, cells):
    table = Table("t", None, tuple(map(Head, cells)), (TableRow(tuple(cells)),))
    blocks = (*lay_out(Postmortem()).blocks, *prose(text), *lines(*cells), table)
    check(Postmortem(), blocks)


def test_what_is_only_a_drawing_is_left_out():
    layout = drawn(example(), ExportOptions())
    assert any(isinstance(block, StripBlock) for block in layout.blocks)
    for write in (slack_text, plain_text, pasted_html):
        assert write(layout.blocks) == write(lay_out(example()).blocks)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_example_is_in_every_copy(name):
    blocks = lay_out(example(), template(name)).blocks
    said = letters(pasted_html(blocks))
    plain = letters(re.sub(r"\(https?://[^)\s]*\)", "", plain_text(blocks)).replace("<", "&lt;"))
    assert plain == said or len(plain) >= len(said)
    assert "Ask finance first" not in said + slack_text(blocks)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_reads_well_in_slack(golden: Golden, name: str) -> None:
    golden(f"slack/{name}.txt", slack_text(lay_out(example(), template(name)).blocks))
