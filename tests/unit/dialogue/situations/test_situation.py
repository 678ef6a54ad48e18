"""Situations that decide the answer, whatever else a message says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning.follow_up import meaning
from bot.dialogue.situations.partner import lacks_partner, names_partner
from bot.dialogue.situations.situation import (
    MEMORIAL_PROGRAMME,
    situation_meant,
    tells_home,
    wants_money_too,
)
from bot.dialogue.situations.situation_after import situation_after
from bot.dialogue.topics import (
    BODY_TOPIC,
    ELSEWHERE_TOPIC,
    ENCOUNTER_TOPIC,
    HEALTH_TOPIC,
    LATE_TOPIC,
    PARTNERS_TOPIC,
    RESIDENCE_TOPIC,
    SCHOOL_TOPIC,
)

ROOT = Path(__file__).resolve().parents[4]
RUBBISH = ("", "?", "😀", "\x00", "\ud800", "<b>duldung</b>" * 300)


def situation_in(said: Heard, before: Context | None) -> Meant | None:
    return situation_meant(said) or situation_after(said, before)


def heard(text: str, *topics: str, decision: str = "answer", **more: object) -> Heard:
    near = topics or ("meta_unklar",)
    return Heard(text, decision, near[0], near, 0.05, **more)  # type: ignore[arg-type]


def topic_of(meant: Meant | None) -> str | None:
    return None if meant is None else meant.topic


def test_every_topic_is_an_entry_or_an_answer_of_its_own() -> None:
    entries = {path.stem for path in (ROOT / "faq").rglob("*.md")}
    topics = {
        BODY_TOPIC, ELSEWHERE_TOPIC, ENCOUNTER_TOPIC, LATE_TOPIC, RESIDENCE_TOPIC, SCHOOL_TOPIC,
        "ho_presse_politik",
    }  # fmt: skip
    assert topics - entries == set()
    assert (ROOT / "faq" / "programmes" / f"{MEMORIAL_PROGRAMME}.yml").exists()


@pytest.mark.parametrize(
    ("text", "topics", "countries", "topic"),
    [
        ("zwei haben duldung, wer zahlt frankreich", ("foerderung_dfjw", RESIDENCE_TOPIC), ("FR",),
         RESIDENCE_TOPIC),
        ("drei geduldete jugendliche, förderung polen?", ("foerderung_dpjw",), ("PL",),
         RESIDENCE_TOPIC),
        ("gilt die sammelliste bei duldung", ("sammelliste", RESIDENCE_TOPIC), (), None),
        ("ferienfreizeit in kroatien, welche förderung", ("foerderung_ueberblick",), ("HR",),
         ENCOUNTER_TOPIC),
        ("zeltlager in holland jedes jahr, gibts dafür geld", ("foerderung_ueberblick",), ("NL",),
         ENCOUNTER_TOPIC),
        ("zeltlager in holland mit partnergruppe, gibts dafür geld", ("x",), ("NL",), None),
        ("ferienfreizeit kroatien mit partnergruppe, welche förderung", ("x",), ("HR",), None),
        ("ferienfreizeit mit jugendlichen austausch, zuschuss?", ("x",), ("HR",), None),
        ("was muss ich bei einer ferienfreizeit beachten", (ENCOUNTER_TOPIC,), (), None),
        ("wir sind ne gmbh, gewerblich, kriegen wir kjfp", ("foerderung_land_nrw",), (),
         BODY_TOPIC),
        ("wir sind eine gGmbH, kriegen wir kjfp", ("foerderung_land_nrw",), (), None),
        ("wir buchen bei einer gmbh, kriegen wir förderung", ("x",), (), None),
        ("bin lehrerin in bonn. sind sie zuständig", ("foerderung_land_nrw", SCHOOL_TOPIC), (),
         SCHOOL_TOPIC),
        ("wer ist für bonn zuständig", ("foerderung_land_nrw", SCHOOL_TOPIC), (), None),
        ("ich bin von der waz und schreibe über austausch", ("x",), (), "ho_presse_politik"),
        ("dürfen wir die presse zur begegnung einladen", ("oeffentlichkeitsarbeit",), (), None),
        ("wir sind acht leute und fahren ostern weg, wenn was passiert, wer redet mit der zeitung",
         ("krisenplan",), (), None),
        ("ich hab ne mail geschickt und keiner antwortet", ("beratung_vereinbaren",), (),
         "meta_feedback_beschwerde"),
        ("der partner schreibt nicht, keine antwort", ("ho_partner_ausfall",), (), None),
    ],
)  # fmt: skip
def test_the_situation_decides_and_nothing_like_it(
    text: str, topics: tuple[str, ...], countries: tuple[str, ...], topic: str | None
) -> None:
    assert topic_of(situation_in(heard(text, *topics, countries=countries), None)) == topic


@pytest.mark.parametrize("text", RUBBISH)
def test_rubbish_is_no_situation(text: str) -> None:
    assert situation_in(heard(text, decision="clarify"), None) is None


def test_an_emergency_and_a_case_stay_what_they_are() -> None:
    text = "zwei haben duldung, wer zahlt"
    for decision in ("emergency", "handover", "smalltalk"):
        assert situation_in(heard(text, RESIDENCE_TOPIC, decision=decision), None) is None


def test_residence_goes_before_the_money_for_the_country() -> None:
    said = heard(
        "zwei haben duldung, wer zahlt frankreich", "foerderung_dfjw", RESIDENCE_TOPIC,
        countries=("FR",),
    )  # fmt: skip
    meant = meaning(said, None)
    assert (meant.topic, meant.countries) == (RESIDENCE_TOPIC, ("FR",))
    assert wants_money_too(said, meant)
    alone = heard("dürfen die mit duldung mit", RESIDENCE_TOPIC, countries=("FR",))
    assert not wants_money_too(alone, meaning(alone, None))


MEMORIAL = Context("foerderung_ueberblick", "answer", (MEMORIAL_PROGRAMME, "kjfp_nrw"))
CROATIA = Context("foerderung_ueberblick", "answer", (), ("HR",))
DEADLINES = Context("fristen_ueberblick", "act", ("dpjw",))
ELSEWHERE = Context(ELSEWHERE_TOPIC, "answer")


@pytest.mark.parametrize(
    ("text", "before", "topic"),
    [
        ("ohne polnische partner", MEMORIAL, "foerderung_ueberblick"),
        ("keine partnergruppe, nein", CROATIA, ENCOUNTER_TOPIC),
        ("und keine partner", CROATIA, PARTNERS_TOPIC),
        ("mit polnischen partnern", MEMORIAL, None),
        ("ohne partner", Context("juleica", "answer"), None),
        ("mist. was dann", DEADLINES, LATE_TOPIC),
        ("mist. was dann", CROATIA, None),
        ("und jetzt, geht da noch was", DEADLINES, LATE_TOPIC),
        ("kann man da noch was machen", DEADLINES, LATE_TOPIC),
        ("gibts trotzdem noch ne möglichkeit", DEADLINES, LATE_TOPIC),
        ("gibts noch andere möglichkeiten", DEADLINES, None),
        ("und danach geht nix mehr?", DEADLINES, LATE_TOPIC),
        ("geht da noch was im Mai", DEADLINES, None),
        ("und wenn er krank wird", Context("aufsichtspflicht", "answer"), HEALTH_TOPIC),
        ("was ist wenn eine dort fieber hat", Context("verweis_eltern", "answer"), HEALTH_TOPIC),
        ("und wenn die leitung krank wird", Context("aufsichtspflicht", "answer"), None),
        ("wer zahlt wenn einer krank wird", Context("aufsichtspflicht", "answer"), None),
        ("und wenn er krank wird", Context("versicherung", "answer"), None),
        ("und was wenn ich es nicht schaffe", DEADLINES, LATE_TOPIC),
        ("und wenn das nicht rechtzeitig klappt?", DEADLINES, LATE_TOPIC),
        ("und wenn ich es nicht schaffe", CROATIA, None),
        ("und welches landesjugendamt", ELSEWHERE, ELSEWHERE_TOPIC),
        ("und welches landesjugendamt", CROATIA, None),
    ],
)
def test_short_additions_mean_what_was_said_before(
    text: str, before: Context, topic: str | None
) -> None:
    assert topic_of(situation_in(heard(text), before)) == topic


def test_a_memorial_trip_stays_one_without_the_country() -> None:
    meant = situation_in(heard("ohne polnische partner", countries=("PL",)), MEMORIAL)
    assert meant is not None
    assert (meant.programmes, meant.countries) == (MEMORIAL.programmes, ())


def test_a_partner_is_told_apart_from_none() -> None:
    assert names_partner("mit unserem Partner in Lodz")
    assert not names_partner("ohne eine polnische Partnergruppe")
    assert lacks_partner("keine Partnergruppe")
    assert not lacks_partner("wir haben keine Partnerstadt")
    assert not lacks_partner("ohne Partner geht es nicht, aber wir haben Partner")


def test_home_is_told() -> None:
    assert tells_home("wir sitzen in Leipzig")
    assert not tells_home("fahrt nach Leipzig")


PORTUGAL = Context(ENCOUNTER_TOPIC, "answer", (), ("PT",))
ISRAEL = Context("foerderung_conact", "act", (), ("IL",), selection="land=IL")


@pytest.mark.parametrize(
    ("text", "topics", "countries", "topic"),
    [
        ("wollen mit der u15 zu nem turnier nach portugal. gibts da zuschuss", (), ("PT",),
         ENCOUNTER_TOPIC),
        ("Geld für ein Trainingslager in Spanien?", (), ("ES",), ENCOUNTER_TOPIC),
        ("Zuschuss für ein Fußballturnier mit unserer Partnergruppe in Polen?", (), ("PL",), None),
        ("wir haben noch nie einen austausch gemacht", ("meta_unklar", "erste_schritte"), (),
         "erste_schritte"),
        ("wollen was im ausland machen, keine ahnung womit man anfängt",
         ("partnersuche", "erste_schritte"), (), "erste_schritte"),
        ("wir würden gern rausfahren, wissen aber nicht wie", ("erste_schritte",), (),
         "erste_schritte"),
        ("keine ahnung ob die zentralstelle das zahlt", ("erste_schritte",), (), None),
    ],
)  # fmt: skip
def test_trips_that_are_none_and_first_ones(
    text: str, topics: tuple[str, ...], countries: tuple[str, ...], topic: str | None
) -> None:
    said = heard(text, *topics, decision="clarify", countries=countries)
    assert topic_of(situation_in(said, None)) == topic


def test_with_a_partner_a_trip_can_be_paid_for() -> None:
    text = "ok und wenn wir mit dem verein dort zusammen eine woche programm machen?"
    meant = situation_in(heard(text, decision="clarify"), PORTUGAL)
    assert meant is not None
    assert (meant.topic, meant.countries) == ("foerderung_ueberblick", ("PT",))
    assert situation_in(heard(text, decision="answer"), PORTUGAL) is None
    assert situation_in(heard(text, decision="clarify"), DEADLINES) is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("habt ihr heute offen", "meta_mensch_sprechen"),
        ("telefon nummer bitte", "meta_mensch_sprechen"),
        ("wie heißt eure chefin", "meta_mensch_sprechen"),
        ("wo sitzt ihr", "servicestelle_angebot"),
        ("Telefonnummer der Botschaft?", None),
        ("Ist für unseren Antrag noch etwas offen?", None),
    ],
)
def test_the_office_itself_is_asked_for(text: str, topic: str | None) -> None:
    assert topic_of(situation_in(heard(text, decision="clarify"), None)) == topic


def test_whether_it_is_safe_there_is_asked_of_the_country() -> None:
    said = heard("ist das gerade sicher dort", decision="clarify")
    meant = situation_in(said, ISRAEL)
    assert meant is not None
    assert (meant.topic, meant.countries) == ("sicherheit_reisewarnung", ("IL",))
    assert situation_in(said, ELSEWHERE_CONTEXT) is None
    assert situation_in(heard("bist du da sicher?", decision="smalltalk"), ISRAEL) is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("ist das grad überhaupt sicher", "sicherheit_reisewarnung"),
        ("kann man da als trans person sicher hin", "lgbtiq_sicherheit"),
        ("ist das sicher für uns", "sicherheit_reisewarnung"),
        ("kann man denn da hinfahren", "sicherheit_reisewarnung"),
        ("und wie kommt man da hin", None),
        ("kann man da auch mit unter 18 hin", None),
    ],
)
def test_going_there_may_be_a_question_of_safety(text: str, topic: str | None) -> None:
    before = Context("foerderung_osteuropa", "answer", (), ("UA",))
    assert topic_of(situation_in(heard(text, decision="clarify"), before)) == topic


def test_whether_one_may_come_to_an_event_is_no_question_of_safety() -> None:
    events = Context("veranstaltungen_termine", "act", (), ("UA",))
    said = heard("kann ich als ehrenamtlicher da hin", decision="clarify")
    assert situation_in(said, events) is None


@pytest.mark.parametrize(
    ("text", "is_events"),
    [
        ("wann ist der nächste workshop bei euch", True),
        ("habt ihr da fortbildungen", True),
        ("Bietet die Servicestelle Schulungen an?", True),
        ("könnt ihr einen workshop bei uns machen", False),
        ("was kostet der workshop bei euch", False),
        ("wie melde ich mich zum workshop bei euch an, gibts noch plätze", False),
        ("zahlt ihr ein seminar", False),
        ("welche fortbildung brauchen teamer", False),
    ],
)
def test_events_of_the_office_are_asked_for(text: str, is_events: bool) -> None:
    meant = situation_in(heard(text, decision="clarify"), None)
    assert (topic_of(meant) == "veranstaltungen_termine") is is_events


ELSEWHERE_CONTEXT = Context("juleica", "answer")
