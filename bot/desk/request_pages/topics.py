"""The names of topics as people read them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.naming.topic_titles import topic_titles as titles_by


def topic_titles(catalogue: Catalogue, topic_ids: Iterable[str]) -> dict[str, str]:
    """Return the title of each topic."""
    title = titles_by(catalogue)
    return {topic_id: title(topic_id) for topic_id in topic_ids}
