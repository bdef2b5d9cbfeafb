"""Where the data files are, whether the program runs from a wheel or from a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent

_PLACES = (
    _PACKAGE / "_resources",  # a wheel: the build puts them beside the code
    _PACKAGE.parent / "resources",  # a checkout, which an editable install leaves where it is
)


def resource(name: str) -> Path:
    """The path of a data file or folder, named relative to `resources/` with forward slashes.

    Raises FileNotFoundError, with a sentence for the person, when there is none of that name.
    """
    for place in _PLACES:
        path = place / name
        if path.exists():
            return path
    raise FileNotFoundError(f"A file of the program, “{name}”, is missing. Installing it again brings it back.")
