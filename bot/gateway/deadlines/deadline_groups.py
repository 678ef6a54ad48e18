"""A long list of deadlines in groups, so that a phone shows first what is near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.clock import day_in_germany
from bot.deadlines.lookup import Found
from bot.deadlines.models import Status
from bot.texts import text

_NEAR = timedelta(days=92)
_WITHOUT_DATE = (Status.UNKNOWN, Status.ENDED)
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """Items of the card of deadlines; what has a ``title`` is folded."""

    title: str
    items: tuple[Item, ...]


def groups_of(found: Sequence[Found], items: Sequence[Item], now: datetime) -> tuple[Group, ...]:
    """Return the items, one for each deadline ``found``, in groups with at least one of them.

    What closes within three months of ``now`` (aware) comes first, without a title: else what
    closes later, and at last what has no fixed day. Of what is left, the title tells how many.
    """
    until = day_in_germany(now) + _NEAR
    kinds: dict[str, list[Item]] = {"near": [], "later": [], "open": [], "undated": []}
    for one, item in zip(found, items, strict=True):
        if one.status in _WITHOUT_DATE:
            kinds["undated"].append(item)
        elif one.due is None:
            kinds["open"].append(item)
        else:
            kinds["near" if one.due.first <= until else "later"].append(item)
    filled = [(kind, tuple(group)) for kind, group in kinds.items() if group]
    return tuple(
        Group(_title(kind, len(group)) if place else "", group)
        for place, (kind, group) in enumerate(filled)
    )


def _title(kind: str, number: int) -> str:
    return text(f"fristen.group_{kind}_{'one' if number == 1 else 'many'}", number=number)
