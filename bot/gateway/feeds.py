"""Calendar files and other feeds: downloads that programs fetch again and again."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.calendar.ics import MEDIA_TYPE

FEED_SECONDS = 3600
_JSON = "application/json; charset=utf-8"


def calendar_response(request: Request, content: bytes, name: str, *, is_public: bool) -> Response:
    """Return a calendar file; one that is the same for everybody may be kept for an hour."""
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    return _response(request, content, MEDIA_TYPE, headers, is_public=is_public)


def json_response(request: Request, value: Any) -> Response:
    """Return JSON that any website may read."""
    content = json.dumps(value, ensure_ascii=False, indent=1).encode()
    headers = {"Access-Control-Allow-Origin": "*"}
    return _response(request, content, _JSON, headers, is_public=True)


def _response(
    request: Request, content: bytes, media_type: str, headers: dict[str, str], *, is_public: bool
) -> Response:
    if is_public:
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers |= {"Cache-Control": f"public, max-age={FEED_SECONDS}", "ETag": tag}
        known = request.headers.get("if-none-match", "")
        if tag in (part.strip().removeprefix("W/") for part in known.split(",")):
            return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)
