"""Topics that rules know by name are topics of the assistant."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue import topics

ROOT = Path(__file__).resolve().parents[3]
KNOWN = {path.stem for path in (ROOT / "data" / "nlu").rglob("*.yml")}
NAMED = {
    name: value for name, value in vars(topics).items() if isinstance(value, str) and name.isupper()
}


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_name_stands_for_a_topic_or_a_family(name: str) -> None:
    topic = NAMED[name]
    is_family = topic.endswith("_") and any(known.startswith(topic) for known in KNOWN)
    assert is_family or topic in KNOWN


def test_topics_about_time_are_topics() -> None:
    assert topics.TIME_TOPICS <= KNOWN
