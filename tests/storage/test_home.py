from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest

from postmortem_gui.storage import ids
from postmortem_gui.storage.home import Home, HomeError, private


def test_a_home_can_lie_in_one_folder_and_is_made_only_when_used(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    assert {folder.parent for folder in (home.config, home.state, home.log)} == {tmp_path / "home"}
    assert not (tmp_path / "home").exists()
    made = private(home.recovery)
    assert made.is_dir()
    assert private(home.recovery) == made
    if os.name == "posix":
        assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_the_usual_home_carries_the_name_of_the_program() -> None:
    home = Home.default()
    assert "Postmortem" in str(home.config)
    assert "Postmortem" in str(home.state)
    assert home.log != home.config


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(HomeError, match=r"cannot be made: .*--home"):
        private(tmp_path / "file" / "state")


def test_names_of_rows_tell_their_list_and_never_meet() -> None:
    names = {ids.new_id(ids.prefix_of("timeline")) for _ in range(1000)}
    assert len(names) == 1000
    assert all(re.fullmatch(r"t_[0-9a-hjkmnp-tv-z]{8}", name) for name in names)


def test_points_and_boxes_have_letters_of_their_own() -> None:
    assert ids.prefix_of("went_well") == "p"
    assert ids.prefix_of("publication") == "c"
    assert len(set(ids.PREFIX.values())) == 14
