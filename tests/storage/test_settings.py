from __future__ import annotations

import os
import stat
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gui.storage import kept
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.recent import MOST, RecentFiles
from postmortem_gui.storage.settings import Settings, SettingsFile
from tests.storage.documents import small

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def test_a_first_start_has_the_usual_settings_and_writes_nothing(home: Home) -> None:
    settings = SettingsFile(home)
    assert settings.value == Settings()
    assert settings.notices == ()
    assert not home.config.exists()


def test_a_change_holds_for_the_next_start(home: Home) -> None:
    SettingsFile(home).change(theme="dark", paper="letter", templates_folder="/srv/templates")
    value = SettingsFile(home).value
    assert (value.theme, value.paper, value.templates_folder) == ("dark", "letter", "/srv/templates")
    SettingsFile(home).change(zoom=125, contrast="high", autosave=True, zone="Europe/Paris", my_name="Ann Lee")
    value = SettingsFile(home).value
    assert (value.theme, value.zoom, value.contrast, value.autosave) == ("dark", 125, "high", True)
    assert (value.zone, value.my_zone, value.my_name) == ("Europe/Paris", "", "Ann Lee")
    if os.name == "posix":
        assert stat.S_IMODE((home.config / "settings.json").stat().st_mode) == 0o600


def test_settings_of_a_newer_program_survive(home: Home) -> None:
    kept.write(home.config / "settings.json", {"theme": "light", "spell_check": True})
    SettingsFile(home).change(paper="a4")
    written = kept.read(home.config / "settings.json")
    assert isinstance(written, dict)
    assert (written["theme"], written["paper"], written["spell_check"]) == ("light", "a4", True)


@pytest.mark.parametrize(
    "change",
    [{"theme": "pink"}, {"paper": "a5"}, {"geometry": 7}, {"zoom": 99}, {"zone": "Mars/Base"}, {"my_zone": "ET"}],
)
def test_a_value_that_does_not_fit_changes_nothing(home: Home, change: dict[str, object]) -> None:
    settings = SettingsFile(home)
    with pytest.raises(ValueError, match="Input should be"):
        settings.change(**change)
    assert settings.value == Settings()


@given(st.binary(max_size=50) | st.sampled_from([b"[]", b"{", b"null", b'{"theme": 7}', b'{"paper": 9000}']))
def test_whatever_the_file_holds_the_program_starts(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home.at(Path(folder))
        home.config.mkdir()
        (home.config / "settings.json").write_bytes(data)
        settings = SettingsFile(home)
        if settings.notices:
            (aside,) = home.config.iterdir()
            assert aside.name.startswith("settings.json.damaged-")
            assert aside.read_bytes() == data
            assert str(aside) in settings.notices[0]
        assert RecentFiles(home).files() == ()


def test_settings_that_cannot_be_kept_hold_for_this_run(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").touch()
    settings = SettingsFile(Home.at(tmp_path / "file"))
    with caplog.at_level("ERROR"):
        settings.change(theme="dark")
        RecentFiles(Home.at(tmp_path / "file")).add(tmp_path / "a.json", small(), NOON)
    assert settings.value.theme == "dark"
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]


def test_recent_documents_are_newest_first_and_each_once(home: Home, tmp_path: Path) -> None:
    recent = RecentFiles(home)
    for number in range(MOST + 5):
        recent.add(tmp_path / f"{number}.json", small(), NOON + timedelta(minutes=number))
    (tmp_path / "24.json").touch()
    recent.add(tmp_path / "10.json", small().but(facts={"title": "Again"}), NOON + timedelta(hours=1))
    files = RecentFiles(home).files()
    assert len(files) == MOST
    assert [file.path.name for file in files][:3] == ["10.json", "24.json", "23.json"]
    assert (files[0].title, files[0].severity, files[1].severity) == ("Again", "", "P1")
    assert files[0].opened_at == NOON + timedelta(hours=1)
    assert [file.missing for file in files[:2]] == [True, False]
    recent.forget(tmp_path / "10.json")
    assert recent.files()[0].path.name == "24.json"


@pytest.mark.parametrize("content", ["{", "[7]", '[{"file": "a"}]', '[{"file": "a\\u0000", "opened_at": "x"}]'])
def test_a_damaged_list_starts_anew(home: Home, content: str) -> None:
    home.state.mkdir(parents=True)
    (home.state / "recent.json").write_text(content)
    assert RecentFiles(home).files() == ()
    RecentFiles(home).add(Path("/a\udcff.json"), small(), NOON)
    assert RecentFiles(home).files()[0].path == Path("/a\udcff.json")
