"""Short further messages with a subject of their own, and those that take the answer back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning.again import other_names
from bot.dialogue.meaning.follow_up import meaning
from bot.dialogue.meaning.new_subject import rejects_answer, subject_meant

ISRAEL = Context("foerderung_conact", "answer", countries=("IL",))


def heard(text: str, *topics: str, decision: str = "clarify") -> Heard:
    return Heard(text, decision, topics[0] if topics else None, topics)


def test_what_those_who_take_part_pay_is_no_passage_of_something_else() -> None:
    said, before = "dürfen wir von den teilnehmern was nehmen", Context("eigenanteil", "answer")
    meant = subject_meant(heard(said, "eigenanteil", "teilnahmebeitrag"), before)
    assert meant is not None
    assert meant.topic == "teilnahmebeitrag"
    assert subject_meant(heard(said, "eigenanteil"), before) is None


def test_families_with_little_money_have_an_entry() -> None:
    said = heard("wir kriegen bürgergeld", "oos_soziales_recht")
    parents = subject_meant(said, Context("verweis_eltern", "answer"))

    assert parents is not None
    assert parents.topic == "zuschuss_arme_familien"
    assert subject_meant(said, ISRAEL) is None


def test_who_pays_is_asked_after_what_says_nothing_about_money() -> None:
    said = heard("und wer zahlt das", "meta_unklar")
    begin = Context("was_ist_ija", "answer")

    assert subject_meant(said, begin) == Meant("answer", "foerderung_ueberblick", (), ())
    assert subject_meant(said, Context("versicherung", "answer")) is None
    cancelled = heard("wer zahlt wenn alles ausfällt", "aenderung_absage_storno")
    assert subject_meant(cancelled, begin) is None
    needs = subject_meant(said, Context("inklusion_barrierefreiheit", "answer", (), ("PL",)))
    assert needs is not None
    assert needs.topic == "inklusionskosten"


def test_money_after_a_question_back_is_that_for_the_country_told() -> None:
    said = heard("gibts da überhaupt was an förderung", "foerderung_kommune")
    asked = Context("foerderung_kommune", "answer", (), ("LV",), is_guess=True, has_rivals=True)
    expected = Meant("answer", "foerderung_ueberblick", (), ("LV",))
    assert subject_meant(said, asked) == expected
    assert subject_meant(said, replace(asked, is_guess=False)) is None
    assert subject_meant(said, replace(asked, countries=())) is None
    assert subject_meant(heard("wer zahlt die versicherung", "versicherung"), asked) is None


def test_a_no_to_the_answer_does_not_get_it_again() -> None:
    before = Context("verweis_aupair_worktravel", "answer")
    said = heard("nein das andere, freiwillig mitarbeiten", "verweis_freiwilligendienst")
    meant = meaning(said, before)

    assert (meant.decision, meant.topic) == ("clarify", "verweis_freiwilligendienst")
    assert rejects_answer(said.text)
    assert not rejects_answer("nein, alle sind 18")
    # What it takes back and names instead is known better.
    assert subject_meant(replace(said, is_correction=True), before) is None


def test_the_funder_of_a_rejection_is_no_new_question() -> None:
    case = Context("ho_ablehnung_widerspruch", "answer", is_guess=True, has_rivals=True)
    said = replace(
        heard("dpjw", "foerderung_dpjw", decision="answer"),
        programmes=("dpjw",),
        names=((0, 4),),
        lead=0.6,
    )
    meant = meaning(said, case)

    assert (meant.topic, meant.programmes) == ("ho_ablehnung_widerspruch", ("dpjw",))


@pytest.mark.parametrize(
    ("said", "before", "topic"),
    [
        ("und online?", Context("veranstaltungen_termine", "act"), "veranstaltungen_termine"),
        ("dann online", Context("gegenseitigkeit", "answer"), None),
        ("wer bezahlt die assistenz", ISRAEL, None),
        ("und wer bezahlt den dolmetscher", ISRAEL, "sprache_verstaendigung"),
        ("wer zahlt die gebärdensprachdolmetscher", ISRAEL, None),
        ("wer bezahlt den dolmetscher", Context("inklusion_barrierefreiheit", "answer"),
         "inklusionskosten"),
        ("und wenn die zu uns kommen", ISRAEL, "foerderung_conact"),
        ("muss die gruppe auch zu uns kommen", ISRAEL, None),
    ],
)  # fmt: skip
def test_few_words_name_a_new_subject(said: str, before: Context, topic: str | None) -> None:
    meant = subject_meant(heard(said, "gegenseitigkeit", "inklusionskosten"), before)

    assert (None if meant is None else meant.topic) == topic


@pytest.mark.parametrize("topic", ["gefluechtete_duldung", "ho_aufenthalt_einzelfall"])
def test_what_holds_for_others_takes_no_warning_back(topic: str) -> None:
    before = Context(topic, "answer")
    said = heard("und wenn die keinen pass haben", "visum_teilnehmende", decision="answer")
    meant = subject_meant(said, before)

    assert meant is not None
    assert (meant.topic, meant.is_follow_up) == (topic, True)
    assert subject_meant(heard("und wer zahlt die fahrt", "foerderung_ueberblick"), before) is None


def test_whose_rejection_it_is_stays_with_the_case() -> None:
    case = Context("ho_ablehnung_widerspruch", "handover")
    told = subject_meant(heard("beim landesjugendamt", "foerderung_land_nrw"), case)

    assert told is not None
    assert (told.decision, told.topic) == ("handover", case.topic)
    assert subject_meant(heard("wie viel zahlt das land", "foerderung_land_nrw"), case) is None
    assert subject_meant(heard("frist erasmus?", "foerderung_erasmus_jugend"), case) is None


def test_a_case_that_was_only_asked_about_holds_nobody() -> None:
    said = heard("nein ich meine das landesjugendamt", "foerderung_land_nrw")
    guess = Context("ho_rueckforderung_pruefung", "answer", is_guess=True)
    told = replace(guess, decision="handover", is_guess=False)

    assert meaning(said, guess).topic == "foerderung_land_nrw"
    assert subject_meant(heard("beim landesjugendamt", "foerderung_land_nrw"), guess) is None
    assert subject_meant(heard("beim landesjugendamt", "foerderung_land_nrw"), told) is not None


def test_money_that_sounds_like_nothing_of_ours_is_asked_for_the_journey_talked_about() -> None:
    said = heard("wie hoch ist die förderung", "oos_allgemein", decision="fallback")
    before = Context("traeger_rechtsform", "answer", countries=("TR",))

    assert subject_meant(said, before) == Meant("answer", "foerderung_tuerkei", (), ("TR",))
    # A programme's own sheet tells it.
    assert subject_meant(said, ISRAEL) is None


@pytest.mark.parametrize(
    ("text", "country", "topic", "countries"),
    [
        ("einer ist aus dem Kosovo", "XK", "einreise_uk", ("GB",)),
        ("und in den Kosovo", "XK", "visum_teilnehmende", ("XK",)),
    ],
)
def test_where_somebody_is_from_is_not_where_the_group_goes(
    text: str, country: str, topic: str, countries: tuple[str, ...]
) -> None:
    start = text.index("Kosovo")
    said = replace(heard(text, "meta_unklar"), countries=(country,), names=((start, len(text)),))
    meant = other_names(said, Context("einreise_uk", "answer", countries=("GB",)))

    assert (meant.topic, meant.countries) == (topic, countries)


def test_who_pays_the_bus_is_no_passage_of_something_else() -> None:
    said = heard("wer bezahlt den flug", "aenderung_absage_storno", "inklusionskosten")
    meant = subject_meant(said, Context("versicherung", "answer"))
    assert meant is not None
    assert meant.topic == "foerderung_ueberblick"
    assert subject_meant(said, Context("verweis_eltern", "answer")) is None
    assert subject_meant(said, Context("foerderung_dfjw", "answer")) is None
