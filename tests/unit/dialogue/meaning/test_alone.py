"""What a message means by itself that names what it is about, however unsure the rest is."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Context, Heard
from bot.dialogue.meaning.alone import named_last
from bot.dialogue.meaning.follow_up import meaning


def heard(text: str, decision: str, *topics: str, **more: object) -> Heard:
    return Heard(text, decision, topics[0], topics, 0.02, **more)  # type: ignore[arg-type]


SCHECKS = heard(
    "Gibt es dafür Europa-Schecks?", "clarify", "foerderung_erasmus_jugend", "foerderung_land_nrw",
    programmes=("europa_schecks_nrw",), named_topics=("staedtepartnerschaft",), names=((14, 28),),
)  # fmt: skip


def test_the_programme_named_decides_between_topics_of_money() -> None:
    meant = meaning(SCHECKS, None)
    assert (meant.decision, meant.topic) == ("answer", "staedtepartnerschaft")


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        # Introduced at length, and only then asked about.
        (heard("wir sind eine OT, wissen aber nicht ob Teams up noch läuft", "fallback",
               "foerderung_afrika", programmes=("teams_up",), named_topics=("foerderung_afrika",)),
         "foerderung_afrika"),
        # Told by the way, asked about something else, or one of two.
        (heard("ist erasmus geld falls du das wissen musst", "clarify", "foerderung_erasmus_jugend",
               programmes=("erasmus_jugend",), named_topics=("foerderung_erasmus_jugend",)), None),
        (heard("Darf ich bei Erasmus Honorare abrechnen?", "clarify", "foerderung_erasmus_jugend",
               "personalkosten_honorar", programmes=("erasmus_jugend",),
               named_topics=("foerderung_erasmus_jugend",)), None),
        (heard("DFJW oder DPJW?", "clarify", "foerderung_dfjw", programmes=("dfjw", "dpjw"),
               named_topics=("foerderung_dfjw", "foerderung_dpjw")), None),
        (heard("Wie wird das Wetter in Erasmus?", "fallback", "oos_allgemein",
               programmes=("erasmus_jugend",), named_topics=("foerderung_erasmus_jugend",)), None),
        (heard("darf ich mit 17 mitfahren", "clarify", "betreuungsschluessel", "juleica",
               "alter_teilnehmende", aspects=("alter",)), "alter_teilnehmende"),
    ],
)  # fmt: skip
def test_what_is_named(said: Heard, topic: str | None) -> None:
    meant = named_last(said)
    assert (meant.topic if meant else None) == topic


GUESS = Context("bildungsurlaub_nrw", "answer", is_guess=True, has_rivals=True)
NEAR_GUESS = Context("aenderung_absage_storno", "answer", is_guess=True)


def test_whoever_goes_on_after_questions_to_choose_from_has_chosen_none() -> None:
    poland = heard("bei polen", "answer", "foerderung_dpjw", countries=("PL",), names=((4, 9),))
    assert meaning(poland, GUESS).topic == "foerderung_dpjw"
    unclear = heard("auch bei denen", "clarify", "meta_unklar")
    assert meaning(unclear, GUESS).decision == "clarify"
    # One that was far ahead is what they go on about.
    assert meaning(unclear, NEAR_GUESS).topic == "aenderung_absage_storno"


def test_a_message_that_means_nothing_alone_is_about_the_answer_above() -> None:
    said = heard("ab wann darf ich", "clarify", "meta_unklar", "oos_allgemein")
    meant = meaning(said, Context("juleica", "answer"))
    assert (meant.decision, meant.topic, meant.is_follow_up) == ("answer", "juleica", True)
    assert meaning(said, None).decision == "clarify"


LISTED = Context("foerderung_dgjw", "act", (), ("GR",), selection="land=GR")


def test_a_question_of_another_topic_is_no_question_for_deadlines() -> None:
    text = "brauchen die ein visum, zwei sind aus syrien"
    visa = Heard(text, "clarify", "visum_teilnehmende", ("visum_teilnehmende",), 0.11,
                 countries=("SY",), names=((38, 44),))  # fmt: skip
    meant = meaning(visa, LISTED)
    # They are from Syria and travel to Greece.
    assert (meant.topic, meant.countries) == ("visum_teilnehmende", ("GR",))
    assert meaning(heard("und bis wann?", "clarify", "meta_unklar", aspects=("frist",)),
                   LISTED).decision == "act"  # fmt: skip
