"""Blocks as the text that Slack reads: `*bold*`, `_italic_`, `~strike~`, code, `<url|words>`, bullets, no tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from typing_extensions import override

from postmortem_gui.render.blocks import Block
from postmortem_gui.render.escaping import words
from postmortem_gui.render.plain_text import PlainText, Row, hung

_MARKS = {"strong": "*", "em": "_", "s": "~"}
_IN_ADDRESS = str.maketrans({"|": "%7C", "<": "%3C", ">": "%3E", " ": "%20", "&": "&amp;"})


def slack_text(blocks: Iterable[Block]) -> str:
    """Return blocks as Slack text, ending with a line break. `<` stands in it only where a link begins.

    A table is a line for each row: what the row is, then the other columns by their names.
    """
    return _Slack().document(blocks)


class _Slack(PlainText):
    below_heading = "\n"

    @override
    def text(self, text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    @override
    def marked(self, mark: str, inside: str) -> str:
        sign = _MARKS.get(mark, "")
        # A mark that spans lines, or stands beside a blank, is a letter to Slack.
        return "\n".join(f"{sign}{line}{sign}" if line == line.strip() != "" else line for line in inside.split("\n"))

    @override
    def code(self, content: str) -> str:
        shown = self.text(content)
        return shown if "`" in content or not content.strip() else f"`{shown}`"

    @override
    def fence(self, content: str) -> str:
        return f"```\n{self.text(content.replace('```', '` ` `'))}\n```"

    @override
    def link(self, inside: str, url: str) -> str:
        if not re.match(r"(?:https?://|mailto:)", url, re.IGNORECASE):
            return inside
        address = url.translate(_IN_ADDRESS)
        shown = " ".join(re.sub(r"<[^<>]*>", "", inside).split()).replace("|", "¦")
        return f"<{address}|{shown}>" if shown and shown != self.text(url) else f"<{address}>"

    @override
    def heading(self, text: str) -> str:
        return self.marked("strong", " ".join(self.text(text).split()))

    @override
    def pair(self, name: str, text: str) -> str:
        return f"{self.heading(f'{name}:')} {self.text(text)}"

    @override
    def table(self, heads: Sequence[str], rows: Sequence[Row], lead: int) -> str:
        return "\n".join(self._day(cells) if day else self._row(heads, cells, lead) for cells, day in rows)

    def _day(self, cells: Sequence[str]) -> str:
        return self.heading(words(" ".join(filter(None, cells))))

    def _row(self, heads: Sequence[str], cells: Sequence[str], lead: int) -> str:
        shown = [self.cell(cell) for cell in cells]
        first, *others = shown[:lead]
        if others and "*" not in first:
            first = self.marked("strong", first)
        more = [self._named(head, cell) for head, cell in list(zip(heads, shown, strict=False))[lead:] if cell]
        said = " ".join(filter(None, (first, *others)))
        return hung("• ", " — ".join(filter(None, (said, ", ".join(more)))))

    def _named(self, head: str, cell: str) -> str:
        """A cell with the name of its column; a link says itself what it is."""
        return cell if cell.startswith("<") or not head.strip() else f"{self.text(words(head))}: {cell}"
