"""Whoever has said enough, prefers another way, or has forgotten something directs the form."""

from __future__ import annotations

from typing import Any

import pytest

from bot.consultations.checks import FieldProblem
from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import ASKED, CONFIRMATION, NEEDED, OPEN
from bot.intake.who.ways import MAIL, PHONE, way_wanted, way_wished
from bot.intake.wishes.asides import FORGOT, SEEN, STOP
from tests.unit.intake.intake_rig import heard, reader

MAIL_ADDRESS, NUMBER = "kim@example.org", "0201 445566"
BY_MAIL, BY_PHONE = Contact(email=MAIL_ADDRESS), Contact(phone=NUMBER)
BOTH = Contact(email=MAIL_ADDRESS, phone=NUMBER)
TOPIC = {"topic": "Antrag beim KJP"}
VOLUNTARY = [field for field in ASKED if field not in NEEDED]


def read(asked: str, said: str, sheet: dict[str, Any] | None = None, **more: str) -> Reply:
    return reader().read(asked, sheet or TOPIC, heard(said, **more))


@pytest.mark.parametrize(
    "said",
    [
        "die übrigen angaben überspringen",
        "Rest überspringen",
        "mehr sag ich nicht",
        "den Rest bitte überspringen!",
        "ok das reicht jetzt",
    ],
)
@pytest.mark.parametrize("asked", [f for f in VOLUNTARY if f != "description"])
def test_who_has_said_enough_leaves_all_that_is_voluntary_open(asked: str, said: str) -> None:
    reply = read(asked, said)
    assert reply.kind is ReplyKind.ENOUGH
    assert reply.values == dict.fromkeys(VOLUNTARY, OPEN)


def test_what_was_said_before_stays() -> None:
    reply = read("period", "mehr weiß ich nicht", {**TOPIC, "partner_country": "Polen"})
    assert "partner_country" not in reply.values
    assert reply.values["group"] == OPEN


def test_no_alarm_about_the_words_of_whoever_says_no_more() -> None:
    reply = read("format", "mehr sag ich nicht", intent="emergency", decision="emergency")
    assert reply.kind is ReplyKind.ENOUGH


def test_enough_below_the_question_for_more_answers_that_one_alone() -> None:
    assert read("description", "das reicht").values == {"description": OPEN}
    assert read("description", "rest überspringen").values["group"] == OPEN


def test_a_way_and_the_day_of_a_visit_are_still_needed() -> None:
    reply = read("contact", "mehr sag ich nicht")
    assert (reply.kind, reply.values["contact"]) == (ReplyKind.ENOUGH, None)
    visit = {**TOPIC, "contact": Contact(visit=True).as_dict()}
    reply = read("wanted_times", "mehr sag ich nicht", visit)
    assert reply.problem == FieldProblem("wanted_times", "missing")
    # Skipped before it was known that we are to meet: asked after all.
    skipped = {**TOPIC, **dict.fromkeys(VOLUNTARY, OPEN)}
    assert read("contact", "vor Ort", skipped).values["wanted_times"] is None


@pytest.mark.parametrize("said", ["der rest der gruppe kommt aus Polen", "das reicht uns nicht"])
def test_a_sentence_of_its_own_skips_nothing(said: str) -> None:
    assert read("description", said).values["description"] == said


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("lieber per mail", MAIL),
        ("doch lieber E-Mail bitte", MAIL),
        ("bitte nicht anrufen", MAIL),
        ("nicht per telefon, lieber schriftlich", MAIL),
        ("telefonisch", PHONE),
        ("rufen sie mich lieber an", PHONE),
        ("mail oder telefon", None),
        ("lieber per mail an kim@example.org", None),
        ("abends per telefon", None),
        ("lieber Frankreich", None),
        ("", None),
    ],
)
def test_the_way_that_is_wanted(said: str, way: str | None) -> None:
    assert way_wanted(said) == way


@pytest.mark.parametrize("asked", ["contact", CONFIRMATION])
def test_a_way_that_is_not_known_is_asked_for_and_nothing_is_lost(asked: str) -> None:
    reply = read(asked, "lieber per mail", {**TOPIC, "contact": BY_PHONE.as_dict()})
    assert reply == Reply(ReplyKind.ASIDE, field="ask_mail")


def test_the_address_that_was_asked_for_joins_the_number() -> None:
    reply = read(CONFIRMATION, MAIL_ADDRESS, {**TOPIC, "contact": BY_PHONE.as_dict()})
    assert reply.values["contact"] == BOTH.as_dict()


def test_of_two_ways_the_wanted_one_stays() -> None:
    sheet = {**TOPIC, "contact": BOTH.as_dict(), "wanted_times": OPEN}
    assert read(CONFIRMATION, "lieber per mail", sheet).values["contact"] == BY_MAIL.as_dict()
    assert read(CONFIRMATION, "lieber anrufen", sheet).values["contact"] == BY_PHONE.as_dict()


def test_a_way_that_is_settled_is_said_to_be() -> None:
    sheet = {**TOPIC, "contact": BY_MAIL.as_dict()}
    assert read(CONFIRMATION, "lieber per mail", sheet) == Reply(ReplyKind.ASIDE, field="is_mail")
    # A number beside an address would not make anybody call.
    assert read(CONFIRMATION, "nein lieber Telefon", sheet).kind is ReplyKind.CHANGE
    assert read("contact", "lieber Telefon") == Reply(ReplyKind.ASIDE, field="ask_phone")


@pytest.mark.parametrize("asked", ["period", CONFIRMATION])
def test_who_has_forgotten_something_is_asked_for_it(asked: str) -> None:
    reply = read(asked, "ich hab noch was vergessen")
    assert reply == Reply(ReplyKind.ASIDE, field=FORGOT)


@pytest.mark.parametrize("said", ["info@sportverein-essen.de", "kim@jugendhaus-dortmund.org"])
@pytest.mark.parametrize("asked", ["organisation", "format", "period", "name"])
def test_an_address_is_neither_a_body_nor_a_place(asked: str, said: str) -> None:
    reply = read(asked, said, LOC=f"x|{said}")
    values = {f: v for f, v in reply.values.items() if f != "wanted_times"}
    assert values == {asked: None, "contact": Contact(email=said).as_dict()}


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("Kletterverein Siegerland", None),
        ("Sportverein Dortmund", None),
        ("Sportverein, Dortmund", "Dortmund"),
        ("Sportverein in Dortmund", "Dortmund"),
    ],
)
def test_the_name_of_a_body_does_not_move_it(said: str, place: str | None) -> None:
    region = {"LOC": "x|Siegerland"} if "Siegerland" in said else {}
    sheet = {**TOPIC, "place": "Siegen"}
    reply = read("organisation", said, sheet, **region)
    assert reply.values["organisation"] == said
    assert reply.values.get("place") == place


@pytest.mark.parametrize(
    "said",
    [
        "ja, ich stimme zu und schicke das ab",
        "ja ich willige ein",
        "passt alles, kann raus",
        "einverstanden, bitte absenden!",
    ],
)
def test_consent_in_free_words_sends(said: str) -> None:
    assert read(CONFIRMATION, said).kind is ReplyKind.SEND


@pytest.mark.parametrize(
    "said",
    [
        "nicht absenden",
        "kann das so raus?",
        "einverstanden, aber bitte mit 12 Jugendlichen",
        "ich stimme dem Partner zu",
        "",
        "\ud800",
    ],
)
def test_what_says_more_or_less_is_no_consent(said: str) -> None:
    assert read(CONFIRMATION, said).kind is not ReplyKind.SEND


def test_back_leads_to_the_question_before_and_never_out() -> None:
    sheet = {**TOPIC, "description": OPEN, "format": "Workcamp"}
    reply = read("partner_country", "zurück", sheet, intent="stop")
    assert reply == Reply(ReplyKind.CHANGE, field="format")
    assert read("topic", "zurück", {}).field == "topic"
    assert read(CONFIRMATION, "eine Frage zurück").kind is ReplyKind.NO


@pytest.mark.parametrize(
    ("asked", "said", "field"),
    [
        ("group", "Wozu braucht ihr die Gruppengröße?", "group"),
        ("period", "wofür brauchen Sie denn die Telefonnummer?", "contact"),
        ("period", "Wozu braucht ihr das?", "period"),
    ],
)
def test_why_may_be_asked_of_any_field(asked: str, said: str, field: str) -> None:
    assert read(asked, said) == Reply(ReplyKind.WHY, field=field)


@pytest.mark.parametrize(
    "said", ["Wozu brauchen sie ein Visum?", "Warum müssen wir einen Eigenanteil zahlen?"]
)
def test_a_why_about_something_else_is_a_side_question(said: str) -> None:
    reply = read("period", said, intent="faq", decision="answer")
    assert reply.kind is ReplyKind.SIDE_QUESTION


@pytest.mark.parametrize(
    ("asked", "said", "aside"),
    [
        ("period", "muss ich da meinen namen angeben?", "name"),
        ("description", "muss ich das alles ausfüllen?", "needed"),
        (CONFIRMATION, "wie ist jetzt meine nummer?", "number"),
        ("period", "wo krieg ich die pin", "number"),
        ("wanted_times", "zeile 2 streichen", "strike"),
    ],
)
def test_questions_about_the_form_are_answered(asked: str, said: str, aside: str) -> None:
    reply = read(asked, said, intent="faq", decision="answer")
    assert reply == Reply(ReplyKind.ASIDE, field=aside)


@pytest.mark.parametrize("said", [f"{NUMBER} bitte anrufen", f"meine nummer ist {NUMBER}"])
def test_fillers_beside_a_number_are_no_description(said: str) -> None:
    values = dict(read("format", said).values)
    assert values.pop("contact") == BY_PHONE.as_dict()
    assert set(filter(None, values.values())) <= {OPEN}


def test_a_field_that_is_called_by_its_name_is_no_cry_for_help() -> None:
    sheet = {**TOPIC, "partner_country": "Togo"}
    said = "ne moment, das land stimmt nicht, wir fahren nach Ghana"
    reply = read("organisation", said, sheet, intent="emergency", decision="emergency")
    assert reply.values == {"partner_country": "Ghana"}
    cry = read("organisation", "hilfe, ein Junge ist weg", sheet, decision="emergency")
    assert cry.kind is ReplyKind.SIDE_QUESTION


@pytest.mark.parametrize("asked", ["description", "organisation", "name", CONFIRMATION])
def test_a_number_alone_corrects_the_group(asked: str) -> None:
    sheet = {**TOPIC, "group": "9 Personen, 17 bis 22 Jahre"}
    reply = read(asked, "wart, doch 11", sheet, group_size="11")
    assert reply.values["group"] == "11 Personen, 17 bis 22 Jahre"
    assert not list(filter(None, (v for f, v in reply.values.items() if f != "group")))


@pytest.mark.parametrize(
    ("said", "organisation", "place"),
    [
        ("mein verein heißt SV Beispiel 09 und wir sind aus dortmund", "SV Beispiel 09",
         "Dortmund"),
        ("wir sind der Sportverein Sonne aus Dortmund", "Sportverein Sonne", "Dortmund"),
        ("Kulturbrücke", "Kulturbrücke", None),
    ],
)  # fmt: skip
def test_of_a_sentence_the_name_of_the_body_is_kept(
    said: str, organisation: str, place: str | None
) -> None:
    values = read("organisation", said).values
    assert (values["organisation"], values.get("place")) == (organisation, place)


def test_a_whole_letter_tells_body_name_and_way() -> None:
    said = (
        "AWO Jugendwerk Musterkreis, Recklinghausen: mit 14 Jugendlichen nach Armenien, welche "
        "Förderung passt; lea.muster@example.org, Lea Muster"
    )
    values = read("topic", said, {}).values
    assert values["organisation"] == "AWO Jugendwerk Musterkreis"
    assert (values["name"], values["contact"]["email"]) == ("Lea Muster", "lea.muster@example.org")
    assert "organisation" not in read("topic", "Jugendzentrum gründen, wie geht das", {}).values


@pytest.mark.parametrize(
    ("said", "organisation", "place"),
    [
        ("mein verein heißt SV Beispiel 09 und wir sind aus dortmund", "SV Beispiel 09",
         "Dortmund"),
        ("Wohngruppe Test in Dortmund", "Wohngruppe Test in Dortmund", "Dortmund"),
    ],
)  # fmt: skip
def test_a_body_is_kept_where_another_question_is_open(
    said: str, organisation: str, place: str
) -> None:
    for asked in ("contact", "format", "wanted_times"):
        values = {f: v for f, v in read(asked, said).values.items() if v is not None}
        assert values == {"organisation": organisation, "place": place}


def test_a_group_is_no_body() -> None:
    reply = read("organisation", "6 leute 14-17, doch eher 7", group_size="6|6 leute")
    assert reply.values.get("organisation") is None
    assert "7" in str(reply.values["group"])
    assert (
        read("organisation", "6 leute 14-17", group_size="6|6 leute").values["organisation"] is None
    )


@pytest.mark.parametrize("said", ["senden bitte", "schicken", "ok, dann absenden"])
def test_who_wants_it_sent_is_asked_for_what_is_needed_only(said: str) -> None:
    reply = read("format", said)
    assert reply.kind is ReplyKind.ENOUGH
    assert reply.values == dict.fromkeys(VOLUNTARY, OPEN)
    assert read("topic", "wie kann ich geld ins ausland senden", {}).kind is ReplyKind.VALUES


def test_another_number_is_no_question() -> None:
    sheet = {**TOPIC, "group": "20 Personen, 17 bis 22 Jahre"}
    said = "sind doch nur 14"
    reply = read("organisation", said, sheet, intent="faq", decision="answer", group_size="14")
    assert reply.values == {"group": "14 Personen, 17 bis 22 Jahre"}


def test_what_falls_out_is_replaced() -> None:
    sheet = {**TOPIC, "partner_country": "Togo"}
    reply = read(CONFIRMATION, "halt, Togo fällt aus, stattdessen Ghana", sheet)
    assert reply.values == {"partner_country": "Ghana"}


@pytest.mark.parametrize("said", ["vormittags aber nicht freitags", "nur montags und dienstags"])
def test_when_somebody_cannot_talk_is_no_description(said: str) -> None:
    values = {f: v for f, v in read("format", said).values.items() if v is not None}
    assert set(values) <= {"wanted_times"}


def test_no_change_is_no_consent_and_asks_for_no_field() -> None:
    for intent in ("deny", "affirm", "clarify"):
        reply = read(CONFIRMATION, "nein danke, keine Änderung", intent=intent)
        assert reply == Reply(ReplyKind.VALUES, {CONFIRMATION: None})


def test_a_name_below_the_summary_is_added() -> None:
    assert read(CONFIRMATION, "Ole", {**TOPIC, "name": OPEN}).values == {"name": "Ole"}
    assert "name" not in read(CONFIRMATION, "Ole", {**TOPIC, "name": "Kim"}).values


def test_the_label_goes_with_the_address() -> None:
    said = "Treffen mit Partnern aus Polen, wer zahlt das? Mail: ole@example.org"
    assert read("topic", said, {}).values["topic"].endswith("wer zahlt das?")


@pytest.mark.parametrize(
    "said",
    ["kostet das was?", "Was kostet das", "ist die Beratung kostenlos?", "muss ich was zahlen"],
)
@pytest.mark.parametrize("asked", ["topic", "description", "group", "contact", "name"])
def test_what_advice_costs_is_no_answer_to_any_question(asked: str, said: str) -> None:
    sheet = None if asked != "topic" else {"topic": None}
    assert read(asked, said, sheet) == Reply(ReplyKind.ASIDE, field="costs")


def test_what_something_else_costs_is_the_subject() -> None:
    for said in ("Was kostet ein Visum?", "Kosten für die Unterkunft"):
        assert read("topic", said, {"topic": None}).values["topic"] == said


@pytest.mark.parametrize("said", ["kann ich das später löschen?", "kann man das zurückziehen"])
def test_that_a_request_can_be_erased_is_told_before_it_is_sent(said: str) -> None:
    for asked in ("description", "period", CONFIRMATION):
        assert read(asked, said) == Reply(ReplyKind.ASIDE, field="erase")


@pytest.mark.parametrize(
    "said",
    ["ach wissen Sie was, ich frag erstmal intern", "ich muss erst meinen Chef fragen",
     "ich melde mich morgen wieder", "ich überleg's mir nochmal"],
)  # fmt: skip
def test_whoever_puts_it_off_hears_that_nothing_is_sent(said: str) -> None:
    for asked in ("format", "group", "contact", CONFIRMATION):
        assert read(asked, said) == Reply(ReplyKind.ASIDE, field="puts_off")


@pytest.mark.parametrize("asked", ["description", "format", "contact"])
@pytest.mark.parametrize(
    "said", ["moment, muss erst nachschauen", "kurze Pause", "sorry, muss mal telefonieren"]
)
def test_whoever_is_away_for_a_moment_answers_nothing(asked: str, said: str) -> None:
    assert read(asked, said) == Reply(ReplyKind.ASIDE, field="puts_off")
    back = read(asked, "ok bin wieder da")
    assert back == Reply(ReplyKind.VALUES, {asked: None})


def test_a_description_of_a_body_is_no_format_and_gives_way_to_its_name() -> None:
    said = "ein kleiner Integrationsverein"
    assert read("format", said).values["format"] is None
    sheet = {**TOPIC, "organisation": said}
    named = read("name", "Integrationsverein Dortmund", sheet).values
    assert (named["organisation"], named["name"]) == ("Integrationsverein Dortmund", None)
    assert read("name", "Sabine Bund", sheet).values == {"name": "Sabine Bund"}


def test_only_what_is_right_instead_is_kept_of_a_wrong_address() -> None:
    sheet = {"contact": {"email": "kim@example.org", "phone": None, "visit": False}}
    said = "kim@example.org ist falsch, richtig ist jo@example.org"
    for asked in ("topic", "organisation"):
        values = read(asked, said, sheet).values
        assert values["contact"]["email"] == "jo@example.org"
        assert values.get(asked) is None


def test_a_number_that_is_told_anew_is_no_subject() -> None:
    sheet = {"group": "20 Personen"}
    values = read("topic", "nein wir sind nur 18 leute geworden", sheet, group_size="18|18 leute")
    assert values.values == {"topic": None, "group": "18 Personen"}
    named = read("name", "und es sind nur 15", {**TOPIC, **sheet}).values
    assert named["group"] == "15 Personen"
    assert named.get("name") is None


@pytest.mark.parametrize(
    "said", ["doch nicht abschicken", "nicht senden", "das soll noch nicht raus"]
)
def test_who_does_not_want_it_sent_sends_nothing(said: str) -> None:
    assert read(CONFIRMATION, said, intent="affirm").kind is not ReplyKind.SEND


def test_who_is_back_does_not_stop() -> None:
    assert read("format", "so bin zurück", intent="stop").kind is ReplyKind.VALUES


def test_what_is_still_to_be_settled_is_an_answer() -> None:
    assert read("description", "Wir müssen erst einen Partner finden").kind is ReplyKind.VALUES
    assert read("period", "das müssen wir erst klären, weiß ich noch nicht").kind is not (
        ReplyKind.ASIDE
    )


@pytest.mark.parametrize("said", ["doch nicht", "lass mal", "vergiss es", "hat sich erledigt"])
def test_whoever_may_want_to_stop_is_asked(said: str) -> None:
    assert read("contact", said) == Reply(ReplyKind.ASIDE, field="stop")


def test_whoever_wants_neither_way_wishes_none() -> None:
    assert way_wished(["lieber per Mail", "kein Telefon, keine Mail"]) is None
    assert way_wished(["kein Telefon bitte"]) == MAIL


def test_a_way_that_is_known_is_no_time_to_call() -> None:
    sheet = {**TOPIC, "contact": BY_PHONE.as_dict()}
    assert read("wanted_times", "nur Telefon bitte, keine Mail", sheet).field == "is_phone"


def test_a_way_that_is_taken_back_falls_away_where_another_is_told() -> None:
    full = {**dict.fromkeys(ASKED, "x"), "contact": BY_MAIL.as_dict()}
    reply = read(CONFIRMATION, f"lösch die Mail, ruft mich an {NUMBER}", full)
    assert reply.values["contact"] == BY_PHONE.as_dict()
    reply = read(CONFIRMATION, f"meine Nummer ist noch {NUMBER}", full)
    assert reply.values["contact"] == BOTH.as_dict()
    # Nobody is left without any way.
    assert "contact" not in read(CONFIRMATION, "lösch die Mail", full).values


@pytest.mark.parametrize("asked", ["description", "group", "confirmation"])
@pytest.mark.parametrize(
    "said", ["nein ich ziehe meine einwilligung zurück", "ich bin doch nicht einverstanden"]
)
def test_whoever_takes_back_the_consent_hears_that_nothing_is_sent(asked: str, said: str) -> None:
    reply = reader().read(asked, {"topic": "Austausch"}, heard(said))
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "withdrawn")


@pytest.mark.parametrize("asked", ["description", "group"])
def test_whoever_has_to_go_is_told_that_it_has_time(asked: str) -> None:
    reply = reader().read(
        asked, {"topic": "Austausch"}, heard("muss kurz weg, mache morgen weiter")
    )
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "puts_off")
    back = reader().read(asked, {"topic": "Austausch"}, heard("bin wieder da"))
    assert dict(back.values) == {asked: None}


@pytest.mark.parametrize(
    "said", ["ich muss jetzt weg, er schlägt mich", "muss los, mache nie wieder weiter"]
)
def test_whoever_tells_more_than_going_is_not_put_off(said: str) -> None:
    assert read("description", said).field != "puts_off"


@pytest.mark.parametrize("said", ["zeig nochmal", "alles zeigen"])
def test_a_wish_to_see_all_before_the_summary_is_no_answer(said: str) -> None:
    assert read("format", said, TOPIC) == Reply(ReplyKind.ASIDE, field=SEEN)


@pytest.mark.parametrize("asked", ["topic", "description", "organisation"])
@pytest.mark.parametrize("said", ["zeig mir was du bisher hast", "was hast du schon notiert?"])
def test_whoever_asks_what_is_noted_is_told(asked: str, said: str) -> None:
    assert read(asked, said, TOPIC) == Reply(ReplyKind.ASIDE, field=SEEN)


@pytest.mark.parametrize(
    "said",
    [
        "Den Antrag hab ich bei der Stadt gestellt",
        "Dem Jugendamt habe ich geschrieben, keine Antwort",
        "Partner habe ich bisher keinen",
        "Das habe ich geschrieben",
        "Hast du schon Beispiele?",
    ],
)
def test_what_is_told_of_writing_or_having_is_kept(said: str) -> None:
    assert read("description", said, TOPIC).values["description"] == said


@pytest.mark.parametrize(
    "said", ["ich möchte meine Anfrage korrigieren", "ich will noch was ändern", "Korrektur bitte"]
)
def test_a_wish_to_change_is_no_subject(said: str) -> None:
    assert read("topic", said, {}) == Reply(ReplyKind.ASIDE, field=FORGOT)
    # What is to be changed of the journey is one.
    assert read("topic", "wir möchten den Antrag ändern", {}).kind is ReplyKind.VALUES


@pytest.mark.parametrize(
    "said",
    [
        "Was passiert, wenn ich mittendrin abbreche?",
        "kann ich auch abbrechen?",
        "sind die Angaben weg, wenn ich die seite schliesse?",
    ],
)
def test_whoever_asks_about_stopping_does_not_stop(said: str) -> None:
    assert read("description", said) == Reply(ReplyKind.ASIDE, field="stopping")
    # A journey that is broken off is a subject.
    for about in (
        "Was passiert, wenn wir die Fahrt abbrechen müssen?",
        "Wie kann ein Freiwilliger seinen Dienst abbrechen",
        "Meine Tochter will ihr Auslandsjahr abbrechen, was ist mit dem Geld",
    ):
        assert read("topic", about, {}).values["topic"] == about


def test_the_name_of_a_field_alone_leads_back_to_it() -> None:
    sheet = {"topic": "x", "partner_country": "Polen"}
    reply = reader().read("organisation", sheet, heard("das Land"))
    assert (reply.kind, reply.field) == (ReplyKind.CHANGE, "partner_country")
    # What is asked for just now, or was never told, is an answer.
    assert reader().read("organisation", sheet, heard("Verein")).kind is ReplyKind.VALUES
    assert reader().read("name", {"topic": "x"}, heard("das Land")).kind is not ReplyKind.CHANGE


@pytest.mark.parametrize("asked", ["topic", "format", "contact", CONFIRMATION])
@pytest.mark.parametrize("said", ["anfrage löschen", "lösch bitte die anfrage", "doch nicht"])
def test_who_wants_the_request_gone_is_told_how_to_stop(asked: str, said: str) -> None:
    reply = reader().read(asked, {"topic": None if asked == "topic" else "x"}, heard(said))
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, STOP)
