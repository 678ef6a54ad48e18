"""What the examinations of the doctor are held against."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import HTTPServer
from pathlib import Path

from benchmarks.certificates import write_certificate
from bot.doctor.finding import Finding, State


def worst(findings: Iterator[Finding]) -> Finding:
    """Return the finding that is heard of first."""
    order = list(State)
    return max(findings, key=lambda finding: order.index(finding.state))


@contextmanager
def serving(server: HTTPServer) -> Iterator[int]:
    """Serve in a thread for the length of the block and give the port."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()


def make_certificate(folder: Path, end: datetime) -> Path:
    """Return a file with key and certificate of localhost, valid until ``end``."""
    file = folder / "certificate.pem"
    write_certificate(file, end)
    return file
