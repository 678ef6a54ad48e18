"""The database of requests is asked only where its answer counts."""

from __future__ import annotations

from typing import Any

import pytest

from bot.texts import text
from tests.unit.actions.reply_rig import message_of, replied

ANSWERED = {"event": "bot", "data": {"custom": {"card": "answer", "faq_id": "juleica"}}}
ASKED = {"event": "user", "text": "Was ist die Juleica?"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(
        "actions.conversation.sent_requests.newest_request", lambda t: found.append(t.sender_id)
    )
    return found


@pytest.mark.parametrize(
    ("earlier", "times"), [([], 1), ([ASKED, ANSWERED], 0)], ids=["first", "after an answer"]
)
def test_below_an_answer_nothing_is_just_sent(
    asked: list[str], earlier: list[dict[str, Any]], times: int
) -> None:
    replied(message_of("Was kostet ein Visum?", "answer", "visum"), earlier)
    assert len(asked) == times


@pytest.mark.parametrize(("said", "is_asked"), [("hm ja also", False), ("kim@example.org", True)])
def test_whoever_leaves_no_address_does_not_begin_a_request(
    asked: list[str], said: str, is_asked: bool
) -> None:
    replied(message_of(said, "clarify", "meta_unklar"), [ASKED, ANSWERED])
    assert bool(asked) is is_asked


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("said", "decision", "topic", "is_offered"),
    [
        ("noch eine andere Frage, bitte nochmal Beratung", "answer", "beratung_vereinbaren", True),
        ("hm, doch nochmal beraten?", "clarify", "meta_unklar", True),
        ("Was kostet die Beratung?", "answer", "beratung_vereinbaren", False),
        ("Brauchen wir für das DPJW eine zweite Beratung?", "answer", "foerderung_dpjw", False),
    ],
)
def test_whoever_wants_advice_again_is_asked_once_for_a_new_request(
    said: str, decision: str, topic: str, *, is_offered: bool
) -> None:
    messages, _ = replied(message_of(said, decision, topic), [ASKED, ANSWERED])
    assert (messages[0].get("text") == text("intake.another")) is is_offered
    if is_offered:
        assert [b["payload"] for b in messages[0]["buttons"]] == ["/request_consultation"]
