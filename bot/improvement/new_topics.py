"""A topic that has no training sentences yet waits until it has enough to be told from others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from bot.improvement.models import Sentence

MIN_SENTENCES_OF_A_NEW_TOPIC = 10


def learnable(sentences: Sequence[Sentence], known: Collection[str]) -> list[Sentence]:
    """Return the sentences of known topics and of new ones that have enough of them."""
    numbers = Counter(sentence.intent for sentence in sentences)
    return [
        sentence
        for sentence in sentences
        if sentence.intent in known or numbers[sentence.intent] >= MIN_SENTENCES_OF_A_NEW_TOPIC
    ]
