"""The 5 Whys on paper: the way that leads to the root cause first, then what was looked at besides."""

from __future__ import annotations

from postmortem_gui.core import why_path
from postmortem_gui.core.parts import row as row_of
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Evidence, TimelineEntry, Why
from postmortem_gui.core.template import SectionSpec
from postmortem_gui.render.blocks import Block, Item, Items, Lines, Prose
from postmortem_gui.render.cells import time_cell
from postmortem_gui.render.escaping import bold, link, one_line
from postmortem_gui.render.prose import contained
from postmortem_gui.render.sheet import Sheet
from postmortem_gui.render.tables import Made

_LABELS = {"problem": "Problem:", "why": "Why {n} — {question} {answer}", "root": "Root cause:"}
_BESIDES = "Looked at besides:"
_DEEPEST = 4
"""How deep the answers off the path are set in; deeper ones stand beside their question."""


def whys(sheet: Sheet, spec: SectionSpec) -> Made:
    """Lay out the whys: a paragraph for each question and answer, or in the style `numbered` the answers alone."""
    told = sheet.pm.whys
    path = [why for why in why_path.path(told) if _says_something(why)]
    besides = _besides(sheet)
    blocks: list[Block] = []
    labels = spec.labels or (_LABELS if spec.style != "numbered" else {})
    problem = one_line(told.problem)
    if problem or ("problem" in labels and not sheet.skip_empty):
        label = bold(sheet.fill(labels.get("problem", "")))
        blocks.append(Lines(f"{spec.id}:problem", Place("whys", "problem"), (f"{label} {problem}".strip(),)))
    if spec.style == "numbered":
        items = tuple(Item(_answer(why), (), Place("whys", why.id, "answer")) for why in path)
        blocks += [Items(spec.id, Place("whys"), items, numbered=True)] if items else []
    else:
        pattern = labels.get("why", _LABELS["why"])
        blocks += [_question_answer(sheet, spec, pattern, number, why) for number, why in enumerate(path, 1)]
    if besides:
        blocks.append(Lines(f"{spec.id}:besides", Place("whys"), (one_line(_BESIDES),)))
        blocks.append(Items(f"{spec.id}:branches", Place("whys"), besides))
    root = one_line(told.root_cause)
    if "root" in labels and (root or not sheet.skip_empty):
        label = bold(sheet.fill(labels["root"]))
        blocks.append(Lines(f"{spec.id}:root", Place("whys", "root_cause"), (f"{label} {root}".strip(),)))
    return blocks, bool(problem or path or besides or ("root" in labels and root))


def root_cause(sheet: Sheet, spec: SectionSpec) -> Made:
    """Lay out the root cause under a heading of its own."""
    prose = contained(sheet.pm.whys.root_cause, spec.level)
    return [Prose(spec.id, Place("whys", "root_cause"), prose)] if prose else [], bool(prose)


def _says_something(why: Why) -> bool:
    return bool(why.question.strip() or why.answer.strip())


def _answer(why: Why) -> str:
    return one_line(why.answer) or one_line(why.question)


def _question_answer(sheet: Sheet, spec: SectionSpec, pattern: str, number: int, why: Why) -> Lines:
    asked, _, behind = pattern.partition("{answer}")
    question = one_line(why.question)
    if not question:
        asked = asked.partition("{question}")[0].rstrip(" —–-:")
    asked = sheet.fill(asked, n=str(number), question=question)
    said = " ".join(filter(None, (bold(asked), one_line(why.answer), sheet.fill(behind), _stop(why))))
    shown = _shown_evidence(sheet, why)
    lines = (said, f"Evidence: {shown}") if shown else (said,)
    return Lines(f"{spec.id}:{why.id}", Place("whys", why.id, "answer"), lines)


def _stop(why: Why) -> str:
    return f"*({one_line(why.stop)})*" if why.stop.strip() else ""


def _shown_evidence(sheet: Sheet, why: Why) -> str:
    return ", ".join(text for each in why.evidence if (text := _evidence(sheet, each)))


def _evidence(sheet: Sheet, each: Evidence) -> str:
    if each.title.strip() or each.url.strip():
        return link(each.title, each.url)
    if each.row:
        found = row_of(sheet.pm, "timeline", each.row)
        return f"timeline, {time_cell(sheet, found)}" if isinstance(found, TimelineEntry) else ""
    picture = row_of(sheet.pm, "attachments", each.attachment) if each.attachment else None
    return one_line(getattr(picture, "title", "") or getattr(picture, "alt", "")) if picture else ""


def _besides(sheet: Sheet) -> tuple[Item, ...]:
    """The answers off the path in reading order, each below the one it hangs from. What was ruled out stays here."""
    steps = [
        step
        for step in why_path.in_reading_order(sheet.pm.whys)
        if not step.on_path and step.why.state != why_path.RULED_OUT and _says_something(step.why)
    ]

    def below(at: int, deeper_than: int, depth: int) -> tuple[tuple[Item, ...], int]:
        items: list[Item] = []
        while at < len(steps) and steps[at].indent > deeper_than:
            why, number, indent, _ = steps[at]
            shown = _shown_evidence(sheet, why)
            pieces = (one_line(why.question), one_line(why.answer), _stop(why), f"Evidence: {shown}" if shown else "")
            said = f"Why {number} — {' '.join(filter(None, pieces))}"
            inside, at = below(at + 1, indent, depth + 1) if depth < _DEEPEST else ((), at + 1)
            items.append(Item(said, inside, Place("whys", why.id, "answer")))
        return tuple(items), at

    return below(0, -1, 1)[0]
