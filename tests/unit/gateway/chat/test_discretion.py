"""What a chat may not remember: patterns of personal data, PINs, a form that is over."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.channels.messages import BotMessage, Button
from bot.channels.rasa_client import AssistantUnavailableError, FailureReason
from bot.consultations.models import Channel, ReplyChannel
from bot.privacy.token_hash import token_hash
from tests.unit.gateway.gateway_rig import JSON, GatewayRig, stored_payloads

IBAN = "DE89 3704 0044 0532 0130 00"
SEND = Button("Einverstanden und senden", "/affirm")
DISCARD = Button("Angaben löschen", "/discard_consultation")
SUMMARY = BotMessage(
    buttons=(SEND, DISCARD, Button("Warum?", '/explain_field{"field": "confirmation"}')),
    card={
        "card": "summary",
        "private": True,
        "fields": [{"field": "email", "label": "E-Mail", "value": "kim@example.org"}],
    },
)


def asks(field: str) -> list[BotMessage]:
    payload = f'/explain_field{{"field": "{field}"}}'
    return [BotMessage("Frage?", (Button("Warum fragen Sie das?", payload),))]


@pytest.fixture
def say(client: TestClient, session: str) -> Callable[..., list[dict[str, Any]]]:
    def send(**body: str) -> list[dict[str, Any]]:
        headers = {**JSON, "X-Session": session}
        reply = client.post("/api/chat/messages", headers=headers, content=json.dumps(body))
        assert reply.status_code == 200, reply.text
        return [line["message"] for line in reply.json()["messages"]]

    return send


Say = Callable[..., list[dict[str, Any]]]


def history(client: TestClient, session: str) -> list[dict[str, Any]]:
    lines = client.get("/api/chat/history", headers={"X-Session": session}).json()["messages"]
    return [line["message"] for line in lines]


def of_chat(rig: GatewayRig, session: str) -> str:
    request = rig.submit(
        channel=Channel.WEB_CHAT,
        conversation=token_hash(session),
        reply_channel=ReplyChannel.EMAIL,
    )
    return request.reference


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        (IBAN, f"Unser Konto ist {IBAN}, reicht das?"),
        ("0171 1234567", "Rufen Sie 0171 1234567 an"),
        ("kim@example.org", "Ich bin kim@example.org"),
        ("03.05.2009", "Lea ist am 03.05.2009 geboren"),
        ("C01X00T47", "Reisepass Nr. C01X00T47"),
    ],
)
def test_personal_data_is_neither_stored_nor_passed_on(
    say: Say, rig: GatewayRig, secret: str, said: str
) -> None:
    answers = say(text=said)
    assert secret not in stored_payloads(rig)
    assert secret not in rig.assistant.last_text
    assert "[" in rig.assistant.last_text
    warning = next(a for a in answers if "entfernt" in a.get("text", ""))
    assert warning["buttons"][0]["payload"] == "/request_consultation"
    # The button of the warning really leads on.
    say(payload="/request_consultation")


def test_what_is_harmless_passes_unchanged(say: Say, rig: GatewayRig) -> None:
    said = "Vom 12.07.2027 bis 19.07.2027, 20 Personen, 1.500 €"
    assert len(say(text=said)) == 1
    assert rig.assistant.last_text == said
    assert said in stored_payloads(rig)


@pytest.mark.parametrize(
    "field", ["topic", "period", "contact", "wanted_times", "name", "confirmation"]
)
def test_wherever_the_form_asks_a_contact_goes_to_the_form_alone(
    say: Say, rig: GatewayRig, field: str
) -> None:
    rig.assistant.answers = asks(field)
    say(text="Hallo")
    answers = say(text=f"kim@example.org und {IBAN}")
    assert rig.assistant.last_text == "kim@example.org und [IBAN]"
    assert "kim@example.org" not in stored_payloads(rig)
    assert any("eine Kontonummer" in a.get("text", "") for a in answers)


def test_elsewhere_in_the_form_the_warning_does_not_lead_out_of_it(
    say: Say, rig: GatewayRig
) -> None:
    rig.assistant.answers = asks("topic")
    say(text="Hallo")
    answers = say(text=f"Unser Konto ist {IBAN}")
    assert "eine Kontonummer" in answers[0]["text"]
    assert answers[0]["buttons"] == []
    assert rig.assistant.last_text == "Unser Konto ist [IBAN]"


def test_whoever_asks_for_advice_in_words_is_reached_where_they_said(
    say: Say, rig: GatewayRig
) -> None:
    answers = say(text="Ich hätte gern eine Beratung, ich bin Kim, kim@example.org")
    assert "kim@example.org" in rig.assistant.last_text
    assert "kim@example.org" not in stored_payloads(rig)
    assert not any("entfernt" in a.get("text", "") for a in answers)


def test_a_question_that_was_answered_asks_no_longer(say: Say, rig: GatewayRig) -> None:
    rig.assistant.answers = asks("contact")
    say(text="Hallo")
    rig.assistant.answers = [BotMessage("Danke")]
    say(text="kim@example.org")
    say(text="kim@example.org")
    assert rig.assistant.last_text == "[E-Mail-Adresse]"


def test_the_pin_is_shown_and_kept_nowhere(
    client: TestClient, say: Say, rig: GatewayRig, session: str
) -> None:
    rig.assistant.answers = [SUMMARY]
    say(text="weiter")
    reference = of_chat(rig, session)
    pin = rig.services.consultations.pin_of(reference)
    shown = f"{pin[:4]} {pin[4:]}"
    rig.assistant.answers = [
        BotMessage(card={"card": "receipt", "reference": reference, "promise": "Bald."})
    ]
    assert say(payload="/affirm")[-1]["pin"] == shown
    assert shown not in stored_payloads(rig)
    assert pin not in stored_payloads(rig)
    # Whoever loads the page again sees it once more, but not for ever.
    assert history(client, session)[-1]["pin"] == shown
    rig.moment += timedelta(minutes=16)
    assert "pin" not in history(client, session)[-1]


def test_no_pin_for_a_request_of_somebody_else(
    client: TestClient, say: Say, rig: GatewayRig, session: str
) -> None:
    reference = of_chat(rig, "another-session")
    rig.assistant.answers = [
        BotMessage(card={"card": "receipt", "reference": reference, "promise": "Bald."})
    ]
    assert "pin" not in say(text="Hallo")[-1]
    assert "pin" not in history(client, session)[-1]


def test_after_sending_nothing_personal_is_left(
    client: TestClient, say: Say, rig: GatewayRig, session: str
) -> None:
    rig.assistant.answers = asks("name")
    say(text="Hallo")
    rig.assistant.answers = [SUMMARY]
    say(text="Kim Muster")
    assert "Kim Muster" in stored_payloads(rig)
    reference = of_chat(rig, session)
    rig.assistant.answers = [
        BotMessage(card={"card": "receipt", "reference": reference, "promise": "Bald."})
    ]
    say(payload="/affirm")
    kept = stored_payloads(rig)
    assert "Kim Muster" not in kept
    assert "kim@example.org" not in kept
    assert rig.forgetful.erased == [token_hash(session)]
    assert reference in kept
    assert "[Angabe zur Anfrage]" in [m.get("text") for m in history(client, session)]


def test_a_question_beside_the_form_stays_in_the_history(
    client: TestClient, say: Say, rig: GatewayRig, session: str
) -> None:
    rig.assistant.answers = asks("organisation")
    say(text="Hallo")
    say(text="Was ist ein Workcamp?")
    rig.assistant.answers = [SUMMARY]
    say(text="Jugendhaus Süd")
    rig.assistant.answers = [
        BotMessage(card={"card": "receipt", "reference": of_chat(rig, session), "promise": "x"})
    ]
    say(payload="/affirm")
    said = [message.get("text") for message in history(client, session)]
    assert "Was ist ein Workcamp?" in said
    assert "Jugendhaus Süd" not in said


def test_a_double_click_shows_the_same_receipt(say: Say, rig: GatewayRig, session: str) -> None:
    rig.assistant.answers = [SUMMARY]
    say(text="weiter")
    reference = of_chat(rig, session)
    rig.assistant.answers = [
        BotMessage(card={"card": "receipt", "reference": reference, "promise": "Bald."})
    ]
    first = say(payload="/affirm")
    calls = len(rig.assistant.received)
    assert say(payload="/affirm") == first
    assert len(rig.assistant.received) == calls


def test_a_request_whose_answer_got_lost_is_told_all_the_same(
    say: Say, rig: GatewayRig, session: str
) -> None:
    rig.assistant.answers = [SUMMARY]
    say(text="weiter")
    reference = of_chat(rig, session)
    rig.assistant.failure = AssistantUnavailableError(FailureReason.TIMEOUT)
    told = say(payload="/affirm")[-1]
    assert (told["card"], told["reference"]) == ("receipt", reference)
    assert told["pin"]


def test_a_yes_to_something_else_brings_no_receipt(say: Say, rig: GatewayRig) -> None:
    rig.assistant.answers = [SUMMARY]
    say(text="weiter")
    rig.assistant.failure = AssistantUnavailableError(FailureReason.TIMEOUT)
    assert all(message.get("card") != "receipt" for message in say(payload="/affirm"))


def test_discarding_forgets_at_once_and_an_idle_form_is_forgotten_too(
    say: Say, rig: GatewayRig, session: str
) -> None:
    rig.assistant.answers = [SUMMARY]
    say(text="weiter")
    say(payload="/discard_consultation")
    assert rig.forgetful.erased == [token_hash(session)]
    # Only what came before it is gone: the answer to this very click stands again.
    idle = timedelta(minutes=rig.services.settings.session_idle_minutes)
    rig.moment += idle + timedelta(minutes=1)
    asyncio.run(rig.services.chat.forget_idle())
    assert "kim@example.org" not in stored_payloads(rig)
    assert rig.forgetful.purged[-1] == rig.moment - idle


@pytest.mark.parametrize("said", ["kann man das wieder löschen", "ja löschen"])
def test_a_wish_to_erase_after_the_receipt_is_about_the_request(
    say: Say, rig: GatewayRig, said: str
) -> None:
    receipt = {"card": "receipt", "reference": "IJ-2026-0142", "promise": "…"}
    rig.assistant.answers = [BotMessage(card=receipt)]
    say(text="einverstanden")
    rig.assistant.answers = [BotMessage("Gut.")]
    say(text=said)
    payload = rig.assistant.last_text
    assert payload.startswith("/own_request")
    assert json.loads(payload.removeprefix("/own_request")) == {
        "reference": "IJ-2026-0142",
        "field": "erase",
    }
    assert said in stored_payloads(rig)


def test_a_wish_to_erase_means_the_chat_where_nothing_was_sent(say: Say, rig: GatewayRig) -> None:
    say(text="kann man das wieder löschen")
    assert rig.assistant.last_text == "kann man das wieder löschen"


def test_in_the_form_a_wish_to_erase_is_read_by_the_form(say: Say, rig: GatewayRig) -> None:
    receipt = {"card": "receipt", "reference": "IJ-2026-0142", "promise": "…"}
    rig.assistant.answers = [BotMessage(card=receipt), *asks("period")]
    say(text="Hallo")
    say(text="alles löschen")
    assert rig.assistant.last_text == "alles löschen"


def test_a_number_to_be_called_at_reaches_the_form(say: Say, rig: GatewayRig) -> None:
    say(text="bitte rufen sie mich an 0201 445566")
    assert rig.assistant.last_text == "bitte rufen sie mich an 0201 445566"
    assert "445566" not in stored_payloads(rig)


def test_the_title_of_the_button_above_is_the_button(say: Say, rig: GatewayRig) -> None:
    rig.assistant.answers = [BotMessage("Angehalten.", (DISCARD, SEND))]
    say(text="abbrechen")
    # A consent is given by its button only, and read by the assistant.
    say(text=SEND.title)
    assert rig.assistant.last_text == SEND.title
    rig.assistant.answers = [BotMessage("Gelöscht.")]
    say(text=" angaben  löschen ")
    assert rig.assistant.last_text == DISCARD.payload
    # What was not offered just now is a message.
    say(text="Angaben löschen")
    assert rig.assistant.last_text == "Angaben löschen"
