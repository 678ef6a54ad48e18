from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rasa.shared.utils.io import read_yaml_file

from bot.ops.processes import Listener, Process, all_processes
from bot.settings import PROJECT_ROOT, Settings


@pytest.fixture
def by_name(settings: Settings) -> dict[str, Process]:
    public = replace(settings, gateway_host="0.0.0.0")  # noqa: S104 - that is the case here
    return {process.name: process for process in all_processes(public, Path("m.tar.gz"))}


def test_the_five_processes_of_the_architecture(by_name: dict[str, Process]) -> None:
    assert set(by_name) == {"gateway", "desk", "mail", "reminders", "rasa"}


def test_a_mailbox_brings_a_process_that_fetches(settings: Settings) -> None:
    imap = replace(settings.imap, host="imap.example")
    names = [p.name for p in all_processes(replace(settings, imap=imap), Path("m.tar.gz"))]
    assert names.count("fetch") == 1


def test_a_token_brings_the_process_of_telegram(settings: Settings) -> None:
    telegram = replace(settings.telegram, token="123:x")
    processes = all_processes(replace(settings, telegram=telegram), Path("m.tar.gz"))
    [found] = [process for process in processes if process.name == "telegram"]
    assert found.command[1:] == ("-m", "bot", "telegram")
    # A door: closed before those behind it.
    assert found.stop_phase == 1


def test_rasa_listens_on_loopback_only(by_name: dict[str, Process]) -> None:
    rasa = by_name["rasa"]
    assert rasa.command[rasa.command.index("--interface") + 1] == "127.0.0.1"


def test_rasa_runs_without_its_http_api_and_without_telemetry(
    by_name: dict[str, Process],
) -> None:
    rasa = by_name["rasa"]
    assert "--enable-api" not in rasa.command
    assert rasa.environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert int(rasa.environment["SANIC_REQUEST_MAX_SIZE"]) == 65536


def test_rasa_reads_our_settings_out_of_endpoints_yml(
    by_name: dict[str, Process], settings: Settings, monkeypatch
) -> None:
    for name, value in by_name["rasa"].environment.items():
        monkeypatch.setenv(name, value)
    # Rasa's own reader: it leaves variables in quoted values as they are.
    endpoints = read_yaml_file(PROJECT_ROOT / "endpoints.yml")
    assert endpoints["tracker_store"]["db"] == str(settings.rasa_database)


def test_the_public_door_closes_first(by_name: dict[str, Process]) -> None:
    others = [by_name[name].stop_phase for name in ("rasa", "mail")]
    assert by_name["gateway"].stop_phase < min(others)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80/healthz"),
        ("0.0.0.0", "http://127.0.0.1:80/healthz"),  # noqa: S104 - no socket is opened
        ("::", "http://[::1]:80/healthz"),
        ("::1", "http://[::1]:80/healthz"),
    ],
)
def test_health_is_asked_on_this_machine(host: str, url: str) -> None:
    assert Listener(host, 80, "IJA_X_PORT", "/healthz").health_url == url
