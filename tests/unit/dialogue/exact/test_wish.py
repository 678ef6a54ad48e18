from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.exact.wish import Clues, Wish, WishKind
from bot.dialogue.exact.wish_rules import wish_of

UNION = "foerderung_erasmus_jugend"


def wish(
    text: str,
    topic: str | None = None,
    decision: str = "answer",
    *,
    programmes: tuple[str, ...] = (),
    aspects: tuple[str, ...] = (),
    before: Context | None = None,
    clues: Clues | None = None,
    is_follow_up: bool = False,
) -> Wish | None:
    heard = Heard(text, decision, topic, programmes=programmes, aspects=aspects)
    named = programmes or (before.programmes if before and is_follow_up else ())
    meant = Meant(decision, topic, named, (), is_follow_up)
    return wish_of(heard, meant, before, clues or Clues())


@pytest.mark.parametrize(
    ("text", "topic", "decision"),
    [
        ("Ab welchem Alter fördert das DPJW?", "alter_teilnehmende", "answer"),
        ("dpjw alter", "foerderung_dpjw", "clarify"),
        ("Wie alt müssen die beim DPJW sein", "foerderung_dpjw", "answer"),
    ],
)
def test_an_aspect_of_a_programme_is_looked_up(text: str, topic: str, decision: str) -> None:
    found = wish(text, topic, decision, programmes=("dpjw",), aspects=("alter",))
    assert found == Wish(WishKind.ASPECT, ("dpjw",), ("alter",))


def test_the_topic_tells_the_aspect_where_no_word_does() -> None:
    found = wish("DPJW mit Grundschulkindern?", "alter_teilnehmende", programmes=("dpjw",))
    assert found == Wish(WishKind.ASPECT, ("dpjw",), ("alter",))


def test_a_country_stands_for_the_programmes_made_for_it() -> None:
    clues = Clues(programmes_of_countries=("dfjw",))
    found = wish("Wie groß darf die Gruppe für Frankreich sein?", "gruppengroesse", clues=clues)
    assert found == Wish(WishKind.ASPECT, ("dfjw",), ("gruppengroesse",))


def test_without_a_programme_the_entry_answers() -> None:
    assert wish("Wie alt müssen die sein?", "alter_teilnehmende", aspects=("alter",)) is None


def test_an_aspect_by_the_way_does_not_take_over_another_topic() -> None:
    assert (
        wish(
            "Ab welchem Alter brauchen Teamende bei Erasmus ein Führungszeugnis?",
            "fuehrungszeugnis",
            programmes=("erasmus_jugend",),
            aspects=("alter",),
        )
        is None
    )


def test_a_deadline_is_for_the_deadline_book() -> None:
    assert wish("Frist DPJW", "foerderung_dpjw", "act", programmes=("dpjw",)) is None
    assert (
        wish("Frist?", "foerderung_dpjw", "clarify", programmes=("dpjw",), aspects=("frist",))
        is None
    )


def test_another_programme_is_asked_the_same() -> None:
    before = Context("foerderung_dpjw", "answer", ("dpjw",), aspects=("betrag",), wish="aspect")
    found = wish(
        "und beim DFJW?",
        "foerderung_dfjw",
        programmes=("dfjw",),
        before=before,
        is_follow_up=True,
    )
    assert found == Wish(WishKind.ASPECT, ("dfjw",), ("betrag",))


@pytest.mark.parametrize(
    "text",
    [
        "Was ist der Unterschied zwischen DFJW und DPJW?",
        "DFJW oder DPJW?",
        "Zahlt das DFJW mehr als das DPJW?",
        "dfjw vs dpjw",
    ],
)
def test_programmes_are_compared(text: str) -> None:
    found = wish(text, "foerderung_dfjw", "clarify", programmes=("dfjw", "dpjw"))
    assert found == Wish(WishKind.COMPARISON, ("dfjw", "dpjw"))


def test_two_programmes_alone_are_no_comparison() -> None:
    assert (
        wish("Wir planen mit DFJW und DPJW", "foerderung_dfjw", programmes=("dfjw", "dpjw")) is None
    )


def test_a_comparison_with_what_was_said_before() -> None:
    before = Context("foerderung_dfjw", "answer", ("dfjw",))
    found = wish(
        "und im Vergleich zum DPJW?", "foerderung_dpjw", programmes=("dpjw",), before=before
    )
    assert found == Wish(WishKind.COMPARISON, ("dfjw", "dpjw"))
    assert wish("oder DPJW?", "foerderung_dpjw", programmes=("dpjw",), before=before) is None


@pytest.mark.parametrize("decision", ["emergency", "handover", "smalltalk"])
def test_what_is_decided_stays(decision: str) -> None:
    text = "DFJW oder DPJW, wer ist zuständig für Köln?"
    clues = Clues(names_place=True, term_topic="foerderung_dfjw", is_abbreviation=True)
    assert wish(text, "ho_x", decision, programmes=("dfjw", "dpjw"), clues=clues) is None


def test_an_abbreviation_is_explained_even_if_an_entry_is_about_it() -> None:
    clues = Clues(term_topic="foerderung_kjp_bund", is_abbreviation=True)
    assert wish("Was heißt KJP?", "foerderung_kjp_bund", clues=clues) == Wish(WishKind.TERM)


def test_a_word_with_an_entry_of_its_own_is_answered_by_the_entry() -> None:
    clues = Clues(term_topic="verwendungsnachweis")
    assert wish("Was ist ein Verwendungsnachweis?", "verwendungsnachweis", clues=clues) is None
    found = wish("Was ist ein Verwendungsnachweis?", "belege_aufbewahrung", "clarify", clues=clues)
    assert found == Wish(WishKind.TERM)


def test_who_is_responsible_for_a_place() -> None:
    here = Clues(names_place=True)
    assert wish("Wer ist für Castrop-Rauxel zuständig?", clues=here) == Wish(WishKind.PLACE)
    assert wish("lwl oder lvr für solingen", clues=here) == Wish(WishKind.PLACE)
    assert wish("Wir kommen aus Köln und suchen einen Partner", "partnersuche", clues=here) is None
    assert wish("Wer ist zuständig?", "foerderung_land_nrw") is None


def test_the_name_of_the_land_asks_for_no_office() -> None:
    clues = Clues(names_place=True)
    text = "Gibt es in Nordrhein-Westfalen dafür eine Freistellung?"
    assert wish(text, "sonderurlaub_nrw", clues=clues) is None
    assert wish("Ist Westfalen für uns zuständig?", clues=clues) == Wish(WishKind.PLACE)


def test_the_next_place_is_asked_the_same() -> None:
    before = Context("foerderung_land_nrw", "answer", wish="place", place="castrop_rauxel")
    assert wish("und Köln?", before=before, clues=Clues(names_place=True)) == Wish(WishKind.PLACE)
    other = Context("partnersuche", "answer", place="castrop_rauxel")
    assert wish("und Köln?", before=other, clues=Clues(names_place=True)) is None


@pytest.mark.parametrize(
    "text",
    ["Passt-das-Check", "Welches Programm passt zu uns?", "welche förderung passt für polen"],
)
def test_the_check_is_offered(text: str) -> None:
    assert wish(text, "foerderung_ueberblick") == Wish(WishKind.FIT_CHECK)


def test_nothing_is_wished_for_by_nothing() -> None:
    assert wish("") is None
    assert wish("\ud800 \0 🙂") is None


def test_a_named_aspect_takes_the_place_of_the_one_before() -> None:
    before = Context("dauer_reisetage", "answer", ("erasmus_jugend",), aspects=("dauer",))
    found = wish(
        "und wie viel Geld gibt es da?",
        "dauer_reisetage",
        aspects=("betrag",),
        before=before,
        is_follow_up=True,
    )
    assert found == Wish(WishKind.ASPECT, ("erasmus_jugend",), ("betrag",))


def test_another_programme_alone_gets_its_whole_sheet() -> None:
    before = Context("jugendinitiative_esk", "answer", ("esk",))
    found = wish(
        "und kulturweit?",
        "jugendinitiative_esk",
        programmes=("kulturweit",),
        before=before,
        is_follow_up=True,
    )
    assert found == Wish(WishKind.ASPECT, ("kulturweit",))


@pytest.mark.parametrize(
    ("countries", "before"),
    [(("CA",), None), ((), Context("foerderung_afrika", "answer", (), ("KE",)))],
)
def test_erasmus_in_a_country_that_may_not_take_part_tells_what_is_known_of_countries(
    countries: tuple[str, ...], before: Context | None
) -> None:
    programmes = ("erasmus_jugend",)
    heard = Heard(
        "geht das mit Erasmus", "answer", UNION, programmes=programmes, countries=countries
    )
    meant = Meant("answer", UNION, programmes, countries)
    found = wish_of(heard, meant, before, Clues())
    assert found == Wish(WishKind.ASPECT, programmes, ("laender",))


def test_erasmus_in_a_country_of_the_union_is_answered_by_its_entry() -> None:
    heard = Heard(
        "geht das mit Erasmus", "answer", UNION, programmes=("erasmus_jugend",), countries=("IT",)
    )
    meant = Meant("answer", UNION, ("erasmus_jugend",), ("IT",))
    assert wish_of(heard, meant, None, Clues()) is None


def test_below_the_countries_of_a_programme_another_question_asks_for_no_countries() -> None:
    before = Context(
        UNION, "answer", ("erasmus_jugend",), ("CA",), aspects=("laender",), wish="aspect"
    )
    found = wish("und für eine Gedenkstättenfahrt?", UNION, before=before, is_follow_up=True)
    assert found is None


def test_an_entry_of_another_family_may_be_about_the_programme() -> None:
    found = wish(
        "wie lange dauert ein esk projekt",
        "jugendinitiative_esk",
        programmes=("esk",),
        aspects=("dauer",),
        clues=Clues(topics_of_programmes=("jugendinitiative_esk",)),
    )
    assert found == Wish(WishKind.ASPECT, ("esk",), ("dauer",))


GEORGIA = Context("foerderung_osteuropa", "answer", (), ("GE",))


def wish_after(heard: Heard, before: Context, clues: Clues, **meant: object) -> Wish | None:
    said = Meant("answer", before.topic, (), before.countries, is_follow_up=True)
    return wish_of(heard, replace(said, **meant), before, clues)  # type: ignore[arg-type]


def test_another_country_of_a_region_gets_its_programmes() -> None:
    armenia = Heard("und armenien?", "clarify", "foerderung_osteuropa", countries=("AM",))
    found = wish_after(armenia, GEORGIA, Clues(), countries=("AM",))
    assert found == Wish(WishKind.COUNTRY)
    again = Heard("und georgien?", "clarify", "foerderung_osteuropa", countries=("GE",))
    assert wish_after(again, GEORGIA, Clues()) is None


def test_an_amount_for_a_region_is_told_by_the_programmes_that_may_pay() -> None:
    said = Heard("was gibts pro person", "clarify", "meta_unklar", aspects=("betrag",))
    found = wish_after(said, GEORGIA, Clues(fitting=("kjp_bund", "erasmus_jugend")))
    assert found == Wish(WishKind.ASPECT, ("kjp_bund", "erasmus_jugend"), ("betrag",))
    assert wish_after(said, GEORGIA, Clues()) is None


@pytest.mark.parametrize(
    "before",
    [
        Context("foerderung_ueberblick", "answer", (), ("CY",), wish="country"),
        Context("fristen_ueberblick", "act", (), ("CY",), selection="land=CY"),
    ],
)
def test_an_amount_below_who_pays_for_a_country_is_told_by_these(before: Context) -> None:
    clues = Clues(fitting=("kjp_bund", "erasmus_jugend"))
    heard = Heard("wie viel denn", "clarify", "meta_unklar", aspects=("betrag",))
    meant = Meant("answer", "foerderung_ueberblick", (), ("CY",), is_follow_up=True)
    rates = Wish(WishKind.ASPECT, ("kjp_bund", "erasmus_jugend"), ("betrag",))
    assert wish_of(heard, meant, before, clues) == rates
    again = replace(heard, text="und wer zahlt da", aspects=())
    assert wish_of(again, meant, before, clues) == Wish(WishKind.COUNTRY)
    assert wish_of(heard, meant, before, Clues()) == Wish(WishKind.COUNTRY)


def test_of_several_programmes_those_answer_that_know() -> None:
    services = Context("verweis_freiwilligendienst", "answer", ("weltwaerts", "kulturweit"))
    said = Heard("geht das auch mit 17?", "clarify", "alter_teilnehmende", aspects=("alter",))
    meant = {"topic": "alter_teilnehmende", "programmes": services.programmes}
    found = wish_after(said, services, Clues(silent=("weltwaerts",)), **meant)
    assert found == Wish(WishKind.ASPECT, ("kulturweit",), ("alter",))
    # Where none knows, the card says so and whom to ask.
    silent = Clues(silent=services.programmes)
    found = wish_after(said, services, silent, **meant)
    assert found is not None
    assert found.programmes == services.programmes


def test_only_the_name_of_a_programme_is_clear() -> None:
    said = Heard("Gibt es dafür Europa-Schecks?", "clarify", "foerderung_land_nrw",
                 programmes=("europa_schecks_nrw",))  # fmt: skip
    meant = Meant("answer", "staedtepartnerschaft", said.programmes, ())
    clues = Clues(topics_of_programmes=("staedtepartnerschaft",))
    assert wish_of(said, meant, None, clues) == Wish(WishKind.ASPECT, said.programmes)
    sure = replace(said, decision="answer")
    assert wish_of(sure, meant, None, clues) is None


def test_a_doubted_topic_asks_for_nothing_of_a_sheet() -> None:
    ages = Context("alter_teilnehmende", "answer", ("esk",), aspects=("alter",), wish="aspect")
    doubted = {"before": ages, "is_follow_up": True}
    assert wish("und wer haftet da", "alter_teilnehmende", "clarify", **doubted) is None
    named = wish("wie alt denn", "alter_teilnehmende", "clarify", aspects=("alter",), **doubted)
    assert named == Wish(WishKind.ASPECT, ("esk",), ("alter",))


def test_what_no_programme_rules_is_not_looked_up_in_a_sheet() -> None:
    alcohol = Context("jugendschutz_alkohol", "answer", (), ("FR",))
    clues = Clues(programmes_of_countries=("dfjw",), fitting=("dfjw", "erasmus_jugend"))
    asked = {"aspects": ("alter",), "before": alcohol, "clues": clues, "is_follow_up": True}
    assert wish("da darf man aber mit 16", "jugendschutz_alkohol", "clarify", **asked) is None

    money = {**asked, "aspects": ("betrag",), "before": Context("partnersuche", "answer")}
    found = wish("und wie viel geld gibt es da", "partnersuche", "clarify", **money)
    assert found is not None
    assert found.aspects == ("betrag",)


def test_how_long_a_visa_or_an_accreditation_holds_is_no_length_of_a_journey() -> None:
    visa = Context("visum_teilnehmende", "answer", (), ("FR",))
    clues = Clues(programmes_of_countries=("dfjw",))
    stay = wish(
        "wie lange darf ich bleiben", "dauer_reisetage", "clarify", before=visa, clues=clues
    )
    assert stay is None

    erasmus = Context("foerderung_erasmus_jugend", "answer", ("erasmus_jugend",))
    asked = {"aspects": ("dauer",), "before": erasmus, "is_follow_up": True}
    assert wish("wie lange gilt die noch", "foerderung_erasmus_jugend", **asked) is None
    length = wish("wie lange geht das", "foerderung_erasmus_jugend", **asked)
    assert length == Wish(WishKind.ASPECT, ("erasmus_jugend",), ("dauer",))


def test_another_programme_after_what_no_programme_rules_gets_no_sheet() -> None:
    before = Context("betreuungsschluessel", "answer")
    asked = {"programmes": ("kjp",), "before": before, "is_follow_up": True}
    assert wish("in die niederlande, kjp", "betreuungsschluessel", **asked) is None


@pytest.mark.parametrize(
    ("text", "before", "is_place"),
    [
        ("Verein ist in Hamm", Context("foerderung_tuerkei", "answer"), True),
        ("und in Hamm?", Context("foerderung_kommune", "answer"), False),
        ("wir sind in Hamm", Context("juleica", "answer"), False),
        ("wir sind in Hamm", None, False),
    ],
)
def test_a_place_after_money_is_told_its_office(
    text: str, before: Context | None, is_place: bool
) -> None:
    found = wish(text, "meta_unklar", "clarify", before=before, clues=Clues(names_place=True))
    assert (found == Wish(WishKind.PLACE)) is is_place


def test_ages_and_sizes_after_money_for_a_country_are_those_of_its_programmes() -> None:
    clues = Clues(fitting=("teams_up",))
    heard = Heard("wie viele jugendliche", "clarify", "gruppengroesse", aspects=("gruppengroesse",))
    meant = Meant("answer", "gruppengroesse", (), ("GH",), is_follow_up=True)
    money = Context("foerderung_afrika", "answer", (), ("GH",))

    found = wish_of(heard, meant, money, clues)
    assert found == Wish(WishKind.ASPECT, ("teams_up",), ("gruppengroesse",))
    assert wish_of(heard, meant, Context("juleica", "answer", (), ("GH",)), clues) is None


def test_two_ages_after_another_limit_are_held_against_ages() -> None:
    before = Context(
        "gruppengroesse", "answer", ("teams_up",), aspects=("gruppengroesse",), wish="aspect"
    )
    asked = {"before": before, "is_follow_up": True}

    ages = wish("unsere sind 15 bis 17", "gruppengroesse", **asked)
    assert ages == Wish(WishKind.ASPECT, ("teams_up",), ("alter",))
    size = wish("wir sind nur 12", "gruppengroesse", **asked)
    assert size == Wish(WishKind.ASPECT, ("teams_up",), ("gruppengroesse",))


def test_whether_there_is_money_is_answered_by_the_entry_and_not_by_rates() -> None:
    clues = Clues(programmes_of_countries=("dfjw",))

    def wanted(text: str, topic: str = "foerderung_dfjw") -> Wish | None:
        return wish(text, topic, aspects=("betrag",), clues=clues)

    assert wanted("gibts zuschuss? wir wollen nach marseille") is None
    assert wanted("wie viel zuschuss gibts für marseille") is not None
    # Without an entry of its own the sheet tells what is known.
    assert wanted("gibts zuschuss?", "foerderung_ueberblick") is not None


def test_whether_holidays_agree_is_no_wish_for_the_check() -> None:
    assert wish("passt das?") == Wish(WishKind.FIT_CHECK)
    assert wish("wann sind ferien in italien, passt das mit unseren", "planung_zeitplan") is None
