"""What happens in a chat while a person of the office answers, and how answers are rated."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.channels.messages import BotMessage, Button
from bot.consultations.models import ConsultationRequest
from bot.consultations.threads.thread import Threads
from bot.consultations.threads.thread_models import Author, Via
from bot.conversations.counts import CountStore, Rating, ReasonCount
from bot.conversations.models import Reason
from bot.privacy.token_hash import token_hash
from tests.unit.gateway.gateway_rig import JSON, GatewayRig

DAY = date(2026, 11, 23)
ANSWER = BotMessage(
    card={
        "card": "answer",
        "faq_id": "gruppe",
        "alternatives": [{"id": "alter", "question": "Wie alt dürfen Teilnehmende sein?"}],
    },
    buttons=(Button("Das war’s nicht", "/none_of_these"),),
)


@pytest.fixture
def request_of_chat(rig: GatewayRig, session: str) -> ConsultationRequest:
    return rig.submit(conversation=token_hash(session))


def post(client: TestClient, session: str, path: str, **body: Any) -> Any:
    headers = {**JSON, "X-Session": session}
    return client.post(f"/api/chat/{path}", headers=headers, content=json.dumps(body))


def say(client: TestClient, session: str, text: str) -> list[str]:
    messages = post(client, session, "messages", text=text).json()["messages"]
    return [line["message"]["text"] for line in messages]


@pytest.mark.usefixtures("request_of_chat")
class TestPeople:
    def test_the_assistant_is_silent_and_says_so_once(
        self,
        client: TestClient,
        session: str,
        rig: GatewayRig,
        request_of_chat: ConsultationRequest,
    ) -> None:
        rig.services.store.set_human(token_hash(session), True, rig.moment)
        [told] = say(client, session, "Wir fahren doch nach Polen.")
        assert "antwortet Ihnen hier ein Mensch" in told
        assert say(client, session, "Und mit 20 Personen.") == []
        assert rig.assistant.received == []
        thread = Threads(rig.engine, rig.services.now).messages(request_of_chat.reference)
        assert [(m.author, m.via, m.text) for m in thread] == [
            (Author.PERSON, Via.CHAT, "Wir fahren doch nach Polen."),
            (Author.PERSON, Via.CHAT, "Und mit 20 Personen."),
        ]

    def test_words_of_danger_bring_the_numbers_even_then(
        self, client: TestClient, session: str, rig: GatewayRig
    ) -> None:
        rig.services.store.set_human(token_hash(session), True, rig.moment)
        said = say(client, session, "Ein Kind ist bewusstlos!")
        assert said[0] == "Notruf 112"
        assert len(said) == 2

    def test_the_person_can_go_back_to_the_assistant(
        self, client: TestClient, session: str, rig: GatewayRig
    ) -> None:
        rig.services.store.set_human(token_hash(session), True, rig.moment)
        say(client, session, "Hallo")
        reply = post(client, session, "messages", payload="/resume_assistant").json()
        assert "Computerprogramm (KI)" in reply["messages"][0]["message"]["text"]
        assert rig.assistant.received == []
        assert say(client, session, "Wie groß?") == ["Gern!"]

    def test_a_chat_with_a_request_waits_for_its_answer(
        self, client: TestClient, session: str, rig: GatewayRig
    ) -> None:
        rig.moment += timedelta(days=3)
        rig.services.store.add_office_message(
            token_hash(session), "Gern!", "Servicestelle", rig.moment
        )
        rig.moment += timedelta(hours=5)
        history = client.get("/api/chat/history", headers={"X-Session": session}).json()
        assert [line["role"] for line in history["messages"]] == ["bot", "office"]
        rig.moment += timedelta(days=8)
        gone = client.get("/api/chat/history", headers={"X-Session": session})
        assert gone.status_code == 404


def test_without_a_request_nobody_is_left_talking_to_nobody(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    rig.services.store.set_human(token_hash(session), True, rig.moment)
    assert say(client, session, "Ist da jemand?") == ["Gern!"]
    assert not rig.services.store.human_mode(token_hash(session)).is_active


class TestRatings:
    def ask(self, client: TestClient, session: str, rig: GatewayRig) -> int:
        rig.assistant.answers = [ANSWER]
        messages = post(client, session, "messages", text="Wie groß?").json()["messages"]
        return int(messages[0]["number"])

    def test_an_opinion_counts_once_and_is_there_after_a_reload(
        self, client: TestClient, session: str, rig: GatewayRig
    ) -> None:
        number = self.ask(client, session, rig)
        for _ in range(2):
            rated = post(client, session, "feedback", number=number, verdict="not_helpful")
            assert rated.status_code == 200
        post(client, session, "feedback", number=number, verdict="not_helpful", reason="outdated")
        post(client, session, "feedback", number=number, verdict="helpful")
        counts = CountStore(rig.engine)
        assert counts.ratings_since(DAY) == [Rating("gruppe", 0, 1)]
        assert counts.reasons_since(DAY) == [ReasonCount("gruppe", Reason.OUTDATED, 1)]
        history = client.get("/api/chat/history", headers={"X-Session": session}).json()
        assert history["messages"][-1]["verdict"] == "not_helpful"
        assert history["messages"][-1]["reason"] == "outdated"

    def test_that_was_not_it_counts_once_and_brings_the_next_best_questions(
        self, client: TestClient, session: str, rig: GatewayRig
    ) -> None:
        number = self.ask(client, session, rig)
        post(client, session, "feedback", number=number, verdict="not_helpful")
        rig.assistant.answers = [BotMessage("Bitte anders fragen.")]
        answers = post(client, session, "messages", payload="/none_of_these").json()["messages"]
        assert CountStore(rig.engine).ratings_since(DAY) == [Rating("gruppe", 0, 1)]
        [_, other] = [answer["message"] for answer in answers]
        assert other["buttons"] == [
            {
                "title": "Wie alt dürfen Teilnehmende sein?",
                "payload": '/choose_faq{"faq_id": "alter"}',
            }
        ]

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"number": "1", "verdict": "helpful"},
            {"number": True, "verdict": "helpful"},
            {"number": -1, "verdict": "helpful"},
            {"number": 10**30, "verdict": "helpful"},
            {"number": 1.5, "verdict": "helpful"},
            {"number": 999_999, "verdict": "helpful"},
            {"number": 1, "verdict": "great"},
            {"number": 1, "verdict": ["helpful"]},
            {"number": 1, "verdict": "helpful", "reason": "because\x00"},
            {"number": 1, "verdict": "helpful", "reason": {}},
        ],
    )
    def test_wrong_ratings_are_the_clients_fault(
        self, client: TestClient, session: str, rig: GatewayRig, body: dict[str, Any]
    ) -> None:
        self.ask(client, session, rig)
        refused = post(client, session, "feedback", **body)
        assert refused.status_code == 400
        assert refused.json()["message"]
        assert CountStore(rig.engine).ratings_since(DAY) == []

    def test_nobody_rates_in_the_chat_of_others(
        self, client: TestClient, session: str, rig: GatewayRig
    ) -> None:
        number = self.ask(client, session, rig)
        other = client.post("/api/chat/sessions", headers=JSON, content="{}").json()["session"]
        refused = post(client, other, "feedback", number=number, verdict="helpful")
        assert refused.status_code == 400
        unknown = post(client, "x", "feedback", number=number, verdict="helpful")
        assert unknown.status_code == 404


class TestQuestions:
    def test_every_question_of_the_office_can_be_asked(
        self, client: TestClient, session: str, rig: GatewayRig
    ) -> None:
        [entry] = client.get("/api/chat/questions").json()["questions"]
        assert entry == {"id": "gruppe", "question": "Wie groß darf die Gruppe sein?"}
        payload = '/choose_faq{"faq_id": "gruppe"}'
        assert post(client, session, "messages", payload=payload).status_code == 200
        assert rig.assistant.last_text == payload
        history = client.get("/api/chat/history", headers={"X-Session": session}).json()
        assert history["messages"][1]["message"]["text"] == entry["question"]

    @pytest.mark.parametrize(
        "payload",
        [
            '/choose_faq{"faq_id": "unbekannt"}',
            '/choose_faq{"faq_id": "gruppe", "slot": "x"}',
            '/choose_faq {"faq_id": "gruppe"}',
            '/choose_faq{"faq_id": ["gruppe"]}',
            "/choose_faq" + "[" * 900,
            "/choose_faq",
            '/choose_faq{"faq_id": "../gruppe"}',
        ],
    )
    def test_nothing_else_comes_in_that_way(
        self, client: TestClient, session: str, rig: GatewayRig, payload: str
    ) -> None:
        refused = post(client, session, "messages", payload=payload)
        assert refused.json()["error"] == "payload_not_offered"
        assert rig.assistant.received == []


class TestKeys:
    def test_a_message_sent_twice_is_answered_once(
        self, client: TestClient, session: str, rig: GatewayRig
    ) -> None:
        first = post(client, session, "messages", text="Wie groß?", key="k-1").json()
        say(client, session, "Etwas anderes")
        again = post(client, session, "messages", text="Wie groß?", key="k-1").json()
        assert again == first
        assert len(rig.assistant.received) == 2
        history = client.get("/api/chat/history", headers={"X-Session": session}).json()
        said = [line["message"] for line in history["messages"] if line["role"] == "user"]
        assert [(line["text"], line.get("key")) for line in said] == [
            ("Wie groß?", "k-1"),
            ("Etwas anderes", None),
        ]

    def test_a_chosen_button_is_chosen_once(
        self, client: TestClient, session: str, rig: GatewayRig
    ) -> None:
        for _ in range(2):
            reply = post(client, session, "messages", payload="/request_human", key="k")
            assert len(reply.json()["messages"]) == 1
        assert len(rig.assistant.received) == 1

    @pytest.mark.parametrize("key", ["", "a b", "x" * 41, 1, ["k"], "k\x00", "ü"])
    def test_odd_keys_are_refused(self, client: TestClient, session: str, key: object) -> None:
        assert post(client, session, "messages", text="x", key=key).status_code == 400


def test_the_start_says_what_this_is_and_opens_nothing(client: TestClient, rig: GatewayRig) -> None:
    start = client.get("/api/chat/start")
    assert "KI" in start.json()["greeting"][0]["text"]
    assert start.json()["emergency"][0]["text"]
    assert start.headers["cache-control"] == "public, max-age=300"
    assert "set-cookie" not in start.headers
    with rig.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT * FROM chat_sessions").all() == []


def test_sentences_in_other_languages_say_which(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    rig.assistant.answers = [BotMessage("Advice is in German."), BotMessage("Gern!")]
    messages = post(client, session, "messages", text="Hello").json()["messages"]
    assert [line["message"].get("lang") for line in messages] == ["en", None]
