"""What the assistant answers after it told the numbers of an emergency."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.actions.reply_rig import message_of, replied

ACCIDENT = {"topic": "notfall_akut_reise", "decision": "emergency"}
NUMBERS, NEXT = "utter_emergency/notfall_akut_reise", "utter_emergency_next/"
OVER = "utter_emergency_over"


def said(text: str, *names: str) -> list[dict[str, Any]]:
    answers = [{"event": "bot", "metadata": {"utter_action": name}} for name in names]
    return [{"event": "user", "text": text}, *answers]


def responses(
    text: str, earlier: list[dict[str, Any]], before: dict[str, Any] | None, **more: Any
) -> list[str]:
    message = message_of(text, more.pop("decision", "clarify"), more.pop("topic", "meta_unklar"))
    message["understanding"] |= more
    return [str(m.get("response")) for m in replied(message, earlier, before)[0]]


def test_a_question_after_the_numbers_is_answered_and_not_told_them_again() -> None:
    told = said("unfall", NUMBERS)
    assert responses("wer zahlt das", told, ACCIDENT) == [f"{NEXT}money"]
    assert responses("und jetzt?", told, ACCIDENT) == [f"{NEXT}notfall_akut_reise"]


def test_a_vague_word_after_the_numbers_reads_what_to_do_next() -> None:
    assert responses("hm", said("unfall", NUMBERS), ACCIDENT) == [f"{NEXT}notfall_akut_reise"]


@pytest.mark.parametrize(
    ("understood", "answer"),
    [({}, f"{NEXT}notfall_akut_reise"), ({"names_danger": True}, NUMBERS)]
    + [({"is_named": True}, NUMBERS)],
)
def test_a_second_alarm_has_the_same_numbers_only_where_danger_is_named(
    understood: dict[str, Any], answer: str
) -> None:
    calm = {"decision": "clarify", "topic": "meta_unklar"}
    alarm = {"decision": "emergency", "topic": "notfall_akut_reise", "calm": calm, **understood}
    assert responses("ganz komisch alles", said("unfall", NUMBERS), ACCIDENT, **alarm) == [answer]


def test_a_question_right_after_it_is_over_is_still_about_it() -> None:
    told = [*said("unfall", NUMBERS), *said("es geht ihm besser", OVER)]
    assert responses("kostet das was", told, None) == [f"{NEXT}money"]
    talk = {"topic": "juleica", "decision": "answer"}
    later = [*told, *said("danke", "utter_smalltalk/meta_dank_abschied")]
    assert f"{NEXT}money" not in responses("kostet das was", later, talk)


def test_after_a_false_alarm_nothing_is_about_it() -> None:
    told = [*said("unfall", NUMBERS), *said("falscher alarm", OVER)]
    assert f"{NEXT}money" not in responses("kostet das was", told, None)


def test_after_a_doubtful_alarm_the_talk_goes_on() -> None:
    former = {"topic": "versicherung", "decision": "answer"}
    doubtful = {**ACCIDENT, "is_doubtful": True, "former": former}
    told = said("seltsam", NUMBERS)
    assert f"{NEXT}money" not in responses("kostet das was", told, doubtful)


def test_questions_go_on_behind_the_case_that_follows_an_emergency() -> None:
    case = {"topic": "ho_recht_haftung_unfall", "decision": "handover"}
    told = [*said("pass weg", NUMBERS), *said("bin in athen")]
    assert responses("reicht ein foto vom pass", told, case) == [f"{NEXT}papers"]


def test_after_a_wish_to_die_a_complaint_is_none_about_us() -> None:
    before = {"topic": "notfall_suizid", "decision": "emergency"}
    told = said("ich will sterben", "utter_emergency/notfall_suizid")
    more = {"decision": "smalltalk", "topic": "meta_feedback_beschwerde"}
    assert responses("niemand versteht mich", told, before, **more) == [f"{NEXT}notfall_suizid"]


@pytest.mark.parametrize("topic", ["notfall_akut_reise", "notfall_gewalt", "notfall_suizid"])
@pytest.mark.parametrize("text", ["was mach ich jetzt", "hm", "ich weiß nicht"])
def test_whoever_goes_on_reads_other_words_and_no_case_of_the_office(topic: str, text: str) -> None:
    before = {"topic": topic, "decision": "emergency"}
    told = said("was tun", f"{NEXT}{topic}")
    earlier = [*said("hilfe", f"utter_emergency/{topic}"), *told]
    assert responses(text, earlier, before) == [f"{NEXT}{topic}_again"]
    later = [*earlier, *said("und nun", f"{NEXT}{topic}_again")]
    assert responses(text, later, before) == [f"{NEXT}{topic}"]


def test_whoever_reaches_nobody_after_a_wish_to_die_reads_other_words_with_the_numbers() -> None:
    before = {"topic": "notfall_suizid", "decision": "emergency"}
    told = said("was soll ich machen", f"{NEXT}notfall_suizid")
    earlier = [*said("ich will sterben", "utter_emergency/notfall_suizid"), *told]
    assert responses("da geht keiner ran", earlier, before) == [f"{NEXT}notfall_suizid_again"]


def test_who_pays_after_violence_is_no_question_about_funding() -> None:
    before = {"topic": "notfall_gewalt", "decision": "emergency"}
    told = said("vergewaltigt", "utter_emergency/notfall_gewalt")
    assert responses("wer zahlt das", told, before) == [f"{NEXT}personal_money"]
