"""Serves the figures at an address of their own, away from the public door."""

from __future__ import annotations

import hmac
import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from socket import AF_INET6
from socketserver import ThreadingMixIn
from types import TracebackType
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import make_wsgi_app

logger = logging.getLogger(__name__)

PATH = "/metrics"
READ_SECONDS = 5
_TEXT = [("Content-Type", "text/plain; charset=utf-8")]


class Exporter:
    """A small web server in threads of its own: a busy gateway can still be looked at."""

    def __init__(self, registry: CollectorRegistry, host: str, port: int, token: str) -> None:
        """Listen at ``host`` and ``port``; with a token, answer only those who send it.

        Raises:
            OSError: the address is taken or not ours.
        """
        kind = _Server6 if ":" in host else _Server
        application = guarded(make_wsgi_app(registry), token)
        self._server = make_server(host, port, application, kind, _QuietHandler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        """The port, also if the system chose it."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Exporter:
        """Begin to serve."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def exporter_or_nothing(
    registry: CollectorRegistry,
    host: str,
    port: int,
    token: str,
    tell: Callable[[OSError], None],
) -> AbstractContextManager[object]:
    """Return the exporter; nobody goes without answers because figures find no port.

    ``tell`` hears why they found none.
    """
    if port == 0:
        return nullcontext()
    try:
        return Exporter(registry, host, port, token)
    except OSError as error:
        tell(error)
        return nullcontext()


def guarded(application: Callable[..., Any], token: str) -> Callable[..., Iterable[bytes]]:
    """Return the WSGI application behind its one path and, if there is one, the token."""
    wanted = f"Bearer {token}".encode()

    def guard(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != PATH:
            start_response("404 Not Found", _TEXT)
            return [b"not here\n"]
        given = str(environ.get("HTTP_AUTHORIZATION", "")).encode("utf-8", "replace")
        if token and not hmac.compare_digest(given, wanted):
            start_response("401 Unauthorized", [*_TEXT, ("WWW-Authenticate", "Bearer")])
            return [b"a token is needed\n"]
        return list(application(environ, start_response))

    return guard


class _Server(ThreadingMixIn, WSGIServer):
    """One thread for each scrape, none of which keeps the process alive."""

    daemon_threads = True

    def handle_error(self, _request: Any, _client_address: Any) -> None:
        """Note that a client left; its address is nobody's business."""
        logger.info("a scrape broke off")


class _Server6(_Server):
    address_family = AF_INET6


class _QuietHandler(WSGIRequestHandler):
    """Does not keep a silent client for long, and writes no address anywhere."""

    timeout = READ_SECONDS

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
