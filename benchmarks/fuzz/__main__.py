"""``python -m benchmarks.fuzz``: a real gateway process under malformed requests."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.fuzz.ammunition import Gunner
from benchmarks.fuzz.firing import Result, fire
from benchmarks.fuzz.target import Target, explore
from benchmarks.machine import free_ports
from benchmarks.running import memory_mib
from bot.gateway.app import create_app
from bot.gateway.build import build_services
from bot.ops.child import Child
from bot.ops.log_file import LogFile
from bot.ops.processes import LOOPBACK, Listener, Process
from bot.ops.readiness import wait_until_ready
from bot.settings import PROJECT_ROOT, Settings
from tests.unit.channels.fake_rasa import running_fake_rasa

START_SECONDS = 60.0
STOP_SECONDS = 20.0
SHOW_EVERY = 5000


def main(argv: Sequence[str]) -> int:
    """Fuzz and print what came of it; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--at-once", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ija-fuzz-") as folder, running_fake_rasa() as rasa:
        [port] = free_ports(1)
        environment = {
            "IJA_VAR_DIR": folder,
            "IJA_GATEWAY_PORT": str(port),
            "IJA_METRICS_PORT": "0",
            "IJA_RASA_PORT": rasa.url.rpartition(":")[2],
            "IJA_PUBLIC_URL": f"http://{LOOPBACK}",
        }
        run = _Run(environment, port, Path(folder))
        result = asyncio.run(run.run(options.requests, options.at_once, options.seed))
        report = run.report(result, time.monotonic() - started)
    sys.stdout.write(report)
    return 0 if result.is_clean and run.is_clean else 1


class _Run:
    """One run against a process of its own."""

    def __init__(self, environment: dict[str, str], port: int, folder: Path) -> None:
        self._environment = environment
        self._port = port
        self._log = folder / "gateway.log"
        self._memory: tuple[float, float] = (0.0, 0.0)
        self._ended = False
        self._complaints: list[str] = []
        self._routes = 0

    async def run(self, shots: int, at_once: int, seed: int) -> Result:
        listener = Listener(LOOPBACK, self._port, "IJA_GATEWAY_PORT", "/healthz")
        command = (sys.executable, "-m", "bot", "gateway")
        process = Process("gateway", command, PROJECT_ROOT, 1, self._environment, listener)
        child = await Child.start(process, LogFile(self._log, max_bytes=2**30))
        end = asyncio.ensure_future(child.wait())
        try:
            if await wait_until_ready([process], START_SECONDS, lambda _: None, time.monotonic):
                raise SystemExit(f"the gateway did not start: {self._log.read_text('utf-8')}")
            target = await self._explore()
            self._routes = len({path for path, _ in target.routes})
            before = memory_mib(child.pid)
            result = await fire(
                Gunner(target, seed), LOOPBACK, self._port, shots, at_once, self._show
            )
            self._memory = (before, memory_mib(child.pid))
            # It must still be there, and still serve everybody else.
            still = await wait_until_ready([process], 5.0, lambda _: None, time.monotonic)
            self._ended = end.done() or bool(still)
            return result
        finally:
            await child.stop(STOP_SECONDS)
            end.cancel()
            lines = self._log.read_text("utf-8", "replace").splitlines()
            self._complaints = [line for line in lines if _is_complaint(line)]

    async def _explore(self) -> Target:
        # The same app in this process tells its routes; its pages come from the other one.
        settings = Settings.from_env({**self._environment, "IJA_VAR_DIR": str(self._log.parent)})
        services = build_services(settings)
        url = f"http://{LOOPBACK}:{self._port}"
        try:
            return await asyncio.to_thread(explore, create_app(services), url)
        finally:
            await services.close()

    @property
    def is_clean(self) -> bool:
        return not self._ended and not self._complaints

    def report(self, result: Result, seconds: float) -> str:
        before, after = self._memory
        lines = [
            f"{result.shots} requests in {seconds:.0f} s at {self._routes} routes",
            "by kind: " + _counts(result.kinds),
            "by status (0: connection closed): " + _counts(result.statuses),
            "wrong: " + (_counts(result.wrong) or "nothing"),
            f"process ends: {int(self._ended)}, errors in the log: {len(self._complaints)}",
            f"memory: {before:.0f} MiB before, {after:.0f} MiB after",
            *result.findings,
            *self._complaints[:10],
        ]
        return "\n".join([*lines, ""])

    def _show(self, shots: int) -> None:
        if shots % SHOW_EVERY == 0:
            sys.stderr.write(f"{shots} requests\n")


def _is_complaint(line: str) -> bool:
    return '"level": "error"' in line or '"level": "critical"' in line or "Traceback" in line


def _counts(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{name}: {count}" for name, count in sorted(counts.items()))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
