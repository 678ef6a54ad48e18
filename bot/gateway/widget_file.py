"""Serves the chat's script, the one file that a website embeds."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from bot.gateway.script_bundle import bundle
from bot.gateway.static_files import FOREVER, MEDIA_TYPES

WIDGET_PATH = "/widget.js"
SOURCES = Path(__file__).with_name("static") / "widget"
ENTRY = "element.js"
FOR_AN_HOUR = "public, max-age=3600"


@dataclass(frozen=True)
class WidgetFile:
    """The script as it is sent, plain and compressed; ``version`` changes with the content."""

    plain: bytes
    packed: bytes
    version: str

    @classmethod
    def build(cls, folder: Path = SOURCES) -> WidgetFile:
        """Join the modules of a folder.

        Raises:
            BundleError: a module does not keep to the dialect.
        """
        plain = bundle(folder, ENTRY).encode()
        version = hashlib.sha256(plain).hexdigest()[:16]
        return cls(plain, gzip.compress(plain, mtime=0), version)

    @property
    def url(self) -> str:
        """Return the address that our own pages use; it changes with the content."""
        return f"{WIDGET_PATH}?v={self.version}"

    def response(self, request: Request) -> Response:
        """Serve the script; other websites ask without a version and look again every hour."""
        is_exact = request.query_params.get("v") == self.version
        headers = {
            "Cache-Control": FOREVER if is_exact else FOR_AN_HOUR,
            "ETag": f'"{self.version}"',
            "Vary": "Accept-Encoding",
            # It holds nothing but our own program text: any website may load it.
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        # Proxies and our own page cache add to the mark what they did to the content.
        if self.version in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        content = self.plain
        if "gzip" in request.headers.get("accept-encoding", ""):
            content = self.packed
            headers["Content-Encoding"] = "gzip"
        return Response(content, media_type=MEDIA_TYPES[".js"], headers=headers)
