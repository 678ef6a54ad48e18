"""A deadline as an item of a ``facts`` card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.deadlines.lookup import DeadlineQuery, Found
from bot.deadlines.models import Status
from bot.deadlines.shown.cautions import sources_for
from bot.deadlines.shown.wording import route_words, status_words, when_words
from bot.deadlines.sources import PrimaryHosts
from bot.knowledge.shown.fact_cards import FactItem, FactStatus, fact_item

_STATUS: Mapping[Status, FactStatus | None] = {
    Status.OPEN: "confirmed",
    Status.SOON: "confirmed",
    Status.ROLLING: "confirmed",
    Status.UNCONFIRMED: "about",
    Status.CLOSED: "about",
    Status.UNKNOWN: "unknown",
    Status.ENDED: None,
}


def deadline_fact(
    found: Found,
    query: DeadlineQuery,
    hosts: PrimaryHosts,
    now: datetime,
    *,
    names_programme: bool = False,
) -> FactItem:
    """Return the item; ``names_programme`` puts the programme before the action."""
    deadline = found.deadline
    when = when_words(found, query, hosts, now)
    if found.status in (Status.OPEN, Status.SOON):
        when = f"{when} ({status_words(found)})"
    parts = [deadline.programme.name if names_programme else "", deadline.action]
    # The route of a deadline for members says that it is for them only.
    note = f"{route_words(deadline, query.office)}. {deadline.note}".strip()
    return fact_item(
        when,
        label=" – ".join(filter(None, parts)) or None,
        note=note or None,
        status="members" if deadline.members_of else _STATUS[found.status],
        sources=sources_for(deadline, query.countries),
        checked_on=deadline.checked_on,
    )
