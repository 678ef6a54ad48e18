"""Calendar files and other feeds: downloads that programs fetch again and again."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

from bot.calendar.entries import RevisionFinder
from bot.calendar.ics import MEDIA_TYPE
from bot.consultations.errors import StoreUnavailableError
from bot.gateway.services import GatewayServices

FEED_SECONDS = 3600
_FOR_EVERYBODY = {"Cache-Control": f"public, max-age={FEED_SECONDS}"}
_JSON = "application/json; charset=utf-8"


def calendar_response(content: bytes, name: str, *, is_public: bool) -> Response:
    """Return a calendar file; one that is the same for everybody may be kept for an hour."""
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    if is_public:
        headers |= _FOR_EVERYBODY
    return Response(content, media_type=MEDIA_TYPE, headers=headers)


def json_response(value: Any) -> Response:
    """Return JSON that any website may read."""
    content = json.dumps(value, ensure_ascii=False, indent=1).encode()
    headers = {"Access-Control-Allow-Origin": "*", **_FOR_EVERYBODY}
    return Response(content, media_type=_JSON, headers=headers)


def revisions_of(services: GatewayServices) -> RevisionFinder:
    """Return how often a deadline or an event was changed."""
    try:
        return services.revisions().get
    except StoreUnavailableError:
        # A calendar without counted changes is better than none.
        return lambda _: None
