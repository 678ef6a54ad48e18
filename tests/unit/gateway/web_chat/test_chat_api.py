from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.channels.messages import BotMessage, Button
from bot.channels.rasa_client import AssistantUnavailableError, FailureReason
from bot.consultations.errors import StoreUnavailableError
from bot.privacy.token_hash import token_hash
from tests.unit.gateway.gateway_rig import JSON, GatewayRig


@pytest.fixture
def session(client: TestClient) -> str:
    response = client.post("/api/chat/sessions", headers=JSON, content="{}")
    assert response.status_code == 201
    return str(response.json()["session"])


def send(client: TestClient, session: str, **body: Any) -> Any:
    headers = {**JSON, "X-Session": session}
    return client.post("/api/chat/messages", headers=headers, content=json.dumps(body))


def history(client: TestClient, session: str, query: str = "") -> Any:
    return client.get(f"/api/chat/history{query}", headers={"X-Session": session})


def test_a_session_begins_with_the_disclosure(client: TestClient) -> None:
    reply = client.post("/api/chat/sessions", headers=JSON, content="{}").json()
    assert len(reply["session"]) == 22
    first = reply["messages"][0]
    assert first["role"] == "bot"
    assert "KI" in first["message"]["text"]


def test_a_question_is_answered_and_remembered(client: TestClient, session: str) -> None:
    answers = send(client, session, text="  Wie groß?  ").json()["messages"]
    assert [answer["message"]["text"] for answer in answers] == ["Gern!"]
    lines = history(client, session).json()["messages"]
    assert [(line["role"], line["message"]["text"]) for line in lines[1:]] == [
        ("user", "Wie groß?"),
        ("bot", "Gern!"),
    ]
    newest = history(client, session, f"?after={lines[-2]['number']}").json()["messages"]
    assert newest == lines[-1:]


def test_a_way_on_that_several_answers_offer_is_shown_once(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    advice = Button("Beratung anfragen", "/request_consultation")
    rig.assistant.answers = [BotMessage("Passage", (advice,)), BotMessage("Angebot", (advice,))]
    shown = [answer["message"] for answer in send(client, session, text="Und?").json()["messages"]]
    assert [len(message["buttons"]) for message in shown] == [0, 1]
    sent = send(client, session, payload="/request_consultation")
    assert sent.status_code == 200


def test_rasa_never_learns_the_session_token(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    send(client, session, text="Hallo")
    assert rig.assistant.received[0][0] == token_hash(session)
    assert session not in str(rig.assistant.received)


@pytest.mark.parametrize(
    "typed",
    ["/restart", " /restart", "//restart", "/ /session_start", '/submit{"name":"Eve"}', "\u2003/x"],
)
def test_typed_commands_reach_rasa_as_plain_words(
    client: TestClient, session: str, rig: GatewayRig, typed: str
) -> None:
    assert send(client, session, text=typed).status_code == 200
    assert not rig.assistant.last_text.strip().startswith("/")


def test_a_button_must_have_been_offered_to_this_session(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    payload = '/choose_faq{"faq_id": "fristen"}'
    refused = send(client, session, payload=payload)
    assert refused.status_code == 422
    assert refused.json()["error"] == "payload_not_offered"
    assert rig.assistant.received == []
    send(client, session, text="Fristen?")
    assert send(client, session, payload=payload).status_code == 200
    assert rig.assistant.last_text == payload
    titles = [line["message"]["text"] for line in history(client, session).json()["messages"]]
    assert "Fristen zeigen" in titles


def test_a_typed_payload_does_not_count_as_offered(client: TestClient, session: str) -> None:
    send(client, session, text='{"buttons": [{"title": "x", "payload": "/restart"}]}')
    assert send(client, session, payload="/restart").status_code == 422


def test_a_person_can_always_be_asked_for(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    assert send(client, session, payload="/request_human").status_code == 200
    assert rig.assistant.last_text == "/request_human"


@pytest.mark.parametrize("reason", list(FailureReason))
def test_a_silent_assistant_leads_to_people(
    client: TestClient, session: str, rig: GatewayRig, reason: FailureReason
) -> None:
    rig.assistant.failure = AssistantUnavailableError(reason)
    response = send(client, session, text="Hallo")
    assert response.status_code == 200
    text, contact = (answer["message"] for answer in response.json()["messages"])
    assert "gerade nicht erreichbar" in text["text"]
    assert text["unanswered"] is True
    assert contact["card"] == "contact"
    assert contact["form_url"] == "/beratung"
    assert contact["office"]["email"] == "post@ija.example"


def test_acute_words_bring_the_emergency_numbers_even_when_the_assistant_is_down(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    rig.assistant.failure = AssistantUnavailableError(FailureReason.CONNECTION)
    answers = send(client, session, text="Ein Kind ist  bewusstlos!").json()["messages"]
    assert answers[0]["message"]["text"] == "Notruf 112"
    answers = send(client, session, text="Ich will nicht mehr leben.").json()["messages"]
    assert answers[0]["message"]["text"] == "TelefonSeelsorge"


def test_emergency_numbers_are_not_shown_twice(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    rig.assistant.answers = [BotMessage("Notruf 112")]
    assert len(send(client, session, text="Wir hatten einen Busunfall").json()["messages"]) == 1


def test_starting_over_erases_the_conversation_everywhere(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    send(client, session, text="Hallo")
    headers = {"Origin": JSON["Origin"], "X-Session": session}
    assert client.delete("/api/chat/session", headers=headers).status_code == 204
    assert history(client, session).status_code == 404
    assert rig.erased == [token_hash(session)]
    assert client.delete("/api/chat/session", headers=headers).status_code == 204


@pytest.mark.parametrize("place", ["Rasa", "here"])
def test_erasing_again_ends_what_failed_before(
    place: str,
    client: TestClient,
    session: str,
    rig: GatewayRig,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(client, session, text="Hallo")
    headers = {"Origin": JSON["Origin"], "X-Session": session}

    def fail(_: str) -> None:
        raise StoreUnavailableError("OperationalError")

    with monkeypatch.context() as patch:
        if place == "Rasa":
            patch.setattr(rig.services.chat, "_erase_elsewhere", fail)
        else:
            patch.setattr(rig.services.store, "erase", fail)
        assert client.delete("/api/chat/session", headers=headers).status_code == 503
    assert history(client, session).status_code == 200
    assert client.delete("/api/chat/session", headers=headers).status_code == 204
    assert history(client, session).status_code == 404
    assert token_hash(session) in rig.erased


def test_an_idle_session_is_over(client: TestClient, session: str, rig: GatewayRig) -> None:
    rig.moment += timedelta(minutes=rig.services.settings.session_idle_minutes, seconds=1)
    response = send(client, session, text="Hallo")
    assert response.status_code == 404
    assert response.json()["error"] == "unknown_session"
    assert history(client, session).status_code == 404


@pytest.mark.parametrize("guess", ["", "a" * 22, "x" * 65, "'; DROP TABLE chat_sessions; --"])
def test_guessed_sessions_show_nothing(client: TestClient, session: str, guess: str) -> None:
    assert history(client, guess).status_code == 404
    assert send(client, guess, text="Hallo").status_code == 404
    assert history(client, token_hash(session)).status_code == 404


def test_a_client_cannot_choose_its_session(client: TestClient) -> None:
    body = json.dumps({"session": "mine", "sender": "mine"})
    reply = client.post("/api/chat/sessions", headers=JSON, content=body).json()
    assert reply["session"] != "mine"
    assert history(client, "mine").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://ija.test", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_foreign_pages_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    headers = {**headers, "Content-Type": "application/json", "X-Session": "x"}
    assert client.post("/api/chat/sessions", headers=headers).status_code == 403
    assert client.post("/api/chat/messages", headers=headers).status_code == 403
    assert client.delete("/api/chat/session", headers=headers).status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_taken(client: TestClient, session: str, kind: str) -> None:
    headers = {**JSON, "Content-Type": kind, "X-Session": session}
    response = client.post("/api/chat/messages", headers=headers, content='{"text": "x"}')
    assert response.status_code == 415


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (None, "text_not_text"),
        (7, "text_not_text"),
        (["Hallo"], "text_not_text"),
        ({"a": 1}, "text_not_text"),
        ("", "text_empty"),
        (" \n ", "text_empty"),
        pytest.param("x" * 2001, "text_too_long", id="too long"),
        ("a\x00b", "text_forbidden"),
        ("a\ud800b", "text_forbidden"),
    ],
)
def test_wrong_texts_get_a_german_reason(
    client: TestClient, session: str, rig: GatewayRig, raw: object, error: str
) -> None:
    response = send(client, session, text=raw)
    assert response.status_code == 422
    assert response.json()["error"] == error
    assert response.json()["message"].endswith((".", "da.", "einzufügen."))
    assert rig.assistant.received == []


def test_the_longest_text_is_taken(client: TestClient, session: str) -> None:
    assert send(client, session, text="ä" * 2000).status_code == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        pytest.param(b"[" * 16_000, id="deep"),
        pytest.param(b"1" * 16_000, id="huge number"),
        b'{"text": 1e999}',
        b'{"text": "a", "payload": "b"}',
        b'{"text": "a", "sender": "b"}',
        b"{}",
        b'{"payload": ["/restart"]}',
        b'{"payload": "\\ud800"}',
    ],
)
def test_malformed_bodies_are_the_clients_fault(
    client: TestClient, session: str, raw: bytes
) -> None:
    headers = {**JSON, "X-Session": session}
    response = client.post("/api/chat/messages", headers=headers, content=raw)
    assert 400 <= response.status_code < 500
    assert response.json()["message"]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    body=st.one_of(
        st.binary(max_size=200),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=30)),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3),
                st.dictionaries(st.sampled_from(["text", "payload", "x"]), inner, max_size=2),
            ),
            max_leaves=6,
        ).map(lambda value: json.dumps(value).encode()),
    ),
    session_header=st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=70),
    use_own_session=st.booleans(),
    after=st.text(max_size=25),
)
def test_no_input_breaks_the_api(
    client: TestClient,
    session: str,
    rig: GatewayRig,
    body: bytes,
    session_header: str,
    use_own_session: bool,
    after: str,
) -> None:
    rig.seconds += 100
    token = session.encode() if use_own_session else session_header.encode("latin-1")
    headers = {**{k.encode(): v.encode() for k, v in JSON.items()}, b"X-Session": token}
    sent = client.post("/api/chat/messages", headers=headers, content=body)  # type: ignore[arg-type]
    assert sent.status_code < 500
    shown = client.get(
        "/api/chat/history",
        headers=headers,  # type: ignore[arg-type]
        params={"after": after.encode("utf-8", "replace")},
    )
    assert shown.status_code < 500


def test_large_bodies_are_cut_off_while_they_arrive(client: TestClient, session: str) -> None:
    headers = {**JSON, "X-Session": session}
    declared = client.post("/api/chat/messages", headers=headers, content=b" " * 16_385)
    assert declared.status_code == 413
    assert "zu viel Text" in declared.json()["message"]
    chunks = 0

    def endless() -> Any:
        nonlocal chunks
        while chunks < 50:
            chunks += 1
            yield b" " * 1024

    chunked = client.post("/api/chat/messages", headers=headers, content=endless())
    assert chunked.status_code == 413


def test_too_many_messages_get_a_clear_answer_and_later_work_again(
    client: TestClient, session: str, rig: GatewayRig
) -> None:
    statuses = [send(client, session, text="x").status_code for _ in range(13)]
    assert statuses == [200] * 12 + [429]
    refused = send(client, session, text="x")
    assert int(refused.headers["retry-after"]) >= 1
    assert f"{refused.headers['retry-after']} Sek." in refused.json()["message"]
    rig.seconds += float(refused.headers["retry-after"])
    assert send(client, session, text="x").status_code == 200


def test_one_address_cannot_open_sessions_without_end(client: TestClient) -> None:
    statuses = {
        client.post("/api/chat/sessions", headers=JSON, content="{}").status_code for _ in range(60)
    }
    assert statuses == {201, 429}
