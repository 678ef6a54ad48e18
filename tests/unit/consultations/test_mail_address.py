"""What is no mail address is seen at once, whatever somebody types."""

from __future__ import annotations

import time

import pytest

from bot.consultations.mail_address import is_header_safe, is_mail_address


@pytest.mark.parametrize(
    "typed",
    [
        "annaschneiderhausmann@web",
        "anna.schneider.hausmann@",
        "annamariaschneiderhausen"[:22],
        "jürgenmüllerschönfelder"[:22],
        "anna@" + "a-" * 120,
        "anna@" + "a." * 120,
    ],
)
def test_what_is_no_address_is_seen_at_once(typed: str) -> None:
    # With two ways to read a letter, each further one doubled the time: these took seconds.
    began = time.process_time()
    assert not is_mail_address(typed)
    is_header_safe(typed)
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize("letters", ["a" * 254, "a" * 100_000, "a." * 127, "ü" * 254])
def test_nor_does_a_very_long_word_take_time(letters: str) -> None:
    began = time.process_time()
    assert not is_mail_address(letters)
    assert not is_mail_address(f"{letters}@web")
    assert time.process_time() - began < 0.2


def test_the_longest_local_part_is_still_an_address() -> None:
    assert is_mail_address("a" * 64 + "@example.org")
    assert not is_mail_address("a" * 65 + "@example.org")


@pytest.mark.parametrize("typed", ["jürgen_1@müller.example", "o'neil+ija@a-b.example.org"])
def test_letters_marks_and_umlauts_stand_in_addresses(typed: str) -> None:
    assert is_mail_address(typed)
