"""The Passt-das-Check as a page, with the office's real files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from bot.deadlines.office.book import LiveBook
from bot.fit.rulebook.rule_book import LiveRules
from bot.fit.service import FitService
from bot.gateway.app import create_app
from bot.places.book import LivePlaces
from bot.programmes.book import LiveProgrammes
from tests.unit.fit.conftest import FAQ_DIR
from tests.unit.gateway.gateway_rig import PUBLIC_URL, GatewayRig
from tests.unit.gateway.page_reading import text_of

PLAN = (
    "/passt-das?land=PL&format=jugendbegegnung&alter_von=14&alter_bis=17&teilnehmende=12"
    "&beginn=2027-07-01&ende=2027-07-10&traeger=verein&dachverband=nein&ort=Dortmund"
)


@pytest.fixture
def page(rig: GatewayRig) -> Iterator[TestClient]:
    service = FitService(
        LiveProgrammes(FAQ_DIR),
        LiveBook(FAQ_DIR),
        LivePlaces(FAQ_DIR),
        LiveRules(FAQ_DIR),
        lambda: rig.moment,
    )
    content = replace(rig.services.content, fit=service)
    app = create_app(replace(rig.services, content=content))
    with TestClient(app, PUBLIC_URL, raise_server_exceptions=False) as client:
        client.follow_redirects = False
        yield client


def test_the_form_needs_no_script_and_no_answer(page: TestClient) -> None:
    response = page.get("/passt-das")
    assert response.status_code == 200
    assert "<script" not in response.text
    assert 'method="get"' in response.text
    assert "required" not in response.text
    assert "Ergebnis" not in text_of(response.text)


def test_every_field_has_a_label(page: TestClient) -> None:
    html = page.get("/passt-das").text
    fields = set(re.findall(r'<(?:input|select) id="([^"]+)"', html))
    labels = set(re.findall(r'<label for="([^"]+)"', html))
    assert fields == labels
    assert len(fields) == 13


def test_the_page_stands_in_the_navigation(page: TestClient) -> None:
    assert '<a href="/passt-das"' in page.get("/kontakt").text
    assert '<a href="/passt-das" aria-current="page">' in page.get("/passt-das").text


def test_result_says_what_fits_and_what_not_with_sources(page: TestClient) -> None:
    response = page.get(PLAN)
    assert response.status_code == 200
    words = text_of(response.text)
    assert "Passt nach den bekannten Regeln Deutsch-Polnisches Jugendwerk (DPJW)" in words
    assert "Ob gefördert wird, entscheidet die Stelle." in words
    assert "nicht für Frankreich, Polen und Griechenland" in words
    assert "Direkt bei: DPJW" in words
    assert "14 bis 17 Jahre" in words
    assert "1. April 2027" in words
    assert 'href="/foerderprogramme/dpjw"' in response.text
    assert "Geprüft am" in words


def test_the_form_is_filled_with_the_answers(page: TestClient) -> None:
    html = page.get(PLAN).text
    assert '<option value="PL" selected>Polen</option>' in html
    assert '<option value="verein" selected>' in html
    assert 'value="2027-07-10"' in html
    assert 'value="Dortmund"' in html


@pytest.mark.parametrize(
    "query",
    [
        "land=PL&land=&land=&format=&alter_von=&alter_bis=&teilnehmende=&beginn=&ende=&tage=",
        "land=pl",
        "LAND=FR&land=PL&utm_source=x",
    ],
)
def test_a_result_stands_under_its_shortest_address(page: TestClient, query: str) -> None:
    response = page.get(f"/passt-das?{query}")
    assert response.status_code == 303
    assert response.headers["location"] == "/passt-das?land=PL"
    assert page.get(response.headers["location"]).status_code == 200


def test_the_result_can_be_shared_by_its_address(page: TestClient) -> None:
    html = page.get(PLAN).text
    [shared] = re.findall(r'<a class="share" href="([^"]+)"', html)
    assert unescape(shared) == f"{PUBLIC_URL}{PLAN}"


def test_a_result_with_a_first_day_leads_to_the_planner(page: TestClient) -> None:
    html = page.get("/passt-das?land=PL&beginn=2027-07-12").text
    assert 'href="/planer?land=PL&amp;beginn=2027-07-12"' in html
    assert "/planer?" not in page.get("/passt-das?land=PL").text


@pytest.mark.parametrize("query", ["land=", "format=&ort="])
def test_without_any_answer_nothing_is_checked(page: TestClient, query: str) -> None:
    response = page.get(f"/passt-das?{query}")
    assert response.status_code == 200
    assert "mindestens eine Angabe" in text_of(response.text)


def test_errors_are_german_and_stand_at_their_fields(page: TestClient) -> None:
    response = page.get(
        "/passt-das?land=QQ&format=x&alter_von=20&alter_bis=10&teilnehmende=viele&beginn=gestern"
    )
    assert response.status_code == 422
    html, words = response.text, text_of(response.text)
    for field in ("land", "format", "alter_bis", "teilnehmende", "beginn"):
        assert f'id="{field}-fehler"' in html
        assert f'href="#{field}"' in html
    assert "Bitte eine Zahl oder einen Bereich eingeben, zum Beispiel 12 oder 10-15." in words
    assert "Ergebnis" not in words
    # What was typed is still there.
    assert 'value="viele"' in html


@pytest.mark.parametrize(
    "value",
    ["<script>alert(1)</script>", '"><img src=x>', "😀", "\x00", "x" * 3000, "%ff", "{{ 7*7 }}"],
)
def test_what_is_typed_never_becomes_markup(page: TestClient, value: str) -> None:
    for field in ("ort", "land", "format", "alter_von", "teilnehmende", "beginn", "traeger"):
        response = page.get("/passt-das", params={field: value, "tage": "7"})
        if response.status_code == 303:
            response = page.get(response.headers["location"])
        assert response.status_code in (200, 422)
        assert "<script>alert" not in response.text
        assert "<img src=x" not in response.text
        assert "49" not in re.findall(r'value="([^"]*)"', response.text)


def test_unknown_place_is_a_hint_in_the_result(page: TestClient) -> None:
    words = text_of(page.get("/passt-das?land=TR&ort=Hintertupfing").text)
    assert "Den Ort „Hintertupfing“ finde ich nicht" in words


def test_consultation_is_prefilled(page: TestClient) -> None:
    html = page.get(PLAN).text
    [url] = re.findall(r'<a class="button" href="(/beratung\?[^"]+)"', html)
    form = page.get(unescape(url)).text
    assert 'value="Passt-das-Check: Jugendbegegnung, Polen, 14 bis 17 Jahre"' in form
    assert "- Teilnehmende aus Ihrer Gruppe: 12 Personen" in form
    assert "Meine Frage dazu:" in form


def test_nothing_is_kept_of_a_check(page: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    response = page.get(PLAN)
    assert "set-cookie" not in response.headers
    assert response.headers["cache-control"] == "no-store"
    ours = [record for record in caplog.records if record.name.startswith("bot.")]
    assert ours
    assert not any("Dortmund" in record.getMessage() for record in ours)


def test_examples_on_the_page_work(page: TestClient) -> None:
    html = page.get("/passt-das").text
    examples = [unescape(url) for url in re.findall(r'href="(/passt-das\?[^"]+)"', html)]
    assert len(examples) == 3
    for url in examples:
        response = page.get(url)
        assert response.status_code == 200, url
        assert "Ergebnis" in text_of(response.text)


def test_without_the_files_the_page_says_so(client: TestClient) -> None:
    # The rig of the other pages has no sheets.
    response = client.get("/passt-das?land=PL")
    assert response.status_code == 503
    assert "nicht laden" in text_of(response.text)


@pytest.mark.parametrize(
    ("query", "field", "shown"),
    [
        ({"thema": "Austausch"}, "topic", 'value="Austausch"'),
        ({"anliegen": "Zeile 1\nZeile 2"}, "description", "Zeile 1\nZeile 2</textarea>"),
        ({"einrichtung": "Jugendhaus"}, "organisation", 'value="Jugendhaus"'),
    ],
)
def test_form_takes_text_from_the_address(
    client: TestClient, query: dict[str, str], field: str, shown: str
) -> None:
    html = client.get("/beratung", params=query).text
    assert f'name="{field}"' in html
    assert shown in html


def test_form_takes_no_person_and_no_consent_from_the_address(client: TestClient) -> None:
    html = client.get(
        "/beratung?name=Kim&email=kim@example.org&phone=0211123456&consent=yes&csrf=x&form_key=y"
    ).text
    assert "Kim" not in html
    assert "kim@example.org" not in html
    assert "checked" not in html


def test_form_cuts_and_masks_what_an_address_brings(client: TestClient) -> None:
    html = client.get(
        "/beratung", params={"thema": "<b>" * 80, "anliegen": "\x00<script>" + "x" * 2000}
    ).text
    assert "<b><b>" not in html
    assert "<script>x" not in html
    [topic] = re.findall(r'name="topic"[^>]* value="([^"]*)"', html)
    assert len(unescape(topic)) == 200
    description = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", html, re.DOTALL)
    assert description is not None
    assert unescape(description[1]) == "<script>" + "x" * 2000
    # What is longer than a form may be never gets as far as the form.
    assert client.get("/beratung", params={"anliegen": "x" * 5000}).status_code == 414


def test_parse_of_shared_addresses_is_stable(page: TestClient) -> None:
    query = urlsplit(PLAN).query
    assert set(parse_qs(query)) == {
        "land", "format", "alter_von", "alter_bis", "teilnehmende", "beginn", "ende", "traeger",
        "dachverband", "ort",
    }  # fmt: skip
    assert page.get(PLAN).status_code == 200
