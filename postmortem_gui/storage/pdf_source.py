"""The editable document inside an exported PDF."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

SUFFIX = ".postmortem.json"
MAX_BYTES = 64 * 1024 * 1024


class SourceError(Exception):
    """A PDF does not give a document. The message is a sentence for the person."""


def source_of_pdf(data: bytes, *, name: str) -> bytes:
    """Return the bytes of the document that a PDF carries. Raises SourceError, and nothing else for any bytes.

    `name` is the file's, for the sentences.
    """
    import pypdf  # costs a tenth of a second, and only those who open a PDF need it

    try:
        with _quiet():
            attachments = pypdf.PdfReader(io.BytesIO(data)).attachments
            names = sorted(name for name in attachments if name.endswith(SUFFIX))
            found = attachments[names[0]][0] if names else None
    except Exception as error:  # pypdf meets damaged files with many kinds of exception
        raise SourceError(
            f"“{name}” is a PDF that cannot be read ({type(error).__name__}). Open the document that it was made from."
        ) from error
    if found is None:
        raise SourceError(
            f"“{name}” is a PDF that does not carry its document. Export it with the source attached, or open the "
            "document itself."
        )
    if len(found) > MAX_BYTES:
        raise SourceError(f"The document in “{name}” is larger than 64 MiB, the largest that is opened.")
    return found


def files_of_pdf(data: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return the name and content of every other file that a PDF carries: the pictures of its document."""
    import pypdf

    try:
        with _quiet():
            attachments = pypdf.PdfReader(io.BytesIO(data)).attachments
            return tuple((name, attachments[name][0]) for name in attachments if not name.endswith(SUFFIX))
    except Exception:  # noqa: BLE001 - as above; the document itself could be read, and that is what matters
        return ()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what pypdf logs about damaged files to ourselves: the person gets one sentence."""
    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)
