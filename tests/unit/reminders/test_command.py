"""The command of the reminders."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.reminders.command import main
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_env({"IJA_VAR_DIR": str(tmp_path)})


def test_once_and_status_tell_how_it_stands(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--once"], settings) == 0
    assert main(["status"], settings) == 0
    assert main(["erase", "kim@verein.example"], settings) == 0
    said = capsys.readouterr().out
    assert "Versendete Erinnerungen: 0." in said
    assert "0 bestätigt" in said
    assert "Gelöschte Anmeldungen: 0." in said


@pytest.mark.parametrize("arguments", [[], ["nix"], ["run", "--oft"], ["erase"]])
def test_wrong_usage_is_explained_in_german(
    settings: Settings, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments, settings)
    assert caught.value.code == 2
    assert "Aufruf: python -m bot reminders" in capsys.readouterr().err


def test_an_address_that_cannot_stand_in_a_header_is_found_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environ = {"IJA_VAR_DIR": str(tmp_path), "IJA_MAIL_FROM": "jürgen@müller.example"}
    assert main(["run", "--once"], Settings.from_env(environ)) == 2
    assert capsys.readouterr().err
