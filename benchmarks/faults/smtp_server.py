"""A mail server that misbehaves on demand; runs as a process of its own.

``python -m benchmarks.faults.smtp_server <folder>`` listens on two ports (plain, STARTTLS with a
certificate that nobody trusts), writes them to ``<folder>/ports`` and every mail that it takes over
as one line to ``<folder>/received``: Message-ID, reference and the token in the text. What it does
next stands in ``<folder>/mode``.
"""

from __future__ import annotations

import asyncio
import email
import logging
import os
import re
import ssl
import sys
from datetime import datetime, timedelta, timezone
from email import policy
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

from benchmarks.certificates import write_certificate

STALL_SECONDS = 3600
_TOKEN = re.compile(r"token-[0-9]+")


class Handler:
    """Takes mails or does what the mode says."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._received = os.open(folder / "received", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Answer to a recipient."""
        del server, session, options
        envelope.rcpt_tos.append(address)
        mode = self._mode()
        return mode if mode.startswith(("450", "550")) else "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Answer to a mail."""
        del session
        mode = self._mode()
        if mode == "stall":
            await asyncio.sleep(STALL_SECONDS)
        if mode.startswith(("421", "451", "452", "552", "554")):
            return mode
        self._take(envelope.content)
        if mode == "drop":
            # Taken over, but the other side never hears of it.
            server.transport.abort()
        return "250 OK"

    def _take(self, content: bytes) -> None:
        message = email.message_from_bytes(content, policy=policy.default)
        body = message.get_body(("plain",))
        found = _TOKEN.search(body.get_content() if body is not None else "")
        token = found[0] if found else "-"
        line = f"{message['Message-ID']}\t{message['X-IJA-Reference']}\t{token}\n"
        os.write(self._received, line.encode())

    def _mode(self) -> str:
        return (self._folder / "mode").read_text(encoding="ascii").strip()


async def serve(folder: Path) -> None:
    """Listen until killed."""
    loop = asyncio.get_running_loop()
    handler = Handler(folder)
    context = _untrusted(folder / "cert.pem")

    def plain() -> SMTP:
        return SMTP(handler, hostname="localhost", loop=loop)

    def encrypted() -> SMTP:
        return SMTP(handler, hostname="localhost", loop=loop, tls_context=context)

    servers = [await loop.create_server(kind, "127.0.0.1", 0) for kind in (plain, encrypted)]
    ports = " ".join(str(server.sockets[0].getsockname()[1]) for server in servers)
    temporary = folder / "ports.tmp"
    temporary.write_text(ports, encoding="ascii")
    temporary.replace(folder / "ports")
    await asyncio.gather(*(server.serve_forever() for server in servers))


def _untrusted(path: Path) -> ssl.SSLContext:
    write_certificate(path, datetime.now(timezone.utc) + timedelta(days=1))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


if __name__ == "__main__":
    # Every cut line would fill the screen.
    logging.disable(logging.CRITICAL)
    asyncio.run(serve(Path(sys.argv[1])))
