from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.machine import free_ports
from bot.settings import PROJECT_ROOT
from bot.texts import text

# A generation that answers with the content of its model; "slow" takes its time for an answer.
SERVING = """
import os, socket, signal, sys, time
server, ready, model = socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]), sys.argv[3]
content = open(model).read()
if content == "broken":
    sys.exit(3)
time.sleep(0.3)
going = True
def stop(*_):
    global going
    going = False
signal.signal(signal.SIGTERM, stop)
server.listen(50)
server.settimeout(0.1)
os.write(ready, b".")
while going:
    try:
        connection, _ = server.accept()
    except TimeoutError:
        continue
    except OSError:
        continue
    connection.settimeout(5)
    wish = connection.recv(10)
    if wish == b"slow":
        time.sleep(1.5)
    connection.sendall(f"{content} {os.getpid()}".encode())
    connection.close()
"""
MASTER = """
import sys
from pathlib import Path
from bot.core.serving.generations import Generations, bound

def command(model, server, ready):
    return [sys.executable, "-c", sys.argv[3], str(server), str(ready), str(model)]

sys.exit(Generations(Path(sys.argv[1]), command, bound("127.0.0.1", int(sys.argv[2]))).run())
"""
PATIENCE_SECONDS = 15


class Core:
    """A running master with a folder of models."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.link = folder, folder / "current"
        [self.port] = free_ports(1)
        self.lead_to("first")
        self.process = subprocess.Popen(
            [sys.executable, "-c", MASTER, str(self.link), str(self.port), SERVING],
            cwd=PROJECT_ROOT,
            stderr=subprocess.PIPE,
        )

    def lead_to(self, content: str) -> None:
        (self.folder / content).write_text(content, encoding="utf-8")
        new = self.folder / "new"
        new.symlink_to(content)
        new.replace(self.link)

    def ask(self, wish: bytes = b"x") -> tuple[str, int]:
        with socket.create_connection(("127.0.0.1", self.port), timeout=8) as connection:
            connection.sendall(wish)
            content, pid = connection.recv(64).decode().split()
            return content, int(pid)

    def wait_for(self, content: str) -> int:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                found, pid = self.ask()
            except OSError:
                found, pid = "", 0
            if found == content:
                return pid
            time.sleep(0.05)
        raise AssertionError(f"{content} never served")


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    started = Core(tmp_path)
    started.wait_for("first")
    yield started
    started.process.kill()
    started.process.communicate()


def is_gone(pid: int) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.05)
    return False


def test_a_new_model_serves_without_one_refused_connection(core: Core) -> None:
    _, before = core.ask()
    core.lead_to("second")
    answers = set()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while ("second" not in answers or Path(f"/proc/{before}").exists()) and (
        time.monotonic() < deadline
    ):
        answers.add(core.ask()[0])  # raises when refused
    assert answers == {"first", "second"}
    assert is_gone(before)
    core.process.send_signal(signal.SIGTERM)
    _, errors = core.process.communicate(timeout=PATIENCE_SECONDS)
    assert text("core.model_served", new="second", old="first") in errors.decode()


def test_an_answer_under_way_is_finished_by_the_old_model(core: Core) -> None:
    with socket.create_connection(("127.0.0.1", core.port), timeout=8) as connection:
        connection.sendall(b"slow")
        core.lead_to("second")
        assert connection.recv(64).startswith(b"first ")
    core.wait_for("second")


def test_a_model_that_does_not_start_leaves_the_old_one_and_the_next_is_tried(core: Core) -> None:
    core.lead_to("broken")
    time.sleep(2)
    assert core.ask()[0] == "first"
    core.lead_to("third")
    core.wait_for("third")
    core.process.send_signal(signal.SIGTERM)
    _, errors = core.process.communicate(timeout=PATIENCE_SECONDS)
    told = errors.decode()
    assert text("core.model_refused", new="broken", old="first") in told
    assert "python -m bot train" in told


def test_a_link_to_nothing_changes_nothing(core: Core) -> None:
    core.lead_to("second")
    core.wait_for("second")
    core.link.unlink()
    time.sleep(1.2)
    assert core.ask()[0] == "second"


def test_the_death_of_the_generation_ends_all(core: Core) -> None:
    _, pid = core.ask()
    os.kill(pid, signal.SIGKILL)
    assert core.process.wait(PATIENCE_SECONDS) != 0
    with pytest.raises(OSError, match="refused"):
        core.ask()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_the_master(core: Core, number: signal.Signals) -> None:
    _, pid = core.ask()
    core.process.send_signal(number)
    core.process.wait(PATIENCE_SECONDS)
    assert is_gone(pid)


def test_a_first_model_that_does_not_start_is_an_error(tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.write_text("broken", encoding="utf-8")
    [port] = free_ports(1)
    process = subprocess.run(
        [sys.executable, "-c", MASTER, str(model), str(port), SERVING],
        cwd=PROJECT_ROOT,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    assert process.returncode == 3
