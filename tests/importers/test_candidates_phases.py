"""Bold words of a pasted line mark the row that it becomes."""

from __future__ import annotations

from postmortem_gui.importers.candidates import Candidate


def test_bold_words_of_a_pasted_line_are_phases():
    line = "15:51 **OUTAGE BEGINS** and is **detected** at once"
    row = Candidate(event=line[6:], original=line).row("t_1")
    assert row.phases == ("impact_start", "detected")
    assert row.raw == line
