"""Data of buttons and parameters of links: short, signed, of this chat only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.commands import (
    MENU,
    is_question_link,
    menu,
    question_of,
    question_parameter,
    read_command,
)
from bot.channels.telegram.talking.payloads import MOST_BYTES, ForgedPayloadError, PayloadSigner

SIGNER = PayloadSigner(b"k" * 32)
_TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1)


@given(_TEXT)
def test_every_payload_fits_and_comes_back(payload: str) -> None:
    kept: dict[tuple[int, str], str] = {}

    def keep(chat_id: int, name: str, content: str) -> None:
        kept[chat_id, name] = content

    data = SIGNER.sign(7, payload, keep)
    assert len(data.encode()) <= MOST_BYTES
    assert SIGNER.read(7, data, lambda chat_id, name: kept.get((chat_id, name))) == payload


@given(_TEXT, st.integers(min_value=0, max_value=80), st.characters(exclude_categories=("Cs",)))
def test_one_changed_character_makes_it_worthless(payload: str, place: int, other: str) -> None:
    data = SIGNER.sign(7, payload, lambda *_: None)
    place %= len(data)
    forged = data[:place] + other + data[place + 1 :]
    if forged != data:
        with pytest.raises(ForgedPayloadError):
            SIGNER.read(7, forged, lambda *_: "x")


def test_another_chat_and_another_secret_make_it_worthless() -> None:
    data = SIGNER.sign(7, "/affirm", lambda *_: None)
    with pytest.raises(ForgedPayloadError):
        SIGNER.read(8, data, lambda *_: None)
    with pytest.raises(ForgedPayloadError):
        PayloadSigner(b"o" * 32).read(7, data, lambda *_: None)


def test_a_long_payload_that_was_deleted_is_none() -> None:
    data = SIGNER.sign(7, "x" * 100, lambda *_: None)
    assert SIGNER.read(7, data, lambda *_: None) is None


@pytest.mark.parametrize(
    ("said", "command", "argument"),
    [
        ("/start", "start", ""),
        ("/START frage_visum", "start", "frage_visum"),
        ("/fristen@lotse_bot DFJW und KJP", "fristen", "DFJW und KJP"),
        ("  /hilfe  ", "hilfe", ""),
        ("/help", "hilfe", ""),
        ("/stop", "stopp", ""),
        ("/gibtsnicht", "gibtsnicht", ""),
        ("Was macht /start?", "", ""),
        ("/", "", ""),
        ("/restart{}", "", ""),
        ("/fristen/", "", ""),
        ("/ürlaub", "", ""),
    ],
)
def test_what_counts_as_a_command(said: str, command: str, argument: str) -> None:
    assert read_command(said) == (command, argument)


def test_an_endless_argument_is_cut() -> None:
    assert len(read_command("/erinnern " + "x" * 5000)[1]) == 200


def test_the_menu_has_a_german_meaning_for_every_command() -> None:
    assert [name for name, _ in menu()] == list(MENU)
    # Telegram's own limits.
    assert all(1 <= len(name) <= 32 and 3 <= len(meaning) <= 256 for name, meaning in menu())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=120))
def test_every_question_has_a_link_of_its_own(faq_id: str) -> None:
    parameter = question_parameter(faq_id)
    assert len(parameter) <= 64
    assert is_question_link(parameter)
    assert question_of(parameter, ["anderes", faq_id]) == faq_id


@pytest.mark.parametrize(
    "parameter", ["frage_", "frage_unbekannt", "frage-0000", "gruppe", "", "frage_' OR 1=1"]
)
def test_a_link_to_nothing_is_none(parameter: str) -> None:
    assert question_of(parameter, ["visum"]) is None
