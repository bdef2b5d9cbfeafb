"""What an export is made of: the document as it was asked for, and its layout."""

from __future__ import annotations

from dataclasses import replace

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.public import public
from postmortem_gui.core.strip import strip_of
from postmortem_gui.core.template import Template
from postmortem_gui.render.blocks import Block, DiagramBlock, FrontMatter, Heading, Layout, Lines, StripBlock, Table
from postmortem_gui.render.escaping import bold, one_line
from postmortem_gui.render.layout import lay_out
from postmortem_gui.render.options import ExportOptions
from postmortem_gui.render.why_diagram import ROWS_AT_ONCE, diagram_rows, sentence


def version(pm: Postmortem, options: ExportOptions) -> tuple[Postmortem, ExportOptions]:
    """Return the document and the options for the formats, which need to know nothing of the public version.

    What is returned may be given again: the public version is made once.
    """
    if not options.public:
        return pm, options
    shown = public(pm.but(template=options.template) if options.template else pm)
    kept = {each.id for each in shown.attachments}
    pictures = {id_: picture for id_, picture in options.pictures.items() if id_ in kept}
    # The folder of the pictures may be named like a file that nobody outside should hear of.
    return shown, replace(options, public=False, template=None, pictures=pictures, assets="")


def laid_out(pm: Postmortem, options: ExportOptions) -> Layout:
    """Return the layout of what `version` returned."""
    return lay_out(pm, options.template, skip_empty=options.skip_empty, notes=options.notes)


def marked(layout: Layout, mark: str) -> Layout:
    """Return the layout with a line in bold above everything but the front matter, which readers want first; without
    a mark it is the same layout."""
    if not mark:
        return layout
    at = sum(isinstance(block, FrontMatter) for block in layout.blocks[:1])
    line = Lines("draft", None, (bold(one_line(mark)),))
    return replace(layout, blocks=(*layout.blocks[:at], line, *layout.blocks[at:]))


def drawn(pm: Postmortem, options: ExportOptions) -> Layout:
    """Return the layout for a format that can draw: with the phase strip below the heading of the timeline, and the
    tree of the whys below their text.

    The strip stands there whether a template tells the timeline in a table or in lines: lines show even less of how
    long everything took, and whoever reads a short report looks for exactly that.
    """
    layout = laid_out(pm, options)
    blocks = _with_strip(pm, layout.blocks) if options.strip else layout.blocks
    if options.diagram:
        blocks = _with_diagram(pm, options.template or pm.template, blocks)
    return layout if blocks is layout.blocks else replace(layout, blocks=blocks)


def _with_strip(pm: Postmortem, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    at = next((at for at, block in enumerate(blocks) if _is_timeline(block)), -1)
    strip = strip_of(pm) if at >= 0 else None
    if strip is None:
        return blocks
    while at and not isinstance(blocks[at - 1], Heading):
        at -= 1
    return (*blocks[:at], StripBlock("strip", Place("timeline"), strip), *blocks[at:])


def _with_diagram(pm: Postmortem, template: Template, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    spec = next((spec.id for spec in template.sections if spec.kind == "whys"), None)
    told = [at for at, block in enumerate(blocks) if block.key == spec or block.key.startswith(f"{spec}:")]
    rows = diagram_rows(pm.whys) if told else ()
    if not rows:
        return blocks
    at, says = told[-1] + 1, sentence(rows)
    runs = [rows[start : start + ROWS_AT_ONCE] for start in range(0, len(rows), ROWS_AT_ONCE)]
    made = (DiagramBlock(f"diagram:{number}", Place("whys"), run, says) for number, run in enumerate(runs))
    return (*blocks[:at], *made, *blocks[at:])


def _is_timeline(block: Block) -> bool:
    match block:
        case Table(place=Place(part="timeline"), rows=rows):
            return bool(rows)
        case Lines(place=Place(part="timeline"), places=places):
            return bool(places)  # the line that only names the day has none
    return False
