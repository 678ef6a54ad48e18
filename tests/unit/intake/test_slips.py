"""What is told while something else is asked: times, ways, names, what stays open."""

from __future__ import annotations

import pytest

from bot.fit.case import Case
from bot.intake.plan.fitting import tells_when
from bot.intake.prefill import Told, prefilled
from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import CONFIRMATION, OPEN
from bot.intake.who.introduction import introduced, without_contact
from bot.intake.wishes.directions import wants_summary
from tests.unit.intake.intake_rig import NOW, heard, message, reader


@pytest.mark.parametrize("field", ["topic", "description"])
@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("immer nach 17 uhr", "wanted_times"),
        ("di oder do", "wanted_times"),
        ("Herr Özdemir", "name"),
    ],
)
def test_a_time_to_talk_or_a_name_is_no_subject(field: str, said: str, where: str) -> None:
    assert reader().read(field, {}, heard(said)).values == {where: said, field: None}


@pytest.mark.parametrize("said", ["Herr der Ringe als Larp für unsere Gruppe", "ab 18", "Freitag?"])
def test_what_may_be_a_subject_stays_one(said: str) -> None:
    assert reader().read("topic", {}, heard(said)).values.get("topic") == said


@pytest.mark.parametrize("said", ["termin vor ort", "ich komme lieber vorbei"])
@pytest.mark.parametrize("field", ["format", "group", "organisation", "name"])
def test_whoever_wants_to_come_is_heard_wherever_the_form_is(field: str, said: str) -> None:
    reply = reader().read(field, {}, heard(said, "faq", "answer"))
    assert reply.kind is ReplyKind.VALUES
    assert reply.values["contact"]["visit"]
    assert reply.values[field] is None


@pytest.mark.parametrize("said", ["nein danke", "möchte ich nicht sagen", "keine Angabe"])
@pytest.mark.parametrize("field", ["description", "partner_country", "group", "name"])
def test_what_is_voluntary_may_be_declined(field: str, said: str) -> None:
    assert reader().read(field, {}, heard(said, "deny")).values == {field: OPEN}


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("ostern 27 oder herbst 27", "ostern 2027 oder herbst 2027"),
        ("Wir wollen im Mai oder erst im Juli 2027 los", "Mai oder erst im Juli 2027"),
        ("Wir wollen im Mai 2027 los, der Antrag ist vom Januar 2027", "Mai 2027"),
    ],
)
def test_a_time_that_may_be_another_is_kept_with_it(said: str, period: str) -> None:
    assert reader().read("topic", {}, heard(said)).values["period"] == period


def test_the_button_for_the_form_is_no_answer() -> None:
    for field in ("format", "organisation", "name"):
        wish = heard("Beratung anfragen", "handover", "handover")
        bare = type(wish)(wish.message, wish.intent, wish.decision, is_bare_wish=True)
        assert reader().read(field, {}, bare).kind is ReplyKind.SIDE_QUESTION


def test_a_body_that_was_told_before_the_form_is_taken_over() -> None:
    told = Told(messages=[message("wir sind vom Jugendwerk der AWO Unna und suchen Geld")])
    assert prefilled(told, reader())["organisation"] == "Jugendwerk der AWO Unna"
    planned = Told(messages=told.messages, plan=Case(organisation="verein"))
    assert prefilled(planned, reader())["organisation"] != "Jugendwerk der AWO Unna"


def test_the_subject_goes_before_what_was_overheard() -> None:
    sheet = {"partner_country": "Polen", "group": "20 Personen"}
    told = reader().read("topic", sheet, heard("Brauchen wir in Togo eine Versicherung")).values
    assert told["partner_country"] == "Togo"
    # Later on only what is missing is taken over by the way.
    told = reader().read("description", sheet, heard("In Togo war es schön für uns")).values
    assert "partner_country" not in told


def test_a_name_of_a_body_goes_before_its_kind() -> None:
    said = "Die Fahrt ist in Gefahr, wir sind Pfadfinder DPSG Stamm Greven, 18 Leute"
    told = reader().read("description", {}, heard(said, organisation="verein")).values
    assert told["organisation"] == "Pfadfinder DPSG Stamm Greven"


def test_a_corrected_number_leaves_the_address() -> None:
    both = Contact(email="kim@example.org", phone="0211 1234567")
    told = reader().read(
        CONFIRMATION, {"contact": both.as_dict()}, heard("stimmt nicht, tel ist 0211 4567891")
    )
    assert told.values["contact"] == {
        "email": "kim@example.org", "phone": "0211 4567891", "visit": False,
    }  # fmt: skip
    mail = Contact(email="kim@example.org").as_dict()
    told = reader().read("name", {"contact": mail}, heard("nein, lieber 0211 4567891"))
    assert told.values["contact"]["email"] is None


@pytest.mark.parametrize(
    "said", ["passt so, danke", "ja passt", "passt alles", "so passt es, danke"]
)
def test_the_summary_is_agreed_to_in_everyday_words(said: str) -> None:
    sheet = {"topic": "x", "contact": Contact(phone="0211 1234567").as_dict()}
    assert reader().read(CONFIRMATION, sheet, heard(said, "smalltalk", "smalltalk")) == Reply(
        ReplyKind.SEND
    )
    doubt = heard("passt noch nicht", "clarify", "clarify")
    assert reader().read(CONFIRMATION, sheet, doubt).kind is not ReplyKind.SEND


def test_a_sentence_is_no_time() -> None:
    said = "doch: ein Mädchen ist gehörlos, worauf ist zu achten"
    assert reader().read("period", {}, heard(said)).values == {"description": said, "period": None}


def test_who_is_asked_too_much_is_only_asked_for_the_way() -> None:
    reply = reader().read("format", {"topic": "x"}, heard("frag nicht so viel"))
    assert reply.kind is ReplyKind.ENOUGH


@pytest.mark.parametrize("field", ["description", "format", "organisation"])
def test_some_of_a_group_are_not_the_group(field: str) -> None:
    said = "ach und zwei sitzen im Rollstuhl"
    sheet = {"topic": "x", "group": "10 Personen"}
    told = reader().read(field, sheet, heard(said, group_size="2|zwei"))
    assert "group" not in told.values
    assert said in told.values["description"]


def test_an_age_told_later_joins_the_number() -> None:
    sheet = {"topic": "x", "group": "12 Personen"}
    told = reader().read("organisation", sheet, heard("sie sind 14-17 Jahre alt", age="14-17"))
    assert told.values["group"] == "12 Personen, 14 bis 17 Jahre"


def test_people_that_are_counted_are_no_time() -> None:
    said = heard("10 leute, alle erwachsen", group_size="10|10 leute")
    reply = reader().read("period", {"topic": "x"}, said)
    assert reply.values["period"] is None
    assert "10" in reply.values["group"]


def test_weglassen_leaves_a_field_open() -> None:
    for asked in ("organisation", "period", "name"):
        assert reader().read(asked, {"topic": "x"}, heard("weglassen")).values == {asked: OPEN}


def test_a_mere_question_mark_asks_what_is_meant() -> None:
    reply = reader().read("name", {"topic": "x"}, heard("?", decision="answer"))
    assert (reply.kind, reply.field) == (ReplyKind.WHY, "name")


def test_a_heading_does_not_end_in_an_abbreviation() -> None:
    said = (
        "hallo wir sind die kjg st. anna aus coesfeld und wollen 2027 das erste mal eine begegnung "
        "mit einer gruppe aus portugal machen und wissen nicht wo wir anfangen sollen"
    )
    topic = reader().read("topic", {}, heard(said)).values["topic"]
    assert topic.startswith("wollen 2027 das erste mal eine begegnung")


def test_when_there_is_time_goes_to_its_field() -> None:
    told = introduced("wer könnte mir helfen, hab nächste woche dienstag Zeit", NOW.date())
    assert told == {"wanted_times": "hab nächste woche dienstag Zeit"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "Also wir sind ein kleiner Verein aus Köln (Deutsch-Türkischer Elternverein) und "
            "wollen nach Izmir. Uns fehlt Geld. Meine Nummer ist 02306 998877, Aylin",
            {"organisation": "Deutsch-Türkischer Elternverein", "name": "Aylin"},
        ),
        (
            "wir sind ein Verein aus Köln (ohne Dachverband) und wollen los",
            {"organisation": "Verein"},
        ),
        (
            "Unsere Partner (Sportverein Krakau) fahren mit, wir sind die Jugendfeuerwehr Unna",
            {"organisation": "Jugendfeuerwehr Unna"},
        ),
        (
            "Kontakt über das Jugendamt (Jugendamt Köln) bisher, wir sind der CVJM Hagen",
            {"organisation": "CVJM Hagen"},
        ),
        (
            "Wir sind der Verein Mond e.V. (Jugendverband im BDKJ) und wollen los",
            {"organisation": "Verein Mond e.V."},
        ),
        ("Wir (Elternverein Unna) wollen los", {"organisation": "Elternverein Unna"}),
        ("Wir fahren mit unserem Partner (Sportverein Krakau) nach Polen", {}),
        ("Verein Mond e.V. (Jugendverband im BDKJ)", {}),
        ("Wir fahren mit Aylin", {}),
    ],
)
def test_brackets_name_the_body_and_the_end_the_person(said: str, told: dict[str, str]) -> None:
    found = introduced(said, NOW.date())
    assert {f: v for f, v in found.items() if f in ("organisation", "name")} == told


def test_what_leads_up_to_a_number_goes_with_it() -> None:
    said = "Uns fehlt Geld. Meine Nummer ist 02306 998877, Aylin"
    assert without_contact(said, NOW.date()) == "Uns fehlt Geld. Aylin"


@pytest.mark.parametrize(
    ("said", "is_when"),
    [
        ("nach der arbeit so ab 17:30", True),
        ("ab 18:00", True),
        ("nach feierabend", True),
        ("vom 12.07. bis 20.07.", False),
        ("14:15 Spieler", False),
        ("schule in Köln", False),
    ],
)
def test_a_clock_tells_when_somebody_is_reached(said: str, *, is_when: bool) -> None:
    assert tells_when(said) is is_when


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("wieso wollt ihr das alles wissen", ReplyKind.WHY),
        ("moment muss den chef fragen", ReplyKind.ASIDE),
    ],
)
def test_what_is_said_of_the_form_is_no_answer(said: str, kind: ReplyKind) -> None:
    assert reader().read("format", {"topic": "x"}, heard(said)).kind is kind
    assert wants_summary(heard("kann ich das nochmal lesen"))
