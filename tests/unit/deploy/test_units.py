"""The services of systemd, checked by systemd itself as far as it goes without running them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.ops.models import CURRENT
from bot.ops.processes import all_processes
from bot.settings import PROJECT_ROOT, Settings

DEPLOYED = PROJECT_ROOT / "deploy"
UNITS = sorted((DEPLOYED / "systemd").glob("ija-*.*"))
SERVICES = [path for path in UNITS if path.suffix == ".service"]
# What systemd-analyze calls "OK" ends at 2.0 of 10.
MAX_EXPOSURE = 2.0


def instance(path: Path) -> str:
    return path.name.replace("@.", "@a.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the units with a program that exists here in place of ours."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze found: install systemd")
    folder = tmp_path / "units"
    shutil.copytree(DEPLOYED / "systemd", folder)
    for path in folder.glob("*.service"):
        content = path.read_text(encoding="utf-8")
        assert "/opt/ija-lotse/current/.venv/bin/python -m bot " in content
        path.write_text(re.sub(r"ExecStart=\S+", "ExecStart=/usr/bin/env", content), "utf-8")
    return folder


def analyze(folder: Path, *arguments: str) -> str:
    finished = subprocess.run(
        [str(shutil.which("systemd-analyze")), "--no-pager", *arguments],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{folder}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    return finished.stdout + finished.stderr


def test_systemd_understands_every_line(folder: Path) -> None:
    paths = [str(folder / instance(path)) for path in UNITS if path.is_file()]
    said = analyze(folder, "verify", "--man=no", *paths)
    complaints = [line for line in said.splitlines() if "ija-" in line]
    assert complaints == []


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_broken_in_service_can_do_little(folder: Path, path: Path) -> None:
    report = analyze(folder, "security", "--offline=true", instance(path))
    exposure = re.search(r"Overall exposure level for \S+: ([\d.]+)", report)
    assert exposure is not None, report
    assert float(exposure[1]) <= MAX_EXPOSURE


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_every_service_has_a_limit_and_comes_back(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    assert re.search(r"^MemoryMax=\d+M$", content, re.MULTILINE)
    assert "Restart=always" in content or "Type=oneshot" in content
    if "Type=notify" in content:
        assert "WatchdogSec=" in content


def test_whoever_runs_the_server_is_told_when_a_task_by_the_clock_fails() -> None:
    timed = [path for path in SERVICES if path.with_suffix(".timer").is_file()]
    assert {path.name for path in timed} == {"ija-backup.service", "ija-doctor.service"}
    for path in timed:
        assert "\nOnFailure=ija-alarm@%N.service\n" in path.read_text("utf-8")
    alarm = (DEPLOYED / "systemd" / "ija-alarm@.service").read_text("utf-8")
    assert alarm.count("-m bot mail alarm %i\n") == 1
    # A mail server that is away for an hour must not swallow it.
    assert "\nRestart=on-failure\n" in alarm


def test_there_is_a_service_for_every_process() -> None:
    environ = {"IJA_IMAP_HOST": "imap.example.org", "IJA_TELEGRAM_TOKEN": "1234567890:" + "a" * 35}
    settings = Settings.from_env(environ)
    names = {process.name for process in all_processes(settings, settings.models_dir / CURRENT)}
    started = {
        match[1]
        for path in SERVICES
        if (match := re.search(r"-m bot process (\w+)$", path.read_text("utf-8"), re.MULTILINE))
    }
    assert started == names


def test_every_secret_of_the_settings_comes_from_a_credential() -> None:
    hardening = (DEPLOYED / "systemd" / "ija-.service.d" / "hardening.conf").read_text("utf-8")
    given = dict(re.findall(r"^Environment=(IJA_\w+_FILE)=/run/credentials/%n/(\w+)$", hardening,
                            re.MULTILINE))  # fmt: skip
    loaded = dict(re.findall(r"^LoadCredential=(\w+):(\S+)$", hardening, re.MULTILINE))
    assert set(given.values()) == set(loaded)
    handbook = (PROJECT_ROOT / "docs" / "handbuch" / "betrieb.md").read_text("utf-8")
    assert [name for name in loaded if name not in handbook] == []
    files = sorted((PROJECT_ROOT / "bot" / "settings").glob("*.py"))
    source = "".join(path.read_text("utf-8") for path in files)
    secrets = set(re.findall(r'(?:secret|database|redis)\("(IJA_\w+)"[,)]', source))
    # The token of the figures is only needed where they leave the machine.
    assert {f"{name}_FILE" for name in secrets} - {"IJA_METRICS_TOKEN_FILE"} == set(given)


def test_the_settings_of_the_example_are_valid() -> None:
    environ: dict[str, str] = {}
    for path in sorted((DEPLOYED / "etc").glob("*.env")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                name, _, value = line.partition("=")
                environ[name] = value
    settings = Settings.from_env(environ)
    assert settings.public_url.startswith("https://")
    assert settings.mail_transport == "smtp"


def hardening() -> str:
    return (DEPLOYED / "systemd" / "ija-.service.d" / "hardening.conf").read_text("utf-8")


def test_the_journal_does_not_quote_what_a_command_was_asked(tmp_path: Path) -> None:
    said = tmp_path / "said"
    said.write_text('#!/bin/sh\nprintf \'%s\\n\' "$@" > "$0.log"\n', "utf-8")
    said.chmod(0o755)
    (tmp_path / "systemd-run").symlink_to(said)
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "IJA_SECRETS": str(secrets)}
    command = [DEPLOYED / "bin" / "ija", "person", "find", "kim@example.org"]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    # Whoever asks is told what keeps every service from starting.
    loaded = re.findall(r"^LoadCredential=(\w+):", hardening(), re.MULTILINE)
    assert [
        name for name in (*loaded, "backup_key") if f"{secrets}/{name} fehlt" not in done.stderr
    ] == []
    (log,) = tmp_path.glob("*.log")
    options = log.read_text("utf-8").split("-m\nbot\n")[0]
    assert "--description=IJA-Lotse: person\n" in options
    assert "kim@example.org" not in options


def test_a_command_can_be_run_from_another_release() -> None:
    # The drop-in wins over systemd-run's options: a folder there would be that of every command,
    # and "python -m bot" takes its code from the folder it is started in.
    assert "WorkingDirectory" not in hardening()
    for path in SERVICES:
        assert "\nWorkingDirectory=/opt/ija-lotse/current\n" in path.read_text("utf-8"), path.name
