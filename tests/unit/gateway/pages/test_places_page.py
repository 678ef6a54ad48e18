from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.places.book import LivePlaces
from tests.unit.gateway.gateway_rig import GatewayRig


def test_without_a_place_there_is_the_search_and_every_kreis(client: TestClient) -> None:
    page = client.get("/zustaendig").text
    assert '<form action="/zustaendig" method="get"' in page
    assert '<option value="Castrop-Rauxel">' in page
    assert '<a href="/zustaendig?ort=Rhein-Sieg-Kreis">Rhein-Sieg-Kreis</a>' in page
    assert "LWL-Landesjugendamt Westfalen (27)" in page
    assert "LVR-Landesjugendamt Rheinland (26)" in page
    assert "aria-invalid" not in page


def test_a_place_is_answered_with_sources_day_and_next_steps(client: TestClient) -> None:
    page = client.get("/zustaendig", params={"ort": "castrop rauxel"}).text
    assert "Wer ist zuständig: Castrop-Rauxel" in page
    assert "liegt im Kreis Recklinghausen, in Westfalen-Lippe" in page
    assert 'value="castrop rauxel"' in page
    assert "Statistisches Bundesamt" in page
    assert "Geprüft am 23.11.2026" in page
    assert 'href="/beratung?thema=Wer+ist' in page or 'href="/beratung?thema=Wer%20ist' in page


def test_every_link_of_the_list_leads_to_its_place(client: TestClient, rig: GatewayRig) -> None:
    places = rig.services.content.places.current().places
    listed = [place for place in places if place.kind.value in ("kreis", "kreisfrei")]
    assert len(listed) == 53
    for place in listed:
        page = client.get("/zustaendig", params={"ort": place.name})
        assert page.status_code == 200
        assert 'id="ergebnis"' in page.text, place.name


def test_two_places_of_one_name_are_both_answered(client: TestClient) -> None:
    page = client.get("/zustaendig", params={"ort": "Langenberg"}).text
    assert "Kreis Gütersloh" in page
    assert "Kreis Mettmann" in page


def test_a_place_outside_is_answered_honestly(client: TestClient) -> None:
    page = client.get("/zustaendig", params={"ort": "Osnabrück"}).text
    assert "nicht in Nordrhein-Westfalen" in page
    assert "IJAB: Fördertipps der Bundesländer" in page


@pytest.mark.parametrize(
    ("typed", "status", "message"),
    [
        ("", 200, "zuerst einen Ort"),
        ("   ", 200, "zuerst einen Ort"),
        ("Timbuktu", 200, "Diesen Ort kenne ich nicht"),
        ("🙂", 200, "Diesen Ort kenne ich nicht"),
        ("<script>alert(1)</script>", 200, "Diesen Ort kenne ich nicht"),
        ("x" * 101, 400, "höchstens 100 Zeichen"),
        ("x" * 3000, 400, "höchstens 100 Zeichen"),
        ("Köln\x00", 400, "Zeichen, die sich nicht übertragen lassen"),
    ],
)
def test_what_is_no_place_gets_a_clear_word(
    client: TestClient, typed: str, status: int, message: str
) -> None:
    page = client.get("/zustaendig", params={"ort": typed})
    assert page.status_code == status
    assert message in page.text
    assert 'id="ort-fehler"' in page.text
    assert "<script>alert" not in page.text


def test_half_a_character_is_no_crash(client: TestClient) -> None:
    assert client.get("/zustaendig?ort=%ED%A0%80").status_code == 200


def test_a_broken_list_is_told(
    rig: GatewayRig, client: TestClient, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    object.__setattr__(rig.services.content, "places", LivePlaces(tmp_path / "nirgends"))
    page = client.get("/zustaendig", params={"ort": "Köln"})
    assert page.status_code == 503
    assert "zurzeit nicht verfügbar" in page.text
    assert "the places are not usable" in caplog.text
