"""Headers of responses and names of cookies: what the door and the desk have in common."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

COMMON_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: browsers would then send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000; includeSubDomains"


def completing(send: Send, complete: Callable[[MutableHeaders, int], None]) -> Send:
    """Return a ``send`` by which ``complete(headers, status)`` changes how a response begins."""

    async def send_completed(message: Message) -> None:
        if message["type"] == "http.response.start":
            complete(MutableHeaders(scope=message), message["status"])
        await send(message)

    return send_completed


def cookie_name(name: str, secure: bool) -> str:
    """Return the cookie's name; over TLS the prefix pins it to this host."""
    return f"__Host-{name}" if secure else name
