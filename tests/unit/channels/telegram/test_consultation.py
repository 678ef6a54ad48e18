"""From the chat to a person and back, with nothing personal in Telegram."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import sqlalchemy as sa
import yaml

from bot.channels.telegram.handovers import VALID_FOR
from bot.channels.telegram.kept.tables import handovers
from bot.channels.telegram.replies import TelegramReplies
from bot.clock import utc_now
from bot.consultations.database.tables import consultation_requests
from bot.consultations.models import Channel, ReplyChannel
from bot.consultations.store import SqlConsultationStore
from bot.consultations.threads.thread import Threads
from bot.conversations.store import ConversationStore
from bot.desk.answering.chat_ways import ChatGoneError, WebChatWay
from bot.desk.answering.telegram_way import TelegramWay
from bot.gateway.app import create_app
from bot.gateway.build import build_services
from bot.intake.replies import WHY_INTENT
from bot.settings import PROJECT_ROOT
from bot.texts import text
from tests.unit.channels.fake_rasa import FakeRasa, served
from tests.unit.channels.telegram.fake_telegram import Call
from tests.unit.channels.telegram.telegram_rig import CHAT, PUBLIC_URL, Rig, texts
from tests.unit.channels.telegram.test_conversation import card_reply

RESPONSES = yaml.safe_load(
    (PROJECT_ROOT / "data" / "responses" / "consultation.yml").read_text(encoding="utf-8")
)["responses"]
INTRO_AND_QUESTION = [
    {"text": "Vorher noch dies."},
    {"text": RESPONSES["utter_consultation_intro"][0]["text"]},
    {"text": text("intake.taken_over", values="Gruppe: 20 Personen")},
    {"text": text("intake.noted_silently", fields="Kontaktweg")},
    {
        "text": RESPONSES["utter_ask_consultation_topic"][0]["text"],
        "buttons": [
            {"title": "Warum?", "payload": f'/{WHY_INTENT}{{"field": "topic"}}'},
            {"title": "Abbrechen", "payload": "/stop"},
        ],
    },
]
STOPPED = [
    {
        "text": RESPONSES["utter_consultation_cancelled"][0]["text"],
        "buttons": [{"title": "Löschen", "payload": "/discard_consultation"}],
    }
]


@pytest.fixture
async def door(rig: Rig) -> AsyncIterator[str]:
    """Return the address of the whole public door of the same installation."""
    services = build_services(rig.settings)
    with served(create_app(services)) as url:
        yield url
    await services.close()


@asynccontextmanager
async def browser(door: str) -> AsyncIterator[httpx.AsyncClient]:
    """Return a browser; cookies of our https site are passed on although the test has no TLS."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    async with httpx.AsyncClient(base_url=door, headers=headers, timeout=60) as client:
        yield client


def link_of(calls: list[Call]) -> str:
    """Return the path of the one-time link in a message."""
    urls = [key["url"] for call in calls for key in call.keys if "url" in key]
    assert len(urls) == 1
    assert urls[0].startswith(f"{PUBLIC_URL}/beratung/telegram/")
    return urls[0].removeprefix(PUBLIC_URL)


async def submitted(door: str, path: str) -> str:
    """Follow the link, fill in the form, send it, and return the reference."""
    async with browser(door) as client:
        jar: dict[str, str] = {}

        async def get(url: str) -> httpx.Response:
            answer = await client.get(url, headers={"Cookie": _cookies(jar)})
            jar.update(dict(answer.cookies))
            return answer

        opened = await get(path)
        assert opened.status_code == 303
        page = await get(opened.headers["location"])
        hidden = dict(re.findall(r'name="(csrf|form_key)" value="([^"]+)"', page.text))
        fields = {
            **hidden,
            "topic": "Visum",
            "description": "Wer hilft?",
            "email": "kim@verein.example",
            "consent": "yes",
        }
        sent = await client.post("/beratung", data=fields, headers={"Cookie": _cookies(jar)})
        assert sent.status_code == 303, sent.text
        jar.update(dict(sent.cookies))
        thanks = await get("/beratung/danke")
        found = re.search(r"IJ[A]?-\d{4}-\d+", thanks.text)
        assert found is not None
        return found[0]


def conversation_of(rig: Rig, reference: str) -> str:
    """Return the name under which the office answers into the chat of a request."""
    found = SqlConsultationStore(rig.process.inbox._engine).get(reference).conversation
    assert found is not None
    return found


def _cookies(jar: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in jar.items())


async def test_the_form_is_filled_in_with_our_own_words_only(
    rig: Rig, rasa: FakeRasa, door: str
) -> None:
    await rig.begin()
    rasa.reply = card_reply(question="Brauchen wir ein Visum?")
    await rig.say("Ich heiße Kim Canary, brauchen wir für Polen ein Visum, im Juli 2031?")
    calls = await rig.say("/beratung")
    assert "Ihre Kontaktdaten geben Sie bitte im Formular" in texts(calls)[-1]
    async with browser(door) as client:
        opened = await client.get(link_of(calls))
    query = parse_qs(urlsplit(opened.headers["location"]).query)
    assert query["thema"] == ["Brauchen wir ein Visum?"]
    assert "- Brauchen wir ein Visum?" in query["anliegen"][0]
    assert query["land"] == ["Polen"]
    assert query["zeitraum"] == ["Juli 2031"]
    assert "Canary" not in opened.headers["location"]


@pytest.mark.parametrize("way", ["button", "words"])
async def test_the_form_in_the_chat_never_begins(rig: Rig, rasa: FakeRasa, way: str) -> None:
    await rig.begin()
    rasa.reply = card_reply()
    answer = [call for call in await rig.say("Visum?") if call.keys][-1]
    rasa.reply = lambda body: INTRO_AND_QUESTION if body["message"][0] != "/" else STOPPED
    if way == "button":
        calls = await rig.press(answer.data_of("Beratung anfragen"))
    else:
        calls = await rig.say("Ich möchte mit jemandem sprechen")
        said = [body["message"] for body in rasa.received]
        assert said[-2:] == ["/stop", "/discard_consultation"]
    link_of(calls)
    told = "".join(texts(calls))
    assert "Worum geht es" not in told
    assert "Gern nehme ich Ihre Anfrage" not in told
    # None of it goes into the form on the web.
    assert "20 Personen" not in told
    assert "Kontaktweg" not in told
    assert ("Vorher noch dies." in told) is (way == "words")


async def test_a_link_is_worth_one_request_and_one_day(rig: Rig, door: str) -> None:
    path = link_of(await rig.say("/beratung"))
    async with browser(door) as client:
        # Opening it, as scanners do, uses nothing up.
        for _ in range(3):
            assert (await client.get(path)).status_code == 303
    await submitted(door, path)
    async with browser(door) as client:
        used = await client.get(path)
        assert used.status_code == 410
        assert "gilt nicht mehr" in used.text
        assert (await client.get("/beratung/telegram/erfunden")).status_code == 410
    late = link_of(await rig.say("/beratung"))
    with rig.process.inbox._engine.begin() as tx:
        tx.execute(sa.update(handovers).values(expires_at=utc_now()))
    async with browser(door) as client:
        assert (await client.get(late)).status_code == 410
    assert VALID_FOR.total_seconds() == 24 * 3600


async def test_the_request_knows_its_chat_and_the_chat_gets_notices(rig: Rig, door: str) -> None:
    reference = await submitted(door, link_of(await rig.say("/beratung")))
    engine = rig.process.inbox._engine
    request = SqlConsultationStore(engine).get(reference)
    assert request.channel is Channel.TELEGRAM
    assert request.conversation is not None
    assert rig.process.answers.look() == 1
    [asked] = texts(await rig.work())
    assert "lieber hier im Chat" in asked
    # An answer by mail, found by the watch; one at the desk, through its own way.
    threads = Threads(engine, utc_now)
    threads.answer(
        reference, "Vertraulich: Frau Canary hilft.", "beratung", "k", ReplyChannel.EMAIL
    )
    assert rig.process.answers.look() == 1
    assert rig.process.handovers.with_news() == []
    assert rig.process.answers.look() == 0
    [notice] = await rig.work()
    assert f"auf Ihre Anfrage {reference} geantwortet" in notice.text
    assert "Canary" not in notice.text
    assert f"{PUBLIC_URL}/anfrage" in notice.text


async def test_a_request_that_is_gone_is_forgotten(rig: Rig, door: str) -> None:
    reference = await submitted(door, link_of(await rig.say("/beratung")))
    rig.process.answers.look()
    assert [linked.reference for linked in rig.process.handovers.of_chat(CHAT)] == [reference]
    with rig.process.inbox._engine.begin() as tx:
        tx.execute(sa.delete(consultation_requests))
    assert rig.process.answers.look() == 0
    assert rig.process.handovers.of_chat(CHAT) == []


@pytest.fixture
def ways(rig: Rig) -> TelegramWay:
    engine = rig.process.inbox._engine
    replies = TelegramReplies(engine, PUBLIC_URL, utc_now)
    return TelegramWay(replies, WebChatWay(ConversationStore(engine, str), utc_now))


async def test_answers_stand_in_the_chat_only_after_a_clear_warning(
    rig: Rig, door: str, ways: TelegramWay
) -> None:
    reference = await submitted(door, link_of(await rig.say("/beratung")))
    conversation = conversation_of(rig, reference)
    rig.process.answers.look()
    [asked] = await rig.work()
    ways.say(conversation, "Erste Antwort", "Frau Muster", f"{reference}|1")
    assert "Erste Antwort" not in texts(await rig.work())[0]
    warning = (await rig.press(asked.data_of("hier im Chat")))[-1]
    assert "Telegram kann mitlesen" in warning.text
    ways.say(conversation, "Zweite Antwort", "Frau Muster", f"{reference}|2")
    assert "Zweite Antwort" not in texts(await rig.work())[0]
    await rig.press(warning.data_of("Ja, Antworten"))
    for _ in range(3):
        ways.say(conversation, "Dritte <Antwort>", "Frau Muster", f"{reference}|3")
    [said] = texts(await rig.work())
    assert "geschrieben von Frau Muster" in said
    assert "Dritte <Antwort>" in said
    await rig.press(warning.data_of("Nur ein Hinweis"))
    ways.say(conversation, "Vierte Antwort", "", f"{reference}|4")
    assert "Vierte Antwort" not in texts(await rig.work())[0]


async def test_after_the_end_of_the_chat_the_office_hears_that_it_is_gone(
    rig: Rig, door: str, ways: TelegramWay
) -> None:
    reference = await submitted(door, link_of(await rig.say("/beratung")))
    conversation = conversation_of(rig, reference)
    assert ways.exists(conversation)
    [said] = texts(await rig.say("/stopp"))
    assert "liegt weiter bei der Servicestelle" in said
    assert not ways.exists(conversation)
    with pytest.raises(ChatGoneError):
        ways.say(conversation, "Antwort", "", "k")
    assert rig.process.answers.look() == 0


async def test_the_office_can_answer_instead_of_the_assistant(
    rig: Rig, door: str, ways: TelegramWay, rasa: FakeRasa
) -> None:
    reference = await submitted(door, link_of(await rig.say("/beratung")))
    conversation = conversation_of(rig, reference)
    assert not ways.is_human(conversation)
    ways.set_human(conversation, True)
    assert ways.is_human(conversation)
    asked = len(rasa.received)
    await rig.say("Sind Sie da?")
    assert len(rasa.received) == asked
    ways.set_human(conversation, False)
    assert texts(await rig.say("Und jetzt?"))[-1] == "Hallo"
