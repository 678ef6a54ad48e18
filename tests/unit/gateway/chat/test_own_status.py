"""«Wo steht IJ-2026-0142?» in the chat: with the PIN, which goes nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.channels.messages import BotMessage
from bot.consultations.keys.pin_check import FREE_ATTEMPTS
from bot.consultations.models import ReplyChannel, RequestState
from bot.consultations.threads.thread import Threads
from bot.intake.own_request import own_request_card
from tests.unit.gateway.gateway_rig import JSON, GatewayRig, stored_payloads

Say = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def say(client: TestClient, session: str) -> Say:
    def send(said: str) -> list[dict[str, Any]]:
        headers = {**JSON, "X-Session": session}
        body = json.dumps({"text": said})
        reply = client.post("/api/chat/messages", headers=headers, content=body)
        assert reply.status_code == 200, reply.text
        return [line["message"] for line in reply.json()["messages"]]

    return send


def texts(card: dict[str, Any]) -> str:
    return json.dumps(card, ensure_ascii=False)


def asked(rig: GatewayRig, reference: str, say: Say) -> dict[str, Any]:
    rig.assistant.answers = [BotMessage(card=own_request_card(reference, "http://ija.test"))]
    return say(f"Wo steht {reference}?")[-1]


def test_the_pin_is_asked_for_and_the_state_is_told_once(say: Say, rig: GatewayRig) -> None:
    request = rig.submit()
    pin = rig.services.consultations.pin_of(request.reference)
    question = asked(rig, request.reference, say)
    assert question["asks"] == "pin"
    assert "PIN" in question["intro"]
    assert question["links"][0]["url"].endswith(f"/anfrage?nummer={request.reference}")
    calls = len(rig.assistant.received)
    [card] = say(f"{pin[:4]} {pin[4:]}")
    assert "Eingegangen" in texts(card)
    assert "26. November 2026" in texts(card)
    assert len(rig.assistant.received) == calls, "Rasa never hears a PIN"
    kept = stored_payloads(rig)
    assert pin not in kept.replace(" ", "")
    assert "Eingegangen" not in kept
    assert "[PIN]" in kept


@pytest.mark.parametrize("shape", ["{ref} {pin}", "Stand von {ref}, PIN: {pin}?", "{pin} {ref}"])
def test_number_and_pin_in_one_message(say: Say, rig: GatewayRig, shape: str) -> None:
    request = rig.submit()
    pin = rig.services.consultations.pin_of(request.reference)
    [card] = say(shape.format(ref=request.reference, pin=pin))
    assert "Eingegangen" in texts(card)
    assert pin not in stored_payloads(rig)
    assert rig.assistant.received == []


def test_answers_of_the_office_are_shown_and_internal_notes_are_not(
    say: Say, rig: GatewayRig
) -> None:
    request = rig.submit()
    pin = rig.services.consultations.pin_of(request.reference)
    # In the office it is the next day already.
    evening = datetime(2026, 11, 23, 23, 30, tzinfo=timezone.utc)
    threads = Threads(rig.engine, lambda: evening)
    threads.answer(request.reference, "Das Visum kostet …", "kim", "a", ReplyChannel.EMAIL)
    threads.add_note(request.reference, "streng intern", "kim", "b")
    [card] = say(f"{request.reference} {pin}")
    assert "Beantwortet" in texts(card)
    assert "Das Visum kostet …" in texts(card)
    assert "24. November 2026" in texts(card)
    assert "streng intern" not in texts(card)
    assert "Das Visum kostet …" not in stored_payloads(rig)


def test_work_in_progress_and_withdrawal_are_told(say: Say, rig: GatewayRig) -> None:
    request = rig.submit()
    pin = rig.services.consultations.pin_of(request.reference)
    rig.services.consultations.change_state(request.reference, RequestState.IN_PROGRESS, "kim")
    assert "In Bearbeitung" in texts(say(f"{request.reference} {pin}")[0])
    rig.services.access.withdraw(rig.services.access.authorise(request.reference, pin))
    told = texts(say(f"{request.reference} {pin}")[0])
    assert "Zurückgezogen" in told
    assert "Gespeichert bis" in told


def test_an_erased_request_tells_only_that(say: Say, rig: GatewayRig) -> None:
    request = rig.submit()
    pin = rig.services.consultations.pin_of(request.reference)
    rig.services.access.erase(rig.services.access.authorise(request.reference, pin))
    told = texts(say(f"{request.reference} {pin}")[0])
    assert "gelöscht" in told
    assert "anfrage@example.org" not in told


def test_a_wrong_pin_may_be_tried_again_but_not_for_ever(say: Say, rig: GatewayRig) -> None:
    request = rig.submit()
    asked(rig, request.reference, say)
    for _ in range(FREE_ATTEMPTS):
        [card] = say("00000000")
        assert "passen nicht zusammen" in card["intro"]
        assert card["asks"] == "pin"
    [card] = say("00000000")
    assert "zu viele Versuche" in card["intro"]
    # Not even the right one is looked at now.
    assert (
        "zu viele Versuche" in say(rig.services.consultations.pin_of(request.reference))[0]["intro"]
    )


def test_unknown_and_foreign_numbers_are_told_apart_by_nothing(say: Say, rig: GatewayRig) -> None:
    request = rig.submit()
    unknown, wrong = say("IJ-2026-9999 00000000"), say(f"{request.reference} 00000000")
    assert unknown[0]["intro"] == wrong[0]["intro"]


@pytest.mark.parametrize("said", ["12345678", "Das Projekt hat die Nummer 12345678", "20270712"])
def test_eight_digits_that_nobody_asked_for_are_no_pin(
    say: Say, rig: GatewayRig, said: str
) -> None:
    say(said)
    assert rig.assistant.last_text == said


def test_after_another_turn_the_question_is_over(say: Say, rig: GatewayRig) -> None:
    request = rig.submit()
    asked(rig, request.reference, say)
    rig.assistant.answers = [BotMessage("Gern!")]
    say("Was ist ein Workcamp?")
    say("12345678")
    assert rig.assistant.last_text == "12345678"


def test_the_number_comes_along_to_the_page(client: TestClient) -> None:
    assert 'value="IJ-2026-0142"' in client.get("/anfrage?nummer=ij-2026-142").text
    page = client.get("/anfrage?nummer=<script>").text
    assert 'name="reference" value=""' in page
