"""Changing the release: in which order what happens, and what happens if something is missing."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from bot.settings import PROJECT_ROOT

SWITCH = PROJECT_ROOT / "deploy" / "bin" / "ija-switch"


class Server:
    """Releases in a folder, and commands that only write down that they were called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.path = os.environ["PATH"]
        self.as_service = ""
        self.release("old", {"desk": "1"})
        (folder / "current").symlink_to(folder / "old")
        for name in ("ija", "systemctl"):
            self.script(folder / name, f'echo "{name} $*" >> "{self.log}"')

    def script(self, path: Path, body: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def release(self, name: str, heads: dict[str, str]) -> Path:
        release = self.folder / name
        self.script(release / ".venv" / "bin" / "python", f"echo '{json.dumps(heads)}'")
        (release / "bot").mkdir(exist_ok=True)
        (release / "bot" / "__main__.py").touch()
        (release / "models").mkdir(exist_ok=True)
        (release / "models" / "current").touch()
        return release

    def fail(self, command: str, code: int = 1) -> None:
        self.script(
            self.folder / "ija",
            f'echo "ija $*" >> "{self.log}"\ncase "$*" in "{command}"*) exit {code};; esac',
        )

    def switch(self, target: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(SWITCH), str(target)],
            env={
                **os.environ,
                "PATH": self.path,
                "IJA_BASE": str(self.folder),
                "IJA_HEADS": str(self.folder / "heads"),
                "IJA_COMMAND": str(self.folder / "ija"),
                "IJA_SYSTEMCTL": str(self.folder / "systemctl"),
                "IJA_DOOR_PAUSE": "0",
                "IJA_AS_SERVICE": self.as_service,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []

    @property
    def current(self) -> str:
        return (self.folder / "current").resolve().name


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


def test_with_the_same_tables_one_door_after_the_other_is_renewed(server: Server) -> None:
    done = server.switch(server.release("new", {"desk": "1"}))
    assert done.returncode == 0, done.stderr
    assert server.current == "new"
    assert (server.folder / "previous").resolve().name == "old"
    calls = server.calls()
    assert calls[:2] == ["ija process --check mail", "ija backup create"]
    assert not any(" stop " in call for call in calls)
    doors = [call for call in calls if "gateway" in call]
    assert doors == [f"systemctl try-restart ija-gateway@{name}.service" for name in "ab"]
    assert calls[-1] == "ija doctor"


def test_the_second_door_waits_until_the_web_server_knows_that_the_first_is_open(
    server: Server,
) -> None:
    server.script(server.folder / "bin" / "sleep", f'echo "sleep $*" >> "{server.log}"')
    server.path = f"{server.folder / 'bin'}:{os.environ['PATH']}"
    server.switch(server.release("new", {"desk": "1"}))
    calls = server.calls()
    assert calls[calls.index("systemctl try-restart ija-gateway@a.service") + 1] == "sleep 0"
    web = (PROJECT_ROOT / "deploy" / "nginx" / "ija-lotse.conf").read_text("utf-8")
    away = max(map(int, re.findall(r"fail_timeout=(\d+)s", web)))
    pause = re.search(r"IJA_DOOR_PAUSE:-(\d+)", SWITCH.read_text("utf-8"))
    assert pause is not None
    assert int(pause[1]) > away


def test_with_other_tables_nobody_writes_while_they_change(server: Server) -> None:
    target = server.release("new", {"desk": "2"})
    server.fail("database downgrade")
    assert server.switch(target).returncode == 0
    assert server.current == "new"
    heads = server.folder / "heads" / "target.json"
    assert server.calls() == [
        "ija process --check mail",
        "ija backup create",
        "systemctl stop ija-lotse.target",
        f"ija database downgrade {heads}",
        "ija database upgrade",
        "systemctl start ija-lotse.target",
        "ija doctor",
    ]


def test_the_way_back_takes_the_tables_along(server: Server) -> None:
    target = server.release("older", {"desk": "0"})
    assert server.switch(target).returncode == 0
    assert json.loads((server.folder / "heads" / "target.json").read_text()) == {"desk": "0"}
    assert "ija database upgrade" not in server.calls()
    assert server.current == "older"


def test_tables_that_fit_neither_way_leave_everything_as_it_was(server: Server) -> None:
    target = server.release("other", {"desk": "x"})
    server.fail("database")
    done = server.switch(target)
    assert done.returncode == 1
    assert "passen nicht" in done.stderr
    assert server.current == "old"
    assert server.calls()[-1] == "systemctl start ija-lotse.target"


@pytest.mark.parametrize("missing", [".venv/bin/python", "models/current"])
def test_half_a_release_is_refused_before_anything_happens(server: Server, missing: str) -> None:
    target = server.release("new", {"desk": "1"})
    (target / missing).unlink()
    done = server.switch(target)
    assert done.returncode == 1
    assert "zuerst" in done.stderr
    assert server.calls() == []
    assert server.current == "old"


def test_without_a_backup_nothing_changes(server: Server) -> None:
    target = server.release("new", {"desk": "1"})
    server.fail("backup")
    assert server.switch(target).returncode == 1
    assert server.current == "old"
    assert set(server.calls()[1:]) == {"ija backup create"}


def test_a_release_that_the_account_cannot_read_is_refused(server: Server) -> None:
    server.as_service = "false"
    done = server.switch(server.release("new", {"desk": "1"}))
    assert done.returncode == 1
    assert "chmod -R a+rX" in done.stderr
    assert server.calls() == []
    assert server.current == "old"


def test_the_way_back_from_a_broken_release_is_open(server: Server) -> None:
    target = server.release("older", {"desk": "1"})
    server.script(server.folder / "old" / ".venv" / "bin" / "python", "exit 1")
    body = f'echo "ija $*" >> "{server.log}"; [ "${{IJA_RELEASE:-}}" ] || [ "$1" = doctor ]'
    server.script(server.folder / "ija", body)
    done = server.switch(target)
    assert done.returncode == 0, done.stderr
    assert server.current == "older"
    assert server.calls()[1:3] == ["ija backup create", "ija backup create"]


def test_settings_that_the_target_does_not_know_stop_it_before_anything_happens(
    server: Server,
) -> None:
    target = server.release("older", {"desk": "1"})
    server.fail("process --check", 2)
    done = server.switch(target)
    assert done.returncode == 1
    assert "Einstellungen" in done.stderr
    assert server.calls() == ["ija process --check mail"]
    assert server.current == "old"


def test_a_service_that_does_not_start_says_how_to_go_back(server: Server) -> None:
    server.script(server.folder / "systemctl", "exit 1")
    done = server.switch(server.release("new", {"desk": "1"}))
    assert done.returncode == 1
    assert f"ija-switch {server.folder / 'old'}" in done.stderr
