"""Serves the chat's script, the one file that a website embeds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from bot.gateway.web_chat.script_bundle import bundle
from bot.web.static_files import FOREVER, MEDIA_TYPES

WIDGET_PATH = "/widget.js"
SOURCES = Path(__file__).parents[1] / "static" / "widget"
ENTRY = "element.js"
FOR_AN_HOUR = "public, max-age=3600"


@dataclass(frozen=True)
class WidgetFile:
    """The script; ``version`` changes with the content. The page cache compresses and tags it."""

    plain: bytes
    version: str

    @classmethod
    def build(cls, folder: Path = SOURCES) -> WidgetFile:
        """Join the modules of a folder.

        Raises:
            BundleError: a module does not keep to the dialect.
        """
        plain = bundle(folder, ENTRY).encode()
        return cls(plain, hashlib.sha256(plain).hexdigest()[:16])

    @property
    def url(self) -> str:
        """Return the address that our own pages use; it changes with the content."""
        return f"{WIDGET_PATH}?v={self.version}"

    def response(self, request: Request) -> Response:
        """Serve the script; other websites ask without a version and look again every hour."""
        is_exact = request.query_params.get("v") == self.version
        headers = {
            "Cache-Control": FOREVER if is_exact else FOR_AN_HOUR,
            # It holds nothing but our own program text: any website may load it.
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        return Response(self.plain, media_type=MEDIA_TYPES[".js"], headers=headers)
