"""Who asks when an application is decided reads no deadlines."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.exact.asked_aspects import Question, asked_aspects
from bot.dialogue.hints import sure_aspects
from bot.dialogue.meaning.follow_up import meaning
from bot.dialogue.topics import DECISION_TOPIC
from bot.dialogue.wishes.decision_time import asks_when_decided

OVERVIEW = "fristen_ueberblick"
REJECTED = "ho_ablehnung_widerspruch"


def heard(text: str, decision: str, topic: str, **more: object) -> Heard:
    return Heard(text, decision, topic, (topic,), 0.3, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "decision", "topic"),
    [
        ("antrag abgegeben am 1.10., wann bescheid", "act", OVERVIEW),
        ("haben im oktober beantragt, wann kommt die zusage", "act", OVERVIEW),
        ("wie lange dauert es bis über den Antrag entschieden ist", "answer", "planung_zeitplan"),
        ("Antrag gestellt, wann wird bewilligt?", "clarify", "vorzeitiger_beginn"),
        ("bis 15.10. abgegeben, und jetzt?", "act", OVERVIEW),
        ("ist unser antrag schon genehmigt", "clarify", OVERVIEW),
        ("könnt ihr nachsehen ob der antrag bewilligt wurde", "handover", REJECTED),
        ("Wurde unser Antrag genehmigt?", "handover", REJECTED),
        ("haben alles eingereicht, wie geht es weiter", "clarify", OVERVIEW),
    ],
)
def test_when_an_application_is_decided(text: str, decision: str, topic: str) -> None:
    meant = meaning(heard(text, decision, topic), None)
    assert (meant.decision, meant.topic) == ("answer", DECISION_TOPIC)


def test_of_a_programme_its_sheet_tells_it() -> None:
    said = "wie lange dauert das bis die zusage kommt beim dfjw"
    assert sure_aspects(said) == ("entscheidung",)
    named = heard(said, "answer", "foerderung_dfjw", programmes=("dfjw",))
    assert meaning(named, None).topic == "foerderung_dfjw"
    before = Context("foerderung_dfjw", "answer", programmes=("dfjw",))
    asked = heard("wann kommt denn die zusage", "answer", OVERVIEW)
    assert meaning(asked, before).topic != DECISION_TOPIC


@pytest.mark.parametrize(
    "text",
    [
        "wie lange dauert bis die antworten",
        "wann melden die sich",
        "und wann hört man was von denen",
    ],
)
def test_those_who_fund_are_waited_for(text: str) -> None:
    assert sure_aspects(text) == ("entscheidung",)


@pytest.mark.parametrize(
    "text",
    [
        "wann meldet ihr euch",
        "wie lange bis ihr antwortet",
        "und wenn die nicht antworten",
        "bis wann melden die das",
    ],
)
def test_the_office_and_a_partner_decide_nothing(text: str) -> None:
    assert sure_aspects(text) == ()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("sagt mir bescheid bevor die antragsfrist abläuft, wann ist das", OVERVIEW),
        ("wann muss der antrag abgegeben werden", OVERVIEW),
        ("wann entscheidet ihr euch", OVERVIEW),
        ("nicht rechtzeitig abgegeben", OVERVIEW),
        ("Antrag gestellt, wann buchen, bevor der Bescheid da ist?", "vorzeitiger_beginn"),
        ("wie lange nach dem bescheid die förderung belegen", "belege_aufbewahrung"),
        ("wie lange gilt die zusage", "zuwendungsbescheid_x"),
    ],
)
def test_other_questions_keep_their_answer(text: str, topic: str) -> None:
    assert not asks_when_decided(text)
    decision = "act" if topic == OVERVIEW else "answer"
    assert meaning(heard(text, decision, topic), None).topic == topic


def test_what_is_granted_has_been_decided() -> None:
    assert not asks_when_decided("wann wird der bewilligte Zuschuss ausgezahlt?")


@pytest.mark.parametrize(
    ("topic", "aspects"),
    [("gefluechtete_duldung", ()), ("kofinanzierung", ("entscheidung",))],
)
def test_of_papers_no_funder_decides(topic: str, aspects: tuple[str, ...]) -> None:
    said = heard("wie lange dauert so eine genehmigung", "answer", topic, aspects=("entscheidung",))
    before = Context(topic, "answer", countries=("NL",))
    meant = Meant("answer", topic, (), ("NL",), is_follow_up=True)
    assert asked_aspects(Question(said, meant, before, (), has_fitting=True)) == aspects


@pytest.mark.parametrize(
    "text",
    [
        "unser antrag wurde nicht bewilligt",
        "der antrag wurde genehmigt",
        "ist der antrag genehmigt, müssen wir jetzt buchen",
    ],
)
def test_what_is_told_of_an_application_asks_nothing(text: str) -> None:
    assert not asks_when_decided(text)
