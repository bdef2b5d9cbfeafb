from __future__ import annotations

import io

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.storage.loading import load
from postmortem_gui.storage.pdf_source import SourceError, source_of_pdf
from postmortem_gui.storage.writing import document_bytes
from tests.storage.documents import small


def pdf(**attachments: bytes) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for name, data in attachments.items():
        writer.add_attachment(name, data)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


GOOD = pdf(**{"labels.postmortem.json": document_bytes(small()), "depth.png": b"\x89PNG"})


def test_a_pdf_gives_back_the_document_that_it_was_made_from() -> None:
    assert load(source_of_pdf(GOOD, name="labels.pdf"), name="a").postmortem == small()


@pytest.mark.parametrize("data", [pdf(), pdf(**{"depth.png": b"\x89PNG", "other.json": b"{}"})])
def test_a_pdf_without_a_document_is_a_sentence(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"“labels\.pdf” is a PDF that does not carry its document"):
        source_of_pdf(data, name="labels.pdf")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"{}", GOOD[:200], GOOD[200:], b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_a_sentence(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"\.$"):
        source_of_pdf(data, name="labels.pdf")


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_pdf_is_a_document_or_a_sentence(at: int, junk: bytes) -> None:
    try:
        data = source_of_pdf(GOOD[:at] + junk + GOOD[at + len(junk) :], name="labels.pdf")
    except SourceError:
        return
    assert isinstance(data, bytes)
