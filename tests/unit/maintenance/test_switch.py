from __future__ import annotations

from pathlib import Path

import pytest

from bot.maintenance.command import main
from bot.maintenance.switch import MAX_CHARACTERS, Closed, MaintenanceSwitch
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_env({"IJA_VAR_DIR": str(tmp_path / "var")})


@pytest.fixture
def switch(settings: Settings) -> MaintenanceSwitch:
    return MaintenanceSwitch(settings.maintenance_file)


def test_it_works_at_once_in_a_process_that_runs(
    settings: Settings, switch: MaintenanceSwitch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert switch.state() is None
    assert main(["on", "--notice", "Wir ziehen um. 👋"], settings) == 0
    assert switch.state() == Closed("Wir ziehen um. 👋", form_open=True)
    assert main(["on", "--close-form"], settings) == 0
    assert switch.state() == Closed("", form_open=False)
    assert "auch das Beratungsformular" in capsys.readouterr().out
    assert main(["off"], settings) == 0
    assert switch.state() is None
    assert main(["off"], settings) == 0


@pytest.mark.parametrize("notice", ["x" * (MAX_CHARACTERS + 1), "a\0b", "\x1b[31m", "\ud800"])
def test_a_notice_that_cannot_be_shown_is_refused(
    settings: Settings,
    switch: MaintenanceSwitch,
    notice: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["on", "--notice", notice], settings) == 2
    assert "höchstens" in capsys.readouterr().err
    assert switch.state() is None


@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"\xff", b'{"notice": 5}', b"{" * 9000])
def test_whatever_is_in_the_file_it_means_closed(
    settings: Settings, switch: MaintenanceSwitch, content: bytes
) -> None:
    settings.var_dir.mkdir()
    settings.maintenance_file.write_bytes(content)
    state = switch.state()
    assert state is not None
    assert state.form_open


def test_a_folder_that_cannot_be_written_is_said(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.var_dir.write_text("", encoding="utf-8")
    assert main(["on"], settings) == 1
    assert "IJA_VAR_DIR" in capsys.readouterr().err


def test_wrong_use_is_explained_in_german(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["aus"], settings)
    assert "Aufruf" in capsys.readouterr().err
