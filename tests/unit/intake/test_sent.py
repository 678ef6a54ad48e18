"""What is wanted of a request that is sent already."""

from __future__ import annotations

import pytest

from bot.intake.wishes.sent import OwnWish, own_wish_of, wants_another_request, wants_new_request


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("wie ist der stand", OwnWish.STATE),
        ("wie komm ich wieder rein", OwnWish.STATE),
        ("doch zurückziehen bitte", OwnWish.WITHDRAW),
        ("ich ziehe meine einwilligung zurück", OwnWish.WITHDRAW),
        ("was war die pin", OwnWish.PIN),
        ("kann man das wieder löschen", OwnWish.ERASE),
        ("ja löschen", OwnWish.ERASE),
        ("ich möchte noch etwas ergänzen", OwnWish.ADD),
        ("wie heißt mein aktenzeichen nochmal", OwnWish.NUMBER),
    ],
)
def test_short_messages_about_a_sent_request(said: str, wish: OwnWish) -> None:
    assert own_wish_of(said) is wish
    assert own_wish_of(f"{said} beim Antrag") is None


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("doch nicht", OwnWish.WITHDRAW),
        ("wo ist meine nummer", OwnWish.NUMBER),
        ("ich hab noch was vergessen", OwnWish.ADD),
        ("ich hab die falsche nummer angegeben", OwnWish.ADD),
        ("hat das geklappt?", OwnWish.ARRIVED),
    ],
)
def test_some_words_are_enough_only_right_after_sending(said: str, wish: OwnWish) -> None:
    assert own_wish_of(said, is_just_sent=True) is wish
    assert own_wish_of(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "Was ist ein Workcamp?",
        "wie ist eure nummer",
        "ich will mich löschen",
        "wie lösche ich fotos",
        "wir haben das Formular nicht verstanden und wollen es noch einmal neu löschen bitte",
        "",
        "\ud800",
    ],
)
def test_what_is_about_something_else(said: str) -> None:
    assert own_wish_of(said, is_just_sent=True) is None


def test_who_wants_to_make_a_request_has_none_yet() -> None:
    assert wants_new_request("Wo kann ich eine Anfrage an euch stellen?")
    assert not wants_new_request("Ich habe schon eine Anfrage gestellt, neue Anfrage?")
    assert not wants_new_request("Wo steht meine Anfrage?")


def test_something_handed_in_later_is_added_and_a_second_request_is_begun() -> None:
    assert own_wish_of("kann ich was nachreichen") is OwnWish.ADD
    assert wants_new_request("noch eine anfrage bitte")
    assert wants_another_request("ich will noch eine zweite anfrage stellen")
    assert not wants_another_request("meine anfrage war vom Mai")
