from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.environment import Environment, InstallationError, main, only_one

PROJECT_ROOT = Path(__file__).parents[3]


class RecordedEnvironment(Environment):
    """Notes the commands instead of running them; creates what they would create."""

    def __init__(self, root: Path, broken: str = "") -> None:
        super().__init__(root)
        self.steps: list[str] = []
        self._broken = broken

    def _run(self, command: list[str]) -> None:
        step = command[2] if command[1] == "-m" else Path(command[1]).stem
        self.steps.append(step)
        if step == self._broken:
            raise InstallationError(f"{step} failed")
        if step == "venv":
            self.python.parent.mkdir(parents=True)
            self.python.touch()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "ein pfad"
    (folder / "requirements").mkdir(parents=True)
    (folder / "scripts").mkdir()
    for name in ("run.lock", "test.lock", "bootstrap.lock"):
        (folder / "requirements" / name).write_text(name, encoding="utf-8")
    (folder / "scripts" / "fetch_spacy_model.py").touch()
    return folder


ALL_STEPS = ["venv", "pip", "uv", "fetch_spacy_model"]
UPDATE_STEPS = ["pip", "uv", "fetch_spacy_model"]


def prepare(root: Path, profile: str, broken: str = "") -> list[str]:
    environment = RecordedEnvironment(root, broken)
    environment.prepare(profile)
    return environment.steps


def test_the_second_time_nothing_is_done(root: Path) -> None:
    assert prepare(root, "run") == ALL_STEPS
    assert prepare(root, "run") == []


def test_running_needs_nothing_more_after_testing(root: Path) -> None:
    prepare(root, "test")
    assert prepare(root, "run") == []


def test_testing_adds_to_what_running_installed(root: Path) -> None:
    prepare(root, "run")
    assert prepare(root, "test") == UPDATE_STEPS
    assert prepare(root, "test") == []


@pytest.mark.parametrize("name", ["run.lock", "bootstrap.lock"])
def test_a_changed_lock_is_installed(root: Path, name: str) -> None:
    prepare(root, "run")
    (root / "requirements" / name).write_text("changed", encoding="utf-8")
    assert prepare(root, "run") == UPDATE_STEPS


def test_an_update_for_running_keeps_the_test_tools(root: Path) -> None:
    prepare(root, "test")
    (root / "requirements" / "run.lock").write_text("changed", encoding="utf-8")
    assert prepare(root, "run") == UPDATE_STEPS
    assert prepare(root, "test") == []


def test_a_changed_test_lock_does_not_matter_for_running(root: Path) -> None:
    prepare(root, "run")
    (root / "requirements" / "test.lock").write_text("changed", encoding="utf-8")
    assert prepare(root, "run") == []


def test_after_an_interrupted_installation_all_is_made_anew(root: Path) -> None:
    with pytest.raises(InstallationError):
        prepare(root, "run", broken="fetch_spacy_model")
    half_installed = root / ".venv" / "lib"
    half_installed.mkdir()
    assert prepare(root, "run") == ALL_STEPS
    assert not half_installed.exists()


def test_an_interrupted_update_is_made_anew_too(root: Path) -> None:
    prepare(root, "run")
    with pytest.raises(InstallationError):
        prepare(root, "test", broken="fetch_spacy_model")
    assert prepare(root, "run") == ALL_STEPS


def test_an_environment_whose_python_is_gone_is_made_anew(root: Path) -> None:
    prepare(root, "run")
    (root / ".venv" / "bin" / "python").unlink()
    assert prepare(root, "run") == ALL_STEPS


def test_a_broken_stamp_counts_as_none(root: Path) -> None:
    prepare(root, "run")
    (root / ".venv" / "ready.json").write_text("{", encoding="utf-8")
    assert prepare(root, "run") == ALL_STEPS


def test_without_uv_pip_installs(root: Path) -> None:
    assert prepare(root, "run", broken="uv") == ["venv", "pip", "uv", "pip", "fetch_spacy_model"]
    assert prepare(root, "run") == []


def test_a_failure_is_said_and_gives_a_code(root: Path, capsys, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise InstallationError("venv failed")

    monkeypatch.setattr(Environment, "_create", fail)
    assert main(["run"], root) == 1
    assert "venv failed" in capsys.readouterr().err


def test_the_stamp_says_what_is_installed(root: Path) -> None:
    prepare(root, "test")
    stamp = json.loads((root / ".venv" / "ready.json").read_text(encoding="utf-8"))
    assert set(stamp) == {"run", "test"}


def test_two_installations_wait_for_each_other(root: Path, monkeypatch) -> None:
    holder = (
        "import fcntl, sys; lock = open(sys.argv[1], 'w'); fcntl.flock(lock, fcntl.LOCK_EX)\n"
        "print('held', flush=True); sys.stdin.read()"
    )
    lock = root / "var" / "bootstrap.lock"
    lock.parent.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        assert other.stdin
        other.stdout.readline()
        said = []

        def say(message: str) -> None:
            said.append(message)
            other.stdin.close()

        monkeypatch.setattr("scripts.environment.say", say)
        with only_one(lock):
            assert said == ["Waiting for another installation in this folder"]


@pytest.mark.parametrize("home", [{}, {"HOME": "/gibt/es/nicht"}])
def test_without_python_3_10_the_message_is_in_both_languages(
    tmp_path: Path, home: dict[str, str]
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("cat", "dirname", "readlink"):
        found = shutil.which(name)
        assert found
        (tools / name).symlink_to(found)
    (tmp_path / "scripts").mkdir()
    shutil.copy(PROJECT_ROOT / "scripts" / "bootstrap", tmp_path / "scripts")
    result = subprocess.run(
        ["/bin/sh", str(tmp_path / "scripts" / "bootstrap"), "run"],
        # A service or a job of cron has no home.
        env={"PATH": str(tools), **home},
        check=False,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 3
    assert "not set" not in result.stderr
    assert "Python 3.10 mit den Modulen" in result.stderr
    assert "was not found" in result.stderr
