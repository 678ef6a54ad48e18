"""Makes what is the same for everybody quick to get and cheap to ask for again."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A change by the office is everywhere within a minute; meanwhile a page comes at once.
PUBLIC_PAGE = "public, max-age=60, stale-while-revalidate=600"
_PUBLIC = "public"
_COMPRESSIBLE = ("text/", "application/json", "application/ld+json", "application/xml",
                 "image/svg+xml")  # fmt: skip
_LEAST_BYTES = 600
_KEPT = 300
_READING = frozenset({"GET", "HEAD"})


class PageCacheMiddleware:
    """Completes public responses: address of the content, 304, gzip.

    A page is public if its path is, and nothing in the request or response is somebody's own: no
    query, no cookie that is set. Only public things are compressed, so that nobody can learn a
    secret from the size of a page.
    """

    def __init__(self, app: ASGIApp, paths: Collection[str], folders: Collection[str]) -> None:
        """``paths`` are public pages, ``folders`` the beginnings of paths of more of them."""
        self._app = app
        self._paths = frozenset(paths)
        self._folders = tuple(folders)
        self._compressed: OrderedDict[str, bytes] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete what comes back."""
        if scope["type"] != "http" or scope["method"] not in _READING:
            await self._app(scope, receive, send)
            return
        start: Message | None = None

        async def complete(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and self._is_public(scope, message):
                start = message
            elif start is None:
                await send(message)
            elif message.get("more_body", False):
                # Something public that comes in pieces is too large to be ours to complete.
                await send(start)
                await send(message)
                start = None
            else:
                first, start = start, None
                body = self._completed(scope, first, message.get("body", b""))
                await send(first)
                await send({**message, "body": body})

        await self._app(scope, receive, complete)

    def _is_public(self, scope: Scope, message: Message) -> bool:
        headers = MutableHeaders(scope=message)
        if message["status"] != 200 or "set-cookie" in headers or "content-encoding" in headers:
            return False
        if "cache-control" not in headers and not scope["query_string"] and self._is_page(scope):
            headers["Cache-Control"] = PUBLIC_PAGE
        return headers.get("cache-control", "").startswith(_PUBLIC)

    def _is_page(self, scope: Scope) -> bool:
        return scope["path"] in self._paths or scope["path"].startswith(self._folders)

    def _completed(self, scope: Scope, start: Message, body: bytes) -> bytes:
        headers = MutableHeaders(scope=start)
        # Weak: the compressed form is the same content in other bytes.
        digest = hashlib.sha256(body).hexdigest()[:32]
        tag = f'W/"{digest}"'
        headers["ETag"] = tag
        asked = Headers(scope=scope)
        is_text = headers.get("content-type", "").startswith(_COMPRESSIBLE)
        may_shrink = is_text and len(body) >= _LEAST_BYTES
        if may_shrink:
            headers.add_vary_header("Accept-Encoding")
        if tag.removeprefix("W/") in _tags(asked.get("if-none-match", "")):
            start["status"] = 304
            del headers["content-length"]
            return b""
        if may_shrink and _takes_gzip(asked.get("accept-encoding", "")):
            body = self._small(digest, body)
            headers["Content-Encoding"] = "gzip"
            headers["Content-Length"] = str(len(body))
        return body

    def _small(self, digest: str, body: bytes) -> bytes:
        known = self._compressed.get(digest)
        if known is None:
            known = self._compressed[digest] = gzip.compress(body, 6, mtime=0)
            if len(self._compressed) > _KEPT:
                self._compressed.popitem(last=False)
        self._compressed.move_to_end(digest)
        return known


def _tags(header: str) -> Collection[str]:
    return {part.strip().removeprefix("W/") for part in header.split(",")}


def _takes_gzip(header: str) -> bool:
    for part in header.split(","):
        name, _, quality = part.partition(";")
        if name.strip().lower() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
