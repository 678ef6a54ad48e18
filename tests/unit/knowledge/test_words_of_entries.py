"""One word for whoever gives money, and one way of saying that something is not known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry

ENTRIES = Catalogue(Path(__file__).resolve().parents[3] / "faq").all()
# The assistant says what it does not know itself: neither „wir“ nor „hier“ is anybody.
OTHER_WORDS = re.compile(
    r"Förderer|Geldgeber|lieg\w+ (?:uns|hier)\b|(?:uns|hier)(?: aktuell)? nicht bekannt"
    r"|(?:kennen|wissen) wir nicht|bei uns nicht belegt"
)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_answers_use_one_word_for_one_thing(entry: FaqEntry) -> None:
    assert OTHER_WORDS.findall(f"{entry.answer}\n{entry.details}") == []
