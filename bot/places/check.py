"""The editor's check of the place files: everything that is wrong, at once, in German."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from pathlib import Path

from bot.knowledge.files.fields import Fields
from bot.knowledge.files.problems import Problem
from bot.places.guidance import guidance_document, read_guidance
from bot.places.models import PlaceKind
from bot.places.parsing import Gazetteer, documents, names_under, read_gazetteer
from bot.texts import text
from bot.words.folding import fold

DISTRICTS_OF_NRW = 53
TOWNS_OF_NRW = 396


def check_places(faq_dir: Path, known_topics: Collection[str], today: date) -> list[Problem]:
    """Return all findings in the three files; ``known_topics`` are the ids of the answers."""
    towns, other_states = documents(faq_dir)
    texts = guidance_document(faq_dir)
    gazetteer = read_gazetteer(towns, other_states)
    guidance = read_guidance(texts)
    if not towns.problems:
        _check_counts(towns.root, gazetteer)
        _check_ambiguous(towns.root.mapping("ambiguous"), gazetteer)
    for topic in sorted({*guidance.topics, *guidance.elsewhere.topics} - set(known_topics)):
        texts.root.problem("unknown_topic", "topics", key="topics", id=topic)
    for document in (towns, texts):
        document.root.refuse_future("checked_on", today)
    return [*towns.problems, *other_states.problems, *texts.problems]


def _check_counts(root: Fields, gazetteer: Gazetteer) -> None:
    kinds = Counter(place.kind for place in gazetteer.places)
    cities = kinds[PlaceKind.INDEPENDENT_CITY]
    for what, found, wanted in (
        ("count_districts", cities + kinds[PlaceKind.DISTRICT], DISTRICTS_OF_NRW),
        ("count_towns", cities + kinds[PlaceKind.TOWN], TOWNS_OF_NRW),
    ):
        if found != wanted:
            name = text(f"places_check.{what}")
            root.problem("wrong_count", "districts", found=found, wanted=wanted, what=name)


def _check_ambiguous(ambiguous: Fields, gazetteer: Gazetteer) -> None:
    names = {fold(name) for name, _ in gazetteer.names}
    for word in names_under(ambiguous, "words"):
        if fold(word) not in names:
            ambiguous.problem("unused_ambiguous", "words", name=word)
