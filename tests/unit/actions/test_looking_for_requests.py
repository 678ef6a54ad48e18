"""The database of requests is asked only where its answer counts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.actions.reply_rig import message_of, replied

ANSWERED = {"event": "bot", "data": {"custom": {"card": "answer", "faq_id": "juleica"}}}
ASKED = {"event": "user", "text": "Was ist die Juleica?"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr("actions._own_request._newest", lambda t: found.append(t.sender_id))
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
