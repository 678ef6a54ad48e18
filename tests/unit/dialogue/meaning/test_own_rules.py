"""Questions that the answer above has a rule of its own for."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.context import Context, Heard
from bot.dialogue.meaning.follow_up import meaning

DISCOVER = Context("verweis_discovereu", "answer")


def heard(text: str, topic: str, decision: str = "answer", **more: Any) -> Heard:
    return Heard(text, decision, topic, (topic, "meta_unklar"), 0.5, **more)


@pytest.mark.parametrize(
    ("text", "topic", "before"),
    [
        ("wie alt müssen die sein?", "alter_teilnehmende", "verweis_discovereu"),
        ("ab wie viel Jahren dürfen die kommen?", "alter_teilnehmende", "workcamp"),
        ("brauchen die n führungszeugnis", "fuehrungszeugnis", "unterkunft_gastfamilien"),
        ("wieviele tage", "dauer_reisetage", "sonderurlaub_nrw"),
        ("wie lange darf ich bleiben", "dauer_reisetage", "visum_teilnehmende"),
        ("auch wenn wir nur 8 mitglieder sind?", "gruppengroesse", "mso_vereine"),
    ],
)
def test_the_entry_above_is_meant(text: str, topic: str, before: str) -> None:
    meant = meaning(heard(text, topic), Context(before, "answer"))
    assert (meant.decision, meant.topic, meant.is_follow_up) == ("answer", before, True)


def test_what_was_only_asked_back_about_has_no_rule() -> None:
    said = heard("auch wenn wir nur 8 mitglieder sind?", "gruppengroesse")
    guessed = Context("mso_vereine", "answer", is_guess=True)
    assert meaning(said, guessed).topic == "gruppengroesse"


def test_what_is_no_question_stands_before_no_rule() -> None:
    near = ("meta_unklar", "dauer_reisetage")
    said = Heard("und wie lange geht das", "clarify", near[0], near, 0.39, aspects=("dauer",))
    before = Context("verweis_freiwilligendienst", "answer")
    assert meaning(said, before).topic == "verweis_freiwilligendienst"
    assert meaning(said, Context("foerderung_dgjw", "answer")).topic == "dauer_reisetage"


def test_a_question_of_its_own_is_about_everyone() -> None:
    for text in ("Wie alt müssen Teilnehmende sein?", "wie alt müssen die Leitungen sein"):
        assert meaning(heard(text, "alter_teilnehmende"), DISCOVER).topic == "alter_teilnehmende"
    named = heard("und wie alt beim DPJW?", "alter_teilnehmende", programmes=("dpjw",),
                  names=((17, 21),))  # fmt: skip
    assert meaning(named, DISCOVER).programmes == ("dpjw",)


def test_an_entry_without_rules_of_its_own_yields() -> None:
    said = heard("und brauchen die ein führungszeugnis?", "fuehrungszeugnis")
    assert meaning(said, Context("krisenplan", "answer")).topic == "fuehrungszeugnis"
