"""What unanswered questions have in common: words of several conversations, never a text.

A word is told only if it stands in at least ``MIN_CONVERSATIONS`` conversations: what one person
wrote about themself is in none of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.conversations.unanswered import Unanswered
from bot.editorial.checks.words import load_words

MIN_CONVERSATIONS = 3
MAX_WORDS = 5
_STEM_LETTERS = 8
_WORD = re.compile(r"[a-zäöüß]{4,}")


@dataclass(frozen=True)
class Cluster:
    """Words that belong together, most frequent first, and how many conversations used them."""

    words: tuple[str, ...]
    conversations: int


def clusters_of(questions: Iterable[Unanswered]) -> list[Cluster]:
    """Group the questions by the words they share, the largest group first."""
    words_of: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for question in questions:
        words_of[question.session].update(_words(question.text))
    left = dict(words_of)
    found: list[Cluster] = []
    while True:
        counts = Counter(stem for words in left.values() for stem in words)
        stem, number = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if number < MIN_CONVERSATIONS:
            return found
        members = {session: words for session, words in left.items() if stem in words}
        found.append(Cluster(_common(members), number))
        left = {session: words for session, words in left.items() if session not in members}


def _words(text: str) -> dict[str, str]:
    """Return the meaningful words of a question by the letters they begin with."""
    stop_words = load_words().stop_words
    return {
        word[:_STEM_LETTERS]: word for word in _WORD.findall(text.lower()) if word not in stop_words
    }


def _common(members: dict[int, dict[str, str]]) -> tuple[str, ...]:
    counts = Counter(stem for words in members.values() for stem in words)
    told = [stem for stem, number in counts.most_common(MAX_WORDS) if number >= MIN_CONVERSATIONS]
    forms = {
        stem: Counter(words[stem] for words in members.values() if stem in words) for stem in told
    }
    # The whole form only if several wrote it so; else the beginning that they share.
    return tuple(
        form if number >= MIN_CONVERSATIONS else f"{stem}…"
        for stem in told
        for form, number in forms[stem].most_common(1)
    )
