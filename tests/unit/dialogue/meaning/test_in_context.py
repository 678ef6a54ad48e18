"""What further messages mean in their conversation, by the weights beside the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning.in_context import (
    LEAST_AGAINST_RULES,
    LEAST_OF_NEW,
    LEAST_OF_RULES,
    weighed,
)
from bot.dialogue.meaning.likely_topics import SIGNS, Likely, likely_topics, signs_of

BEFORE = Context("betreuungsschluessel", "answer", ("kjp",), ("PL",))
UNSURE = Meant("clarify", "meta_unklar", (), ())
ON = Heard(
    "auf 20 kids",
    "clarify",
    "meta_unklar",
    ("meta_unklar",),
    ranking=(("meta_unklar", 0.98), ("gruppengroesse", 4e-4)),
    in_context=(("betreuungsschluessel", 0.99), ("gruppengroesse", 1e-5)),
    after_first=(("betreuungsschluessel", 0.8), ("gruppengroesse", 0.01)),
    after_last=(("betreuungsschluessel", 0.9), ("gruppengroesse", 0.01)),
)


def test_a_fragment_goes_on_about_what_was_talked_about() -> None:
    meant = weighed(ON, BEFORE, UNSURE).meant

    assert meant == Meant("answer", BEFORE.topic, ("kjp",), ("PL",), is_follow_up=True)


def test_a_new_topic_behind_the_question_is_answered_as_one() -> None:
    heard = replace(
        ON,
        ranking=(("juleica", 0.9), ("meta_unklar", 0.05)),
        in_context=(("juleica", 0.99), ("betreuungsschluessel", 0.001)),
        after_first=(("juleica", 0.9),),
        after_last=(("juleica", 0.9),),
    )

    meant = weighed(heard, BEFORE, Meant("clarify", "juleica", (), ())).meant

    assert (meant.decision, meant.topic, meant.is_follow_up) == ("answer", "juleica", False)


def test_a_case_behind_the_question_is_handed_over() -> None:
    case = "ho_partner_ausfall"
    seen = ((case, 0.95),)
    heard = replace(ON, ranking=seen, in_context=seen, after_first=seen, after_last=seen)

    assert weighed(heard, BEFORE, Meant("clarify", case, (), ())).meant.decision == "handover"


def test_a_case_that_the_message_alone_hardly_tells_is_asked_back_about() -> None:
    case = "ho_kinderschutz_vorfall"
    seen = ((case, 0.95),)
    heard = replace(ON, ranking=((case, 0.5),), in_context=seen, after_first=seen, after_last=seen)

    meant = weighed(heard, BEFORE, Meant("clarify", case, (), ())).meant

    assert (meant.decision, meant.topic) == ("clarify", case)


@pytest.mark.parametrize(
    "meant",
    [
        Meant("emergency", "notfall_gewalt", (), ()),
        Meant("smalltalk", "meta_dank_abschied", (), ()),
        Meant("handover", "beratung_vereinbaren", (), ()),
        Meant("clarify", "meta_mensch_sprechen", (), ()),
    ],
)
def test_what_the_rules_take_for_more_than_a_question_stays(meant: Meant) -> None:
    assert weighed(ON, BEFORE, meant).meant == meant
    assert weighed(ON, BEFORE, meant).choices == ()


def test_deadlines_stay_where_the_message_has_a_word_of_time() -> None:
    dates = Meant("act", "fristen_ueberblick", (), ())

    assert weighed(replace(ON, deadlines=((0, 3),)), BEFORE, dates).meant == dates
    assert weighed(replace(ON, names_day=True), BEFORE, dates).meant == dates
    assert weighed(replace(ON, programmes=("kjp",)), BEFORE, dates).meant == dates
    assert weighed(ON, BEFORE, dates).meant.topic == BEFORE.topic


def test_nothing_is_weighed_after_an_emergency_or_at_the_beginning() -> None:
    emergency = replace(BEFORE, decision="emergency")

    assert weighed(ON, emergency, UNSURE).meant == UNSURE
    assert weighed(ON, None, UNSURE).meant == UNSURE
    assert weighed(replace(ON, in_context=()), BEFORE, UNSURE).meant == UNSURE


def test_not_all_that_is_said_below_a_single_case_is_about_it() -> None:
    case = replace(BEFORE, topic="ho_ablehnung_widerspruch", decision="handover")
    again = Meant("handover", case.topic, (), (), is_follow_up=True)
    seen = (("vorzeitiger_beginn", 0.5), ("ho_partner_ausfall", 0.4))
    other = replace(ON, ranking=seen, in_context=seen, after_first=seen, after_last=seen)
    same = ((case.topic, 0.9),)

    assert weighed(other, case, again).meant.decision == "clarify"
    assert "vorzeitiger_beginn" in weighed(other, case, again).choices
    goes_on = replace(other, ranking=same, in_context=same, after_first=same, after_last=same)
    assert weighed(goes_on, case, again).meant == again


def test_money_for_a_country_that_is_named_is_asked_anew() -> None:
    heard = replace(ON, text="wer zahlt das für lettland", countries=("LV",))

    assert weighed(heard, BEFORE, UNSURE).meant == UNSURE


def test_the_rules_are_only_overruled_by_what_is_much_more_probable() -> None:
    heard = replace(ON, text="wie groß mindestens", aspects=("gruppengroesse",))
    near = replace(heard, after_first=(("gruppengroesse", 0.5),), after_last=heard.after_last)
    ruled = Meant("answer", "gruppengroesse", (), ())

    likely = {one.topic: one.probability for one in likely_topics(near, BEFORE, ruled)}
    assert likely["gruppengroesse"] > LEAST_OF_NEW
    assert likely[BEFORE.topic] < LEAST_AGAINST_RULES
    assert weighed(near, BEFORE, ruled).meant == ruled


def test_what_the_rules_say_is_asked_back_about_where_it_is_improbable() -> None:
    of_others = (("juleica", 0.5), ("versicherung", 0.5))
    heard = replace(
        ON, ranking=of_others, in_context=of_others, after_first=of_others, after_last=of_others
    )
    ruled = Meant("answer", "verwendungsnachweis", (), ())

    assert weighed(heard, BEFORE, ruled).meant.decision == "clarify"
    assert {"juleica", "versicherung"} <= set(weighed(heard, BEFORE, ruled).choices)


def test_the_same_once_more_is_asked_back_about_where_it_is_hardly_probable() -> None:
    seen = ((BEFORE.topic, 0.15), ("juleica", 0.8))
    heard = replace(ON, ranking=seen, in_context=seen, after_first=seen, after_last=seen)
    ruled = Meant("answer", BEFORE.topic, (), (), is_follow_up=True)

    likely = {one.topic: one.probability for one in likely_topics(heard, BEFORE, ruled)}
    assert 0.5 < likely[BEFORE.topic] < LEAST_OF_RULES
    assert weighed(heard, BEFORE, ruled).meant.decision == "clarify"


def test_another_topic_that_is_not_very_probable_is_a_proposal() -> None:
    seen = (("juleica", 0.3), ("versicherung", 0.6))
    heard = replace(ON, ranking=seen, in_context=seen, after_first=seen, after_last=seen)
    ruled = Meant("answer", "juleica", (), ())

    likely = {one.topic: one.probability for one in likely_topics(heard, BEFORE, ruled)}
    assert LEAST_OF_NEW < likely["juleica"] < LEAST_OF_RULES
    assert weighed(heard, BEFORE, ruled).meant == replace(ruled, is_proposed=True)
    sure = replace(heard, after_first=(("juleica", 0.9),), after_last=(("juleica", 0.9),))
    assert weighed(sure, BEFORE, ruled).meant == ruled


def test_what_the_words_themselves_tell_is_not_doubted() -> None:
    of_others = (("juleica", 0.5), ("versicherung", 0.5))
    heard = replace(
        ON, ranking=of_others, in_context=of_others, after_first=of_others, after_last=of_others
    )
    plain = Meant("answer", "verwendungsnachweis", (), (), is_plain=True)
    of_money = Meant("answer", "foerderung_dpjw", (), ("PL",))

    assert weighed(heard, BEFORE, plain).meant == plain
    asked = replace(heard, text="wie viel geld gibt es dafür", aspects=("betrag",))
    assert weighed(asked, BEFORE, of_money).meant.decision == "clarify"


def test_of_the_people_of_a_country_nobody_asks_for_its_money() -> None:
    seen = (("foerderung_dgjw", 0.7), ("belege_aufbewahrung", 0.2))
    heard = replace(
        ON, text="die griechen geben mir ihre nicht", names=((4, 12),), countries=("GR",),
        ranking=seen, in_context=seen, after_first=seen, after_last=seen,
    )  # fmt: skip
    ruled = Meant("answer", "foerderung_dgjw", (), ("GR",))
    receipts = replace(BEFORE, topic="belege_aufbewahrung", countries=())

    assert weighed(heard, receipts, ruled).meant.decision == "clarify"
    asked = replace(heard, text="zahlen die griechen was dazu?")
    assert weighed(asked, receipts, ruled).meant == replace(ruled, is_proposed=True)


def test_an_aspect_that_hardly_sounds_like_small_talk_is_weighed() -> None:
    spoken = Meant("smalltalk", "meta_bot_identitaet", (), ())
    named = replace(ON, text="pro person", aspects=("betrag",), lead=0.1)

    assert weighed(named, BEFORE, spoken).meant.topic == BEFORE.topic
    assert weighed(replace(named, lead=0.2), BEFORE, spoken).meant == spoken


def test_what_is_likely_below_a_question_back_is_asked_about() -> None:
    lost = Meant("fallback", "meta_unklar", (), ())
    guess = replace(BEFORE, is_guess=True)

    assert weighed(ON, guess, lost).has_choice
    assert not weighed(ON, None, lost).has_choice


def test_a_name_alone_makes_no_topic_probable() -> None:
    of_others = (("anerkennung_nachweise", 0.5), ("juleica", 0.4))
    heard = replace(
        ON, text="kriegt man den auch ohne erasmus", names=((25, 32),), programmes=("erasmus",),
        ranking=of_others, in_context=of_others, after_first=of_others, after_last=of_others,
    )  # fmt: skip
    ruled = Meant("answer", "foerderung_erasmus_jugend", ("erasmus",), ())

    assert weighed(heard, BEFORE, ruled).meant.decision == "clarify"
    bare = replace(heard, text="und beim erasmus", names=((9, 16),))
    assert weighed(bare, BEFORE, ruled).meant == ruled


def test_probabilities_sum_to_one_and_only_questions_are_weighed() -> None:
    likely = likely_topics(ON, BEFORE, UNSURE)

    assert sum(one.probability for one in likely) == pytest.approx(1.0)
    assert weighed(ON, BEFORE, UNSURE).choices[0] == BEFORE.topic
    assert "meta_unklar" not in weighed(ON, BEFORE, UNSURE).choices


def test_each_topic_has_one_value_for_each_sign() -> None:
    signs = signs_of(ON, BEFORE, UNSURE)

    assert set(signs) == {"meta_unklar", "gruppengroesse", "betreuungsschluessel"}
    assert {len(row) for row in signs.values()} == {len(SIGNS)}


def test_a_topic_whose_entry_tells_of_it_is_more_probable() -> None:
    near = (("juleica", 0.3), ("betreuungsschluessel", 0.3))
    heard = replace(ON, ranking=near, in_context=near, after_first=near, after_last=near)
    asked: list[str] = []

    def fits(topic: str) -> float:
        asked.append(topic)
        return {"juleica": 4.0, "betreuungsschluessel": -1.0}.get(topic, 0.0)

    def probability(topic: str, found: tuple[Likely, ...]) -> float:
        return next(one.probability for one in found if one.topic == topic)

    told = likely_topics(heard, BEFORE, UNSURE, fits)
    untold = likely_topics(heard, BEFORE, UNSURE)
    assert probability("juleica", told) > 0.5 > probability("juleica", untold)
    assert set(asked) == {"juleica", BEFORE.topic, "meta_unklar"}


def test_only_what_is_near_is_looked_up_in_its_entry() -> None:
    many = tuple((f"topic_{place}", 0.09) for place in range(11))
    heard = replace(ON, ranking=many, in_context=many, after_first=many, after_last=many)
    asked: list[str] = []

    def fits(topic: str) -> float:
        asked.append(topic)
        return 0.0

    signs_of(heard, BEFORE, UNSURE, fits)
    assert BEFORE.topic in asked
    assert len(asked) == len(set(asked)) <= 8


def test_an_age_that_is_given_asks_for_no_limit_of_age() -> None:
    alcohol = Context("jugendschutz_alkohol", "answer", (), ("FR",))
    seen = (("jugendschutz_alkohol", 0.9), ("alter_teilnehmende", 0.02))
    ruled = Meant("answer", "alter_teilnehmende", (), ("FR",))
    heard = replace(
        ON, ranking=seen, in_context=seen, after_first=seen, after_last=seen, aspects=("alter",)
    )

    def fits(topic: str) -> float:
        return {"jugendschutz_alkohol": 0.25, "alter_teilnehmende": -0.1}.get(topic, 0.0)

    given = replace(heard, text="da darf man aber mit 16, oder?")
    asked = replace(heard, text="wie alt muss man da sein")
    assert weighed(given, alcohol, ruled, fits).meant.topic == "jugendschutz_alkohol"
    assert weighed(asked, alcohol, ruled, fits).meant.topic == "alter_teilnehmende"


def test_whoever_names_a_programme_asks_for_the_same_of_it() -> None:
    seen = (("foerderung_tandem", 0.9), (BEFORE.topic, 0.05))
    heard = replace(
        ON, text="und bei Tandem?", ranking=seen, in_context=seen, after_first=seen,
        after_last=seen, names=((8, 14),),
    )  # fmt: skip
    again = Meant("act", BEFORE.topic, ("tandem",), (), is_follow_up=True)
    answered = replace(again, decision="answer")

    assert weighed(heard, BEFORE, again).meant == again
    assert weighed(heard, BEFORE, answered).meant.topic == BEFORE.topic


def test_what_the_answer_above_has_a_passage_for_is_told_there() -> None:
    above = Context("verweis_freiwilligendienst", "answer")
    other = (("versicherung", 0.99), (above.topic, 0.005))
    heard = replace(
        ON, text="und bin ich versichert", ranking=other, in_context=other, after_first=other
    )
    ruled = Meant("answer", "versicherung", (), ())

    def topic(ruled: Meant = ruled, **fits: float) -> str | None:
        return weighed(heard, above, ruled, lambda topic: fits.get(topic, 0.0)).meant.topic

    assert topic() == "versicherung"
    assert topic(verweis_freiwilligendienst=0.5) == above.topic
    assert topic(verweis_freiwilligendienst=0.5, versicherung=0.4) == "versicherung"
    plain = replace(ruled, is_plain=True)
    assert topic(plain, verweis_freiwilligendienst=0.45) == "versicherung"


@pytest.mark.parametrize(
    "told",
    [
        Meant("answer", "foerderung_ueberblick", (), (), is_plain=True),
        Meant("smalltalk", "meta_beleidigung", (), ()),
        Meant("handover", "meta_mensch_sprechen", (), ()),
    ],
)
def test_what_is_almost_asked_of_the_answer_above_outweighs_words(told: Meant) -> None:
    above = Context("unterkunft_gastfamilien", "answer")
    heard = replace(ON, text="was wenn die familie blöd ist")

    def topic(told: Meant, fit: float) -> str | None:
        fits = {above.topic: fit}
        return weighed(heard, above, told, lambda topic: fits.get(topic, 0.0)).meant.topic

    assert topic(told, 0.6) == above.topic
    assert topic(told, 0.45) != above.topic


def test_the_money_for_the_country_told_is_not_held_back() -> None:
    above = Context("lgbtiq_sicherheit", "answer", countries=("GE",))
    told = Meant("answer", "foerderung_osteuropa", (), ("GE",), is_plain=True)
    heard = replace(ON, text="und wer zahlt das")
    assert weighed(heard, above, told, lambda _: 0.6).meant.topic == told.topic
