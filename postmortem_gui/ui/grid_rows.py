"""What a grid has to know of the rows that it shows: each page says it once, and the grid does the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from postmortem_gui.core.edits import Edit
from postmortem_gui.core.postmortem import Postmortem, Question
from postmortem_gui.core.values import Row
from postmortem_gui.editing.document import Document
from postmortem_gui.editing.rows_model import FieldColumn
from postmortem_gui.ui.choices import ChoiceGroup


class GridColumn(NamedTuple):
    """How wide a column is, in pixels at scale 1.0, and from which width of the grid on it is shown; 0 is always.

    The column that is `wide` takes what the others leave, but never less than its width. One with `more` is that much
    wider from the width `more_from` of the grid on.
    """

    field: str
    width: int
    shown_from: int = 0
    wide: bool = False
    more: int = 0
    more_from: int = 0


class MoveOffer(NamedTuple):
    """What a row would have to become to stand where somebody put it: the question, the words for yes, the edit."""

    sentence: str
    words: str
    edit: Edit


class GridRows:
    """The rows of one list of the document. A page overrides what its list has."""

    part = ""
    first_field = ""
    """The field in which a new row begins."""
    people_fields: frozenset[str] = frozenset()
    """The fields that hold the name of a person."""
    stays_put = "This row is at the end already."
    """The sentence for a row that cannot be moved further."""

    def __init__(self, document: Document, columns: Sequence[FieldColumn]) -> None:
        self.document = document
        self.columns = tuple(columns)

    def rows_of(self, pm: Postmortem) -> tuple[Row, ...]:
        """Return the rows of a document in the order in which they are shown; the same tuple when nothing changed."""
        raise NotImplementedError

    def layout(self) -> Sequence[GridColumn]:
        """Return the columns to show for the document as it is. Those that are left out are hidden."""
        return ()

    def headings(self) -> Mapping[str, str]:
        """Return what stands above the rows with which a group of rows begins, by the id of the row."""
        return {}

    def choices_of(self, field: str, row: Row) -> tuple[ChoiceGroup, ...]:
        """Return what can be chosen in a cell; nothing where it is typed."""
        return ()

    def choice_edit(
        self, field: str, row: Row, picked: tuple[tuple[str, ...], ...], rows: Sequence[Row] = ()
    ) -> Edit | None:
        """Return the edit that a choice in the cell of a row means for that row and all of `rows`, None when it changes
        nothing."""
        return None

    def key_choice(self, field: str, key: str) -> tuple[tuple[str, ...], ...] | None:
        """Return what a single key chooses in a cell that is chosen, None when it means nothing there."""
        return None

    def names_for(self, field: str) -> Sequence[str]:
        """Return what is completed while somebody types into a field."""
        return ()

    def link_of(self, field: str, row: Row) -> str:
        """Return the address that a cell leads to, or an empty text."""
        return ""

    def is_gap(self, field: str, row: Row) -> bool:
        """Tell whether a cell asks to be filled; one click opens it."""
        return False

    def problem_of(self, field: str, row: Row) -> str:
        """Return what is to be said about a cell while the caret is in it."""
        return ""

    def gaps_above(self) -> Mapping[str, str]:
        """Return what is asked about the times in which nothing was written, by the id of the row behind each."""
        return {}

    def questions(self) -> Mapping[str, tuple[Question, ...]]:
        """Return the open questions by the id of their row; they stand below its text."""
        return {}

    def move_offer(self, row: Row, order: Sequence[str]) -> MoveOffer | None:
        """Return what to ask when a row cannot just be moved to its place in an order of ids; None where nothing does
        it."""
        return None

    def left_edit(self, field: str, row: Row) -> Edit | None:
        """Return what follows from a cell that somebody has written and left, None when nothing does."""
        return None

    def is_blank(self, row: Row) -> bool:
        """Tell whether nothing has been written into a row."""
        return False

    def new_row_edit(self, current: Row | None, *, above: bool) -> Edit:
        """Return the edit that adds an empty row below or above another, last without one."""
        raise NotImplementedError

    def copies_edit(self, rows: Sequence[Row], after: Row | None) -> Edit:
        """Return the edit that adds rows like others behind another, with ids of their own."""
        raise NotImplementedError

    def shows_first(self, text: str, html: str) -> bool:
        """Tell whether a pasted text is shown before it is taken, because it is more than fits a cell."""
        return False

    def paste_edit(self, text: str, current: Row | None, field: str, columns: Sequence[FieldColumn]) -> Edit | None:
        """Return the edit that a pasted text means at a cell. Raises ValueError with a sentence when it is refused."""
        raise NotImplementedError
