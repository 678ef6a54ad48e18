from __future__ import annotations

import errno
import os
import socket
import subprocess
from pathlib import Path

import pytest

from bot.ops.ports import PortProblem, port_problems
from bot.ops.processes import Listener, all_processes
from bot.settings import PROJECT_ROOT, Settings
from bot.texts import text


def listener(port: int, host: str = "127.0.0.1") -> Listener:
    return Listener(host, port, "IJA_X_PORT", "/")


def test_a_taken_port_is_found() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = listener(other.getsockname()[1])
        [problem] = port_problems([taken])
    assert problem.listener is taken
    assert port_problems([taken]) == []


def test_two_processes_with_the_same_port_are_found() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        free = other.getsockname()[1]
    first, second = listener(free), listener(free)
    assert [problem.listener for problem in port_problems([first, second])] == [second]


def test_an_address_of_another_machine_is_a_problem_too() -> None:
    # TEST-NET-1: nobody has this address.
    [problem] = port_problems([listener(8000, host="192.0.2.1")])
    told = problem.message
    assert told == text("ops.address_foreign", host="192.0.2.1")


def test_a_port_that_is_not_allowed_is_told_apart() -> None:
    closed = PortProblem(listener(80), PermissionError(errno.EACCES, "no"))
    assert closed.message == text(
        "ops.port_closed", host="127.0.0.1", port=80, variable="IJA_X_PORT"
    )
    odd = PortProblem(listener(80), OSError(errno.EIO, "odd"))
    assert "(odd)" in odd.message


def command_of(name: str) -> tuple[str, ...]:
    """Return how a process is started alone; the core as systemd and ``run`` start it."""
    settings = Settings.from_env({})
    [process] = [p for p in all_processes(settings, settings.models_dir) if p.name == name]
    return process.command


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("gateway", "IJA_GATEWAY_PORT"),
        ("desk", "IJA_DESK_PORT"),
        ("rasa", "IJA_RASA_PORT"),
    ],
)
def test_a_process_of_its_own_says_in_german_that_its_port_is_taken(
    name: str, variable: str, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        command = [str(port) if part == "5005" else part for part in command_of(name)]
        finished = subprocess.run(
            command,
            cwd=PROJECT_ROOT,
            env={**os.environ, "IJA_VAR_DIR": str(tmp_path / "var"), variable: str(port)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert finished.returncode == 1
    told = text("ops.port_taken", host="127.0.0.1", port=port, variable=variable)
    assert finished.stderr == told + "\n"
    # Before anything else: nothing was made for a process that cannot serve.
    assert not (tmp_path / "var").exists()
