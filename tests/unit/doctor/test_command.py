"""What the examination as a whole says and returns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import bot.__main__ as entry
from bot.doctor import command
from bot.doctor.command import main as doctor_main
from bot.doctor.examination import examine, is_healthy
from bot.doctor.finding import Finding, State, fine, hint, problem
from bot.metrics.tasks import DOCTOR, TaskRecords
from bot.settings import Settings, lack_of_server
from bot.texts import keys


def test_every_bad_finding_has_its_advice() -> None:
    advised = {key.removesuffix("_do") for key in keys() if key.endswith("_do")}
    assert advised <= {key for key in keys() if key.startswith("doctor.")}


def test_all_wrong_settings_are_told_at_once_and_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IJA_DESK_PORT", "x")
    monkeypatch.setenv("IJA_MAIL_FROM", "y")
    assert entry.main(["doctor", "--json"]) == 1
    body = json.loads(capsys.readouterr().out)
    assert body["ok"] is False
    assert len(body["findings"]) == 2
    assert all(finding["advice"] for finding in body["findings"])
    assert entry.main(["doctor"]) == 1
    assert "✗ Einstellungen: IJA_DESK_PORT" in capsys.readouterr().out


def test_on_a_server_nothing_is_done_to_a_database_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "lotse.env"
    there.touch()
    assert lack_of_server({}, there)
    assert not lack_of_server({"IJA_VAR_DIR": "/var/lib/ija-lotse"}, there)
    assert not lack_of_server({}, tmp_path / "none.env")
    monkeypatch.setattr(entry, "lack_of_server", lambda: True)
    assert entry.main(["maintenance", "on"]) == 2
    assert "ija maintenance on" in capsys.readouterr().err
    assert entry.main(["backup", "key", str(tmp_path / "key")]) == 0


def test_an_examination_that_breaks_does_not_end_the_others(settings: Settings) -> None:
    def broken(_settings: Settings) -> Iterator[Finding]:
        raise RuntimeError("KANARIE")

    checks = (("redis", broken), ("disk", lambda _: iter([fine("disk", "redis_ok")])))
    findings = list(examine(settings, checks))
    assert [finding.state for finding in findings] == [State.PROBLEM, State.OK]
    assert "KANARIE" not in findings[0].message
    assert not is_healthy(findings)


def test_hints_alone_are_no_failure(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "examine", lambda _: iter([hint("clock", "clock_alone")]))
    assert doctor_main([], settings) == 0
    assert "kein Problem, 1 Hinweis, 0 in Ordnung" in capsys.readouterr().out


def test_one_problem_is_told_as_one_and_written_down_for_the_figures(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "examine", lambda _: iter([problem("clock", "no_zone", zone="X")]))
    settings.var_dir.mkdir()
    assert doctor_main([], settings) == 1
    assert "Ergebnis: 1 Problem, kein Hinweis, 0 in Ordnung." in capsys.readouterr().out
    last = TaskRecords(settings.tasks_dir).last(DOCTOR)
    assert last is not None
    assert last.code == 1


def test_before_the_first_start_the_doctor_leaves_no_folder(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = replace(settings, var_dir=settings.var_dir / "none")
    monkeypatch.setattr(command, "examine", lambda _: iter([fine("clock", "clock_ok", number=1)]))
    assert doctor_main([], nowhere) == 0
    assert not nowhere.var_dir.exists()
