"""Every command of ``python -m bot`` answers a wrong call in German, never as argparse does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import __main__ as entry
from bot.console.measuring import main as measure
from bot.settings import PROJECT_ROOT, lack_of_env_file

ENGLISH = re.compile(
    r"usage:|error:|the following|invalid|required|positional|options:|show this help"
)
WRONG = [
    ["backup", "quatsch"],
    ["database", "quatsch"],
    ["desk", "user"],
    ["desk", "user", "add"],
    ["desk", "user", "add", "eva", "--role", "chef"],
    ["doctor", "quatsch"],
    ["faq", "quatsch"],
    ["improve", "quatsch"],
    ["mail"],
    ["mail", "alarm"],
    ["mail", "deliver", "--quatsch"],
    ["maintenance", "quatsch"],
    ["person", "export"],
    ["process"],
    ["radar", "quatsch"],
    ["reminders", "erase"],
    ["retention"],
    ["statistics", "--from", "gestern"],
    ["telegram", "quatsch"],
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IJA_VAR_DIR", str(tmp_path))


def told(argv: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    try:
        code = entry.main(argv)
    except SystemExit as end:
        code = int(str(end.code))
    assert code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("argv", WRONG, ids=" ".join)
def test_a_wrong_call_is_answered_in_german(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = told(argv, capsys)
    assert f"python -m bot {argv[0]}" in answer
    assert not ENGLISH.search(answer)


@pytest.mark.parametrize(
    "argv", [["mail", "-h"], ["mail", "deliver", "--help"], ["person", "erase", "-h"]], ids=" ".join
)
def test_help_is_in_german_too(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        entry.main(argv)
    shown = capsys.readouterr().out
    assert shown.startswith(f"Aufruf: python -m bot {argv[0]}")
    assert not ENGLISH.search(shown)


def test_measuring_answers_in_german(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        measure(["bench"])
    assert capsys.readouterr().err.startswith("Aufruf: python -m bot nlu")


def test_what_our_own_check_says_of_a_value_stands_above_the_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, _, rest = told(["person", "receipt", "KANARIE"], capsys).partition("\n")
    assert "KANARIE" in first
    assert rest.startswith("Aufruf: python -m bot person")


def test_no_command_makes_a_parser_of_its_own() -> None:
    files = [*(PROJECT_ROOT / "bot").rglob("*.py")]
    own = [file for file in files if "argparse.ArgumentParser(" in file.read_text("utf-8")]
    # Rasa's own process is started by us alone.
    assert {file.name for file in own} <= {"usage_parser.py", "__main__.py"}


def test_a_file_env_that_nobody_has_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(entry, "PROJECT_ROOT", tmp_path)
    monkeypatch.delenv("LOTSE_ENV_READ", raising=False)
    entry.main(["mail", "status"])
    assert ".env" not in capsys.readouterr().err
    (tmp_path / ".env").write_text("IJA_MAIL_FROM=a@b.c\n", "utf-8")
    entry.main(["mail", "status"])
    assert "scripts/with-env .venv/bin/python -m bot mail status" in capsys.readouterr().err
    assert not lack_of_env_file(tmp_path, {"LOTSE_ENV_READ": "1"})
    entry.main(["dates", "parse", "--quatsch"])
    assert "with-env" not in capsys.readouterr().err
