"""What the dialogue says about a former name, and when it does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import Responder


def titles(text: str, earlier: Sequence[str] = (), decision: str = "answer") -> list[str | None]:
    """Return the titles of the ``facts`` cards with which a message is answered."""
    topic = {"emergency": "notfall_suizid", "smalltalk": "meta_dank_abschied"}.get(decision)
    understanding = {"decision": decision, "topic": topic or "foerderung_osteuropa"}
    message = {
        "text": text,
        "intent": {"name": "x"},
        "entities": [],
        "understanding": understanding,
    }
    events = [{"event": "user", "text": said} for said in (*earlier, text)]
    dispatcher = CollectingDispatcher()
    tracker = Tracker("test", {}, message, events, False, None, {}, "action_listen")
    Responder(dispatcher, tracker).reply()
    cards: list[dict[str, Any]] = [message["custom"] for message in dispatcher.messages]
    return [card["title"] for card in cards if card.get("card") == "facts"]


def test_todays_name_comes_before_the_answer() -> None:
    assert titles("Fördert die DRJA noch Begegnungen?") == ["Neuer Name: Stiftung Juve"]
    assert titles("Fördert die Stiftung Juve noch Begegnungen?") == []


def test_it_is_said_once_in_a_conversation() -> None:
    earlier = ["Fördert die DRJA noch Begegnungen?", "Danke"]
    assert titles("Was zahlt die Stiftung DRJA?", earlier) == []
    assert titles("Und JUGEND IN AKTION?", earlier) == ["Neuer Name: Erasmus+ Jugend"]


def test_at_most_two_names_are_put_right() -> None:
    assert titles("BMFSFJ, MKFFI und DRJA?") == ["Neue Namen: BMBFSFJ, MKJFGFI"]


@pytest.mark.parametrize("decision", ["emergency", "smalltalk"])
def test_what_is_urgent_or_small_talk_stays_as_it_is(decision: str) -> None:
    assert titles("DRJA", decision=decision) == []
