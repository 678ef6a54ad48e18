"""What is clearly about something is no emergency by a suspicion that is hardly sure."""

from __future__ import annotations

from bot.nlu.alarm.check import AlarmCheck
from bot.nlu.decision import Understanding
from bot.nlu.judging.suspicion import Suspicion, confirmed
from bot.nlu.ranker.ranking import Ranking
from bot.nlu.understood import Understood

CHECK = AlarmCheck.load()


def _judged(sure: float, lead: float, *, is_one_piece: bool = True) -> Understood:
    ranking = Ranking((), lead, 0.0)
    topic = Understanding("answer", "faq", "gesundheit_medikamente", 0.9)
    acute = Understanding("emergency", "emergency", "notfall_akut_reise", 0.1)
    suspicion = Suspicion(
        "spritze gegen allergie dabei",
        acute,
        Understood(topic, ranking),
        sure,
        is_one_piece=is_one_piece,
        is_figurative=False,
        names_danger=True,
    )
    return confirmed(suspicion, ranking, CHECK)


def test_the_clearer_a_message_is_about_something_the_surer_an_emergency_must_be() -> None:
    sure = CHECK.least + 0.5
    assert _judged(sure, 0.0).decision.decision == "emergency"
    calm = _judged(sure, 0.2)
    assert (calm.decision.decision, calm.is_concerning) == ("answer", True)
    assert _judged(sure + 3.0, 0.2).decision.decision == "emergency"


def test_the_calm_of_one_piece_does_not_drown_another() -> None:
    sure = CHECK.least + 0.5
    assert _judged(sure, 0.2, is_one_piece=False).decision.decision == "emergency"


def test_however_clear_a_message_is_the_numbers_of_a_suspicion_of_all_of_it_stay() -> None:
    assert _judged(CHECK.least_concern + 0.1, 0.5).is_concerning
