"""A document into its file, looked at as the next start will see it before the old version goes."""

from __future__ import annotations

from pathlib import Path

from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.storage.atomic import ANYTHING, Anything, SaveError, Written, write_bytes
from postmortem_gui.storage.loading import LoadError, load, without_collecting
from postmortem_gui.storage.writing import document_bytes


def save(path: Path, pm: Postmortem, *, expect: str | Anything | None = ANYTHING) -> Written:
    """Write a document. Raises SaveError; then the old file is untouched. `expect` is as in `write_bytes`.

    The bytes are read back first: what could not be opened again is not written, and what would open as another
    document is written, said, and not confirmed. For 5,000 rows that is half of the 150 ms: call it in a worker.
    """
    with without_collecting():
        return _save(path, pm, expect)


def _save(path: Path, pm: Postmortem, expect: str | Anything | None) -> Written:
    data = document_bytes(pm)
    try:
        back = load(data, name=path.name).postmortem
    except LoadError as error:
        raise SaveError(
            f"“{path.name}” was not saved, because it could not be opened again: {error.sentence} This is an error of "
            "this program; your work is safe in recovery.",
        ) from error
    written = write_bytes(path, data, expect=expect)
    if back == pm or document_bytes(back) == data:
        return written
    notice = f"“{path.name}” is saved, but would open with a difference: {', '.join(_differences(pm, back))}."
    return Written(written.fingerprint, (*written.notices, notice), confirmed=False)


def _differences(pm: Postmortem, back: Postmortem) -> list[str]:
    return [name for name, value in pm if getattr(back, name) != value] or ["order"]
