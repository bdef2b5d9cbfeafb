from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.storage.loading import LoadError
from postmortem_gui.storage.text_files import MAX_BYTES, read_text

TEXT = "14:32 paged Ann – “Häfen”\n14:35 restarted"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_however_it_was_saved(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    assert read_text(path) == TEXT


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0", "no text"),
        (b"", "empty"),
        (b" \n", "empty"),
        (b"x" * (MAX_BYTES + 1), "larger than 8 MiB"),
        (b"\x81\x8d\xff", "Save it as UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(data)
    with pytest.raises(LoadError, match=words):
        read_text(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.txt", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(LoadError, match="cannot be read"):
            read_text(path)


@given(st.binary(max_size=64))
def test_whatever_the_bytes_are_there_is_text_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    try:
        text = read_text(path)
    except LoadError as error:
        text = error.sentence
    assert text.strip()
