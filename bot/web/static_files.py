"""Serves the page's own files under an address that changes with their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class StaticFiles:
    """All files of a folder in memory; one version for all, so that modules can import others."""

    version: str
    files: dict[str, bytes]

    @classmethod
    def load(cls, folder: Path) -> StaticFiles:
        """Read the files with a known type."""
        files = {
            path.name: path.read_bytes()
            for path in sorted(folder.iterdir())
            if path.suffix in MEDIA_TYPES
        }
        digest = hashlib.sha256()
        for name, content in files.items():
            digest.update(name.encode() + b"\0" + content + b"\0")
        return cls(version=digest.hexdigest()[:16], files=files)

    def url(self, name: str) -> str:
        """Return the address of a file.

        Raises:
            KeyError: there is no such file.
        """
        if name not in self.files:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"

    def response(self, request: Request) -> Response:
        """Serve ``/static/{version}/{name}``; an old version is gone, never mixed with the new."""
        name = request.path_params["name"]
        if request.path_params["version"] != self.version or name not in self.files:
            raise HTTPException(404)
        return Response(
            self.files[name],
            media_type=MEDIA_TYPES[Path(name).suffix],
            headers={"Cache-Control": FOREVER},
        )
