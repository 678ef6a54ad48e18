"""Names of bodies are kept whole, wherever a text names them."""

from __future__ import annotations

import pytest

from bot.fit.told.reading import Entity, Message
from bot.intake.prefill import Told, prefilled
from bot.intake.who.bodies import body_called, body_told
from bot.intake.who.introduction import introduced
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
        ("wir sind der Kinderschutzbund Herne und fahren weg", "Kinderschutzbund Herne"),
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
        ("queeres zentrum münster, wollen nach spanien", "queeres zentrum münster"),
        ("moscheeverein duisburg marxloh will nach bosnien", "moscheeverein duisburg marxloh"),
        ("pfadis siegen, zeltlager in polen", "pfadis siegen"),
        ("kulturverein moers, september 2027 nach riga, 16 leute", "kulturverein moers"),
        ("jugendfeuerwehr bocholt, 20 kids, austausch im sommer", "jugendfeuerwehr bocholt"),
        ("Hallo, juze dorsten hier, wir planen was mit Frankreich", "juze dorsten"),
        ("HOT Xanten, 12 leute nach spanien", "HOT Xanten"),
        ("die Falken Gelsenkirchen, Begegnung mit Israel", "Falken Gelsenkirchen"),
        ("TuS Beispiel 09, fußballturnier in polen", "TuS Beispiel 09"),
        ("Stadt Köln, Jugendamt, wir planen einen Austausch", "Stadt Köln"),
        ("gymnasium am wall, 25 schüler, austausch mit polen", "gymnasium am wall"),
        ("jugendwerkstatt hamm: 10 leute nach Portugal", "jugendwerkstatt hamm"),
        ("wohngruppe sonne - wollen mit 8 jugendlichen weg", "wohngruppe sonne"),
        ("Hi, wir sind ein Juze in Münster und wollen nach Georgien", "Juze"),
        ("wir vom FC Kray 09 wollen nach Polen", "FC Kray 09"),
        ("verein, wollen nach polen", None),
        ("ein verein, wollen nach polen", None),
        ("sportverein aus krakau, wollen zu uns kommen", None),
        ("unser partner jugendclub warschau, 12 leute kommen", None),
        ("sportjugend nrw, wie erreiche ich die?", None),
        ("im jugendhaus, wollen wir was machen", None),
        ("zwei mädchen aus dem jugendhaus, wollen mit", None),
        ("jugendtreff plant was, wollen nach polen", None),
        ("jugendtreff mit polen, wir haben fragen", None),
        ("jugendfeuerwehr bocholt, das ist lange her", None),
        ("wollen nach polen, 20 leute", None),
        ("Die Falken Hamm wollen nach Georgien", "Falken Hamm"),
        ("Das Jugendamt Hamm will den Zuschuss zurück", None),
        ("Die Stiftung Beispiel will Unterlagen", None),
        ("Der Jugendring Krakau plant mit uns", None),
        ("Der Verein in Lyon will 20 Jugendliche schicken", None),
        ("Jugendzentrum Breslau, 12 Jugendliche kommen zu uns", None),
    ],
)
def test_a_text_typed_in_haste_begins_with_the_body(said: str, body: str | None) -> None:
    assert introduced(said, NOW.date()).get("organisation") == body


@pytest.mark.parametrize(
    "said", ["jugendfeuerwehr bocholt", "pfadis siegen, zeltlager in polen", "moin, juz hamm hier"]
)
def test_the_body_of_an_earlier_message_is_not_asked_again(said: str) -> None:
    told = Told(messages=(Message(said), Message("und was kostet das?")))
    body = prefilled(told, reader())["organisation"]
    assert body in said
    assert len(body.split()) == len(("kind", "place"))


@pytest.mark.parametrize(
    ("said", "entities"),
    [
        ("Deutsch-Polnisches Jugendwerk", [("programme", "Deutsch-Polnisches Jugendwerk", "dpjw")]),
        ("Jugendfeuerwehr Polen", [("country", "Polen", "PL")]),
        ("polnischer sportverein, 20 Jugendliche", [("country", "polnischer", "PL")]),
        ("Landesjugendamt Rheinland", []),
        ("Zuschuss Sportverein", []),
        ("Verein gründen", []),
        ("Jugendamt Köln?", []),
    ],
)
def test_what_was_asked_about_is_no_body_of_ones_own(
    said: str, entities: list[tuple[str, str, str]]
) -> None:
    found = tuple(Entity(name, value, text) for name, text, value in entities)
    assert "organisation" not in prefilled(Told(messages=(Message(said, found),)), reader())


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("wir sind doch nicht CVJM sondern die Falken Wuppertal", "Falken Wuppertal"),
        (
            "eigentlich bin ich gar nicht von der Schule, sondern vom Förderverein der Schule Au",
            "Förderverein der Schule Au",
        ),
        # Who else is meant is not who writes.
        ("der Partner ist nicht der CVJM, sondern die Falken Wuppertal", None),
    ],
)
def test_who_writes_is_told_anew(said: str, body: str | None) -> None:
    sheet = {"topic": "x", "organisation": "CVJM"}
    reply = reader().read("period", sheet, heard(said))
    assert reply.values.get("organisation") == body


@pytest.mark.parametrize("asked", ["format", "partner_country", "period", "group"])
def test_a_foundation_alone_is_rather_who_pays(asked: str) -> None:
    values = reader().read(asked, {"topic": "x"}, heard("Stiftung Mercator")).values
    assert "organisation" not in values
    named = (
        reader().read(asked, {"topic": "x"}, heard("wir sind die Stiftung Jugendhaus Au")).values
    )
    assert named["organisation"] == "Stiftung Jugendhaus Au"


def test_a_foundation_answers_the_question_for_the_body() -> None:
    values = reader().read("organisation", {"topic": "x"}, heard("Stiftung Mercator")).values
    assert values["organisation"] == "Stiftung Mercator"


def test_a_body_alone_is_no_description() -> None:
    values = reader().read("description", {"topic": "x"}, heard("Jugendzentrum Kalk")).values
    assert (values["organisation"], values.get("description")) == ("Jugendzentrum Kalk", None)


@pytest.mark.parametrize("said", ["wir sind ein kleiner integrationsverein",
                                  "Wir sind ein junger gemeinnütziger Verein"])  # fmt: skip
def test_a_kind_of_body_is_not_its_name(said: str) -> None:
    assert body_called(said) is None
    told = reader().read("format", {"topic": "x"}, heard(said)).values.get("organisation")
    # The kind may be noted by its own name.
    assert told in (None, "Verein oder freier Träger")


def test_a_name_told_later_takes_the_place_of_a_kind() -> None:
    sheet = {"topic": "x", "organisation": "ein kleiner Verein"}
    reply = reader().read("wanted_times", sheet, heard("integrationsverein hagen"))
    assert reply.values["organisation"] == "integrationsverein hagen"
