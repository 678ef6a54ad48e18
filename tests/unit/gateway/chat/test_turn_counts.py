from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.channels.messages import BotMessage, Button
from bot.channels.rasa_client import AssistantUnavailableError, FailureReason
from bot.conversations.counts import CountStore, HourCount, Rating, TopicCount
from tests.unit.gateway.gateway_rig import JSON, GatewayRig

DAY = date(2026, 11, 23)
NOT_IT = Button("Das war’s nicht", "/none_of_these")
CLARIFY = "Meinten Sie eine dieser Fragen?"
ANSWER = BotMessage(card={"card": "answer", "faq_id": "gruppe"}, buttons=(NOT_IT,))


def send(client: TestClient, session: str, **body: Any) -> int:
    headers = {**JSON, "X-Session": session}
    response = client.post("/api/chat/messages", headers=headers, content=json.dumps(body))
    return response.status_code


def test_topics_and_refusals_are_counted_and_texts_are_not(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    rig.assistant.answers = [ANSWER]
    assert send(client, session, text="Wie groß darf die Gruppe von Erika sein?") == 200
    rig.assistant.answers = [BotMessage("Bitte anders fragen.")]
    assert send(client, session, payload="/none_of_these") == 200
    store = CountStore(rig.engine)
    assert store.topics_since(DAY) == [TopicCount("gruppe", "answer", 1)]
    assert store.ratings_since(DAY) == [Rating("gruppe", 0, 1)]
    with rig.engine.connect() as connection:
        for table in ("chat_topic_counts", "chat_feedback"):
            rows = str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())  # noqa: S608
            assert "Erika" not in rows


def test_something_else_after_a_question_back_is_no_refusal(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    rig.assistant.answers = [BotMessage("Meinten Sie?", (NOT_IT,))]
    send(client, session, text="Gruppe")
    send(client, session, payload="/none_of_these")
    assert CountStore(rig.engine).ratings_since(DAY) == []


def test_a_silent_assistant_counts_as_nothing(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    rig.assistant.failure = AssistantUnavailableError(FailureReason.TIMEOUT)
    assert send(client, session, text="Hallo") == 200
    assert CountStore(rig.engine).topics_since(DAY) == []


def test_a_question_back_that_leads_to_an_answer_is_counted_as_clarified(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    choice = Button("Wie groß?", '/choose_faq{"faq_id": "gruppe"}')
    rig.assistant.answers = [BotMessage(CLARIFY, (choice, NOT_IT))]
    assert send(client, session, text="Gruppe") == 200
    rig.assistant.answers = [ANSWER]
    assert send(client, session, payload=choice.payload) == 200
    assert CountStore(rig.engine).topics_since(DAY) == [
        TopicCount("", "clarified", 1),
        TopicCount("", "clarify", 1),
        TopicCount("gruppe", "answer", 1),
    ]
    assert CountStore(rig.engine).days_since(DAY) == {DAY: 2}


def test_hour_and_channel_are_counted_without_topic(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    rig.assistant.answers = [ANSWER]
    for _ in range(2):
        assert send(client, session, text="Wie groß?") == 200
    # The rig's clock shows nine in the morning by world time.
    assert CountStore(rig.engine).hours_between(DAY, DAY) == [HourCount(10, "web", 2)]


def test_a_lost_count_costs_nobody_an_answer(
    client: TestClient, session: str, rig: GatewayRig, caplog: pytest.LogCaptureFixture
) -> None:
    rig.assistant.answers = [ANSWER]
    with rig.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE chat_topic_counts")
        connection.exec_driver_sql("DROP TABLE chat_feedback")
    assert send(client, session, text="Wie groß?") == 200
    assert send(client, session, payload="/none_of_these") == 200
    assert "could not be counted" in caplog.text
