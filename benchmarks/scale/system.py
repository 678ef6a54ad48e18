"""Starts everything: PostgreSQL, Redis, nginx, two gateways, any number of cores."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.faults.postgres import (
    PostgresServer,
    empty_database,
    installed_binaries,
    running_postgres,
)
from benchmarks.machine import free_ports
from benchmarks.redis_server import RedisServer, running_redis
from benchmarks.scale import proxy
from bot.ops.child import die_with_parent
from bot.ops.environment import child_environment
from bot.ops.watchdog import is_healthy
from bot.settings import PROJECT_ROOT

# A core loads a model, on a machine that may be busy.
START_SECONDS = 240.0
GATEWAYS = 2
# The machine stays on, only the server dies: what it has handed to the system is safe.
SAFE = "-c fsync=off -c full_page_writes=off"


class NotStartedError(Exception):
    """Something did not come up; the message says what."""


@dataclass
class System:
    """A running system and what can be done to its parts."""

    folder: Path
    database_url: str
    redis: RedisServer
    postgres: PostgresServer
    ports: proxy.Ports
    core_ports: Sequence[int]
    seconds_a_message: float
    is_real: bool = False
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The public address."""
        return f"http://127.0.0.1:{self.ports.public}"

    def start_core(self, number: int) -> None:
        """Start a core and wait until it answers."""
        port = self.core_ports[number]
        if self.is_real:
            environment = self._real_environment() | {"IJA_RASA_PORT": str(port)}
            self._start_python(f"core-{number}", ("-m", "bot", "process", "rasa"), environment)
            self._wait(f"core-{number}", f"http://127.0.0.1:{port}/")
            return
        arguments = (str(port), self.database_url, str(self.seconds_a_message))
        self._start_python(f"core-{number}", ("-m", "benchmarks.scale.core", *arguments), {})
        self._wait(f"core-{number}", f"http://127.0.0.1:{port}/")

    def _real_environment(self) -> dict[str, str]:
        return {
            "IJA_VAR_DIR": str(self.folder / "var"),
            "IJA_DATABASE_URL": self.database_url,
            "IJA_TRACKER_URL": self.database_url,
            "IJA_RASA_WORKERS": "1",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        }

    def start_gateway(self, number: int) -> None:
        """Start a gateway and wait until it answers."""
        port = self.ports.gateways[number]
        environment = {
            "IJA_VAR_DIR": str(self.folder / "var"),
            "IJA_DATABASE_URL": self.database_url,
            "IJA_REDIS_URL": self.redis.url,
            "IJA_RASA_URLS": ",".join(f"http://127.0.0.1:{port}" for port in self.core_ports),
            "IJA_GATEWAY_PORT": str(port),
            "IJA_METRICS_PORT": "0",
            "IJA_PUBLIC_URL": self.url,
            "IJA_RASA_TIMEOUT_SECONDS": "5",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        }
        self._start_python(f"gateway-{number}", ("-m", "bot", "gateway"), environment)
        self._wait(f"gateway-{number}", f"http://127.0.0.1:{port}/healthz")

    def kill(self, name: str) -> None:
        """Let a process die at once."""
        process = self.processes.pop(name)
        process.kill()
        process.wait()

    def start_proxy(self) -> None:
        """Start nginx in front."""
        proxy.write(self.folder, self.ports)
        proxy.let_clients_say_who_they_are(self.folder)
        self._start("nginx", proxy.command(self.folder), {})
        self._wait("nginx", f"{self.url}/healthz")

    def _start_python(
        self, name: str, arguments: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        self._start(name, [sys.executable, *arguments], environment)

    def _start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command,
                cwd=PROJECT_ROOT,
                env=child_environment(environment),
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent(),
            )

    def _wait(self, name: str, url: str) -> None:
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit and self.processes[name].poll() is None:
            if is_healthy(url):
                return
            time.sleep(0.1)
        raise NotStartedError(f"{name} did not start, see {self.folder}/{name}.log")


@contextmanager
def running_system(
    folder: Path, cores: int, seconds_a_message: float = 0.0, *, is_real: bool = False
) -> Iterator[System]:
    """Run the whole system for the length of the block; if real, with the trained model.

    Raises:
        NotStartedError: a part is missing or did not come up.
    """
    binaries = installed_binaries()
    if binaries is None or not proxy.is_installed():
        raise NotStartedError("PostgreSQL or nginx is not installed")
    plain, public, first, second, desk, *core_ports = free_ports(5 + cores)
    with (
        running_postgres(binaries, SAFE) as postgres,
        empty_database(postgres.url) as url,
        running_redis() as redis,
    ):
        ports = proxy.Ports(plain, public, (first, second), desk)
        system = System(folder, url, redis, postgres, ports, core_ports, seconds_a_message, is_real)
        try:
            for number in range(cores):
                system.start_core(number)
            for number in range(GATEWAYS):
                system.start_gateway(number)
            system.start_proxy()
            yield system
        finally:
            for name in list(system.processes):
                system.kill(name)
