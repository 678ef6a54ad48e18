"""Runs the desk: ``python -m bot desk``."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence

import uvicorn

from bot.desk.app import create_app
from bot.desk.services import build_services
from bot.settings import Settings
from bot.texts import text

MAX_CONNECTIONS = 100
KEEP_ALIVE_SECONDS = 10
SHUTDOWN_SECONDS = 10


def main(argv: Sequence[str], settings: Settings) -> int:
    """Serve until stopped and return the exit code."""
    argparse.ArgumentParser(
        prog="python -m bot desk", description=text("desk.command_help")
    ).parse_args(argv)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Only our own packages are known to keep personal data out of their lines.
    logging.getLogger("bot").setLevel(logging.INFO)
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
        # Only a proxy on this machine may say who the client is.
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1",
    )
    return 0
