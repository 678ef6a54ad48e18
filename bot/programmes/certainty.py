"""How sure a fact may be called: the binding display rule of the office.

Only the body's own page, and only a page of recent years, confirms anything. A mark of the editor
can lower the certainty of a fact, never raise it.
"""

from __future__ import annotations

from bot.deadlines.sources import PrimaryHosts
from bot.programmes.models import Certainty, Fact

# Older rules and rates belong to former funding periods and guidelines.
RECENT_SINCE = 2024


def certainty_of(fact: Fact, programme_id: str, hosts: PrimaryHosts) -> Certainty:
    """Return the certainty that users may be told."""
    if fact.certainty is Certainty.CONFIRMED and not may_confirm(fact, programme_id, hosts):
        return Certainty.ABOUT
    return fact.certainty


def may_confirm(fact: Fact, programme_id: str, hosts: PrimaryHosts) -> bool:
    """Say whether the source is a recent page of the body itself."""
    year = fact.source.year
    return year is not None and year >= RECENT_SINCE and hosts.is_primary(fact.source, programme_id)
