"""A postmortem laid out by its template: the one list of blocks that Markdown, HTML, PDF and the preview all show.

Every text in a block is inline Markdown that is already safe (`Prose`: Markdown of several lines): what a person typed
keeps its emphasis, code and links, and everything else in it is shown as typed. Read it with `parser()`. Pipes in
cells and marks at the start of a line are left to `render.markdown`, the only one they mean something to.
"""

from __future__ import annotations

from dataclasses import dataclass

from postmortem_gui.core.places import Place
from postmortem_gui.core.strip import Strip


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the document. `key` stays the same while its content changes; `place` is where a click leads."""

    key: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class FrontMatter(Block):
    """YAML before the document: pairs of a name and a plain text."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading; level 1 is the title of the document."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose(Block):
    """Markdown of several lines, its own headings clamped below the section."""

    text: str


@dataclass(frozen=True, slots=True)
class Lines(Block):
    """Lines of inline Markdown: one paragraph with hard breaks, or with `apart` a paragraph each.

    `places` may say for each line where a click on it leads.
    """

    lines: tuple[str, ...]
    apart: bool = False
    places: tuple[Place | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, with the lines below it."""

    text: str
    items: tuple[Item, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Items(Block):
    """A list, with bullets or numbered from one."""

    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick, with its text."""

    text: str
    done: bool
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Boxes(Block):
    """A checklist."""

    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its text, how the column is aligned ("", left, center, right), its width in percent."""

    text: str
    align: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: a cell of inline Markdown for each column. `day` rows only say that another day begins."""

    cells: tuple[str, ...]
    place: Place | None = None
    day: bool = False


@dataclass(frozen=True, slots=True)
class Table(Block):
    """A table. Widths of the heads add up to 100, so that a table cut in runs keeps its columns in line."""

    heads: tuple[Head, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class StripBlock(Block):
    """The phase strip, where a format can draw. It decorates the timeline: Markdown and the preview leave it out."""

    strip: Strip


@dataclass(frozen=True, slots=True)
class DiagramRow:
    """A row of the tree of whys: the problem, a why with its number, or the root cause.

    `parent` is the id of the why that it hangs from; `indent` 0 is the path.
    """

    id: str
    number: str
    head: str
    text: str
    indent: int = 0
    parent: str = ""
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class DiagramBlock(Block):
    """The tree of whys, or a run of its rows, where a format can draw. `sentence` says what the whole shows."""

    rows: tuple[DiagramRow, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The laid-out document: its title as plain text, and its blocks from top to bottom."""

    title: str
    blocks: tuple[Block, ...]
