"""What leaves the program: the formats, their names, and what is in them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given

from postmortem_gui.core.postmortem import Attachment, FactValue, Postmortem, Section
from postmortem_gui.core.template import FactSpec, SectionSpec, Template
from postmortem_gui.render.exporters import EXPORTERS, ExportOptions, file_name
from postmortem_gui.render.file_names import FIELDS, pattern_problem
from tests.strategies import postmortems, texts

PICTURE = b"\x89PNG\r\n\x1a\nnot really"
ILLUSTRATED = Postmortem(
    facts={"title": "Depth", "incident_id": "INC-7"},
    sections={"fault": Section(text="Queue:\n\n![Depth over time](pm:a_4j7t2w9z)\n\n[a link](pm:a_4j7t2w9z)")},
    attachments=(Attachment(id="a_4j7t2w9z", file="9f2c81d0.png", mime="image/png"),),
    template=Template(sections=(SectionSpec(id="fault", kind="text", heading="Fault"),)),
)


def export(name: str, pm: Postmortem, **options) -> str:
    exporter = next(found for found in EXPORTERS if found.name == name)
    return exporter.export(pm, ExportOptions(exported_on=date(2026, 11, 6), **options)).decode()


def test_every_format_has_a_name_a_suffix_and_a_label():
    assert [(found.name, found.suffix) for found in EXPORTERS] == [
        ("md", ".md"),
        ("pdf", ".pdf"),
        ("html", ".html"),
        ("csv", ".csv"),
    ]
    assert [found.name for found in EXPORTERS if not found.is_text] == ["pdf"]


def test_markdown_points_to_the_pictures_beside_it():
    assert "![Depth over time](inc.assets/9f2c81d0.png)" in export("md", ILLUSTRATED, assets="inc.assets")
    assert "![Depth over time](INC-7-depth.assets/9f2c81d0.png)" in export("md", ILLUSTRATED)


def test_html_carries_its_pictures_or_says_what_they_show():
    page = export("html", ILLUSTRATED, pictures={"a_4j7t2w9z": ("9f2c81d0.png", PICTURE)})
    assert re.search(r'<img src="data:image/png;base64,[\w+/=]+" alt="Depth over time">', page)
    page = export("html", ILLUSTRATED)
    assert '<span class="picture">Depth over time</span>' in page
    assert "pm:" not in page


def test_the_page_needs_nothing_from_anywhere():
    page = export("html", ILLUSTRATED, classification="internal", draft=2, lang="de")
    assert page.startswith('<!DOCTYPE html>\n<html lang="de">')
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|@import|url\(|src=\"(?!data:)", page)
    assert "<title>Depth</title>" in page
    assert "INC-7 · Internal · DRAFT · 2 open points · Exported 2026-11-06</footer>" in page


def test_a_copy_for_review_says_so_at_the_top_and_a_final_one_says_nothing():
    assert export("md", ILLUSTRATED, draft=2).startswith("**DRAFT · 2 open points**\n\n# Depth\n")
    assert '<main>\n<p class="mark">DRAFT · 1 open point</p>\n<h1' in export("html", ILLUSTRATED, draft=1)
    for name in ("md", "html"):
        assert "DRAFT" not in export(name, ILLUSTRATED)
        assert "DRAFT" in export(name, ILLUSTRATED, draft=0)
        assert "open point" not in export(name, ILLUSTRATED, draft=0)


def test_front_matter_stays_first_in_a_copy_for_review():
    spec = SectionSpec(id="front", kind="facts", style="front_matter", facts=(FactSpec(key="title", label="title"),))
    pm = ILLUSTRATED.but(template=Template(sections=(spec,)))
    assert export("md", pm, draft=2).startswith("---\ntitle: Depth\n---\n\n**DRAFT · 2 open points**\n")


def test_text_that_no_file_can_hold_is_replaced():
    pm = Postmortem(facts={"title": "a\ud800b", "incident_id": "\udfff"}, sections={"s": Section(text="\ud800 \0")})
    for name in ("md", "html", "csv"):
        assert "\ud800" not in export(name, pm)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"title": "Label printing stopped!", "incident_id": "INC-2026-11-03-002", "date": "2026-11-03"}, None),
        ({"title": "Größe: ß / Ærø — naïve\\..\\x"}, "grosse-ss-aero-naive-x.md"),
        ({"title": "日本語 の 障害"}, "日本語-の-障害.md"),
        ({"title": "CON"}, "postmortem-con.md"),
        ({"title": "../../etc/passwd\0"}, "etc-passwd.md"),
        ({"title": "word " * 40}, "word-word-word-word-word-word-word-word-word-word-word-word.md"),
        ({"title": "x" * 400}, "x" * 60 + ".md"),
        ({}, "postmortem.md"),
        ({"date": "yesterday", "title": "?"}, "postmortem.md"),
    ],
)
def test_files_have_names_that_every_system_takes(facts, name):
    wanted = name or "2026-11-03-INC-2026-11-03-002-label-printing-stopped.md"
    assert file_name(Postmortem(facts=facts), ".md") == wanted


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("", "2026-11-03-INC-7-labels-stopped.pdf"),
        ("{slug}", "labels-stopped.pdf"),
        ("Review {incident_id} ({severity})", "Review INC-7 (P1).pdf"),
        ("{date}_{status}_{slug}", "2026-11-03_labels-stopped.pdf"),
        ("{status}-{slug}-{status}", "labels-stopped.pdf"),
        ("a/b\\c:{slug}\x00?", "a-b-c-labels-stopped.pdf"),
        ("../{slug}", "labels-stopped.pdf"),
        ("{template}", "our-review.pdf"),
        ("  ", "2026-11-03-INC-7-labels-stopped.pdf"),
        ("{status}", "postmortem.pdf"),
        ("nul", "postmortem-nul.pdf"),
        ("{nothing} {slug", "slug.pdf"),
    ],
)
def test_a_pattern_names_files_and_leaves_out_what_nobody_knows(pattern, name):
    facts: dict[str, FactValue] = {"title": "Labels stopped", "incident_id": "INC-7", "date": "2026-11-03"}
    facts["severity"] = "P1"
    pm = Postmortem(facts=facts, template=Template(name="Our review"))
    assert file_name(pm, ".pdf", pattern) == name


def test_every_field_can_be_used_and_what_is_none_is_said():
    assert not pattern_problem("".join(f"{{{field}}}" for field in FIELDS))
    assert not pattern_problem("")
    assert pattern_problem("{Titel}").startswith("“{Titel}” is no field. There are {date}, ")
    assert "stands alone" in pattern_problem("{slug")


@given(postmortems(), texts())
def test_no_pattern_can_leave_the_folder_or_be_refused(pm, pattern):
    for each in (pattern, f"{pattern}{{slug}}{pattern}{{incident_id}}"):
        name = file_name(pm, ".pdf", each)
        assert name.endswith(".pdf")
        assert not set(name) & set('<>:"/\\|?*\0\n\t')
        assert not name.startswith((".", "-", " "))
        assert not name.removesuffix(".pdf").endswith((".", " "))
        assert len(name.encode()) < 230


@given(postmortems())
def test_no_name_can_leave_its_folder_or_be_refused(pm):
    name = file_name(pm, ".postmortem.json")
    assert name.endswith(".postmortem.json")
    assert not set(name) & set('<>:"/\\|?* \0\n')
    assert not name.startswith((".", "-"))
    assert len(name.encode()) < 255
