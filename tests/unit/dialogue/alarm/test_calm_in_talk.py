"""What sounds like an emergency and belongs to the talk, and a number that tells of one."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.alarm.alarm_in_talk import heard_in_talk
from bot.dialogue.alarm.calm_in_talk import counts_one_short, only_tells_place
from bot.dialogue.context import Context

CALM = {"decision": "clarify", "topic": "meta_unklar"}
ALARM = {"decision": "emergency", "topic": "notfall_gewalt", "confidence": 0.9, "calm": CALM}
CONSENT = Context("einverstaendnis_eltern", "answer")
ENTRY = Context("visum_teilnehmende", "answer")


def in_talk(text: str, before: Context | None, **raw: Any) -> dict[str, Any]:
    return dict(heard_in_talk({**ALARM, **raw}, text, before, is_asked=False))


@pytest.mark.parametrize(
    "text",
    ["ein vater hat gesagt er will das nicht", "zwei mütter haben angst und unterschreiben nicht"]
    + ["die familie sagt nein", "eine oma ist dagegen"],
)
def test_parents_who_hesitate_are_no_danger(text: str) -> None:
    assert in_talk(text, CONSENT) == {**CALM, "is_concerning": True}
    assert in_talk(text, None)["decision"] == "emergency"
    assert in_talk(text, Context("juleica", "answer"))["decision"] == "emergency"


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("mein vater will das nicht und ich hab angst", {}),
        ("ein vater will das nicht und schlägt sie", {}),
        ("eine mutter ist dagegen und weint, die tochter ist weg", {}),
        ("sie hat angst vor ihrem vater, darf nicht raus", {}),
        ("ein vater sagt er will das nicht", {"is_named": True}),
        ("ein vater sagt er will das nicht", {"topic": "notfall_suizid"}),
        ("die eltern verbieten es, der cousin wartet", {}),
        ("sie hat angst vorm papa wenn sie mitfährt", {}),
        ("der vater verbietet ihr alles und sperrt sie ein", {}),
        ("die familie ist dagegen, sie darf nicht mehr heim", {}),
    ],
)
def test_danger_beside_parents_is_heard(text: str, raw: dict[str, Any]) -> None:
    assert in_talk(text, CONSENT, **raw)["decision"] == "emergency"


def test_papers_that_do_not_hold_are_a_question_until_somebody_is_stuck() -> None:
    lost = {"topic": "notfall_akut_reise"}
    calm = in_talk("boarding pässe haben zwei nicht mehr", ENTRY, **lost)
    assert calm == {**CALM, "is_concerning": True}
    stuck = ("wir haben hier keine pässe mehr", "keine pässe mehr und der gate macht zu")
    for text in (*stuck, "die haben keine pässe mehr, der chef hat sie"):
        assert in_talk(text, ENTRY, **lost)["decision"] == "emergency"


def test_what_is_hardly_an_emergency_has_the_numbers_beside_the_answer_in_a_talk() -> None:
    weak = {"confidence": 0.1}
    assert in_talk("irgendwas anderes", CONSENT, **weak) == {**CALM, "is_concerning": True}
    assert in_talk("irgendwas", CONSENT, **weak, names_danger=True)["decision"] == "emergency"
    assert in_talk("irgendwas anderes", None, **weak)["decision"] == "emergency"


@pytest.mark.parametrize(
    "text", ["wir sind mit 14 jugendlichen in rom", "Hallo, sind gerade mit 20 Leuten in Krakau"]
)
def test_where_a_group_is_is_no_emergency_by_itself(text: str) -> None:
    assert only_tells_place(text)
    doubtful = {"is_doubtful": True, "topic": "notfall_akut_reise"}
    assert in_talk(text, None, **doubtful) == {**CALM, "is_concerning": True}
    assert in_talk(text, None)["decision"] == "emergency"


@pytest.mark.parametrize(
    "text",
    ["wir sind mit 14 jugendlichen in rom und einer fehlt", "sind in rom", "", "\ud800"]
    + ["wir sind mit 14 leuten in not", "sind mit 12 jugendlichen in haft"],
)
def test_whoever_tells_more_does_not_only_tell_the_place(text: str) -> None:
    assert not only_tells_place(text)


@pytest.mark.parametrize(
    "text",
    ["wir waren 14 jetzt sind wir 13", "waren zu 20 am bahnhof, jetzt zähl ich nur noch 19"]
    + ["wir waren 12 und jetzt nur noch 10", "um 14 uhr waren wir 20, jetzt sind wir 19"],
)
def test_one_too_few_has_the_numbers_beside_the_answer(text: str) -> None:
    assert counts_one_short(text)
    raw = {"decision": "clarify", "topic": "meta_unklar"}
    heard = heard_in_talk(raw, text, None, is_asked=False)
    assert heard["is_concerning"]
    assert heard["names_danger"]


@pytest.mark.parametrize(
    "text",
    [
        "wir waren 14 jetzt sind wir 13, einer hat abgesagt",
        "wir waren 14 jetzt sind wir 15",
        "wir waren 40 jetzt sind wir 13",
        "zuschuss: waren 14 angemeldet, jetzt sind wir 13",
        "wir sind 13",
        "wir waren 8 tage dort, jetzt sind es 6 tage",
        "",
    ],
)
def test_fewer_who_have_cancelled_are_not_missing(text: str) -> None:
    assert not counts_one_short(text)


def test_a_father_nobody_finds_is_missing_for_the_signature_only() -> None:
    named = {"topic": "notfall_akut_reise", "is_named": True, "names_danger": True}

    def decision(text: str, before: Context) -> str:
        return str(in_talk(text, before, **named)["decision"])

    assert decision("vater ist unauffindbar", CONSENT) == "clarify"
    assert decision("vater ist unauffindbar", Context("juleica", "answer")) == "emergency"
    assert decision("mein vater ist unauffindbar", CONSENT) == "emergency"
    assert decision("der vater und das kind sind unauffindbar", CONSENT) == "emergency"
    assert decision("vater unauffindbar, sie hat angst", CONSENT) == "emergency"
    # No other word of danger belongs to that subject.
    assert decision("vater nicht erreichbar, hilfe", CONSENT) == "emergency"
