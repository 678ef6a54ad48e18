from __future__ import annotations

import random

import pytest

from benchmarks.near_duplicates import NearDuplicate, near_duplicates

NEAR = [
    ("kjfp 2023-2027 position internationales", "KJFP 2023-2027 INTERNATIONALES"),
    ("wer zahlt sowas eigentlich alles", "wer zahlt sowas eigentlich"),
    ("Wie lange dauert das?", "wie lange dauert das"),
    ("zuschuss für jugendgruppe aus köln", "aus koeln jugendgruppe für zuschuss"),
    ("Müssen beide Gruppen gleich groß sein?", "Muessen beide Gruppen gleich gross sein"),
    ("sprachmittlung begegnung zuschuss", "sprachmittlung jugendbegegnung zuschuss"),
    ("unser partner meldet sich nicht mehr", "unser partner meldt sich nicht mehr"),
]
DIFFERENT = [
    ("juleica verlängern", "juleica beantragen"),
    ("und für polen?", "und bis wann?"),
    ("Wer zahlt den Bus?", "Wer zahlt die Dolmetscherin und wie viel?"),
    ("hallo", "halal"),
    ("?!", "..."),
    ("", "👍"),
]


@pytest.mark.parametrize("pair", NEAR)
def test_finds(pair: tuple[str, str]) -> None:
    assert near_duplicates(pair) == [NearDuplicate(0, 1)]


@pytest.mark.parametrize("pair", DIFFERENT)
def test_leaves_alone(pair: tuple[str, str]) -> None:
    assert near_duplicates(pair) == []


def test_no_sentences() -> None:
    assert near_duplicates([]) == []


def test_finds_every_hidden_copy_among_many() -> None:
    chance = random.Random(7)  # noqa: S311 - a test
    words = ["".join(chance.choices("abcdefghij", k=6)) for _ in range(3000)]
    sentences = [" ".join(chance.sample(words, chance.randint(5, 30))) for _ in range(2000)]
    copied = sorted(chance.sample(range(2000), 25))
    copies = [" ".join(sentences[position].split()[:-1]) for position in copied]
    expected = [NearDuplicate(original, 2000 + n) for n, original in enumerate(copied)]
    assert near_duplicates([*sentences, *copies]) == expected
