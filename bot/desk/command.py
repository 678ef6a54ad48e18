"""Runs the desk: ``python -m bot desk``."""

from __future__ import annotations

from collections.abc import Sequence

import uvicorn

from bot.desk import user_command
from bot.desk.app import create_app
from bot.desk.services import build_services
from bot.logs.setup import configure_logs
from bot.settings import Settings
from bot.usage_parser import usage_parser

MAX_CONNECTIONS = 100
KEEP_ALIVE_SECONDS = 10
SHUTDOWN_SECONDS = 10


def main(argv: Sequence[str], settings: Settings) -> int:
    """Serve until stopped, or manage accounts (``user``), and return the exit code."""
    if argv and argv[0] == "user":
        return user_command.main(argv[1:], settings)
    usage_parser("python -m bot desk", "desk.command_help").parse_args(argv)
    configure_logs(settings.log_format)
    uvicorn.run(
        create_app(build_services(settings)),
        host=settings.desk_host,
        port=settings.desk_port,
        http="h11",
        ws="none",
        limit_concurrency=MAX_CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        access_log=False,
        server_header=False,
        # Only our own proxies may say who the client is.
        proxy_headers=True,
        forwarded_allow_ips=list(settings.trusted_proxies),
        log_config=None,
    )
    return 0
