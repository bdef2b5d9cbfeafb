"""Links and tickets are typed in one line and read back from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.core.links import is_address, read_links, read_ticket, write_links, write_ticket
from postmortem_gui.core.postmortem import Link, Ticket


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", ()),
        ("#PD-771", (Link(title="#PD-771"),)),
        ("https://ci.example.com/512", (Link(title="512", url="https://ci.example.com/512"),)),
        ("[deploy](https://ci.example.com/512)", (Link(title="deploy", url="https://ci.example.com/512"),)),
        ("log; [a](https://b.example/x_(y))", (Link(title="log"), Link(title="a", url="https://b.example/x_(y)"))),
    ],
)
def test_links_are_read(text: str, links: tuple[Link, ...]) -> None:
    assert read_links(text) == links


titles = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).map(str.strip).filter(bool)
urls = st.from_regex(r"https://[a-z]{1,8}\.example/[a-zA-Z0-9/_-]{0,12}", fullmatch=True)


@given(st.lists(st.builds(Link, title=titles, url=st.one_of(st.just(""), urls)), max_size=4))
def test_what_is_written_is_read_back(links: list[Link]) -> None:
    assert read_links(write_links(links)) == tuple(links)


@given(st.text())
def test_any_text_is_read_as_some_links_and_some_ticket(text: str) -> None:
    read_links(text)
    read_ticket(text)


@pytest.mark.parametrize(
    ("text", "ticket"),
    [
        ("", None),
        ("PRN-41", Ticket(key="PRN-41")),
        ("PRN-41 https://t.example/PRN-41", Ticket(key="PRN-41", url="https://t.example/PRN-41")),
        ("https://t.example/PRN-41", Ticket(key="PRN-41", url="https://t.example/PRN-41")),
        ("[PRN-41](https://t.example/PRN-41)", Ticket(key="PRN-41", url="https://t.example/PRN-41")),
        ("n/a done on the spot", Ticket(key="n/a", reason="done on the spot")),
    ],
)
def test_tickets_are_read_and_read_back(text: str, ticket: Ticket | None) -> None:
    assert read_ticket(text) == ticket
    assert read_ticket(write_ticket(ticket)) == ticket


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/hosts", "smb://h/s", "https:// x", "https://x\n"])
def test_only_web_and_mail_addresses_may_be_opened(url: str) -> None:
    assert not is_address(url)
