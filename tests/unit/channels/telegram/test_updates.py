"""The whole zoo of updates: what is read of them, and what a person hears."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.incoming import Incoming, Kind, read_update
from bot.channels.telegram.kept.tables import chats, updates
from tests.unit.channels.fake_rasa import FakeRasa
from tests.unit.channels.telegram.telegram_rig import CHAT, PERSON, Rig, message, texts

CANARIES = ("kim_canary", "Kim", "+4915112345678", "51.234567", "FILE-CANARY")
PRIVATE: list[tuple[str, dict[str, Any], Kind, str]] = [
    ("voice", {"voice": {"file_id": "FILE-CANARY"}}, Kind.VOICE, "nicht anhören"),
    ("audio", {"audio": {"file_id": "FILE-CANARY"}}, Kind.VOICE, "nicht anhören"),
    ("photo", {"photo": [{"file_id": "FILE-CANARY"}]}, Kind.PHOTO, "Bilder kann ich nicht"),
    ("video", {"video": {"file_id": "FILE-CANARY"}}, Kind.VIDEO, "Videos kann ich nicht"),
    ("video_note", {"video_note": {"file_id": "FILE-CANARY"}}, Kind.VIDEO, "Videos"),
    (
        "gif",
        {"animation": {"file_id": "FILE-CANARY"}, "document": {"file_id": "FILE-CANARY"}},
        Kind.VIDEO,
        "Videos",
    ),
    ("sticker", {"sticker": {"file_id": "FILE-CANARY"}}, Kind.STICKER, "Sticker"),
    (
        "location",
        {"location": {"latitude": 51.234567, "longitude": 7.0}},
        Kind.LOCATION,
        "Standort brauche ich nicht",
    ),
    (
        "venue",
        {"venue": {"title": "Kim"}, "location": {"latitude": 51.234567, "longitude": 7.0}},
        Kind.LOCATION,
        "Standort",
    ),
    ("document", {"document": {"file_id": "FILE-CANARY"}}, Kind.DOCUMENT, "Dateien kann ich nicht"),
    (
        "contact",
        {"contact": {"phone_number": "+4915112345678", "first_name": "Kim"}},
        Kind.CONTACT,
        "Kontaktdaten nehme ich in Telegram nicht an",
    ),
    ("poll", {"poll": {"id": "1", "question": "Kim?"}}, Kind.UNSUPPORTED, "als Text"),
    ("dice", {"dice": {"emoji": "🎲", "value": 3}}, Kind.UNSUPPORTED, "als Text"),
]
SILENT: list[tuple[str, dict[str, Any]]] = [
    ("pinned", {"message": message(1, CHAT, pinned_message=message(2))}),
    ("channel post", {"channel_post": {"chat": {"id": -100, "type": "channel"}, "text": "x"}}),
    ("group talk", {"message": {"chat": {"id": -5, "type": "group"}, "text": "Hallo Leute"}}),
    ("group edit", {"edited_message": {"chat": {"id": -5, "type": "group"}, "text": "x"}}),
    ("reaction", {"message_reaction": {"chat": {"id": CHAT, "type": "private"}}}),
    ("shared place that moves", {"edited_message": message(1, CHAT, location={"latitude": 1})}),
    ("unblocked", {"my_chat_member": {
        "chat": {"id": CHAT, "type": "private"}, "new_chat_member": {"status": "member"}}}),
    ("left a group", {"my_chat_member": {
        "chat": {"id": -5, "type": "group"}, "new_chat_member": {"status": "left"}}}),
    ("inline query", {"inline_query": {"id": "1", "query": "x"}}),
    ("nothing", {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "kind", "answer"), PRIVATE, ids=lambda v: str(v)[:12])
async def test_what_is_no_text_gets_a_kind_word_and_leaves_nothing_behind(
    shared_rig: Rig, name: str, content: dict[str, Any], kind: Kind, answer: str
) -> None:
    del name
    rig = shared_rig
    update = rig.message_update(**content)
    assert getattr(read_update(update), "kind", None) is kind
    assert rig.take(update)
    with rig.process.inbox._engine.connect() as connection:
        stored = connection.execute(sa.select(updates.c.content)).scalars().all()
    assert not [canary for canary in CANARIES if canary in json.dumps(stored)]
    [said] = texts(await rig.work())
    assert answer in said


@pytest.mark.parametrize(("name", "content"), SILENT, ids=lambda v: str(v)[:12])
async def test_what_is_no_question_is_taken_and_not_answered(
    shared_rig: Rig, name: str, content: dict[str, Any]
) -> None:
    del name
    assert await shared_rig.send({"update_id": shared_rig.next_id(), **content}) == []


async def test_what_stands_under_a_picture_is_answered(rig: Rig, rasa: FakeRasa) -> None:
    await rig.begin()
    [said] = texts(
        await rig.send(rig.message_update(photo=[{"file_id": "x"}], caption="Visum für Polen?"))
    )
    assert "Bilder kann ich nicht" in said
    assert said.endswith("Hallo")
    assert rasa.received[-1]["message"] == "Visum für Polen?"


async def test_an_album_is_answered_once(rig: Rig) -> None:
    said = []
    for _ in range(4):
        update = rig.message_update(photo=[{"file_id": "x"}], media_group_id="a1")
        said += texts(await rig.send(update))
    assert len(said) == 1


async def test_an_edited_message_is_not_answered_again(rig: Rig, rasa: FakeRasa) -> None:
    await rig.begin()
    await rig.say("Visum?")
    asked = len(rasa.received)
    edited = {"update_id": rig.next_id(), "edited_message": message(3, CHAT, text="Visum DFJW?")}
    [said] = texts(await rig.send(edited))
    assert "noch einmal" in said
    assert len(rasa.received) == asked


async def test_groups_get_a_kind_answer_and_no_conversation(rig: Rig, rasa: FakeRasa) -> None:
    await rig.process.client.learn_name()
    group = {"id": -5, "type": "supergroup", "title": "Kim"}
    added = {"chat": group, "from": PERSON, "new_chat_member": {"status": "member"}}
    [greeting] = await rig.send({"update_id": rig.next_id(), "my_chat_member": added})
    assert greeting.chat_id == -5
    assert "privat" in greeting.text
    assert greeting.keys[0]["url"] == "https://t.me/lotse_test_bot?start=gruppe"
    # Asked again at once, it does not fill the group.
    asked = {"message_id": 9, "chat": group, "from": PERSON, "text": "/fristen@lotse_test_bot"}
    assert await rig.send({"update_id": rig.next_id(), "message": asked}) == []
    assert rasa.received == []


async def test_blocking_the_bot_erases_everything(any_rig: Rig) -> None:
    await any_rig.begin()
    await any_rig.say("/erinnern DFJW")
    blocked = {
        "chat": {"id": CHAT, "type": "private"},
        "from": PERSON,
        "new_chat_member": {"status": "kicked"},
    }
    assert await any_rig.send({"update_id": any_rig.next_id(), "my_chat_member": blocked}) == []
    with any_rig.process.inbox._engine.connect() as connection:
        assert connection.execute(sa.select(chats)).all() == []


async def test_an_old_button_whose_message_telegram_no_longer_knows_is_answered(rig: Rig) -> None:
    gone = {"chat": {"id": CHAT, "type": "private"}, "message_id": 3, "date": 0}
    callback = {"id": "c1", "from": PERSON, "message": gone, "data": "/affirm"}
    calls = await rig.send({"update_id": rig.next_id(), "callback_query": callback})
    assert [call.method for call in calls] == ["answerCallbackQuery"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("\x00", "Zeichen"),
        ("Hallo \ud800 Welt", "Zeichen"),
        ("   ", "zuerst eine Nachricht"),
        ("ä" * 2001, "zu lang"),
        ("😀" * 2048, "zu lang"),
        ("<b>fett & <script>", "Hallo"),
        ("/restart{}", "Hallo"),
        ('/affirm{"x": 1}', "Hallo"),
    ],
)
async def test_rubbish_gets_a_clear_answer(
    shared_rig: Rig, shared_rasa: FakeRasa, text: str, answer: str
) -> None:
    said = texts(await shared_rig.say(text))
    assert answer in said[-1]
    assert not any(body["message"].startswith("/") for body in shared_rasa.received)


@pytest.mark.parametrize(
    "raw",
    [None, [], "x", 1, {"update_id": "1"}, {"update_id": True}, {"update_id": -1},
     {"update_id": 2**63}, {}],
)  # fmt: skip
def test_what_is_no_update_is_none(raw: object) -> None:
    assert read_update(raw) is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = st.sampled_from(
    ["message", "edited_message", "callback_query", "my_chat_member", "chat", "text", "id", "data",
     "photo", "caption", "reply_markup", "inline_keyboard", "date", "type", "new_chat_member",
     "media_group_id", "message_id"]
)  # fmt: skip


@given(st.dictionaries(_FIELDS, st.dictionaries(_FIELDS, _JSON, max_size=4) | _JSON, max_size=4))
def test_no_content_of_an_update_breaks_anything(content: dict[str, Any]) -> None:
    found = read_update({"update_id": 7, **content})
    assert found is not None
    stored = json.loads(json.dumps(found.as_json()))
    assert Incoming.from_json(stored) == found
    assert "\\u0000" not in json.dumps(stored)
