"""The line above the preview says where the editor is, how it is laid out, and about how long it is on paper."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from postmortem_gui.core.place_names import name_of
from postmortem_gui.core.places import Place
from postmortem_gui.core.postmortem import Postmortem
from postmortem_gui.render.layout import lay_out
from postmortem_gui.render.page_count import about_pages
from postmortem_gui.ui.side_panel import SidePanel
from tests.ui.pages import example, templates


@pytest.fixture
def panel(qtbot: QtBot) -> SidePanel:
    made = SidePanel()
    made.resize(640, 600)
    qtbot.addWidget(made)
    made.show()
    made.set_paper("a4")
    show(made, example())
    return made


def show(panel: SidePanel, pm: Postmortem) -> None:
    panel.show_layout(lay_out(pm), pm)
    panel.preview.flush()


def head(panel: SidePanel) -> tuple[str, str, str]:
    return panel._where.text(), panel._row.text(), panel._what.text()


def row_at(pm: Postmortem, clock: str) -> str:
    return next(row.id for row in pm.timeline if row.when.at and f"{row.when.at:%H:%M}" == clock)


def test_it_names_the_section_the_row_the_template_and_the_pages(panel: SidePanel) -> None:
    panel.reveal(Place("timeline", row_at(example(), "23:52"), "event"))
    pages = about_pages(lay_out(example()))
    assert head(panel) == ("Timeline (UTC)", "row 23:52", f"Full incident review · A4, about {pages} pages")
    panel.set_paper("letter")
    assert panel._what.text().startswith("Full incident review · Letter, about ")


def test_over_the_markdown_it_names_the_line(panel: SidePanel) -> None:
    panel.show_view("markdown")
    panel.reveal(Place("timeline", row_at(example(), "23:52"), "event"))
    where, line, what = head(panel)
    assert where == "Timeline (UTC)"
    assert line == f"line {panel.markdown.marked_line} of {panel.markdown.line_count}"
    assert what == "as the file will be written"
    panel.show_view("preview")
    assert panel._row.text() == "row 23:52"


def test_before_anything_is_edited_it_names_the_document(panel: SidePanel) -> None:
    assert head(panel)[:2] == ("Postmortem — Label printing stopped in two warehouses", "")


def test_the_title_is_called_so_and_not_repeated(panel: SidePanel) -> None:
    panel.reveal(Place.of("facts/title"))
    assert head(panel)[:2] == ("Title", "")


def test_what_is_typed_comes_into_view_unless_somebody_reads_elsewhere(panel: SidePanel) -> None:
    pm = example()
    last = pm.timeline[-1]
    panel.reveal(Place("timeline", last.id, "event"))
    bar = panel.preview.verticalScrollBar()
    bar.setValue(0)
    changed = pm.but(timeline=(*pm.timeline[:-1], last.but(event="Other words")))
    show(panel, changed)
    assert bar.value() > 0
    bar.setValue(1)
    bar.triggerAction(bar.SliderAction.SliderSingleStepAdd)
    at = bar.value()
    show(panel, pm)
    assert bar.value() == at


@pytest.mark.parametrize(
    ("part", "field", "name"),
    [("facts/severity", "", "Severity"), ("whys/problem", "", ""), ("sections/summary/text", "", "")],
)
def test_a_place_has_the_name_that_people_use(part: str, field: str, name: str) -> None:
    assert name_of(example(), Place.of(part)) == name
    assert field == ""


def test_rows_are_called_by_their_clock_label_or_number() -> None:
    pm = example()
    assert name_of(pm, Place("actions", pm.actions[1].id, "owner")) == pm.actions[1].label
    assert name_of(pm, Place("whys", pm.whys.items[1].id, "answer")) == "why 2"
    assert name_of(pm, Place("went_well", pm.points("went_well")[0].id, "text")) == "point 1"
    assert name_of(pm.but(zone="Asia/Tokyo"), Place("timeline", row_at(pm, "23:52"))) == "row 08:52"
    assert name_of(pm, Place("timeline", "gone")) == ""


@pytest.mark.parametrize("template", sorted(templates()))
def test_longer_documents_have_more_pages(template: str) -> None:
    pm = example().but(template=templates()[template])
    longer = pm.but(timeline=tuple(row.but(id=f"{row.id}{n}") for n in range(10) for row in pm.timeline))
    assert 1 <= about_pages(lay_out(pm)) <= 7
    assert about_pages(lay_out(Postmortem())) == 1
    if any(spec.kind == "timeline" for spec in pm.template.sections):
        assert about_pages(lay_out(longer)) > about_pages(lay_out(pm))
    assert about_pages(lay_out(longer), "letter") >= about_pages(lay_out(longer))
