"""Names of bodies are kept whole, wherever a text names them."""

from __future__ import annotations

import pytest

from bot.intake.bodies import body_told
from bot.intake.introduction import introduced
from tests.unit.intake.intake_rig import NOW, heard, reader


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("Wir sind das Jugendwerk der AWO in Unna", "Jugendwerk der AWO"),
        ("wir sind vom jugendwerk der awo unna und wollen weg", "jugendwerk der awo unna"),
        (
            "wir sind der Verein zur Förderung der Jugend e. V. und suchen",
            "Verein zur Förderung der Jugend e. V.",
        ),
        (
            "wir vom Haus der offenen Tür St. Josef in Hamm suchen einen Partner",
            "Haus der offenen Tür St. Josef",
        ),
        ("Wir sind die Falken Dortmund", "Falken Dortmund"),
        ("wir sind KJG Bezirk Mettmann und wollen nach Togo", "KJG Bezirk Mettmann"),
        ("wir kommen vom Kinder- und Jugendtreff Lünen", "Kinder- und Jugendtreff Lünen"),
        ("wir sind ein mädchenhaus in hagen", "mädchenhaus"),
        ("wir sind eine Realschule in Bochum", "Realschule"),
        # The name ends before what is planned.
        ("wir sind vom CVJM zur Zeit in Polen", "CVJM"),
        ("wir sind zwei Mütter und wollen etwas machen", None),
        ("Ich möchte wissen ob wir als Schule auch Geld bekommen", "Schule"),
        ("als Lehrer wollen wir helfen", None),
    ],
)
def test_a_name_is_kept_whole(said: str, body: str | None) -> None:
    assert body_told(said) == body


@pytest.mark.parametrize(
    "name",
    [
        "Jugendwerk der AWO",
        "Verein zur Förderung der Jugend e. V.",
        "Haus der offenen Tür St. Josef",
        "Die Falken Dortmund",
        "KJG Bezirk Mettmann",
    ],
)
def test_a_name_alone_answers_the_question_for_it(name: str) -> None:
    assert reader().read("organisation", {}, heard(name)).values["organisation"] == name
    # … and goes to its field where another question is open.
    assert reader().read("format", {}, heard(name)).values["organisation"] == name


def test_a_body_between_commas_is_whoever_writes() -> None:
    said = "Wir wollen nach Polen, 15 Jugendliche, CVJM Hagen"
    assert reader().read("topic", {}, heard(said)).values["organisation"] == "CVJM Hagen"
    partner = "Wir wollen nach Polen, Pfadfinder mit Partner in Togo"
    assert "organisation" not in reader().read("topic", {}, heard(partner)).values


def test_a_subject_is_no_body() -> None:
    reply = reader().read("organisation", {}, heard("da gehts um Juleica", "faq", "answer"))
    assert "organisation" not in reply.values


def test_a_partner_is_no_body_of_ones_own() -> None:
    assert body_told("wir fahren weg, haben schon eine schule als partner") is None
    assert body_told("wir sind eine schule in Herten") is not None


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("jugendfeuerwehr bocholt, wollen nach polen mit 20 leuten", "jugendfeuerwehr bocholt"),
        ("pfadfinder köln süd, 18 Leute, wollen nach Togo", "pfadfinder köln süd"),
        ("cvjm hagen, suchen partner in ghana", "cvjm hagen"),
        ("verein, wollen nach polen", None),
        ("jugendtreff plant was, wollen nach polen", None),
        ("jugendtreff mit polen, wir haben fragen", None),
        ("jugendfeuerwehr bocholt, das ist lange her", None),
        ("wollen nach polen, 20 leute", None),
    ],
)
def test_a_text_typed_in_haste_begins_with_the_body(said: str, body: str | None) -> None:
    assert introduced(said, NOW.date()).get("organisation") == body
