"""The processes of the assistant: command, environment, port and health check of each."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.consultations.database.database_url import is_shared
from bot.ops.environment import rasa_server
from bot.settings import Settings

LOOPBACK = "127.0.0.1"
# Doors close first, so that nobody is let in whom nobody can answer; mail goes out last.
_DOORS, _ASSISTANT, _MAIL = 1, 2, 3
ANY_ADDRESS = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104 - compared with, never bound


@dataclass(frozen=True)
class Listener:
    """Where a process listens, the variable that changes its port, its path for health checks."""

    host: str
    port: int
    variable: str
    health_path: str

    @property
    def health_url(self) -> str:
        """Address of the health check, as seen from this machine."""
        host = ANY_ADDRESS.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}{self.health_path}"


@dataclass(frozen=True)
class Process:
    """One process that the supervisor keeps running.

    Processes with a lower ``stop_phase`` are stopped first.
    """

    name: str
    command: tuple[str, ...]
    working_dir: Path
    stop_phase: int
    environment: Mapping[str, str] = field(default_factory=dict)
    listener: Listener | None = None


def all_processes(settings: Settings, model: Path) -> tuple[Process, ...]:
    """Return the processes of the assistant, in the order in which they start."""
    root = settings.root
    gateway = Listener(settings.gateway_host, settings.gateway_port, "IJA_GATEWAY_PORT", "/healthz")
    desk = Listener(settings.desk_host, settings.desk_port, "IJA_DESK_PORT", "/healthz")
    is_spread = is_shared(settings.scale.tracker_url)
    endpoints = "endpoints.shared.yml" if is_spread else "endpoints.yml"
    rasa = Listener(LOOPBACK, settings.rasa_port, "IJA_RASA_PORT", "/")
    processes = [
        Process("gateway", _bot("gateway"), root, _DOORS, listener=gateway),
        Process("desk", _bot("desk"), root, _DOORS, listener=desk),
        Process("mail", _bot("mail", "deliver"), root, _MAIL),
        Process("reminders", _bot("reminders", "run"), root, _MAIL),
    ]
    if settings.imap.host:
        processes.append(Process("fetch", _bot("mail", "fetch"), root, _MAIL))
    if settings.telegram.token:
        processes.append(Process("telegram", _bot("telegram"), root, _DOORS))
    core = (
        (sys.executable, "-m", "bot.core", "run")
        + ("--model", str(model))
        + ("--endpoints", endpoints, "--credentials", "credentials.yml")
        + ("--workers", str(settings.scale.rasa_workers))
        + ("--interface", rasa.host, "--port", str(rasa.port))
    )
    return (*processes, Process("rasa", core, root, _ASSISTANT, rasa_server(settings), rasa))


def _bot(*command: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "bot", *command)
