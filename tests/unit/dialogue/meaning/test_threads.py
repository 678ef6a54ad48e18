"""Who told of something serious is not asked about deadlines next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.context import Context, Heard
from bot.dialogue.meaning.threads import (
    after_emergency,
    resumed,
    stays_with_case,
    with_former,
)

VIOLENCE = Context("notfall_gewalt", "emergency", countries=("LV",))
TOLERATED = Context("ho_aufenthalt_einzelfall", "handover", countries=("FR",))


@pytest.mark.parametrize("text", ["was mach ich jetzt", "wir sind noch in rumänien, noch 4 tage"])
def test_an_unclear_message_after_the_numbers_is_still_about_it(text: str) -> None:
    unclear = Heard(text, "clarify", "meta_unklar")
    meant = after_emergency(unclear, VIOLENCE)
    assert meant is not None
    assert (meant.decision, meant.topic) == ("emergency", "notfall_gewalt")
    assert meant.countries == ("LV",)
    assert meant.is_follow_up
    # Whoever began a request went on to something else.
    assert after_emergency(unclear, replace(VIOLENCE, is_left=True)) is None


def test_dizziness_after_the_numbers_is_no_small_talk() -> None:
    said = Heard("mein kopf dreht sich", "fallback", "oos_allgemein", lead=0.9)
    meant = after_emergency(said, VIOLENCE)
    assert meant is not None
    assert meant.decision == "emergency"
    longer = replace(said, text="erzähl mir doch bitte mal einen richtig guten witz")
    assert after_emergency(longer, VIOLENCE) is None


def test_the_consulate_after_a_lost_passport_is_part_of_the_help() -> None:
    said = Heard("wo ist das konsulat", "answer", "visum_incoming", lead=0.9)
    lost = Context("notfall_akut_reise", "emergency", countries=("ES",))
    meant = after_emergency(said, lost)
    assert meant is not None
    assert (meant.decision, meant.topic) == ("emergency", "notfall_akut_reise")
    assert after_emergency(said, VIOLENCE) is None
    assert after_emergency(Heard("wer zahlt", "answer", "versicherung", lead=0.9), lost) is None


@pytest.mark.parametrize(
    "heard",
    [
        Heard("die grenze ist ja nicht so kontrolliert", "clarify", "foerderung_dfjw"),
        Heard("und wenn er doch kontrolliert wird", "fallback", "meta_unklar"),
        Heard("wir sind mobile jugendarbeit", "answer", "wer_auch_immer", lead=0.2),
        Heard("die frist ist nächste woche", "act", "fristen_ueberblick", lead=0.1),
        # The office for foreigners that says no has rejected no application for money.
        Heard("die abh sagt nein", "handover", "ho_ablehnung_widerspruch", lead=0.9),
    ],
)
def test_whatever_is_told_of_a_case_belongs_to_it(heard: Heard) -> None:
    meant = stays_with_case(heard, TOLERATED)
    assert meant is not None
    assert (meant.decision, meant.topic) == ("handover", TOLERATED.topic)
    assert meant.is_follow_up


@pytest.mark.parametrize(
    "heard",
    [
        Heard("welche versicherung brauchen wir?", "answer", "versicherung", lead=0.6),
        Heard("brauchen wir eine versicherung?", "answer", "versicherung", lead=0.2),
        Heard("wer zahlt die fahrt", "clarify", "foerderung_dfjw"),
        Heard("welche fristen gibt es", "clarify", "x", is_for_deadlines=True),
        Heard("er blutet", "emergency", "notfall_akut_reise"),
        Heard("danke", "smalltalk", "meta_dank_abschied", lead=0.9),
        Heard("", "clarify", "meta_unklar"),
        Heard("wir haben noch etwas ganz anderes vor " * 3, "clarify", "meta_unklar"),
    ],
)
def test_a_question_of_another_kind_is_none_of_it(heard: Heard) -> None:
    assert stays_with_case(heard, TOLERATED) is None


def test_nothing_stays_where_no_case_was_told() -> None:
    heard = Heard("und nun?", "clarify", "meta_unklar")
    assert stays_with_case(heard, Context("versicherung", "answer")) is None


PARTNER = Context("partnersuche", "answer", countries=("LV",))
DOUBTFUL = with_former(Context("notfall_gewalt", "emergency"), PARTNER, is_doubtful=True)


def test_an_emergency_remembers_what_was_talked_about() -> None:
    assert (DOUBTFUL.former, DOUBTFUL.is_doubtful) == (PARTNER, True)
    assert Context.from_dict(DOUBTFUL.as_dict()) == DOUBTFUL
    again = with_former(Context("notfall_gewalt", "emergency"), DOUBTFUL, is_doubtful=True)
    # Two alarms in a row are no chance.
    assert (again.former, again.is_doubtful) == (PARTNER, False)


def test_after_a_doubtful_alarm_the_talk_goes_on() -> None:
    vague = Heard("hm und jetzt", "clarify", "meta_unklar")
    assert resumed(vague, DOUBTFUL) == PARTNER
    assert resumed(vague, PARTNER) == PARTNER
    assert resumed(vague, None) is None
    sure = with_former(Context("notfall_gewalt", "emergency"), PARTNER, is_doubtful=False)
    assert resumed(vague, sure) == sure
    alone = with_former(Context("notfall_gewalt", "emergency"), None, is_doubtful=True)
    assert resumed(vague, alone) == alone


@pytest.mark.parametrize(
    "heard",
    [
        Heard("er bewegt sich nicht", "emergency", "notfall_akut_reise"),
        Heard("nein, kein Notfall", "clarify", "meta_unklar"),
    ],
)
def test_a_further_alarm_and_the_end_of_one_belong_to_it(heard: Heard) -> None:
    assert resumed(heard, DOUBTFUL) == DOUBTFUL
