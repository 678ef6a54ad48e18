"""Whether it is told that a deadline was put off, and not the journey."""

from __future__ import annotations

import pytest

from bot.deadlines.asked.moved import tells_of_moved_deadline


@pytest.mark.parametrize(
    "said",
    [
        "die frist am 15.1. wurde auf den 20.1. verschoben",
        "die dpjw frist wurde vom 31.1. auf den 15.2. verlegt",
        "Stichtag ist auf den 1. März verschoben worden, oder?",
        "stichtag kjp wurde vom 30.11. auf den 15.12. verschoben, hab ich recht?",
        "kjfp deadline bis 30.10. verlängert",
    ],
)
def test_a_deadline_was_put_off(said: str) -> None:
    assert tells_of_moved_deadline(said)


@pytest.mark.parametrize(
    "said",
    [
        "wir haben die fahrt vom 10.4. auf den 20.4. verschoben, welche frist gilt",
        "vom 10.4. auf den 20.4. verschoben, welche frist gilt",
        "welche frist gilt, wenn wir auf den 20.4. verschieben",
        "frist dpjw, die begegnung wurde auf den 20.4. verschoben",
        "die frist ist am 20.4.",
    ],
)
def test_the_journey_was_put_off(said: str) -> None:
    assert not tells_of_moved_deadline(said)
