from __future__ import annotations

import pytest

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning.follow_up import meaning
from bot.dialogue.words import goes_on

DPJW = Context("foerderung_dpjw", "answer", ("dpjw",), ("PL",))
SIZE = Context("gruppengroesse", "answer", ("erasmus_jugend",))
JULEICA = Context("juleica", "answer")


def heard(text: str, decision: str, *topics: str, lead: float = 0.05, **more: object) -> Heard:
    return Heard(text, decision, topics[0] if topics else None, topics, lead, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "before", "decision", "topic", "is_follow_up"),
    [
        # Another programme: its own topic, or the same aspect of it.
        (heard("und beim DFJW?", "answer", "foerderung_dfjw", lead=0.6, programmes=("dfjw",),
               names=((9, 13),)), DPJW, "answer", "foerderung_dfjw", True),
        (heard("und beim DFJW?", "answer", "foerderung_dfjw", lead=0.6, programmes=("dfjw",),
               names=((9, 13),)), SIZE, "answer", "gruppengroesse", True),
        # Another aspect of the same programme.
        (heard("und bis wann?", "clarify", "planung_zeitplan", aspects=("frist",)), DPJW, "act",
         "foerderung_dpjw", True),
        (heard("wie alt müssen die sein?", "clarify", "betreuungsschluessel"), DPJW, "answer",
         "betreuungsschluessel", True),
        # The same topic, asked about more closely.
        (heard("was kostet das?", "clarify", "kosten_kalkulation"), JULEICA, "answer", "juleica",
         True),
        # Complete questions, clear messages and emergencies mean themselves.
        (heard("Wie plane ich eine Begegnung in Spanien mit zwölf Jugendlichen?", "clarify",
               "erste_schritte"), JULEICA, "clarify", "erste_schritte", False),
        (heard("danke das wars", "smalltalk", "meta_dank_abschied", lead=0.7), JULEICA,
         "smalltalk", "meta_dank_abschied", False),
        (heard("sie blutet", "emergency", "notfall_akut_reise"), JULEICA, "emergency",
         "notfall_akut_reise", False),
        (heard("und das Wetter?", "fallback", "oos_allgemein", lead=0.4), JULEICA, "fallback",
         "oos_allgemein", False),
        # Without a conversation there is nothing to follow.
        (heard("und beim DFJW?", "answer", "foerderung_dfjw", names=((9, 13),)), None, "answer",
         "foerderung_dfjw", False),
    ],
)  # fmt: skip
def test_meaning(
    said: Heard, before: Context | None, decision: str, topic: str, is_follow_up: bool
) -> None:
    meant = meaning(said, before)
    assert (meant.decision, meant.topic, meant.is_follow_up) == (decision, topic, is_follow_up)


LISTED = Context("fristen_ueberblick", "act", selection="land=PL")
PLANNING = Context("planung_zeitplan", "act", wish="plan")


@pytest.mark.parametrize(
    ("said", "before", "is_follow_up"),
    [
        # Another time, way or format of the deadlines that were shown.
        (heard("und im März?", "clarify", "dauer_reisetage", filters=((4, 11),)), LISTED, True),
        (heard("und beim LVR?", "answer", "foerderung_land_nrw", lead=0.8, filters=((9, 12),)),
         LISTED, True),
        (heard("12.07.2027", "fallback", "oos_allgemein", lead=0.5, filters=((0, 10),)),
         LISTED, True),
        # A question of its own, or nothing that deadlines were asked before.
        (heard("und wer ist im März zuständig?", "answer", "x", lead=0.8, filters=((11, 18),)),
         LISTED, False),
        (heard("und beim LVR?", "answer", "foerderung_land_nrw", lead=0.8, filters=((9, 12),)),
         JULEICA, False),
        # The day that a plan was waiting for, in whatever words.
        (heard("wir starten am 12.07.2027 in Krakau", "fallback", "oos_allgemein", names_day=True),
         PLANNING, True),
        (heard("Brauchen wir am 12.07.2027 ein Visum?", "answer", "visum", lead=0.6,
               names_day=True), PLANNING, False),
        (heard("Danke, am 12.07.2027 melde ich mich", "smalltalk", "meta_dank_abschied",
               names_day=True), PLANNING, False),
    ],
)  # fmt: skip
def test_what_goes_on_with_deadlines(said: Heard, before: Context, is_follow_up: bool) -> None:
    meant = meaning(said, before)
    assert meant.is_follow_up == is_follow_up
    if is_follow_up:
        assert (meant.decision, meant.topic) == ("act", before.topic)


def test_a_bare_question_for_a_date_is_about_the_programme_before() -> None:
    said = heard("wann muss das abgegeben werden?", "act", "fristen_ueberblick", lead=0.6)
    meant = meaning(said, DPJW)
    assert (meant.decision, meant.topic, meant.programmes) == ("act", "foerderung_dpjw", ("dpjw",))
    alone = heard("Was ist als Nächstes fällig?", "act", "fristen_ueberblick", lead=0.6)
    assert meaning(alone, DPJW).topic == "fristen_ueberblick"


def test_a_deadline_beyond_doubt_is_shown_however_unsure_the_rest_is() -> None:
    said = heard("stichtag lvr??", "clarify", "dauer_reisetage", is_for_deadlines=True)
    meant = meaning(said, None)
    assert (meant.decision, meant.topic) == ("act", "fristen_ueberblick")


def test_names_hold_until_others_are_named() -> None:
    meant = meaning(heard("und bis wann?", "clarify", "x", aspects=("frist",)), DPJW)
    assert (meant.programmes, meant.countries) == (("dpjw",), ("PL",))


@pytest.mark.parametrize(("before", "topic"), [
    (DPJW, "alter_teilnehmende"),
    (Context("betreuungsschluessel", "answer"), "betreuungsschluessel"),
])  # fmt: skip
def test_a_bare_question_for_ages_is_about_those_who_take_part(before: Context, topic: str) -> None:
    near = ("betreuungsschluessel", "meta_unklar")
    asked = Heard("und wie alt müssen die sein?", "clarify", near[0], near, aspects=("alter",))
    meant = meaning(asked, before)
    assert (meant.decision, meant.topic) == ("answer", topic)


def test_whoever_told_of_an_emergency_is_still_in_it() -> None:
    before = Context("notfall_gewalt", "emergency")
    assert meaning(heard("gestern wieder", "clarify", "x"), before).decision == "emergency"
    question = "können eltern aus syrien die zustimmung auf arabisch unterschreiben"
    assert meaning(heard(question, "clarify", "x"), before).decision == "clarify"
    assert meaning(heard("danke", "smalltalk", "y", lead=0.9), before).decision == "smalltalk"


def test_what_is_unclear_after_the_numbers_stays_with_them() -> None:
    told = Context("notfall_gewalt", "emergency")
    again = meaning(heard("hm", "clarify", "x"), told)
    assert (again.decision, again.topic) == ("emergency", "notfall_gewalt")
    assert again.context is not None
    repeated = Context.from_dict(again.context.as_dict())
    assert repeated is not None
    after = meaning(heard("ok aber", "clarify", "x"), repeated)
    assert (after.decision, after.topic) == ("emergency", "notfall_gewalt")
    # Another emergency is told of as ever.
    more = meaning(heard("er blutet", "emergency", "notfall_akut_reise"), repeated)
    assert (more.decision, more.topic) == ("emergency", "notfall_akut_reise")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("beratung", "meta_mensch_sprechen"),
        ("mensch", "meta_mensch_sprechen"),
        ("mit jemandem reden", "meta_mensch_sprechen"),
        ("ich brauche beratung", "beratung_vereinbaren"),
    ],
)
def test_a_wish_for_a_person_gets_through_after_an_emergency(text: str, topic: str) -> None:
    meant = meaning(heard(text, "clarify", "x"), Context("notfall_suizid", "emergency"))
    assert (meant.decision, meant.topic) == ("handover", topic)


def test_nothing_goes_on_after_the_way_to_a_person() -> None:
    before = Context("meta_mensch_sprechen", "handover")
    assert meaning(heard("was jetzt", "clarify", "x"), before).decision == "clarify"


def test_whoever_complains_does_not_want_the_same_again() -> None:
    said = heard("das habe ich nicht gefragt", "clarify", "x", "meta_feedback_beschwerde")
    assert meaning(said, DPJW).decision == "clarify"


def test_another_question_than_the_deadline_is_answered_after_deadlines() -> None:
    before = Context("foerderung_erasmus_jugend", "act", ("erasmus_jugend",))
    said = heard("wie beantrage ich das", "clarify", "x", aspects=("antragsweg",))
    meant = meaning(said, before)
    assert (meant.decision, meant.topic) == ("answer", "foerderung_erasmus_jugend")


def test_a_visa_question_for_britain_has_its_own_entry_and_back() -> None:
    visa = Context("visum_teilnehmende", "answer")
    there = meaning(heard("und nach england", "clarify", "x", countries=("GB",),
                          names=((9, 16),)), visa)  # fmt: skip
    assert there.topic == "einreise_uk"
    back = meaning(heard("und norwegen", "clarify", "x", countries=("NO",), names=((4, 12),)),
                   Context("einreise_uk", "answer"))  # fmt: skip
    assert back.topic == "visum_teilnehmende"


@pytest.mark.parametrize(
    ("text", "is_joined"),
    [
        ("welche fristen hat der kjp", False),
        ("welche fristen hat die stadt", False),
        ("und für polen", True),
        ("wann läuft die ab", True),
        ("bis wann muss das weg", True),
        ("wann ist der", True),
        ("", False),
    ],
)
def test_an_article_before_a_name_points_to_nothing(text: str, is_joined: bool) -> None:
    assert goes_on(text) is is_joined


@pytest.mark.parametrize("topic", ["meta_unklar", "notfall_gewalt", "oos_allgemein"])
def test_an_unclear_message_leaves_no_topic_that_nobody_asks_about(topic: str) -> None:
    assert Meant("clarify", topic, (), ()).context is None


@pytest.mark.parametrize("stored", [None, {}, {"decision": "answer"}, {"topic": ""}])
def test_no_context(stored: dict[str, object] | None) -> None:
    assert Context.from_dict(stored) is None


def test_context_survives_storing() -> None:
    assert Context.from_dict(DPJW.as_dict()) == DPJW
    assert Meant("smalltalk", "meta_begruessung", (), ()).context is None
    guess = Context("juleica", "answer", is_guess=True)
    assert Meant("clarify", "juleica", (), ()).context == guess


@pytest.mark.parametrize("text", ["", "?", "😀", "\x00", "\ud800", "und " * 5000])
def test_any_text_is_read(text: str) -> None:
    assert meaning(heard(text, "clarify", "x"), JULEICA).topic in ("x", "juleica")


def test_a_named_programme_and_deadline_are_enough_in_an_unsure_message() -> None:
    text = "Wir kommen aus Solingen. Welche Fristen gibt es beim KJP?"
    heard = Heard(
        text, "clarify", "foerderung_kjp_bund", programmes=("kjp_bund",), aspects=("frist",)
    )
    assert meaning(heard, None) == Meant("act", "foerderung_kjp_bund", ("kjp_bund",), ())
    other = Heard(text, "clarify", "partnersuche", programmes=("kjp_bund",), aspects=("frist",))
    assert meaning(other, None) == Meant("act", "fristen_ueberblick", ("kjp_bund",), ())
    sure = Heard(text, "handover", "ho_x", programmes=("kjp_bund",), aspects=("frist",))
    assert meaning(sure, None).decision == "handover"
