from __future__ import annotations

import pytest

from bot.knowledge.naming.names import NameIndex, words_of
from bot.words.folding import fold

INDEX = NameIndex(
    [
        ("Köln", "koeln"),
        ("Willich", "willich"),
        ("Rheinberg", "rheinberg"),
        ("Rhein-Berg", "kreis"),
        ("Rhein-Sieg-Kreis", "rhein_sieg"),
        ("Castrop-Rauxel", "castrop"),
        ("Gelsenkirchen", "gelsenkirchen"),
        ("Schwerte", "schwerte"),
        ("Langenberg", "velbert"),
        ("Langenberg", "langenberg"),
    ],
    endings=("s",),
)


def found(text: str, typo_from: int | None = 8) -> list[tuple[str, ...]]:
    return [one.values for one in INDEX.find(words_of(text), typo_from=typo_from)]


@pytest.mark.parametrize("text", ["Köln", "KOELN", "koln", "Ko\u0308ln", "Kölns", "in Köln."])
def test_case_umlauts_and_the_genitive_do_not_matter(text: str) -> None:
    assert found(text) == [("koeln",)]


@pytest.mark.parametrize(
    "text", ["Rhein-Sieg-Kreis", "rhein sieg kreis", "Rheinsieg Kreis", "rheinsiegkreis"]
)
def test_words_may_be_written_together(text: str) -> None:
    assert found(text) == [("rhein_sieg",)]


def test_a_name_of_one_word_is_never_put_together_from_two() -> None:
    assert found("das will ich gelsen kirchen") == []


def test_written_apart_and_together_may_be_different_names() -> None:
    assert found("Rheinberg") == [("rheinberg",)]
    assert found("Rhein Berg") == [("kreis",)]


def test_a_name_may_mean_several_things() -> None:
    assert found("Langenberg") == [("velbert", "langenberg")]


@pytest.mark.parametrize(
    "typed", ["Gelsenkirchn", "Gelsennkirchen", "Gelsenkirhcen", "Gelsenkorchen"]
)
def test_one_typo_of_each_kind_is_forgiven_in_long_names(typed: str) -> None:
    assert found(f"Treff in {typed}") == [("gelsenkirchen",)]
    assert found(f"Treff in {typed}", typo_from=None) == []


def test_two_typos_another_first_letter_and_short_words_are_not_names() -> None:
    assert found("Gelsnkirchn Belsenkirchen schwere Wörter") == [("schwerte",)]
    assert found("Gelsnkirchn Belsenkirchen schwer", typo_from=9) == []


def test_odd_texts_name_nothing() -> None:
    for text in ("", " ", "\x00", "\ud800", "🙂🙂", "<b></b>", "a" * 100_000, "ö" * 5_000):
        assert found(text) == []


def test_a_very_long_text_is_read_to_a_limit() -> None:
    assert found("und " * 100_000 + "Köln") == []
    assert found("Köln " + "und " * 100_000) == [("koeln",)]


def test_one_spelling() -> None:
    assert fold("Gütersloh, Straße, Café") == "guetersloh, strasse, cafe"


def test_a_message_is_forgotten_with_the_next_one() -> None:
    first = words_of("wie alt")
    assert words_of("wie alt") is first
    words_of("wie lang")
    assert words_of("wie alt") is not first
