"""The names of topics as people read them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.catalogue import Catalogue


def topic_titles(catalogue: Catalogue, topic_ids: Iterable[str]) -> dict[str, str]:
    """Return the question of each topic's entry; a topic without one shows its id in words."""
    titles = {}
    for topic_id in topic_ids:
        entry = catalogue.get(topic_id)
        titles[topic_id] = _words(topic_id) if entry is None else entry.question
    return titles


def _words(topic_id: str) -> str:
    return topic_id.replace("_", " ").strip().capitalize()
