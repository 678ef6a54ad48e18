"""How early something is needed that no funder has a deadline for."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.context import Context, Heard
from bot.dialogue.meaning.own_times import is_of_own_time

EARLY = Heard("wie lange vorher", "act", "fristen_ueberblick", deadlines=((0, 16),))
VISA = Context("visum_teilnehmende", "answer", (), ("US",))


def test_how_early_belongs_to_the_visa_above() -> None:
    assert is_of_own_time(EARLY, VISA)
    assert is_of_own_time(EARLY, Context("einverstaendnis_eltern", "answer"))


def test_money_and_its_deadlines_are_asked_for_by_their_names() -> None:
    assert not is_of_own_time(replace(EARLY, text="wann ist die Frist"), VISA)
    assert not is_of_own_time(replace(EARLY, programmes=("kjp",)), VISA)
    assert not is_of_own_time(EARLY, Context("foerderung_dfjw", "answer"))


def test_what_was_not_told_has_no_time_of_its_own() -> None:
    assert not is_of_own_time(EARLY, None)
    assert not is_of_own_time(EARLY, replace(VISA, decision="act"))
    assert not is_of_own_time(EARLY, replace(VISA, is_guess=True))
