"""Days and bare words for deadlines in a conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning.timing import timing_meant

DPJW = Context("foerderung_dpjw", "answer", ("dpjw",), ("PL",))
LISTED = Context("fristen_ueberblick", "act", ("erasmus_jugend",), selection="programm=erasmus")
VISA = Context("visum_teilnehmende", "answer", (), ("GB",))


def heard(text: str, decision: str, *topics: str, lead: float = 0.05, **more: object) -> Heard:
    return Heard(text, decision, topics[0] if topics else None, topics, lead, **more)  # type: ignore[arg-type]


def test_a_day_after_a_programme_asks_for_its_deadlines() -> None:
    said = heard("und am 25.02.?", "answer", "alter_teilnehmende", filters=((7, 13),),
                 dates=((7, 13),), names_day=True)  # fmt: skip
    expected = Meant("act", "foerderung_dpjw", ("dpjw",), ("PL",), is_follow_up=True)
    assert timing_meant(said, DPJW) == expected
    # After something else it may be anything.
    assert timing_meant(said, VISA) is None
    assert timing_meant(said, None) is None


def test_a_day_is_about_the_deadlines_above_it() -> None:
    said = heard("auf der seite steht 19.2.2026", "answer", "alter_teilnehmende",
                 filters=((20, 29),), dates=((20, 29),))  # fmt: skip
    meant = timing_meant(said, LISTED)
    assert meant is not None
    assert (meant.topic, meant.is_follow_up) == (LISTED.topic, True)


def test_a_journey_moved_below_deadlines_is_reckoned_anew() -> None:
    said = heard("wir fahren doch erst am 20.8.", "clarify", "meta_unklar", lead=0.9,
                 filters=((24, 29),), dates=((24, 29),))  # fmt: skip
    meant = timing_meant(said, LISTED)
    assert meant is not None
    assert (meant.decision, meant.programmes) == ("act", LISTED.programmes)
    # A subject of its own stays.
    event = heard("wer kommt am 20.8. mit", "answer", "foerderung_ija", lead=0.9,
                  filters=((12, 17),), dates=((12, 17),))  # fmt: skip
    assert timing_meant(event, LISTED) is None


@pytest.mark.parametrize("decision", ["emergency", "handover", "smalltalk"])
def test_what_is_decided_stays(decision: str) -> None:
    said = heard("und am 25.02.?", decision, filters=((7, 13),), dates=((7, 13),))
    assert timing_meant(said, DPJW) is None


def test_whether_there_is_time_is_reckoned() -> None:
    said = heard("wir fahren am 20.02.2027 nach polen, geht dpjw noch", "answer",
                 "foerderung_dpjw", lead=0.6, programmes=("dpjw",), names=((43, 47),),
                 names_day=True, asks_in_time=True)  # fmt: skip
    assert timing_meant(said, None) == Meant("act", "foerderung_dpjw", ("dpjw",), ())


def test_how_long_before_a_journey_is_no_length_of_it() -> None:
    said = heard("wie lange vor der fahrt beim dpjw beantragen", "answer", "dauer_reisetage",
                 lead=0.6, programmes=("dpjw",), names=((30, 34),), is_for_deadlines=True,
                 asks_for_one=True)  # fmt: skip
    meant = timing_meant(said, None)
    assert meant is not None
    assert (meant.decision, meant.programmes) == ("act", ("dpjw",))
    length = heard("wie lange dauert eine fahrt beim dpjw", "answer", "dauer_reisetage",
                   programmes=("dpjw",), names=((33, 37),))  # fmt: skip
    assert timing_meant(length, None) is None


def test_a_country_with_a_bare_word_is_asked_for_its_deadlines() -> None:
    said = heard("frist england", "answer", "einreise_uk", lead=0.6, countries=("GB",),
                 names=((6, 13),), deadlines=((0, 5),), is_for_deadlines=True)  # fmt: skip
    assert timing_meant(said, None) == Meant("act", "fristen_ueberblick", (), ("GB",))


def test_a_bare_word_keeps_what_was_talked_about_but_not_for_another_home() -> None:
    bare = heard("nächste frist", "act", "fristen_ueberblick", filters=((0, 13),),
                 deadlines=((0, 7), (8, 13)))  # fmt: skip
    meant = timing_meant(bare, DPJW)
    assert meant is not None
    assert (meant.programmes, meant.topic) == (("dpjw",), DPJW.topic)
    home = heard("frist lvr", "act", "fristen_ueberblick", filters=((6, 9),), deadlines=((0, 5),))
    assert timing_meant(home, DPJW) is None


def test_the_deadline_of_a_report_is_told_by_its_entry() -> None:
    said = heard("frist kjp verwendungsnachweis", "answer", "verwendungsnachweis", lead=0.6,
                 programmes=("kjp_bund",), names=((6, 9),), deadlines=((0, 5),))  # fmt: skip
    assert timing_meant(said, None) is None


def test_whether_there_is_still_time_is_about_what_was_talked_about() -> None:
    said = heard("noch zeit?", "clarify", "dauer_reisetage", asks_time_left=True)
    expected = Meant("act", "foerderung_dpjw", ("dpjw",), ("PL",), is_follow_up=True)
    assert timing_meant(said, DPJW) == expected
    assert timing_meant(said, None) is None


def test_a_day_alone_is_looked_up() -> None:
    said = heard("19. Februar", "clarify", "meta_unklar", is_lone_day=True, dates=((0, 11),))
    assert timing_meant(said, None) == Meant("act", "fristen_ueberblick", (), ())


def test_when_to_apply_is_no_question_for_the_programme() -> None:
    said = heard("griechenland wann antrag", "answer", "foerderung_dgjw", lead=0.6,
                 countries=("GR",), names=((0, 12),), is_for_deadlines=True,
                 asks_for_one=True)  # fmt: skip
    assert timing_meant(said, None) == Meant("act", "foerderung_dgjw", (), ("GR",))


def test_who_is_back_home_is_told_of_the_accounts() -> None:
    text = "sind zurück aus polen, was einreichen und bis wann"
    said = heard(text, "act", "foerderung_dpjw", countries=("PL",), names=((15, 20),),
                 deadlines=((41, 49),))  # fmt: skip
    assert timing_meant(said, None) == Meant("answer", "verwendungsnachweis", (), ("PL",))
    ahead = heard(text.replace("sind zurück aus", "fahren nach"), "act", "foerderung_dpjw",
                  countries=("PL",), names=((13, 18),), deadlines=((39, 47),))  # fmt: skip
    meant = timing_meant(ahead, None)
    assert meant is None or meant.topic != "verwendungsnachweis"


def test_a_signature_is_told_by_the_entry_of_the_programme() -> None:
    said = heard("dpjw unterschrift bis wann", "act", "foerderung_dpjw", programmes=("dpjw",),
                 names=((0, 4),), deadlines=((18, 26),),
                 named_topics=("foerderung_dpjw",))  # fmt: skip
    meant = timing_meant(said, None)
    assert meant == Meant("answer", "foerderung_dpjw", ("dpjw",), (), is_plain=True)
    # "Bis wann Antrag DPJW" asks for the deadline.
    applied = replace(said, text="dpjw antrag bis wann", deadlines=((12, 20),))
    meant = timing_meant(applied, None)
    assert meant is None or meant.decision == "act"
    parents = heard("bis wann unterschreiben die eltern", "answer", "einverstaendnis_eltern",
                    deadlines=((0, 8),))  # fmt: skip
    assert timing_meant(parents, None) is None


def test_several_journeys_that_are_only_told_are_each_reckoned() -> None:
    said = heard("juli nach polen und august nach frankreich", "answer", "planung_zeitplan",
                 countries=("PL", "FR"), names=((11, 16), (33, 43)), tells_journeys=True,
                 dates=((0, 4), (20, 26)))  # fmt: skip
    assert timing_meant(said, None) == Meant("act", "fristen_ueberblick", (), ("PL", "FR"))
    # What is asked about a visa is no matter of days.
    assert timing_meant(replace(said, topic="visum_teilnehmende"), None) is None


def test_when_to_apply_below_deadlines_is_about_them() -> None:
    said = heard("ab wann kann man sich bewerben", "answer", "verweis_freiwilligendienst",
                 deadlines=((0, 7),))  # fmt: skip
    meant = timing_meant(said, LISTED)
    assert meant is not None
    assert (meant.decision, meant.programmes) == ("act", LISTED.programmes)
    assert timing_meant(said, VISA) is None
