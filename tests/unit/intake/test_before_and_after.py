"""What is known before the first question, and what is sent after the last."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.consultations.checks import check_draft
from bot.consultations.models import Channel, ReplyChannel, Speaker
from bot.fit.case import Case, Seat, Span
from bot.intake.plan.urgency import Urgency, urgency_of
from bot.intake.prefill import Told, prefilled
from bot.intake.request.contact import Contact
from bot.intake.request.draft import Origin, draft_of, extract_rows, person_lines, summary_rows
from bot.intake.request.sheet import ASKED, FORM, OPEN, PLAN
from bot.intake.talk import talk_of
from bot.intake.wishes.extract import MOST_LINES, chosen_lines, struck_together
from tests.unit.intake.intake_rig import NOW, heard, message, reader

PLANNED = Case(
    countries=("PL",),
    format="jugendbegegnung",
    age=Span(14, 17),
    group=Span(20, 20),
    start=date(2027, 7, 1),
    end=date(2027, 7, 10),
    organisation="verein",
    seat=Seat("Köln", "nrw", "LVR"),
)


def test_a_plan_fills_all_fields_about_the_journey() -> None:
    found = prefilled(Told(plan=PLANNED), reader())
    assert found.keys() == {*PLAN, "organisation", "place"}
    assert (found["partner_country"], found["place"]) == ("Polen", "Köln")
    assert "10. Juli 2027" in found["period"]


def test_what_was_said_fills_in_and_the_plan_goes_first() -> None:
    said = [message("Wir planen etwas mit Ghana"), message("im Sommer 2027")]
    assert prefilled(Told(messages=said), reader()) == {
        "partner_country": "Ghana",
        "period": "Sommer 2027",
    }
    both = prefilled(Told(messages=said, plan=Case(countries=("PL",))), reader())
    assert both["partner_country"] == "Polen"


def test_an_address_names_no_body() -> None:
    told = Told(messages=[message("John Smith, john@club.org")])
    assert "organisation" not in prefilled(told, reader())


def test_two_countries_in_one_talk_are_asked_for() -> None:
    said = [message("Was zahlt Frankreich?"), message("und für Polen?")]
    assert prefilled(Told(messages=said), reader()) == {}


def test_a_case_that_was_handed_over_is_subject_and_description() -> None:
    told = Told(subject="Antrag abgelehnt", concern="Wir verstehen ihn nicht", place="Köln")
    assert prefilled(told, reader()) == {
        "topic": "Antrag abgelehnt",
        "description": "Wir verstehen ihn nicht",
        "place": "Köln",
    }


def test_overheard_rubbish_fills_nothing_in() -> None:
    assert prefilled(Told(subject="x\x00", concern="y" * 5000), reader()) == {}


def bot(text: str = "", **card: Any) -> dict[str, Any]:
    return {"event": "bot", "text": text, "data": {"custom": card} if card else {}}


def user(text: str) -> dict[str, Any]:
    return {"event": "user", "text": text}


ANSWER = {
    "card": "answer",
    "question": "Was ist ein Workcamp?",
    "answer": [{"kind": "p", "spans": [{"text": "Viel Arbeit. " * 80}]}],
    "sources": [{"title": "Quelle", "url": "https://example.org/a", "year": "2025"}],
}
BEGUN = {"event": "slot", "name": "consultation_key", "value": "chat-1"}
EVENTS = [
    bot("Guten Tag"),
    user("Was ist ein Workcamp?"),
    bot(**ANSWER),
    {"event": "slot", "name": "consultation_key", "value": None},
    user("/choose_faq{}"),
    bot(card="deadlines", intro="Fristen", items=[{"programme": "KJP", "when": "im Herbst"}]),
    bot(card="contact", office={"name": "x"}),
    user("Ich brauche Hilfe"),
    BEGUN,
    user("geheim"),
]


def test_the_extract_is_what_was_said_before_the_form_with_its_sources() -> None:
    lines = talk_of(EVENTS)
    assert [line.speaker for line in lines] == [
        Speaker.PERSON, Speaker.ASSISTANT, Speaker.ASSISTANT, Speaker.PERSON,
    ]  # fmt: skip
    answer = lines[1]
    assert answer.text.startswith("Was ist ein Workcamp?\nViel Arbeit.")
    assert len(answer.text) <= 400
    assert [source.url for source in answer.sources] == ["https://example.org/a"]
    assert lines[2].text == "Fristen\nKJP: im Herbst"


def begin(key: str | None) -> list[dict[str, Any]]:
    """Return the events of a form that begins (or is over, without a key)."""
    intro = {
        "event": "bot",
        "text": "Gern",
        "metadata": {"utter_action": "utter_consultation_intro"},
    }
    slot = {"event": "slot", "name": "consultation_key", "value": key}
    return [intro, slot] if key else [slot]


def test_the_extract_has_neither_the_wish_for_the_form_nor_its_first_words() -> None:
    told = [user("Was ist ein Workcamp?"), user("Beratung anfragen"), *begin("a"), user("Polen")]
    assert [line.text for line in talk_of(told)] == ["Was ist ein Workcamp?"]
    # Who tells the subject with the wish has said more than that.
    told = [user("Ich möchte eine Beratung zu Erasmus"), *begin("a")]
    assert [line.text for line in talk_of(told)] == ["Ich möchte eine Beratung zu Erasmus"]


def test_what_is_asked_beside_the_form_stands_in_the_extract_with_its_answer() -> None:
    left = {"event": "action_execution_rejected", "name": FORM}
    back = {"event": "action", "name": FORM}
    question = {"event": "bot", "text": "Wie groß ist die Gruppe?"}

    def understood(said: str, intent: str, topic: str) -> dict[str, Any]:
        parsed = {"intent": {"name": intent}, "understanding": {"topic": topic}}
        return {**user(said), "parse_data": parsed}

    asked = "14 Leute, einer im Rollstuhl, geht das?"
    said = {"event": "bot", "text": "Ich höre auf."}
    told = [
        *begin("a"),
        *(user("Jugendzentrum Mitte"), back, question),
        *(understood(asked, "faq", "inklusion_barrierefreiheit"), left),
        *({"event": "bot", "text": "Fragen Sie früh."}, back, question),
        *(understood("alles richtig?", "clarify", "meta_unklar"), left, said, back),
        *(understood("abbrechen", "stop", "beratung_vereinbaren"), left, said, back),
    ]
    assert [line.text for line in talk_of(told)] == [asked, "Fragen Sie früh."]


def test_the_extract_of_a_second_request_begins_after_the_first() -> None:
    receipt = {"event": "bot", "data": {"custom": {"card": "receipt"}}}
    first = [user("Was ist ein Workcamp?"), *begin("a"), user("Polen"), receipt, *begin(None)]
    second = [user("Und die Juleica?"), user("noch eine Anfrage bitte"), *begin("b"), user("Kim")]
    assert [line.text for line in talk_of([*first, *second])] == ["Und die Juleica?"]


def test_the_extract_has_an_end() -> None:
    many = [user(f"Frage {number}") for number in range(100)]
    assert len(talk_of(many)) == MOST_LINES
    assert talk_of([]) == []


def test_lines_are_struck_or_the_whole_is_left_out() -> None:
    lines = talk_of(EVENTS)
    assert chosen_lines(lines, {"extract": "no"}) == []
    struck = chosen_lines(lines, {"struck": "1,3,99"})
    assert [line.is_struck for line in struck] == [True, False, True, False]
    assert struck[0].text == ""
    assert [row["text"] for row in extract_rows(struck)][0] == "[gestrichen]"
    assert [row["label"] for row in extract_rows(struck)] == [
        "1 · Sie", "2 · Lotse", "3 · Lotse", "4 · Sie",
    ]  # fmt: skip
    assert person_lines(struck) == [4]
    assert struck_together("3", "1 bis 2") == "1,2,3"


def sheet(**values: Any) -> dict[str, Any]:
    open_fields: dict[str, Any] = {field: OPEN for field in ASKED}
    contact = Contact(email="kim@example.org").as_dict()
    return {**open_fields, "topic": "Hilfe", "contact": contact, **values}


def test_what_is_shown_is_what_is_sent() -> None:
    filled = {f: f"Wert {f}" for f in ASKED if f != "contact"}
    contact = Contact("kim@example.org", "0211 123456", visit=True).as_dict()
    draft = draft_of(
        sheet(**filled, contact=contact, place="Köln"),
        [],
        Origin(Channel.WEB_CHAT, "a" * 64, "foerderung_dpjw"),
        is_urgent=True,
    )
    assert check_draft(draft) == []
    shown = {row["field"]: row["value"] for row in summary_rows(draft)}
    assert shown == {
        **filled,
        "place": "Köln",
        "email": "kim@example.org",
        "phone": "0211 123456",
        "wants_visit": "ja",
        "urgent": "ja",
    }
    assert (draft.conversation, draft.topic_id) == ("a" * 64, "foerderung_dpjw")


@pytest.mark.parametrize(
    ("contact", "channel"),
    [
        (Contact(email="kim@example.org", phone="0211 123456"), ReplyChannel.EMAIL),
        (Contact(phone="0211 123456"), ReplyChannel.PHONE),
        (Contact(visit=True), ReplyChannel.VISIT),
    ],
)
def test_open_matters_are_named_and_one_way_of_contact_is_enough(
    contact: Contact, channel: ReplyChannel
) -> None:
    values = sheet(contact=contact.as_dict(), wanted_times="abends")
    draft = draft_of(values, [], Origin(Channel.WEB_CHAT), is_urgent=False)
    assert check_draft(draft) == []
    assert draft.reply_channel is channel
    assert (draft.format, draft.organisation) == ("noch offen", "noch offen")
    assert (draft.name, draft.description) == ("", "")


@pytest.mark.parametrize(
    ("period", "said", "urgency"),
    [
        ("in zwei Wochen", "", Urgency.STARTS_SOON),
        ("1. bis 8. Dezember 2026", "", Urgency.STARTS_SOON),
        ("vom 20. bis 30. November 2026", "", Urgency.STARTS_SOON),
        ("24. Dezember 2026", "", Urgency.STARTS_SOON),
        ("25. Dezember 2026", "", None),
        ("Sommer 2027", "", None),
        ("am 3. November 2026", "", None),
        ("?", "", None),
        ("", "Es ist dringend!", Urgency.ASKED),
        ("Sommer 2027", "Es ist nicht dringend.", None),
        ("", "Die Leitung drängt", None),
    ],
)
def test_urgent_is_what_begins_soon_or_is_called_so(
    period: str, said: str, urgency: Urgency | None
) -> None:
    assert urgency_of(period, [said], NOW) is urgency


def test_an_emergency_is_urgent_whatever_else() -> None:
    assert urgency_of("Sommer 2027", [""], NOW, tells_emergency=True) is Urgency.EMERGENCY


@pytest.mark.parametrize(
    ("asked", "said", "values"),
    [
        ("topic", "nein doch 18", {"group": "18 Personen"}),
        ("topic", "doch 18 statt 15 Jugendliche", {"group": "18 Personen"}),
        ("topic", "nee, doch Ghana statt Polen", {"partner_country": "Ghana"}),
        (
            "description",
            "nee warte, doch nicht Polen sondern Ghana",
            {"partner_country": "Ghana"},
        ),
    ],
)
def test_what_only_takes_the_place_of_a_field_is_no_subject(
    asked: str, said: str, values: dict[str, str]
) -> None:
    sheet = {"group": "15 Personen", "partner_country": "Polen"}
    assert reader().read(asked, sheet, heard(said)).values == {asked: None, **values}


@pytest.mark.parametrize(
    "said",
    [
        "Nein, wir wollen lieber Geld für eine Fahrt nach Ghana",
        "ach, und mit Ghana haben wir noch nie etwas gemacht",
    ],
)
def test_what_tells_more_than_a_correction_is_kept(said: str) -> None:
    sheet = {"group": "15 Personen", "partner_country": "Polen"}
    assert reader().read("topic", sheet, heard(said)).values["topic"] == said
    # Nothing was told before: the number is all that is known of the subject.
    assert reader().read("topic", {}, heard("nein doch 18")).values["topic"] == "nein doch 18"
