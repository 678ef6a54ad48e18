"""What is asked about the request itself is known by its meaning, in words that no list has."""

from __future__ import annotations

import pytest

from actions.request import meant_aside as module
from actions.request.meant_aside import meant_aside
from bot.intake.words import meant_asides
from bot.texts import keys


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("zeig mal, was da alles von mir drinsteht", "seen"),
        ("habt ihr das etwa schon rausgeschickt", "sent"),
        ("wo lade ich das PDF hoch", "attach"),
        ("krieg ich davon auch eine Kopie per Mail", "copy"),
        ("wofür genau gebe ich da meine Einwilligung", "consent"),
        ("speichert ihr das jetzt schon irgendwo?", "data"),
        ("mein Chef muss da vorher noch drüberschauen", "puts_off"),
    ],
)
def test_other_words_mean_the_same(said: str, name: str) -> None:
    assert meant_aside(said)[0] == name


@pytest.mark.parametrize("said", ["Jugendhaus Kolibri, Hamm", "14 bis 17", "im Herbst", "Petra"])
def test_an_answer_means_nothing_of_the_kind(said: str) -> None:
    assert meant_aside(said) == ("", False)


def test_without_the_encoder_nobody_can_say(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(said: str, texts: object) -> list[float]:
        raise OSError(said, texts)

    monkeypatch.setattr(module, "likeness", broken)
    assert meant_aside("Ist die Anfrage jetzt schon raus?") == ("", False)


def test_each_question_has_its_answer() -> None:
    assert {f"intake.aside_{name}" for name in meant_asides()} <= set(keys())
