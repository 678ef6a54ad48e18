from __future__ import annotations

import pickle

import pytest

from bot.nlu.ranker.spelling import Spelling, is_one_slip

TRAINED = ["Förderung für Begegnung", "die Förderung", "Begegnung in Posen", "Begegnung 2027"]


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    learned = Spelling()
    learned.fit(TRAINED)
    return learned


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("foerderung", "Förderung"),
        ("FÖRDERUNG", "Förderung"),
        ("förderugn", "Förderung"),
        ("Förderng", "Förderung"),
        ("Förderrung", "Förderung"),
        ("Fürderung", "Förderung"),
        ("Fo\u0308rderung", "Förderung"),
        ("Fu\u0308rderung", "Förderung"),
        ("Bra\u0308uche", "Bräuche"),
        ("begegnunng!", "Begegnung!"),
        # The slip is in an umlaut, or one is in the way.
        ("Frderung", "Förderung"),
        ("fäörderung", "Förderung"),
        ("fördeurng", "Förderung"),
        # Too far away, too short, or no word at all.
        ("Förrrdrung", "Förrrdrung"),
        ("dei", "dei"),
        ("2026", "2026"),
        ("Danzig", "Danzig"),
        ("", ""),
    ],
)
def test_words_get_their_usual_spelling(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.normalise(typed) == meant


def test_it_survives_storing(spelling: Spelling) -> None:
    restored = pickle.loads(pickle.dumps(spelling))  # noqa: S301 - our own
    assert restored.normalise("förderugn begegnunng") == "Förderung Begegnung"


def test_words_that_nobody_trained_are_unknown(spelling: Spelling) -> None:
    assert spelling.unknown("foerderung in Posen, Förderng!") == {"foerderng"}
    assert Spelling().unknown("Wort") == {"wort"}


def test_the_most_frequent_of_two_near_words_is_meant() -> None:
    learned = Spelling()
    learned.fit(["Gruppe", "Gruppe", "Truppe", "Grippe"])
    assert learned.normalise("gruppee") == "Gruppe"
    # The first letter counts more than how often a word is used.
    assert learned.normalise("truppee") == "Truppe"
    assert learned.normalise("gripe") == "Grippe"


def test_short_words_become_only_what_is_used_often() -> None:
    learned = Spelling()
    learned.fit(["wie für den Bus", "rar"] + ["wie für den"] * 4)
    assert learned.normalise("wei fcr üfr dne") == "wie für für den"
    assert learned.normalise("bsu rra") == "bsu rra"
    # Names and abbreviations.
    assert learned.normalise("Ben DEM") == "Ben DEM"
    # Other languages have words of their own, short and long ones.
    assert learned.normalise("wei fcr", is_foreign=True) == "wei fcr"
    learned.fit(["ConAct fördert"])
    assert learned.normalise("how to contact", is_foreign=True) == "how to contact"
    assert learned.normalise("conact", is_foreign=True) == "ConAct"


@pytest.mark.parametrize(("new_words", "read"), [(100, "Förderung"), (300, "Förderng")])
def test_where_many_words_are_new_an_unknown_one_is_new_too(new_words: int, read: str) -> None:
    learned = Spelling()
    learned.fit([*TRAINED * 100, *(f"neu{number}wort" for number in range(new_words))])
    assert learned.normalise("Förderng") == read
    assert learned.normalise("foerderung") == "Förderung"


def test_a_huge_word_costs_no_time(spelling: Spelling) -> None:
    assert spelling.normalise("x" * 100_000) == "x" * 100_000


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("ab", "ba", True), ("abc", "abd", True), ("abc", "ab", True), ("abc", "abc", False),
     ("abcd", "acbd", True), ("abcd", "badc", False), ("abc", "a", False)],
)  # fmt: skip
def test_one_slip(one: str, other: str, expected: bool) -> None:
    assert is_one_slip(one, other) is expected
