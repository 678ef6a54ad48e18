"""The ways of whoever belongs to an umbrella body."""

from __future__ import annotations

from collections.abc import Collection

from bot.deadlines.models import Route

WITH_UMBRELLA = (Route.CENTRAL_BODY, Route.DIRECT, Route.PORTAL)
"""The ways of whoever belongs to one: never the one over the Landesjugendamt."""


def is_with_umbrella(routes: Collection[Route]) -> bool:
    """Say whether the ways asked for are those of a member of an umbrella body."""
    return set(routes) == set(WITH_UMBRELLA)
