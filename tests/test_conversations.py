"""Golden conversations: the real model and the real actions in one process."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.consultations.database.engine import open_engine
from bot.consultations.models import ConsultationRequest
from tests.unit.stored_requests import stored_requests

ROOT = Path(__file__).resolve().parent.parent
CONVERSATIONS = ROOT / "tests" / "conversations"
# Nonsense may be admitted or asked back; it must never be answered.
NOT_ANSWERED = {"utter_fallback", "utter_clarify", "utter_unclear"}

DAY = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)

pytestmark = pytest.mark.model


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from bot.console.assistant import InProcessAssistant
    from bot.ops.training import trained_model
    from bot.settings import Settings

    var_dir = tmp_path_factory.mktemp("var")
    patch = pytest.MonkeyPatch()
    patch.setenv("IJA_VAR_DIR", str(var_dir))
    from actions import wiring

    wiring.settings.cache_clear()
    wiring.consultations.cache_clear()
    settings = Settings.from_env(os.environ)
    # Requests are stored by the real clock; only what is told depends on the day of the test.
    wiring.consultations()
    yield InProcessAssistant(settings, trained_model(settings))
    patch.undo()
    wiring.settings.cache_clear()
    wiring.consultations.cache_clear()


@pytest.mark.parametrize(
    "path",
    sorted(CONVERSATIONS.rglob("*.yml")),
    ids=lambda path: path.relative_to(CONVERSATIONS).with_suffix("").as_posix(),
)
def test_conversation(path: Path, assistant: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sender = path.stem
    # What is to come and what is over depends on the day.
    from actions import wiring

    monkeypatch.setattr(wiring, "now", lambda: DAY)
    for turn in yaml.safe_load(path.read_text(encoding="utf-8")):
        heard = assistant.say(turn["user"], sender)
        where = f"{turn['user']!r} → {heard.understanding}"
        if turn["bot"] == ["action_fallback_or_clarify"]:
            assert set(heard.keys) <= NOT_ANSWERED, where
        else:
            assert heard.keys == turn["bot"], where
        if "topic" in turn:
            assert heard.understanding["topic"] == turn["topic"]
        shown = json.dumps(heard.messages, ensure_ascii=False).replace('\\"', '"')
        for words in turn.get("shows", ()):
            assert words in shown, f"{where}: {words!r} is missing in {shown}"
        for words in turn.get("hides", ()):
            assert words not in shown, f"{where}: {words!r} stands in {shown}"


REST = '/answer_consultation{"field": "rest", "field_value": "?"}'


def converse(assistant: Any, sender: str, *said: str) -> Any:
    turns = [assistant.say(message, sender) for message in said]
    return turns[-1]


def newest() -> Any:
    return _stored()[0]


def _stored() -> list[ConsultationRequest]:
    from actions import wiring

    return stored_requests(open_engine(wiring.settings().database_url))


def card(turn: Any, kind: str) -> Any:
    return next(message for message in turn.messages if message.get("card") == kind)


def test_request_from_the_chat_is_stored_as_confirmed(assistant: Any) -> None:
    from bot.intake.request.sheet import FIELDS

    told = converse(
        assistant,
        "stored",
        "Was zahlt das DPJW?",
        "/request_consultation",
        "Begegnung mit Polen 🌍",
        "Wir haben <b>viele</b> Fragen; Subject: x",
        REST,
        "Jugendhaus Süd in Dortmund",
        "alex@example.org",
        "Alex",
    )
    shown = {row["field"]: row["value"] for row in card(told, "summary")["fields"]}
    sent = converse(assistant, "stored", "/affirm")
    request = newest()
    assert card(sent, "receipt")["reference"] == request.reference
    # What was shown is what is stored, field by field.
    assert {name: getattr(request, name, "ja") for name in shown} == shown
    assert request.description == "Wir haben <b>viele</b> Fragen; Subject: x"
    assert (request.place, request.email, request.phone) == ("Dortmund", "alex@example.org", None)
    assert request.conversation == "stored"
    assert request.consent
    person, *answers = request.transcript
    assert person.text == "Was zahlt das DPJW?"
    assert any(source.url.startswith("https://") for line in answers for source in line.sources)
    # Nothing of it stays in the slots; the gateway erases the events.
    for field in (*FIELDS, "key", "confirmation"):
        assert assistant.slot(f"consultation_{field}", "stored") is None


def test_struck_lines_are_neither_shown_nor_stored(assistant: Any) -> None:
    told = converse(
        assistant,
        "struck",
        "Unser Antrag wurde abgelehnt und wir verstehen den Bescheid nicht",
        "ja gern",
        REST,
        "Verein Sonne",
        "kim@example.org",
        "Kim",
        "Zeile 1 streichen",
    )
    extract = [m for m in told.messages if m.get("title") == "Gesprächsauszug"][0]
    first, second, *_ = (item["text"] for item in extract["sections"][0]["items"])
    assert (first, second.splitlines()[0]) == (
        "[gestrichen]",
        "Unser Antrag wurde abgelehnt: Was können wir jetzt tun?",
    )
    converse(assistant, "struck", "/affirm")
    assert [line.is_struck for line in newest().transcript][:2] == [True, False]
    assert newest().transcript[0].text == ""


def test_without_extract_and_urgent(assistant: Any) -> None:
    converse(
        assistant,
        "urgent",
        "Unser Antrag wurde abgelehnt und wir verstehen den Bescheid nicht",
        "ja gern",
        REST,
        "Verein Sonne",
        "vor Ort",
        "morgen früh",
        "anonym",
        "das eilt sehr, es ist dringend",
        "ohne Gesprächsauszug",
        "/affirm",
    )
    request = newest()
    assert (request.transcript, request.is_urgent, request.name) == ((), True, "")
    assert (request.wants_visit, request.wanted_times) == (True, "morgen früh")


def test_a_journey_within_four_weeks_is_urgent_without_being_asked(assistant: Any) -> None:
    told = converse(
        assistant,
        "soon",
        "/request_consultation",
        "Unsere Gruppe hat noch keine Versicherung für die Fahrt",
        '/answer_consultation{"field": "format", "field_value": "?"}',
        "Polen",
        "in zwei Wochen",
        "12",
        "Jugendring",
        "kim@example.org",
        "Kim",
    )
    assert "in weniger als vier Wochen" in str(told.messages)
    converse(assistant, "soon", "/affirm")
    assert newest().is_urgent


def test_sending_twice_stores_one_request(assistant: Any) -> None:
    before = len(_stored())
    said = ("/request_consultation", "Hilfe beim Antrag für unsere nächste Fahrt", REST, "privat")
    converse(assistant, "twice", *said, "kim@example.org", "Kim", "/affirm", "/affirm")
    assert len(_stored()) == before + 1


def test_store_that_fails_is_never_called_success(
    assistant: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.consultations.errors import StoreUnavailableError
    from bot.consultations.service import ConsultationService

    def refuse(*_: Any, **__: Any) -> None:
        raise StoreUnavailableError("OperationalError")

    said = ("/request_consultation", "Hilfe beim Antrag für unsere nächste Fahrt", REST, "privat")
    converse(assistant, "refused", *said, "kim@example.org", "Kim")
    with monkeypatch.context() as patch:
        patch.setattr(ConsultationService, "submit", refuse)
        assert assistant.say("/affirm", "refused").keys == ["utter_consultation_not_saved"]
    # The entries are still there: the next try needs only the final word.
    assert assistant.say("/request_consultation", "refused").keys == [
        "utter_consultation_summary",
        "card:summary",
        "card:facts",
    ]
    assert assistant.say("/affirm", "refused").keys == ["card:receipt", "card:facts"]
    assert newest().topic == said[1]


@pytest.mark.parametrize(
    "message",
    [
        "",
        " ",
        "\x00",
        "😀" * 50,
        "x" * 5000,
        "<script>alert(1)</script>",
        "مرحبا",
        "/",
        "//",
    ],
)
def test_odd_input_is_never_met_with_silence(message: str, assistant: Any) -> None:
    turn = assistant.say(message, f"odd-{abs(hash(message))}")
    assert message.strip() == "" or turn.messages


def test_answer_names_source_and_date_of_review(assistant: Any) -> None:
    card = assistant.say("Was ist ein Workcamp?", "card").messages[0]
    assert card["card"] == "answer"
    assert card["sources"]
    assert all(source["url"].startswith("http") for source in card["sources"])
    assert card["checked_on"]
