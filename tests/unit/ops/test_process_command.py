"""One process as a service of systemd, with the socket that systemd would listen on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.machine import free_ports
from bot.ops.models import ModelStore
from bot.ops.process_command import main
from bot.ops.watchdog import Notifier, is_healthy
from bot.settings import PROJECT_ROOT, Settings
from tests.unit.channels.fake_rasa import running_fake_rasa

# A server whose health check can be broken from outside.
SERVER = """
import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(503 if os.path.exists(sys.argv[2]) else 200)
        self.end_headers()
    def log_message(self, *_): pass
assert "NOTIFY_SOCKET" not in os.environ
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
WATCHER = """
import os, sys
from pathlib import Path
from bot.ops.process_command import run_process
from bot.ops.processes import Listener, Process
port, sick, code = int(sys.argv[1]), sys.argv[2], sys.argv[3]
command = (sys.executable, "-c", code, str(port), sick)
listener = Listener("127.0.0.1", port, "X", "/")
sys.exit(run_process(Process("p", command, Path.cwd(), 1, {}, listener), os.environ))
"""
PATIENCE_SECONDS = 30


class Systemd:
    """Listens to what a service says about itself."""

    def __init__(self, folder: Path) -> None:
        self.address = folder / "notify"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(self.address))

    def hears(self, seconds: float) -> str:
        self._socket.settimeout(seconds)
        try:
            return self._socket.recv(100).decode()
        except TimeoutError:
            return ""

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    listening = Systemd(tmp_path)
    yield listening
    listening.close()


def start(systemd: Systemd, port: int, sick: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WATCHER, str(port), str(sick), SERVER],
        cwd=PROJECT_ROOT,
        env={**os.environ, "NOTIFY_SOCKET": str(systemd.address), "WATCHDOG_USEC": "900000"},
    )


def test_ready_alive_sick_and_stopped(systemd: Systemd, tmp_path: Path) -> None:
    [port] = free_ports(1)
    sick = tmp_path / "sick"
    service = start(systemd, port, sick)
    try:
        assert systemd.hears(PATIENCE_SECONDS) == "READY=1"
        assert systemd.hears(PATIENCE_SECONDS) == "WATCHDOG=1"
        sick.touch()
        # At most one sign was under way; then there is silence, and systemd would act.
        while systemd.hears(1.5):
            continue
        sick.unlink()
        assert systemd.hears(PATIENCE_SECONDS) == "WATCHDOG=1"
        service.send_signal(signal.SIGTERM)
        assert service.wait(PATIENCE_SECONDS) == 0
        assert not is_healthy(f"http://127.0.0.1:{port}/")
    finally:
        service.kill()
        service.wait()


def test_a_killed_watcher_leaves_nothing_on_its_port(systemd: Systemd, tmp_path: Path) -> None:
    [port] = free_ports(1)
    service = start(systemd, port, tmp_path / "sick")
    assert systemd.hears(PATIENCE_SECONDS) == "READY=1"
    service.kill()
    service.wait()
    limit = time.monotonic() + PATIENCE_SECONDS
    while is_healthy(f"http://127.0.0.1:{port}/"):
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_a_service_that_dies_ends_with_its_code(systemd: Systemd, tmp_path: Path) -> None:
    [port] = free_ports(1)
    service = subprocess.Popen(
        [sys.executable, "-c", WATCHER, str(port), str(tmp_path), "import sys; sys.exit(7)"],
        cwd=PROJECT_ROOT,
        env={**os.environ, "NOTIFY_SOCKET": str(systemd.address)},
    )
    assert service.wait(PATIENCE_SECONDS) == 7


def test_without_systemd_nothing_is_watched() -> None:
    assert Notifier.from_environment({}) is None
    found = Notifier.from_environment({"NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "2000000"})
    assert found == Notifier("\0x", 2.0)
    Notifier("/gibt/es/nicht", 0).send("READY=1")


def test_health_is_a_successful_answer() -> None:
    with running_fake_rasa() as rasa:
        assert is_healthy(rasa.url)
        assert not is_healthy(f"{rasa.url}/gibt-es-nicht")
    assert not is_healthy("http://127.0.0.1:1/")


def test_an_unknown_name_is_explained(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gibtesnicht"], settings) == 2
    assert "gateway" in capsys.readouterr().err


def test_a_container_asks_whether_its_process_is_healthy(settings: Settings) -> None:
    with running_fake_rasa() as rasa:
        running = replace(settings, rasa_port=int(rasa.url.rpartition(":")[2]))
        assert main(["--check", "rasa"], running) == 0
        # Nobody can ask it, so nobody may call it sick.
        assert main(["--check", "mail"], running) == 0
    assert main(["--check", "rasa"], running) == 1


def test_a_core_without_a_sound_model_is_not_started_and_says_why_in_german(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rasa"], settings) == 1
    assert "noch kein Modell" in capsys.readouterr().err
    store = ModelStore(settings.models_dir)
    settings.models_dir.mkdir()
    trained = tmp_path / "trained"
    trained.write_bytes(b"model")
    store.make_current(store.add("abc", trained))
    store.path("abc").write_bytes(b"changed")
    assert main(["rasa"], settings) == 1
    assert "Das Modell abc.tar.gz ist nicht so, wie es trainiert wurde" in capsys.readouterr().err
