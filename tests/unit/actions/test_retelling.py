"""The last answer told again: in Einfache Sprache, shorter, or all of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.actions.reply_rig import message_of, replied

JULEICA = {"topic": "juleica", "decision": "answer"}


def reply(text: str, before: dict[str, Any] | None = JULEICA, **more: Any) -> list[dict[str, Any]]:
    return replied(message_of(text, "clarify", "meta_unklar"), (), before, **more)[0]


@pytest.mark.parametrize(
    ("said", "word", "told"),
    [
        ("auf einfach bitte", "Gern noch einmal", "Die Juleica ist ein Ausweis für Ehrenamtliche"),
        ("kürzer bitte", "Kurz gesagt", "Die Juleica bekommen Ehrenamtliche ab 16 Jahren"),
        ("mehr dazu", "Mehr dazu", "Juleica (Jugendleiter:in-Card)"),
    ],
)
def test_the_answer_is_told_as_it_is_wanted(said: str, word: str, told: str) -> None:
    first, second = reply(said)
    card = second["custom"]
    assert first["text"].startswith(word)
    assert told in str(card["answer"])
    assert (card["faq_id"], card["details"], card["simple"]) == ("juleica", [], [])
    # The sources stay below it.
    assert card["sources"]


def test_short_is_two_sentences() -> None:
    [block] = reply("kürzer bitte")[1]["custom"]["answer"]
    [span] = block["spans"]
    assert span["text"].endswith("mit 9 Unterrichtseinheiten.")


@pytest.mark.parametrize(
    "before",
    [
        None,
        {"topic": "notfall_gewalt", "decision": "emergency"},
        {"topic": "unknown", "decision": "answer"},
        # It was only asked back about, and never shown.
        {**JULEICA, "is_guess": True},
    ],
)
def test_without_an_answer_above_nothing_is_told_again(before: dict[str, Any] | None) -> None:
    assert all("Kurz gesagt" not in (m.get("text") or "") for m in reply("kürzer bitte", before))


def test_a_form_reads_such_words_as_its_answer() -> None:
    said = reply("kürzer bitte", loop="consultation_form")
    assert all("Kurz gesagt" not in (m.get("text") or "") for m in said)
