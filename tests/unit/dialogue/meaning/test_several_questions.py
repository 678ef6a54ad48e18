"""What else is answered or offered when a message asks more than one question."""

from __future__ import annotations

from bot.dialogue.context import Asked, Heard
from bot.dialogue.meaning.several_questions import Besides, asked_besides, choices_of, of_several

INSURANCE = Asked("welche versicherung", "answer", "versicherung", 0.6)
PARENTS = Asked("wer unterschreibt", "answer", "einverstaendnis_eltern", 0.4)
VAGUE = Asked("wie sieht das aus", "clarify", "programm_anforderungen", 0.05)


def heard(*questions: Asked, decision: str = "answer", countries: tuple[str, ...] = ()) -> Heard:
    return Heard(
        "…", decision, "versicherung", ("meta_unklar",), countries=countries, questions=questions
    )


def test_a_sure_question_besides_is_answered_and_none_twice() -> None:
    asked = heard(INSURANCE, PARENTS)
    assert asked_besides(asked, {"versicherung"}) == Besides("einverstaendnis_eltern")
    assert asked_besides(asked, {"versicherung", "einverstaendnis_eltern"}) == Besides()


def test_a_likely_one_is_offered_and_an_unclear_one_is_not() -> None:
    likely = Asked("wer haftet", "answer", "aufsichtspflicht", 0.2)
    assert asked_besides(heard(INSURANCE, likely, VAGUE), {"versicherung"}) == Besides(
        None, ("aufsichtspflicht",)
    )


def test_what_is_no_entry_is_neither() -> None:
    topics = ("notfall_suizid", "ho_traegerkonflikt", "oos_allgemein", "meta_datenschutz")
    others = [Asked("…?", "answer", topic, 0.9) for topic in topics]
    assert asked_besides(heard(INSURANCE, *others), {"versicherung"}) == Besides()


def test_who_pays_is_asked_about_the_country_of_the_message() -> None:
    money = Asked("wer zahlt das?", "clarify", "meta_unklar", 0.0)
    to_poland = heard(INSURANCE, money, countries=("PL",))
    assert asked_besides(to_poland, {"versicherung"}).answered == "foerderung_dpjw"
    # The money for the journey stands there already.
    assert asked_besides(to_poland, {"foerderung_ueberblick"}).answered == "versicherung"
    assert asked_besides(heard(INSURANCE, money), {"versicherung"}) == Besides()


def test_who_pays_is_asked_about_the_country_talked_about() -> None:
    money = Asked("fördert das jemand?", "clarify", "meta_unklar", 0.0)
    told = {"versicherung"}
    assert asked_besides(heard(INSURANCE, money), told, ("GH",)).answered == "foerderung_afrika"
    assert (
        asked_besides(heard(INSURANCE, money), {*told, "foerderung_afrika"}, ("GH",)) == Besides()
    )


def test_an_unclear_message_means_its_sure_question() -> None:
    meant = of_several(heard(VAGUE, PARENTS, decision="clarify"))
    assert (meant.decision, meant.topic) == ("answer", "einverstaendnis_eltern")
    assert meant.topics == ("einverstaendnis_eltern", "meta_unklar")


def test_questions_that_agree_need_not_be_sure_alone() -> None:
    one = Asked("a", "answer", "juleica", 0.16)
    assert of_several(heard(one, one, decision="fallback")).topic == "juleica"
    assert of_several(heard(one, VAGUE, decision="clarify")).decision == "clarify"


def test_a_clear_message_and_one_question_stay_what_they_are() -> None:
    for said in (heard(INSURANCE, PARENTS), heard(decision="clarify")):
        assert of_several(said) is said


def test_an_unclear_one_is_asked_back_about_with_both_questions() -> None:
    unclear = Asked("hm", "clarify", "meta_unklar", 0.0)
    assert choices_of(heard(VAGUE, unclear, PARENTS)) == (
        "programm_anforderungen",
        "einverstaendnis_eltern",
    )
