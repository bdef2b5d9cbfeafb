"""What you see: the widgets live here and nowhere else."""

from __future__ import annotations

import builtins


def _import_qt() -> None:
    """Import PySide6, and put Python's own `import` back.

    PySide6 puts one of its own in its place, which reads the source of every module that is imported from then on, to
    see whether its `__feature__` names are used in there. None of ours uses them, and 400 modules cost 50 to 100 ms.
    """
    imports = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = imports


_import_qt()
