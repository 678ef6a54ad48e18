from __future__ import annotations

import pytest

from bot.dialogue.hints import (
    Reaction,
    asks_on,
    hinted_aspects,
    intent_meant,
    is_bare_command,
    only_approves,
    reaction_to_answer,
    spelled_out,
    tells_umbrella,
    wants_to_resume,
)


@pytest.mark.parametrize(
    ("said", "aspects"),
    [
        ("wie viel pro km", ("betrag",)),
        ("danke das hilft uns sehr. und wo finde ich das formular", ("antragsweg",)),
        ("und pro Tag?", ("betrag",)),
        ("ok und wo Antrag", ("antragsweg",)),
        ("wo", ("antragsweg",)),
        ("wohin denn mit dem antrag", ("antragsweg",)),
        ("wo genau stelle ich das", ("antragsweg",)),
        ("darf man mit 16 mit", ("alter",)),
        ("Können wir mit 8 Jugendlichen und Teams up fahren?", ()),
        # Not the money, or a sentence of its own.
        ("wie viele Leute", ()),
        ("wie viel Zeit vorher", ()),
        ("wo treffen wir uns", ()),
        ("wie viel Taschengeld geben wir den Jugendlichen am besten mit auf die Reise", ()),
    ],
)
def test_what_a_bare_question_asks_of_a_programme(said: str, aspects: tuple[str, ...]) -> None:
    assert hinted_aspects(said) == aspects


@pytest.mark.parametrize(
    ("said", "intent", "meant"),
    [
        ("ja", "affirm", "affirm"),
        ("ja bitte?", "affirm", "affirm"),
        ("ok und wo antrag", "affirm", ""),
        ("ja, aber wer zahlt das", "affirm", ""),
        ("alles richtig?", "affirm", ""),
        ("nein, wer zahlt das", "deny", ""),
        ("nein danke", "deny", "deny"),
        # "Senden" sends, and never stops anything.
        ("senden", "stop", "affirm"),
        ("passt alles", "clarify", "affirm"),
        ("ja passt so, abschicken", "clarify", "affirm"),
        ("bitte nicht senden", "stop", "stop"),
        ("ist alles richtig so?", "clarify", "clarify"),
        ("gut", "clarify", "clarify"),
        ("abbrechen", "stop", "stop"),
    ],
)
def test_a_short_word_counts_where_nothing_else_is_said(said: str, intent: str, meant: str) -> None:
    assert intent_meant(said, intent) == meant


def test_a_no_that_names_something_is_no_mere_no() -> None:
    assert intent_meant("nein ich meine dfjw", "deny", has_more=True) == ""
    assert intent_meant("nein, ich meine die Frist", "deny") == ""
    assert intent_meant("nein", "deny") == "deny"


def test_what_if_is_neither_yes_nor_no() -> None:
    assert intent_meant("okay und wenn sie nein sagen", "deny") == ""
    assert intent_meant("ja und falls nicht", "affirm") == ""


def test_reactions_are_whole_messages() -> None:
    assert reaction_to_answer("Das stimmt nicht!") is Reaction.UNHAPPY
    assert reaction_to_answer("äh was?") is Reaction.PUZZLED
    assert reaction_to_answer("Nein, das meinte ich nicht") is Reaction.MISUNDERSTOOD
    assert reaction_to_answer("nein, Polen") is None
    assert reaction_to_answer("Was zahlt das DFJW?") is None
    assert reaction_to_answer("Das stimmt nicht mit der Frist überein") is None


def test_small_recognisers() -> None:
    assert asks_on("und wohin damit")
    assert not asks_on("Sommer 2027")
    assert spelled_out("wie viel pro km") == "wie viel pro kilometer"
    assert wants_to_resume("Doch weiter!")
    assert not wants_to_resume("weiter als 500 km")
    assert tells_umbrella("wir sind DPSG")
    assert not tells_umbrella("sind wir bei der DPSG richtig?")
    assert tells_umbrella("wir haben keinen dachverband")
    assert not tells_umbrella("wir sind 12 Leute")
    assert not tells_umbrella("wir haben ein Mitglied mit Behinderung")


@pytest.mark.parametrize(
    ("said", "is_command"),
    [
        ("abbrechen", True),
        ("bitte abbrechen", True),
        ("zurück", True),
        ("ich möchte das abbrechen", True),
        ("kann man auch abbrechen", False),
        ("und zurück", False),
        ("abbrechen?", False),
        ("", False),
    ],
)
def test_only_a_bare_command_stops(said: str, is_command: bool) -> None:
    assert is_bare_command(said) is is_command


@pytest.mark.parametrize(
    ("said", "aspects"),
    [
        ("bezahlen die auch den zug? das sind über 8 stunden", ("betrag",)),
        ("darf ich mit 17 mitfahren", ("alter",)),
        ("wir fahren mit 17 leuten nach wien", ()),
        ("darf ich mit 2027 rechnen", ()),
    ],
)
def test_what_a_question_in_everyday_words_asks(said: str, aspects: tuple[str, ...]) -> None:
    assert hinted_aspects(said) == aspects


@pytest.mark.parametrize(
    ("said", "is_approval"),
    [
        ("👍", True),
        ("👍🏽 🙏", True),
        ("❤️", True),
        ("👎", False),
        ("👍 und Polen", False),
        ("", False),
    ],
)
def test_signs_of_approval_alone_are_a_word(said: str, *, is_approval: bool) -> None:
    assert only_approves(said) is is_approval
