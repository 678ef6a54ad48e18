"""What the surroundings do to a command is told in German and without a traceback."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

import bot.__main__ as entry
from bot.consultations.errors import StoreUnavailableError
from bot.settings import Settings
from bot.start_errors import explained

Failing = Callable[[Exception], None]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Return what lets the next command fail."""

    def fail(error: Exception) -> None:
        def command(_argv: list[str], _settings: Settings) -> int:
            raise error

        monkeypatch.setitem(entry._COMMANDS, "gateway", command)

    return fail


@pytest.mark.parametrize("command", ["gateway", "desk", "run"])
def test_a_folder_that_takes_nothing_is_named(
    command: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    # /proc takes files from nobody, not even from root.
    monkeypatch.setenv("IJA_VAR_DIR", "/proc/nowhere")
    monkeypatch.setattr("bot.ops.command.ports_are_free", lambda *_: True)
    monkeypatch.setattr("bot.ops.command.ensure_model", lambda *_: Path("model"))
    assert entry.main([command]) == 1
    told = capfd.readouterr().err
    assert "/proc/nowhere lässt sich nicht anlegen" in told
    assert "Traceback" not in told


def test_a_database_that_is_away_is_told(
    failing: Failing, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(StoreUnavailableError("KANARIE"))
    assert entry.main(["gateway"]) == 1
    told = capsys.readouterr().err
    assert "IJA_DATABASE_URL" in told
    assert "KANARIE" not in told


@pytest.mark.parametrize("command", ["gateway", "desk", "run", "train"])
def test_a_word_too_many_is_answered_in_german(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        entry.main([command, "quatsch"])
    told = capsys.readouterr().err
    assert "ohne weitere Angaben" in told
    assert "usage:" not in told


def test_a_file_where_a_folder_should_be_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "var").touch()
    monkeypatch.setenv("IJA_VAR_DIR", str(tmp_path / "var"))
    assert entry.main(["database", "status"]) == 1
    told = capfd.readouterr().err
    assert f"{tmp_path / 'var'} ist eine Datei" in told
    assert "Traceback" not in told


def test_a_file_that_is_no_database_is_told_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "ija.sqlite"
    broken.write_text("kein SQLite, nur Text. " * 50, encoding="utf-8")
    monkeypatch.setenv("IJA_VAR_DIR", str(tmp_path))
    assert entry.main(["database", "status"]) == 1
    told = capfd.readouterr().err
    assert f"{broken} ist beschädigt" in told
    assert "backup restore" in told


def test_a_mistake_of_the_program_is_not_taken_for_the_disk(failing: Failing) -> None:
    for error in (
        FileNotFoundError(errno.ENOENT, "gone", "/usr/lib/gibt-es-nicht"),
        OSError(errno.EROFS, "no file named"),
        ValueError("x"),
        # A statement that is wrong, not a file.
        sa.exc.ProgrammingError("select", {}, Exception()),
    ):
        failing(error)
        with pytest.raises(type(error)):
            entry.main(["gateway"])


def test_a_full_disk_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.from_env({"IJA_VAR_DIR": str(tmp_path)})
    full = OSError(errno.ENOSPC, "no space", str(tmp_path / "x" / "y"))
    assert "Platte ist voll" in (explained(full, settings) or "")
    unknown = StoreUnavailableError("OperationalError")
    assert "Datenbank antwortet nicht" in (explained(unknown, settings) or "")
    usage = SimpleNamespace(total=10**9, free=4_000_000)
    monkeypatch.setattr("bot.start_errors.shutil.disk_usage", lambda _: usage)
    assert "Platte ist voll" in (explained(unknown, settings) or "")
    odd = OSError(errno.EIO, "broken", str(tmp_path / "x"))
    assert explained(odd, settings) is None
