"""Golden conversations: the real model and the real actions in one process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
CONVERSATIONS = ROOT / "tests" / "conversations"
# Nonsense may be admitted or asked back; it must never be answered.
NOT_ANSWERED = {"utter_fallback", "utter_clarify", "utter_unclear"}

pytestmark = pytest.mark.model


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from bot.console.assistant import InProcessAssistant
    from bot.ops.training import trained_model
    from bot.settings import Settings

    var_dir = tmp_path_factory.mktemp("var")
    patch = pytest.MonkeyPatch()
    patch.setenv("IJA_VAR_DIR", str(var_dir))
    from actions import _wiring

    _wiring.settings.cache_clear()
    _wiring.consultations.cache_clear()
    settings = Settings.from_env(os.environ)
    yield InProcessAssistant(settings, trained_model(settings))
    patch.undo()
    _wiring.settings.cache_clear()
    _wiring.consultations.cache_clear()


@pytest.mark.parametrize(
    "path",
    sorted(CONVERSATIONS.rglob("*.yml")),
    ids=lambda path: path.relative_to(CONVERSATIONS).with_suffix("").as_posix(),
)
def test_conversation(path: Path, assistant: Any) -> None:
    sender = path.stem
    for turn in yaml.safe_load(path.read_text(encoding="utf-8")):
        heard = assistant.say(turn["user"], sender)
        where = f"{turn['user']!r} → {heard.understanding}"
        if turn["bot"] == ["action_fallback_or_clarify"]:
            assert set(heard.keys) <= NOT_ANSWERED, where
        else:
            assert heard.keys == turn["bot"], where
        if "topic" in turn:
            assert heard.understanding["topic"] == turn["topic"]


def test_request_from_the_chat_is_stored_as_confirmed(assistant: Any) -> None:
    from actions import _wiring

    before = {r.reference for r in _wiring.consultations().list_requests(limit=500)}
    said = [
        "/request_consultation",
        "Begegnung mit Togo 🌍",
        "Wir haben <b>viele</b> Fragen; Subject: x",
        "Jugendhaus Süd",
        "Alex",
        "alex@example.org",
        "/affirm",
        "/affirm",
    ]
    for message in said:
        turn = assistant.say(message, "stored")
    reference = turn.messages[-1]["reference"]
    assert reference not in before
    request = _wiring.consultations().get(reference)
    assert (request.topic, request.description) == (said[1], said[2])
    assert (request.name, request.email, request.phone) == ("Alex", "alex@example.org", None)
    # Nothing of it stays in the conversation's memory.
    for slot in ("topic", "description", "organisation", "name", "contact", "consent"):
        assert assistant.slot(f"consultation_{slot}", "stored") is None


def test_sending_twice_stores_one_request(assistant: Any) -> None:
    from actions import _wiring

    for message in ("/request_consultation", "Thema", "Text", "privat", "Kim", "0211 123456"):
        assistant.say(message, "twice")
    assistant.say("/affirm", "twice")
    before = len(_wiring.consultations().list_requests(limit=500))
    assistant.say("/affirm", "twice")
    assistant.say("/affirm", "twice")
    assert len(_wiring.consultations().list_requests(limit=500)) == before + 1


def test_store_that_fails_is_never_called_success(
    assistant: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from actions import _wiring
    from bot.consultations.errors import StoreUnavailableError
    from bot.consultations.service import ConsultationService

    def refuse(*_: Any, **__: Any) -> None:
        raise StoreUnavailableError("OperationalError")

    for message in ("/request_consultation", "Thema", "Text", "privat", "Kim", "kim@example.org"):
        assistant.say(message, "refused")
    assistant.say("/affirm", "refused")
    with monkeypatch.context() as patch:
        patch.setattr(ConsultationService, "submit", refuse)
        assert assistant.say("/affirm", "refused").keys == ["utter_consultation_not_saved"]
    # The entries are still there: the next try needs only the final word.
    assert assistant.say("/request_consultation", "refused").keys == [
        "utter_consultation_summary",
        "card:summary",
    ]
    assert assistant.say("/affirm", "refused").keys == ["card:receipt"]
    assert _wiring.consultations().list_requests(limit=1)


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
