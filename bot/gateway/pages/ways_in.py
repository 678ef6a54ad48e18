"""The ways into the answers for each target group, as the list of questions shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.knowledge.target_groups import TargetGroup


@dataclass(frozen=True)
class WayIn:
    """A group with the entry that its worry leads to (None: there is none) and further ones."""

    group: TargetGroup
    start: FaqEntry | None
    more: tuple[FaqEntry, ...]


def ways_into(groups: Iterable[TargetGroup], catalogue: Catalogue) -> list[WayIn]:
    """Return the ways in; entries that do not exist are left out, and groups without any."""
    entries = {entry.id: entry for entry in catalogue.all()}
    ways = [
        WayIn(
            group,
            entries.get(group.start),
            tuple(entries[topic] for topic in group.more if topic in entries),
        )
        for group in groups
    ]
    return [way for way in ways if way.start is not None or way.more]
