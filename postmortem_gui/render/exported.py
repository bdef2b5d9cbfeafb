"""What an export is made of: the document as it was asked for, and its layout."""

from __future__ import annotations

from dataclasses import replace

from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.core.public import public
from postmortem_gui.core.strip import strip_of
from postmortem_gui.render.blocks import Block, FrontMatter, Heading, Layout, Lines, StripBlock, Table
from postmortem_gui.render.escaping import bold, one_line
from postmortem_gui.render.layout import lay_out
from postmortem_gui.render.options import ExportOptions


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
    """Return the layout for a format that can draw: with the phase strip below the heading of the timeline.

    It stands there whether a template tells the timeline in a table or in lines: lines show even less of how long
    everything took, and whoever reads a short report looks for exactly that.
    """
    layout = laid_out(pm, options)
    at = next((at for at, block in enumerate(layout.blocks) if _is_timeline(block)), -1)
    strip = strip_of(pm) if options.strip and at >= 0 else None
    if strip is None:
        return layout
    while at and not isinstance(layout.blocks[at - 1], Heading):
        at -= 1
    block = StripBlock("strip", Place("timeline"), strip)
    return replace(layout, blocks=(*layout.blocks[:at], block, *layout.blocks[at:]))


def _is_timeline(block: Block) -> bool:
    match block:
        case Table(place=Place(part="timeline"), rows=rows):
            return bool(rows)
        case Lines(place=Place(part="timeline"), places=places):
            return bool(places)  # the line that only names the day has none
    return False
