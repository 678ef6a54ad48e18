"""What is told to a further question about the answer above."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.actions.reply_rig import message_of, replied


def shown(faq_id: str) -> list[dict[str, Any]]:
    card = {"card": "answer", "faq_id": faq_id}
    return [{"event": "user", "text": faq_id}, {"event": "bot", "data": {"custom": card}}]


def reply(
    text: str, about: str, *earlier: dict[str, Any], **more: Any
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return what is said to a short unclear message, and what is remembered of it."""
    before = {"topic": about, "decision": "answer", **more}
    message = message_of(text, "clarify", "meta_unklar")
    messages, events = replied(message, [*shown(about), *earlier], before)
    meant = next(e["value"] for e in events if e["event"] == "slot" and e["name"] == "meant")
    return messages, meant


def test_what_comes_near_is_told_and_called_so() -> None:
    [message], meant = reply("und eine Forbildung?", "juleica")
    assert message["text"].startswith("Ich bin nicht sicher, ob das Ihre Frage trifft.")
    assert "Fortbildungen" in message["text"]
    assert (meant["decision"], meant["is_proposed"]) == ("clarify", True)


def test_the_sheet_of_the_programme_is_looked_into() -> None:
    [message], meant = reply("und Programmtage?", "sammelliste", programmes=["dpjw"])
    assert message["custom"]["card"] == "facts"
    assert "4 bis 28 Programmtage" in str(message["custom"])
    assert (meant["decision"], meant["is_proposed"]) == ("answer", False)
    [message], meant = reply("und Programtage?", "sammelliste", programmes=["dpjw"])
    assert message["text"].startswith("Ich bin nicht sicher, ob das Ihre Frage trifft.")
    assert "4 bis 28 Programmtage" in message["text"]


def test_whoever_asks_gets_the_details_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actions._passages.EntryPassages.nearest", lambda *_: [])
    question = "und mit haustier?"
    [word, card], meant = reply(question, "juleica")
    assert word["text"].startswith("Ich bin nicht sicher, ob Ihre Frage")
    assert card["custom"]["answer"][0]["kind"] == "ul"
    assert meant["is_proposed"]
    opened = {"event": "bot", "data": {"custom": card["custom"]}}
    [message], meant = reply(question, "juleica", {"event": "user", "text": "x"}, opened)
    assert message["response"] == "utter_same_answer"
    assert not meant["is_proposed"]


@pytest.mark.parametrize("remark", ["und so", "hm", "😅"])
def test_a_remark_gets_no_details(remark: str) -> None:
    [message], _ = reply(remark, "juleica")
    assert message["response"] == "utter_same_answer"


def test_of_another_country_it_is_said_whether_the_answer_tells_anything() -> None:
    message = message_of("und in Polen?", "clarify", "meta_unklar")
    message["entities"] = [{"entity": "country", "value": "PL", "start": 7, "end": 12}]
    before = {"topic": "jugendschutz_alkohol", "decision": "answer"}
    [said], _ = replied(message, shown("jugendschutz_alkohol"), before)
    assert said["text"].startswith("Zu Polen steht in der Antwort oben")
