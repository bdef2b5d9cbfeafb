"""The address of one value of a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """The address of one value: a part, perhaps a row of it, perhaps a field.

    `facts/title`, `sections/summary`, `timeline/t_2f8h5q0r/event`, `went_wrong/p_v5r0d4hj/text`, `whys/problem`,
    `publication/all_hands/done`, `meeting/scribe`, `document/zone`.
    """

    part: str
    row: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        return "/".join(step for step in (self.part, self.row, self.field) if step is not None)

    @classmethod
    def of(cls, text: str) -> Place:
        """Read a place from `part/row/field`. Raises ValueError when there is no part or a step too many."""
        steps = text.split("/")
        if not steps[0] or len(steps) > 3:
            raise ValueError(f"'{text}' is no place: it is written part/row/field")
        return cls(*steps)
