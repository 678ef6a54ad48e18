from __future__ import annotations

import io
import os
import signal
import socket
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import bot.desk.staff.accounts
import bot.gateway.services
from bot.ops import command
from bot.ops.processes import Listener, Process
from bot.ops.run import FORM_PATH, START_PASSWORD_FILE, addresses, ports_are_free, run
from bot.ops.terminal import Terminal
from bot.ops.training import TrainingError
from bot.settings import Settings
from bot.texts import text

WEB_SERVER = (
    "import sys, http.server as h; h.test(h.SimpleHTTPRequestHandler, port=int(sys.argv[1]))"
)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert isinstance(port, int)
        return port


class StopsAfter(io.StringIO):
    """A screen that sends us a signal as soon as it shows a text."""

    def __init__(self, shown: str, number: signal.Signals) -> None:
        super().__init__()
        self._shown = shown
        self._number = number

    def write(self, message: str) -> int:
        if self._shown in message:
            os.kill(os.getpid(), self._number)
        return super().write(message)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_runs_until_it_is_told_to_stop(
    settings: Settings, monkeypatch, number: signal.Signals
) -> None:
    port = free_port()
    server = Process(
        "gateway",
        (sys.executable, "-c", WEB_SERVER, str(port)),
        settings.root,
        1,
        listener=Listener("127.0.0.1", port, "IJA_GATEWAY_PORT", "/"),
    )
    monkeypatch.setattr("bot.ops.run.all_processes", lambda *_: (server,))
    screen = StopsAfter(settings.public_url, number)
    assert run(settings, Path("m.tar.gz"), Terminal(screen, lambda: 0.0)) == 0
    assert screen.getvalue().endswith(text("ops.stopping") + "\n")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_a_crash_is_reported_with_the_log(settings: Settings, monkeypatch) -> None:
    crashing = Process("desk", (sys.executable, "-c", "raise SystemExit(3)"), settings.root, 1)
    monkeypatch.setattr("bot.ops.run.all_processes", lambda *_: (crashing,))
    log = settings.var_dir / "log" / "desk.log"
    screen = StopsAfter(str(log), signal.SIGTERM)
    run(settings, Path("m.tar.gz"), Terminal(screen, lambda: 0.0))
    assert text("ops.restarting", name="desk", code=3, seconds=1, log=log) in screen.getvalue()


def test_names_of_gateway_and_desk_are_theirs() -> None:
    assert bot.gateway.services.FORM_PATH == FORM_PATH
    assert bot.desk.staff.accounts.START_PASSWORD_FILE == START_PASSWORD_FILE


def test_addresses_are_the_ones_people_use(settings: Settings) -> None:
    shown = addresses(replace(settings, public_url="https://lotse.example/"))
    assert "https://lotse.example/beratung" in shown
    assert "http://127.0.0.1:8001" in shown
    assert str(settings.mail_folder) in shown
    assert START_PASSWORD_FILE not in shown


def test_the_start_password_is_shown_as_long_as_there_is_one(settings: Settings) -> None:
    settings.var_dir.mkdir(parents=True)
    (settings.var_dir / START_PASSWORD_FILE).write_text("secret", encoding="utf-8")
    shown = addresses(settings)
    assert str(settings.var_dir / START_PASSWORD_FILE) in shown
    assert "secret" not in shown


def test_mail_over_smtp_shows_the_server(settings: Settings) -> None:
    shown = addresses(replace(settings, mail_transport="smtp"))
    assert "127.0.0.1:25" in shown


def test_a_taken_port_is_named_with_its_variable(
    settings: Settings, terminal: Terminal, screen: io.StringIO
) -> None:
    ports = replace(settings, gateway_port=free_port(), rasa_port=free_port())
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = replace(ports, desk_port=other.getsockname()[1])
        assert not ports_are_free(taken, terminal)
    assert f"127.0.0.1:{taken.desk_port}" in screen.getvalue()
    assert "IJA_DESK_PORT" in screen.getvalue()
    assert "IJA_GATEWAY_PORT" not in screen.getvalue()


def test_a_taken_port_of_the_figures_is_told_and_keeps_nothing_from_starting(
    settings: Settings, terminal: Terminal, screen: io.StringIO
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        metrics = replace(settings.metrics, port=other.getsockname()[1])
        free = {name: free_port() for name in ("gateway_port", "desk_port", "rasa_port")}
        assert ports_are_free(replace(settings, metrics=metrics, **free), terminal)
    assert "ohne Kennzahlen" in screen.getvalue()
    assert "IJA_METRICS_PORT" in screen.getvalue()


def test_the_run_command_does_not_train_on_a_full_disk(
    settings: Settings, monkeypatch, capsys
) -> None:
    full = SimpleNamespace(total=10**9, free=0)
    monkeypatch.setattr("bot.start_errors.shutil.disk_usage", lambda _: full)
    monkeypatch.setattr(command, "ensure_model", lambda *_: pytest.fail("trained"))
    assert command.main(["run"], settings) == 1
    assert "Platte ist voll" in capsys.readouterr().out


def test_the_run_command_does_not_train_when_a_port_is_taken(
    settings: Settings, monkeypatch, capsys
) -> None:
    def train(*_: object) -> Path:
        raise AssertionError("trained")

    monkeypatch.setattr(command, "ensure_model", train)
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = replace(settings, desk_port=other.getsockname()[1])
        assert command.main(["run"], taken) == 1
    assert "IJA_DESK_PORT" in capsys.readouterr().out


def test_the_train_command_shows_the_end_of_the_log_after_a_failure(
    settings: Settings, monkeypatch, capsys, tmp_path: Path
) -> None:
    log = tmp_path / "train.log"
    log.write_text("\n".join(f"line {number}" for number in range(50)), encoding="utf-8")

    def train(*_: object) -> Path:
        raise TrainingError(7, log)

    monkeypatch.setattr(command, "ensure_model", train)
    assert command.main(["train"], settings) == 1
    shown = capsys.readouterr().out
    assert "line 49" in shown
    assert "line 20" in shown
    assert "line 19\n" not in shown
    assert str(log) in shown


def test_the_train_command_names_the_model(settings: Settings, monkeypatch, capsys) -> None:
    monkeypatch.setattr(command, "ensure_model", lambda *_: Path("models/abc.tar.gz"))
    assert command.main(["train"], settings) == 0
    assert "models/abc.tar.gz" in capsys.readouterr().out


def test_ctrl_c_during_training_has_its_own_exit_code(
    settings: Settings, monkeypatch, capsys
) -> None:
    def train(*_: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "ensure_model", train)
    assert command.main(["train"], settings) == 130
    assert text("ops.interrupted") in capsys.readouterr().out
