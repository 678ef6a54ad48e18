"""Two things in one message: each is kept, and neither takes words of the other."""

from __future__ import annotations

import pytest

from bot.intake.introduction import plain_beside
from bot.intake.replies import ReplyKind
from bot.intake.sheet import OPEN
from tests.unit.intake.intake_rig import heard, reader


@pytest.mark.parametrize(
    ("asked", "said", "kept"),
    [
        ("name", "Jonas Pohl und meine Nummer ist 0171 2345678", "Jonas Pohl"),
        ("name", "Jonas Pohl, am besten per Mail an jonas@example.org", "Jonas Pohl"),
        ("organisation", "Jugendhaus Nord, erreichbar über info@example.org", "Jugendhaus Nord"),
        (
            "organisation",
            "Stadtjugendring Dortmund, Mail: a@example.org",
            "Stadtjugendring Dortmund",
        ),
    ],
)
def test_a_way_of_contact_leaves_no_words_behind(asked: str, said: str, kept: str) -> None:
    values = reader().read(asked, {}, heard(said)).values
    assert values[asked] == kept
    assert values["contact"]


def test_what_hangs_on_a_way_is_cut_at_both_ends() -> None:
    assert plain_beside("und Jonas Pohl, Handy") == "Jonas Pohl"


def test_a_denied_format_is_none() -> None:
    said = "keine Begegnung, nur Freizeit"
    values = reader().read("format", {}, heard(said, format="jugendbegegnung|Begegnung")).values
    assert values["format"] == said


def test_a_body_is_moved_with_its_place() -> None:
    sheet = {"organisation": "Caritasverband Köln", "place": "Köln"}
    said = "Moment, nicht Köln sondern Caritasverband Dortmund"
    values = reader().read("contact", sheet, heard(said)).values
    assert values["organisation"] == "Caritasverband Dortmund"
    values = reader().read("contact", sheet, heard("nein, nicht Köln sondern Dortmund")).values
    assert (values["organisation"], values["place"]) == ("Caritasverband Dortmund", "Dortmund")


@pytest.mark.parametrize("said", ["sag ich später", "reiche ich nach", "ohne"])
def test_what_is_told_later_is_left_open(said: str) -> None:
    assert reader().read("name", {}, heard(said)).values == {"name": OPEN}


@pytest.mark.parametrize(
    "said", ["so, bin wieder da, wo waren wir", "doch weitermachen mit der Anfrage"]
)
def test_who_comes_back_tells_nothing(said: str) -> None:
    assert reader().read("period", {"topic": "x"}, heard(said)).values == {"period": None}


def test_a_name_that_sounds_alarming_is_a_name() -> None:
    reply = reader().read("name", {}, heard("sagen Sie einfach Sven", "clarify", "emergency"))
    assert (reply.kind, reply.values) == (ReplyKind.VALUES, {"name": "Sven"})


def test_a_dictated_address_is_no_description() -> None:
    said = "also meine mail ist falken punkt re at example punkt org"
    values = reader().read("contact", {}, heard(said)).values
    assert values["contact"]["email"] == "falken.re@example.org"
    assert "description" not in values


def test_the_day_of_a_month_ends_no_subject() -> None:
    said = (
        "wir planen eine Begegnung mit Polen vom 3. bis 12. August 2027 mit vielen Jugendlichen "
        "aus unserem Ort und brauchen Hilfe"
    )
    assert reader().read("topic", {}, heard(said)).values["topic"].startswith(said[:40])
