"""Secrets that others can read, a full disk, a journal that takes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.doctor.files import check_disk, check_secrets
from bot.doctor.finding import State
from bot.settings import Settings
from tests.unit.doctor.rig import worst


def test_files_that_others_can_read_are_named(settings: Settings) -> None:
    settings.var_dir.mkdir()
    secret = settings.var_dir / "secret.key"
    secret.write_text("geheim", encoding="utf-8")
    secret.chmod(0o644)
    finding = worst(check_secrets(settings))
    assert finding.state is State.PROBLEM
    assert str(secret) in finding.advice
    secret.chmod(0o600)
    assert worst(check_secrets(settings)).state is State.OK
    secret.chmod(0o644)
    settings.var_dir.chmod(0o700)  # nobody else gets as far as the file
    assert worst(check_secrets(settings)).state is State.OK


def test_secrets_in_files_are_looked_at_too(tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("geheim", encoding="utf-8")
    password.chmod(0o640)
    environ = {"IJA_VAR_DIR": str(tmp_path / "var"), "IJA_SMTP_PASSWORD_FILE": str(password)}
    tmp_path.chmod(0o755)
    assert str(password) in worst(check_secrets(Settings.from_env(environ))).message


def test_a_journal_that_takes_no_lines_is_a_problem(settings: Settings) -> None:
    there = replace(settings, erasure_journal=settings.var_dir / "new" / "erasures.jsonl")
    assert worst(check_disk(there)).state is not State.PROBLEM
    # /proc takes files from nobody, not even from root.
    lost = replace(settings, erasure_journal=Path("/proc/self/erasures.jsonl"))
    assert worst(check_disk(lost)).state is State.PROBLEM


def test_the_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert worst(check_disk(settings)).state in (State.OK, State.HINT)

    class Usage:
        total, free = 100 * 1024**3, 100 * 1024**2

    monkeypatch.setattr("bot.doctor.files.shutil.disk_usage", lambda _: Usage)
    assert worst(check_disk(settings)).state is State.PROBLEM
