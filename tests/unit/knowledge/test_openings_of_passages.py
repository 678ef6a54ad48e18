"""Passages are told one by one: how they begin must say what follows, and none says it again."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.knowledge.pieces import pieces_of
from bot.meaning.encoder import encode
from bot.settings import PROJECT_ROOT

HIDING = frozenset(
    yaml.safe_load((Path(__file__).parent / "openings_that_hide.yml").read_text(encoding="utf-8"))
)
# Above it two passages told the same thing, whenever they were read.
TWINS = 0.77
ENTRIES = Catalogue(PROJECT_ROOT / "faq").all()


def details_of(entry: FaqEntry) -> list[str]:
    return [piece.text for piece in pieces_of(entry) if not piece.is_short_answer]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_no_opening_hides_what_follows(entry: FaqEntry) -> None:
    openings = [passage.partition(":")[0] for passage in details_of(entry)]
    assert [opening for opening in openings if opening in HIDING] == []
    assert len(set(openings)) == len(openings)


def test_no_two_passages_of_an_entry_tell_the_same() -> None:
    passages = [(entry.id, passage) for entry in ENTRIES for passage in details_of(entry)]
    vectors = encode([passage for _, passage in passages])
    twins = [
        (passages[one], passages[other])
        for one, other in combinations(range(len(passages)), 2)
        if passages[one][0] == passages[other][0]
        and float(np.dot(vectors[one], vectors[other])) > TWINS
    ]
    assert twins == []
