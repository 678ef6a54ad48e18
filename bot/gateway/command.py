"""Runs the gateway: ``python -m bot gateway``."""

from __future__ import annotations

import logging
import resource
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from types import FrameType
from typing import Any

import uvicorn
from prometheus_client import CollectorRegistry

from bot.gateway.app import create_app
from bot.gateway.build import build_services
from bot.gateway.door.protocol import ConnectionLimits, door_protocol
from bot.gateway.rendering import bare_page
from bot.logs.setup import configure_logs
from bot.metrics.exporter import exporter_or_nothing
from bot.settings import MetricsSettings, Settings
from bot.texts import text
from bot.texts.addresses import address_problem
from bot.usage_parser import usage_parser

logger = logging.getLogger(__name__)

# Each open chat holds a connection.
MAX_CONNECTIONS = 4000
# A school or an office may share an address.
CONNECTIONS_PER_ADDRESS = 200
RESERVED_FILES = 200
HEAD_SECONDS = 10.0
MAX_HEADER_BYTES = 16 * 1024
KEEP_ALIVE_SECONDS = 10
SHUTDOWN_SECONDS = 15


def main(argv: Sequence[str], settings: Settings) -> int:
    """Serve until stopped and return the exit code."""
    usage_parser("python -m bot gateway", "gateway.command_help").parse_args(argv)
    configure_logs(settings.log_format)
    services = build_services(settings)
    with exporter(settings.metrics, services.figures.registry):
        config = uvicorn.Config(
            create_app(services),
            host=settings.gateway_host,
            port=settings.gateway_port,
            **server_options(settings, connection_room()),
        )
        StoppingServer(config, services.feed.close).run()
    return 0


class StoppingServer(uvicorn.Server):
    """Ends the open streams as soon as it is told to stop.

    Uvicorn waits for every response to end before it stops, and a stream only ends by itself.
    """

    def __init__(self, config: uvicorn.Config, end_streams: Callable[[], None]) -> None:
        """``end_streams`` is called once, in the thread of the event loop."""
        super().__init__(config)
        self._end_streams = end_streams

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take the signal to stop."""
        self._end_streams()
        super().handle_exit(sig, frame)


def exporter(
    metrics: MetricsSettings, registry: CollectorRegistry
) -> AbstractContextManager[object]:
    """Return the server of the figures; without a port for it, say so and return nothing."""

    def tell(error: OSError) -> None:
        logger.error(
            "%s %s",
            text("ops.no_figures"),
            address_problem(metrics.host, metrics.port, "IJA_METRICS_PORT", error).strip(),
        )

    return exporter_or_nothing(registry, metrics.host, metrics.port, metrics.token, tell)


def server_options(settings: Settings, connections: int) -> dict[str, Any]:
    """Return how uvicorn runs the public door; benchmarks and tests run it the same way."""
    limits = ConnectionLimits(
        total=connections,
        per_address=CONNECTIONS_PER_ADDRESS,
        head_seconds=HEAD_SECONDS,
        trusted=settings.trusted_proxies,
    )
    return {
        # h11 counts header bytes; our own access log names no address.
        "http": door_protocol(limits, bare_page),
        "ws": "none",
        "h11_max_incomplete_event_size": MAX_HEADER_BYTES,
        "timeout_keep_alive": KEEP_ALIVE_SECONDS,
        "timeout_graceful_shutdown": SHUTDOWN_SECONDS,
        "access_log": False,
        "log_config": None,
        "server_header": False,
        "proxy_headers": True,
        "forwarded_allow_ips": list(settings.trusted_proxies),
    }


def connection_room() -> int:
    """Ask the system for as many open files as it gives and return how many are for visitors."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_CONNECTIONS + RESERVED_FILES
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return min(MAX_CONNECTIONS, soft - RESERVED_FILES)
