"""Who asks when granted money comes is not told how to apply."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Context, Heard
from bot.dialogue.meaning.follow_up import meaning
from bot.dialogue.topics import PAYOUT_TOPIC
from bot.dialogue.wishes.payout import asks_when_paid


@pytest.mark.parametrize(
    "said",
    [
        "wann kommt das Geld vom DPJW",
        "Wann wird ausgezahlt?",
        "wie lange dauert die auszahlung bei erasmus",
        "wann kriegen wir die kohle",
        "wann überweist das DFJW",
        "und wann genau wird uns dann der bewilligte Zuschuss nach der ganzen Begegnung ausgezahlt",
    ],
)
def test_the_time_of_payment_is_asked_for(said: str) -> None:
    assert asks_when_paid(said)


@pytest.mark.parametrize(
    "said",
    [
        "wann muss ich das Geld beantragen",
        "wie viel Geld kommt vom DPJW",
        "bis wann kann man beim DPJW Geld bekommen, Frist?",
        "bekommen wir Geld für Polen",
        "wann müssen wir Geld zurückzahlen",
        "wann kommt ihr denn alle so an, und wer von euch hat das Geld für die Gruppe dabei",
    ],
)
def test_anything_else_about_money_is_not(said: str) -> None:
    assert not asks_when_paid(said)


def test_whether_it_is_paid_on_a_day_is_asked_with_that_day_alone() -> None:
    assert asks_when_paid("Zahlt das DPJW am 15. Mai aus?", names_time=True)
    assert not asks_when_paid("Zahlt das DPJW aus?")
    assert not asks_when_paid("Zahlt das DPJW im Mai auch Honorare?", names_time=True)
    assert not asks_when_paid("Bekommen wir für Mai Geld vom DPJW?", names_time=True)


def test_the_programme_named_or_talked_about_is_kept() -> None:
    near = Heard("wann kommt das Geld vom DPJW", "foerderung_dpjw", "answer", programmes=("dpjw",))
    assert (meaning(near, None).topic, meaning(near, None).programmes) == (PAYOUT_TOPIC, ("dpjw",))
    before = Context("foerderung_dfjw", "act", programmes=("dfjw",))
    bare = Heard("wann wird ausgezahlt?", "foerderung_dfjw", "clarify")
    assert meaning(bare, before).programmes == ("dfjw",)
