from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.alarm.alarm_in_talk import heard_in_talk
from bot.dialogue.topics import ACCIDENT_TOPIC, SUICIDE_TOPIC, VIOLENCE_TOPIC

CALM = {"decision": "answer", "topic": "versicherung"}


def raw(topic: str = ACCIDENT_TOPIC) -> dict[str, Any]:
    named = {"is_named": True, "names_danger": True, "is_certain": True}
    return {"decision": "emergency", "topic": topic, "calm": CALM, **named}


def is_hint(text: str, topic: str = ACCIDENT_TOPIC) -> bool:
    heard = heard_in_talk(raw(topic), text, None, is_asked=False)
    return heard == {**CALM, "is_concerning": True}


PLANNED = [
    "was passiert wenn sich einer das bein bricht",
    "Wer haftet, wenn sich ein Jugendlicher verletzt? Wir fahren im Mai nach Kreta.",
    "was tun wenn der pass geklaut wird",
    "Angenommen, ein Jugendlicher wird beim Klauen erwischt und verhaftet – was dann?",
    "einer von uns war im knast, kann er mit ins ausland",
    "einer ist im knast aus seiner familie, der vater, und wir fragen uns ob der junge mitdarf",
]


@pytest.mark.parametrize("text", PLANNED)
def test_who_plans_for_an_accident_of_anybody_has_the_numbers_beside_the_answer(text: str) -> None:
    assert is_hint(text)


@pytest.mark.parametrize("text", PLANNED)
@pytest.mark.parametrize("topic", [VIOLENCE_TOPIC, SUICIDE_TOPIC])
def test_violence_and_a_wish_to_die_are_never_only_supposed(text: str, topic: str) -> None:
    assert not is_hint(text, topic)


@pytest.mark.parametrize(
    "text",
    [
        "wer haftet wenn einer klettert, gerade liegt Ben im Krankenhaus",
        "Was ist, wenn sich einer verletzt? Lukas rührt sich nicht.",
        "was tun wenn einer nicht mehr atmet",
        "was machen wir wenn er nicht wiederkommt",
        "was ist wenn ich einen unfall habe",
        "einer ist im knast",
        "was tun wenn sich einer verbrannt hat",
        "was machen wir wenn jemand die treppe runtergefallen ist",
        "ein junge ist weg, sein freund will mit suchen",
        "einer hat seit heute hohes fieber, kann er mit?",
    ],
)
def test_what_goes_on_or_is_told_of_somebody_is_an_emergency(text: str) -> None:
    assert not is_hint(text)


def test_what_could_hardly_be_anything_but_an_emergency_is_one() -> None:
    told = {**raw(), "calm": {**CALM, "decision": "clarify", "confidence": 0.05}}
    text = "was tun wenn einer sich nicht mehr bewegt"
    assert heard_in_talk(told, text, None, is_asked=False) == told


@pytest.mark.parametrize(
    "text",
    [
        "Vor vier Jahren hatten wir einen Unfall. Dürfen Ehrenamtliche überhaupt selbst fahren?",
        "Bei uns ist 2021 ein Junge ertrunken, seitdem ist Baden tabu. Ist das Pflicht?",
        "letztes jahr ist einer fast ertrunken, deswegen wollen wir jetzt ein konzept",
        "My brother was arrested years ago, can he still get a visa for the US?",
    ],
)
def test_an_accident_of_years_ago_has_the_numbers_beside_what_is_asked_of_it(text: str) -> None:
    assert is_hint(text)
    assert not is_hint(text, SUICIDE_TOPIC)


@pytest.mark.parametrize(
    ("text", "is_past"),
    [
        ("vor Jahren hat ein Trainer Kinder missbraucht, wir suchen ein Schutzkonzept", True),
        ("2019 gab es einen Übergriff, deshalb wollen wir jetzt eine Schulung", True),
        ("vor einem jahr hat mich der trainer angefasst, gibt es ein schutzkonzept?", False),
        ("letztes jahr hat er sie geschlagen, jetzt ist er wieder da, schutzkonzept?", False),
        ("vor vier jahren wurde sie vergewaltigt, darf sie mitfahren?", False),
    ],
)
def test_violence_of_years_ago_is_past_only_where_prevention_is_asked_for(
    text: str, is_past: bool
) -> None:
    assert is_hint(text, VIOLENCE_TOPIC) == is_past
    assert not is_hint(text, SUICIDE_TOPIC)


@pytest.mark.parametrize(
    "text",
    [
        "Vor fünf Jahren hatte er einen Schlaganfall. Er redet ganz komisch, darf er mitfahren?",
        "vor zwei jahren hatte er einen infarkt und jetzt hat er wieder schmerzen, was sollen wir?",
        "vor drei jahren wurde er verhaftet und sitzt immer noch, zahlt das eine versicherung",
        "vor zwei jahren ist er abgestürzt, nochmal gestürzt ist er, zahlt das jemand",
        "er ist abgestürzt, zahlt das die versicherung",
    ],
)
def test_what_happens_again_or_is_told_beside_the_past_is_an_emergency(text: str) -> None:
    assert not is_hint(text)


@pytest.mark.parametrize("topic", [ACCIDENT_TOPIC, VIOLENCE_TOPIC, SUICIDE_TOPIC])
@pytest.mark.parametrize(
    ("text", "is_of_a_work"),
    [
        ("Unser Theaterstück handelt von einem Jungen, der an einer Überdosis stirbt.", True),
        ("Theaterprojekt: ein Mädchen wird vergewaltigt. Suchen Partner in Italien", True),
        ("Das Thema der Begegnung ist Flucht und Menschenhandel", True),
        ("Notre pièce parle d'une overdose, quel financement?", True),
        ("Ja, unser Stück handelt von Suizid. Was bekommen wir je Person, hin und her?", True),
        ("Can we get funding for a short film about rape culture?", True),
        ("Планируем семинар о сексуальном насилии для вожатых", True),
        ("Чи можна подати заявку на тренінг із запобігання самогубствам?", True),
        ("Kręcimy film o samobójstwach wśród młodzieży", True),
        ("Queremos rodar un cortometraje sobre el suicidio juvenil", True),
        ("Cinsel taciz konulu atölye için başvuru", True),
        ("After the play about suicide a boy said that he wants to die", False),
        ("Мы сняли фильм о насилии, и одна из девочек сказала, что её бьют", False),
        ("Warsztaty o przemocy, ona powiedziała że ojciec ją bije", False),
        ("Tras el taller sobre el abuso ella dijo que le pasa a ella", False),
        ("In unserem Stück geht es um Suizid und jetzt will ein Mädchen das nachmachen", False),
        ("Ich spiele die Hauptfigur, die sich umbringt, und denke selber daran", False),
        ("unser film handelt von drogen und einer liegt bewusstlos da", False),
        ("beim theaterprojekt hat der leiter sie angefasst", False),
        ("Theaterprojekt, Förderung? Zwei haben Pillen genommen und wachen nicht auf", False),
        ("im film geht es um suizid, der kameramann steht auf dem geländer der brücke", False),
    ],
)
def test_what_a_play_is_about_is_no_emergency(text: str, is_of_a_work: bool, topic: str) -> None:
    assert is_hint(text, topic) == is_of_a_work
