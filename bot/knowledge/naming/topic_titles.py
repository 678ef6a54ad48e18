"""What a topic is called for people of the office: its question, or a name of ours."""

from __future__ import annotations

from collections.abc import Callable

from bot.knowledge.catalogue import Catalogue
from bot.texts import keys, text


def topic_titles(catalogue: Catalogue) -> Callable[[str], str]:
    """Return what tells the title of a topic; one that nobody knows has its id in words."""
    questions = {entry.id: entry.question for entry in catalogue.all()}
    named = keys()

    def title(topic: str) -> str:
        if topic in questions:
            return questions[topic]
        key = f"topics.{topic}"
        return text(key) if key in named else topic.replace("_", " ").strip().capitalize()

    return title
