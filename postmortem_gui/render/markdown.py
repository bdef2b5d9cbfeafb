"""The laid-out document as Markdown: the text that people paste into a wiki, a ticket or a repository."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from postmortem_gui.render import escaping
from postmortem_gui.render.blocks import (
    Block,
    Boxes,
    DiagramBlock,
    FrontMatter,
    Heading,
    Item,
    Items,
    Layout,
    Lines,
    Prose,
    StripBlock,
    Table,
)

_ALIGNED = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
_PICTURE = re.compile(r"(?<=\]\()pm:([A-Za-z0-9_-]+)(?=[)\s])")
_OWN_LIST = re.compile(r"^[ ]{0,3}(?:-|\d{1,9}\.)[ \t]", re.MULTILINE)
_PLAIN_YAML = re.compile(r"[A-Za-z](?:[\w./()@,+-]|[ ](?=[^ #]))*")
_YAML_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def document_markdown(layout: Layout, pictures: Mapping[str, str] | None = None) -> str:
    """Return the whole document, ending with a line break. `pictures` maps ids of attachments to paths."""
    text = "\n\n".join(_texts(_written(layout)))
    if pictures and "pm:" in text:
        text = _PICTURE.sub(lambda found: _path(pictures.get(found[1], ""), found[0]), text)
    return f"{text}\n" if text else ""


def lines_of(layout: Layout) -> list[tuple[Block, int]]:
    """Return each block with the line of `document_markdown` that it starts on, counted from zero."""
    found, at = [], 0
    blocks = _written(layout)
    for block, text in zip(blocks, _texts(blocks), strict=True):
        found.append((block, at))
        at += text.count("\n") + 2
    return found


def block_markdown(block: Block, *, other_list: bool = False) -> str:
    """Return one block without a line break at its end; `other_list` uses the other marker for bullets or numbers.

    A table cut in runs is printed with its head each time; `row_markdown` prints rows alone.
    """
    match block:
        case Heading(level=level, text=text):
            return f"{'#' * level} {escaping.heading(text)}".rstrip()
        case Prose(text=text):
            return text
        case Lines(lines=lines, apart=apart):
            return ("\n\n" if apart else "\\\n").join(map(escaping.line, lines))
        case Items(items=items, numbered=numbered):
            return "\n".join(_items(items, numbered=numbered, other=other_list))
        case Boxes(boxes=boxes):
            mark = "*" if other_list else "-"
            return "\n".join(f"{mark} [{'x' if box.done else ' '}] {escaping.line(box.text)}" for box in boxes)
        case Table(heads=heads, rows=rows):
            head = row_markdown(tuple(head.text for head in heads))
            line = f"| {' | '.join(_ALIGNED.get(head.align, '---') for head in heads)} |"
            return "\n".join((head, line, *(row_markdown(row.cells) for row in rows)))
        case FrontMatter(pairs=pairs):
            return "\n".join(("---", *(f"{name}: {yaml_text(text)}" for name, text in pairs), "---"))
    raise TypeError(f"{block!r} is no block of a layout")


@lru_cache(maxsize=16384)
def row_markdown(cells: tuple[str, ...]) -> str:
    """Return a row of a table."""
    return f"| {' | '.join(cells)} |" if "|" not in "".join(cells) else f"| {' | '.join(map(escaping.cell, cells))} |"


def yaml_text(text: str) -> str:
    """Return a text as YAML reads it back: bare where that is safe, else in quotes."""
    if _PLAIN_YAML.fullmatch(text) and text.lower() not in _YAML_WORDS:
        return text
    if text.isprintable():
        return f"'{text.replace(chr(39), chr(39) * 2)}'"
    return json.dumps(text)


def _written(layout: Layout) -> list[Block]:
    """The blocks that are words: a drawing has none that the text beside it has not."""
    return [block for block in layout.blocks if not isinstance(block, (StripBlock, DiagramBlock))]


def _texts(blocks: Sequence[Block]) -> Iterable[str]:
    """The blocks as texts. Two lists in a row would be one list to every reader, so the second gets other markers."""
    other, before = False, None
    for block in blocks:
        if isinstance(block, (Items, Boxes)):
            follows = isinstance(before, (Items, Boxes)) or (
                isinstance(before, Prose) and bool(_OWN_LIST.search(before.text))
            )
            other = follows and not other
        else:
            other = False
        yield block_markdown(block, other_list=other)
        before = block


def _items(items: Sequence[Item], *, numbered: bool, other: bool, indent: str = "") -> Iterable[str]:
    for number, item in enumerate(items, 1):
        mark = f"{number}{')' if other else '.'}" if numbered else "*" if other else "-"
        yield f"{indent}{mark} {escaping.line(item.text)}".rstrip()
        yield from _items(item.items, numbered=False, other=False, indent=indent + " " * (len(mark) + 1))


def _path(path: str, unknown: str) -> str:
    return path.replace(" ", "%20").replace("(", "%28").replace(")", "%29") if path else unknown
