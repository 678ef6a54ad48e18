"""Refuses at the door what comes too often, is too long or is one too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.gateway.door.limits import TOO_MANY_REQUESTS, RateLimiter
from bot.gateway.door.rate_limits import RateLimits
from bot.metrics.figures import Figures
from bot.web.clients import address_key

URI_TOO_LONG = 414
CROWD_RETRY_SECONDS = "5"
# Every address of ours is shorter; the longest is a plan with all its answers.
MAX_TARGET_BYTES = 4096
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
# Telegram brings the updates of all its chats from a few addresses, with a secret of its own.
_FREE = ("/static/", "/healthz", "/telegram/")
_FEED_ENDINGS = (".ics", ".json")


@dataclass(frozen=True)
class DoorRule:
    """A limit that every request meets, whatever its route has on top; ``name`` is its figure."""

    name: str
    limiter: RateLimiter


class DoorMiddleware:
    """Applies the limits by address that hold for all routes, also for those of tomorrow."""

    def __init__(self, app: ASGIApp, limits: RateLimits, figures: Figures) -> None:
        """Use the four limits for whole kinds of requests."""
        self._app = app
        self._figures = figures
        self._search = DoorRule("searches", limits.searches_per_address)
        self._feed = DoorRule("feeds", limits.feeds_per_address)
        self._page = DoorRule("pages", limits.pages_per_address)
        self._post = DoorRule("posts", limits.posts_per_address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or raise what the error pages answer."""
        if scope["type"] == "http":
            await self._check(scope)
        await self._app(scope, receive, send)

    async def _check(self, scope: Scope) -> None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_TARGET_BYTES:
            raise HTTPException(URI_TOO_LONG)
        if scope["path"].startswith(_FREE):
            return
        for rule in self._rules(scope):
            seconds = await rule.limiter.ask(address_key(scope))
            if seconds:
                self._figures.count_limited(rule.name)
                raise HTTPException(TOO_MANY_REQUESTS, headers={"Retry-After": str(seconds)})

    def _rules(self, scope: Scope) -> Sequence[DoorRule]:
        if scope["method"] not in _READING:
            return (self._page, self._post)
        if scope["path"].endswith(_FEED_ENDINGS):
            return (self._page, self._feed)
        if scope["query_string"]:
            return (self._page, self._search)
        return (self._page,)


class CrowdMiddleware:
    """Refuses requests while too many others are being answered; open streams do not count."""

    def __init__(self, app: ASGIApp, at_once: int, streams: Sequence[str]) -> None:
        """Let ``at_once`` requests in; the paths in ``streams`` have limits of their own."""
        self._app = app
        self._at_once = at_once
        self._streams = frozenset(streams)
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while there is room."""
        if scope["type"] != "http" or scope["path"] in self._streams:
            await self._app(scope, receive, send)
            return
        if self._inside >= self._at_once:
            raise HTTPException(503, headers={"Retry-After": CROWD_RETRY_SECONDS})
        self._inside += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._inside -= 1
