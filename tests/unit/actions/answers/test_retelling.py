"""The last answer told again: in Einfache Sprache, shorter, or all of it."""

from __future__ import annotations

from typing import Any

import pytest

from actions import wiring
from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.blocks import to_blocks, to_plain_text
from bot.knowledge.pieces import pieces_of
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


PASSAGE = "Verlängern: Es gibt Fortbildungen"


def opened_with(passage: str) -> dict[str, Any]:
    answer = [*to_blocks(f"**Zu Ihrer Frage** – {passage}"), *to_blocks(juleica().answer)]
    card = {"card": "answer", "faq_id": "juleica", "answer": answer}
    return {"event": "bot", "data": {"custom": card}}


def juleica() -> FaqEntry:
    entry = wiring.catalogue().get("juleica")
    assert entry is not None
    return entry


def own_passage() -> str:
    return next(p.text for p in pieces_of(juleica()) if p.text.startswith(PASSAGE))


@pytest.mark.parametrize("said", ["kürzer bitte", "auf einfach bitte"])
@pytest.mark.parametrize("is_alone", [False, True])
def test_what_answers_the_own_question_stays(said: str, is_alone: bool) -> None:
    told = {"event": "bot", "text": f"Dazu steht oben: {own_passage()}"}
    asked = {"event": "user", "text": "wie verlängern"}
    before = [asked, told if is_alone else opened_with(own_passage())]
    [_, card] = replied(message_of(said, "clarify", "meta_unklar"), before, JULEICA)[0]
    first, *others = (to_plain_text([block]) for block in card["custom"]["answer"])
    assert PASSAGE in first
    # In short nothing else is told; the simple answer says which question it belongs to.
    assert ["Überschrift" in other for other in others[:1]] == [True] * (said != "kürzer bitte")


def test_it_stays_when_the_answer_is_told_again_once_more() -> None:
    again = [{"event": "user", "text": "kürzer bitte"}, {"event": "bot", "text": "Kurz gesagt:"}]
    before = [{"event": "user", "text": "wie verlängern"}, opened_with(own_passage()), *again]
    [_, card] = replied(message_of("einfacher", "clarify", "meta_unklar"), before, JULEICA)[0]
    assert PASSAGE in to_plain_text(card["custom"]["answer"])


def test_what_answered_an_earlier_question_is_dropped() -> None:
    card = {"card": "answer", "faq_id": "juleica", "answer": to_blocks(juleica().answer)}
    before = [
        {"event": "user", "text": "wie verlängern"},
        opened_with(own_passage()),
        {"event": "user", "text": "was ist die juleica"},
        {"event": "bot", "data": {"custom": card}},
    ]
    [_, shown] = replied(message_of("kürzer", "clarify", "meta_unklar"), before, JULEICA)[0]
    assert PASSAGE not in to_plain_text(shown["custom"]["answer"])
