"""Two numbers stand in their field; whose they are, and any other way, is kept as text."""

from __future__ import annotations

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.request.notes import tell_values
from bot.intake.replies import ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import OPEN
from tests.unit.intake.intake_rig import heard, reader

SHEET = {"topic": "Austausch mit Polen"}
KNOWN = {**SHEET, "contact": Contact(email="a@b.de", phone="0211 998877").as_dict()}


def read(asked: str, said: str, sheet: dict[str, object]) -> dict[str, object]:
    reply = reader().read(asked, sheet, heard(said))
    assert reply.kind is ReplyKind.VALUES
    return dict(reply.values)


@pytest.mark.parametrize(
    ("said", "email", "phone", "further"),
    [
        (
            "0171 2223334 oder Büro 02331 445566",
            None,
            "0171 2223334, 02331 445566",
            "oder Büro 02331 445566",
        ),
        (
            "lea@example.org, 0211 123456 oder 0171 2223334",
            "lea@example.org",
            "0211 123456, 0171 2223334",
            "",
        ),
        ("0211 1234567, 0171 2223334 und 0172 5556667", None, "0211 1234567, 0171 2223334", "0172"),
        ("Mail: lea@example.org, Tel. 0211 123456", "lea@example.org", "0211 123456", ""),
        (
            "Frau Yilmaz y@example.org oder Herr Peters p@example.org, Tel. 02421 123456",
            "y@example.org",
            "02421 123456",
            "Herr Peters p@example.org",
        ),
    ],
)
def test_whoever_names_several_ways_loses_none(
    said: str, email: str | None, phone: str | None, further: str
) -> None:
    values = read("contact", said, SHEET)
    contact = Contact.from_dict(values["contact"])  # type: ignore[arg-type]
    assert (contact.email, contact.phone) == (email, phone)
    assert further in str(values.get("description", ""))
    assert ("description" in values) is bool(further)


@pytest.mark.parametrize("asked", ["name", "wanted_times", "period"])
@pytest.mark.parametrize("said", ["oder mobil 0171 2223334", "und Handy 0171 2223334"])
def test_another_number_stands_beside_the_first(asked: str, said: str) -> None:
    values = read(asked, said, KNOWN)
    contact = Contact.from_dict(values["contact"])  # type: ignore[arg-type]
    assert (contact.email, contact.phone) == ("a@b.de", "0211 998877, 0171 2223334")
    assert "description" not in values


@pytest.mark.parametrize(
    "said", ["nein, 0171 2223334", "0171 2223334", "nein, nicht 0211 998877 sondern 0171 2223334"]
)
def test_a_corrected_number_takes_the_place_of_the_first(said: str) -> None:
    values = read("name", said, KNOWN)
    contact = Contact.from_dict(values["contact"])  # type: ignore[arg-type]
    assert contact.phone == "0171 2223334"
    assert "0211" not in str(values.get("description", ""))


def test_of_a_description_only_the_numbers_are_repeated() -> None:
    said = "Wir suchen einen Partner, erreichbar 0171 2223334 oder 02331 445566"
    told = str(read("description", said, SHEET)["description"])
    assert told.count("Partner") == 1
    assert "Weitere Kontaktwege" not in told


@pytest.mark.parametrize("said", ["überspringen", "überspringen bitte", "diese frage überspringen"])
@pytest.mark.parametrize("asked", ["format", "period", "group", "organisation"])
def test_skipping_after_an_address_leaves_open_only_the_present_question(
    asked: str, said: str
) -> None:
    sheet = {**SHEET, "description": OPEN, "contact": Contact(email="a@b.de").as_dict()}
    values = read(asked, said, sheet)
    assert {field for field, value in values.items() if value == OPEN} - {"wanted_times"} == {asked}


@pytest.mark.parametrize("asked", ["format", "organisation", "name"])
def test_whoever_wants_the_next_question_skips_this_one(asked: str) -> None:
    assert read(asked, "nächste Frage", SHEET)[asked] == OPEN


def test_whoever_names_a_second_number_reads_that_it_is_kept() -> None:
    for said, told in (
        ("0171 2223334 oder Büro 02331 445566", "Ihr zweiter Kontaktweg ist auch notiert"),
        ("0171 2223334", ""),
    ):
        dispatcher = CollectingDispatcher()
        tell_values(
            "contact", reader().read("contact", SHEET, heard(said)), dispatcher, leaves_open=False
        )
        assert " ".join(str(m["text"]) for m in dispatcher.messages).startswith(told)
        assert bool(dispatcher.messages) is bool(told)


@pytest.mark.parametrize(
    ("said", "phone"),
    [
        ("Meine Mobilnummer bitte weglassen", "0211 998877"),
        ("Festnetznummer streichen", "0171 2223334"),
        ("Telefonnummer streichen", None),
    ],
)
def test_of_two_numbers_one_is_left_out(said: str, phone: str | None) -> None:
    both = Contact(email="a@b.de", phone="0211 998877, 0171 2223334").as_dict()
    values = read("name", said, {**SHEET, "contact": both})
    assert Contact.from_dict(values["contact"]) == Contact("a@b.de", phone)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "phone"),
    [
        ("nein, nicht 0211 998877 sondern 0211 998878", "0211 998878, 0171 2223334"),
        ("nein, 0160 1234567", "0211 998877, 0160 1234567"),
    ],
)
def test_of_two_numbers_the_other_one_is_kept_where_one_was_wrong(said: str, phone: str) -> None:
    both = Contact(phone="0211 998877, 0171 2223334").as_dict()
    values = read("name", said, {**SHEET, "contact": both})
    assert Contact.from_dict(values["contact"]).phone == phone  # type: ignore[arg-type]


def test_a_number_that_is_left_out_is_not_sent_in_the_description() -> None:
    both = Contact(phone="0211 998877, 0171 2223334").as_dict()
    kept = "Weitere Kontaktwege: mobil 0171 2223334, im Büro 0211 998877"
    sheet = {**SHEET, "contact": both, "description": f"Es eilt.\n{kept}"}
    described = str(read("name", "streich die Handynummer", sheet)["description"])
    assert "0171" not in described
    assert described.startswith("Es eilt.\n")
    assert described.endswith("im Büro 0211 998877")
