from __future__ import annotations

from bot.dialogue.context import Context, Heard


def test_a_place_is_remembered() -> None:
    context = Context("foerderung_land_nrw", "answer", place="castrop_rauxel")
    assert Context.from_dict(context.as_dict()) == context


def test_conversations_from_before_places_were_known_go_on() -> None:
    stored = {"topic": "juleica", "decision": "answer", "programmes": [], "countries": []}
    assert Context.from_dict(stored) == Context("juleica", "answer")
    assert Context.from_dict({**stored, "place": None}) == Context("juleica", "answer")


def test_a_long_message_asks_with_some_of_its_sentences() -> None:
    letter = Heard("Das war zu spät. Wer haftet?", "answer", None, asking=((17, 28),))
    assert letter.asked == " " * 17 + "Wer haftet?"
    assert Heard("Wer haftet?", "answer", None).asked == "Wer haftet?"
