"""Whoever wants advice in words is taken at their word; whoever asks about it is answered."""

from __future__ import annotations

import pytest

from bot.dialogue.advice import Advice, advice_meant, advice_wanted, says_only_that
from bot.dialogue.context import Heard


@pytest.mark.parametrize(
    "text",
    [
        "ich möchte eine beratung anfragen",
        "beratungsanfrage stellen",
        "kann ich hier einen termin für eine beratung machen",
        "ich brauche beratung",
        "Beratung anfragen",
        "beratug anfragen",
        "Beratung bitte!",
        "beratungsgespräch",
        "Wir möchten uns beraten lassen",
        "könnt ihr uns beraten?",
        "neue anfrage starten",
        "Guten Tag, ich würde gern einen Beratungstermin vereinbaren, es geht um Marseille.",
        "wir bräuchten dringend mal eine Beratung, wir wollen mit 14 Jugendlichen nach Polen",
        "kann mich jemand beraten?",
        "kann uns jemand persönlich dazu beraten?",
        "wer kann mir mal über den antrag gucken",
        "Hallo, ich hätte gern einen Termin mit jemand von euch. Wir sind der Kanuverein Datteln "
        "und planen mit achtzehn Leuten im August nach Marokko zu fahren, wissen aber nicht, "
        "welches Programm passt und was wir beantragen müssen",
    ],
)
def test_a_wish_for_advice_is_a_request(text: str) -> None:
    assert advice_wanted(text) is Advice.REQUEST


@pytest.mark.parametrize(
    "text", ["beratung", "Mensch!", "berater bitte", "ich will mit jemandem reden"]
)
def test_a_word_for_a_person_is_a_wish_to_talk(text: str) -> None:
    assert advice_wanted(text) is Advice.PERSON


@pytest.mark.parametrize(
    "text",
    [
        "was kostet eine beratung",
        "Wir planen eine Fahrt. " + "Ein Wort folgt auf das andere. " * 6 + "Ich brauche Beratung",
        "kostenlose beratung?",
        "wer berät zu FSJ",
        "wie kann ich eine beratung anfragen",
        "macht ihr auch beratung am abend",
        "ich möchte meine beratung absagen",
        "ich möchte meine Beratungsanfrage löschen",
        "meine anfrage ergänzen",
        "ich brauche keine beratung",
        "unsere Jugendlichen brauchen Beratung",
        "wir wollen eine beratungsstelle für mädchen besuchen",
        "Ich möchte wissen, ob die Beratung etwas kostet",
        "Bewertung anfragen",
        "Darf ich Menschen mit Behinderung mitnehmen",
        "vielen dank für die beratung",
        "", "?", "😀", "\x00", "\ud800", "beratung " * 500,
    ],
)  # fmt: skip
def test_what_is_about_something_else_is_no_wish(text: str) -> None:
    assert advice_wanted(text) is None


def test_the_subject_of_a_wish_is_told_apart_from_the_bare_wish() -> None:
    assert says_only_that("ich möchte eine beratung anfragen")
    assert not says_only_that("ich hätte gern eine Beratung zu Erasmus+")


@pytest.mark.parametrize(
    ("text", "decision", "topic", "meant"),
    [
        ("ich möchte eine beratung", "clarify", "beratung_kosten_zielgruppe",
         "beratung_vereinbaren"),
        ("beratung", "answer", "beratung_kosten_zielgruppe", "meta_mensch_sprechen"),
        # A case, a referral, an emergency and what belongs elsewhere have answers of their own.
        ("wir brauchen beratung, der antrag ist abgelehnt", "handover", "ho_ablehnung_widerspruch",
         None),
        ("Ich möchte eine Beratung zum Freiwilligendienst", "answer", "verweis_freiwilligendienst",
         None),
        ("ich brauche beratung wegen meiner abschiebung", "fallback", "oos_soziales_recht", None),
        ("ich brauche beratung, er schlägt mich", "emergency", "notfall_gewalt", None),
        ("Können wir bei Ihnen Beratung haben oder andere Stelle?", "answer", "anderes_bundesland",
         None),
    ],
)  # fmt: skip
def test_only_what_has_no_answer_of_its_own_begins_a_request(
    text: str, decision: str, topic: str, meant: str | None
) -> None:
    found = advice_meant(Heard(text, decision, topic, (topic,)))
    assert (found and (found.decision, found.topic)) == (meant and ("handover", meant))
