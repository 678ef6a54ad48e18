"""The closed classes of words by which grammar is recognised, from ``grammar.yml``."""

from __future__ import annotations

from pathlib import Path

from bot.words.lists import lists

GRAMMAR_FILE = Path(__file__).with_name("grammar.yml")


def word_list(name: str) -> tuple[str, ...]:
    """Return the list ``name`` of ``grammar.yml``."""
    return lists(GRAMMAR_FILE)[name]
