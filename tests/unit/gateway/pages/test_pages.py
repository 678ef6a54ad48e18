from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from tests.unit.gateway.gateway_rig import GatewayRig

PAGES = ["/", "/beratung", "/kontakt", "/impressum", "/datenschutz", "/fragen", "/fragen/gruppe"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_german_html_with_one_heading(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert '<html lang="de">' in response.text
    assert response.text.count("<h1") == 1


@pytest.mark.parametrize("path", [*PAGES, "/nicht-da", "/api/chat/nicht-da", "/healthz"])
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "require-trusted-types-for 'script'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "trusted-types 'none'" in headers["content-security-policy"]
    assert "server" not in headers
    assert "strict-transport-security" not in headers


def test_a_public_https_address_brings_hsts_and_host_cookies(tmp_path: Path) -> None:
    rig = GatewayRig(tmp_path, public_url="https://ija.test")
    with TestClient(create_app(rig.services), "https://ija.test") as client:
        response = client.get("/beratung")
    assert "max-age=31536000" in response.headers["strict-transport-security"]
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("__Host-ija_form=")
    assert "Secure" in cookie
    assert "HttpOnly" in cookie


def test_the_start_page_discloses_the_ai_and_works_without_javascript(client: TestClient) -> None:
    page = client.get("/").text
    assert "Computerprogramm (KI)" in page
    assert "Ich bin ein Computerprogramm (KI), kein Mensch." in page
    without_script = page[page.index('id="without-script"') : page.index("</noscript>")]
    assert 'href="/beratung"' in without_script
    assert 'href="/kontakt"' in without_script


def test_the_start_page_stores_nothing(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/").headers


def test_emergency_numbers_are_on_the_chat_and_the_contact_page(client: TestClient) -> None:
    for path in ("/", "/kontakt"):
        page = client.get(path).text
        assert "Notruf 112" in page
        assert "TelefonSeelsorge" in page


def test_an_answer_shows_its_source_and_date(client: TestClient) -> None:
    page = client.get("/fragen/gruppe").text
    assert (
        '<a href="https://ija.example/richtlinie" rel="noopener noreferrer">Richtlinie</a>' in page
    )
    assert "Geprüft am 01.11.2026" in page
    assert "<strong>16 bis 60</strong>" in page


def test_unknown_pages_and_methods_answer_in_german(client: TestClient) -> None:
    missing = client.get("/fragen/gibt_es_nicht")
    assert missing.status_code == 404
    assert "Diese Seite gibt es nicht" in missing.text
    wrong_method = client.post("/kontakt")
    assert wrong_method.status_code == 405
    assert "lässt sich so nicht aufrufen" in wrong_method.text
    api = client.get("/api/chat/sessions")
    assert api.status_code == 405
    assert api.json()["message"]


def test_a_broken_route_answers_with_a_page_and_logs_no_content(
    rig: GatewayRig, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "Erika Musterfrau"

    def broken(_id: str) -> None:
        raise RuntimeError(secret)

    rig.services.content.catalogue.get = broken  # type: ignore[assignment,method-assign]
    response = client.get("/fragen/gruppe")
    assert response.status_code == 500
    assert "Auf unserer Seite ist ein Fehler" in response.text
    assert "content-security-policy" in response.headers
    assert "RuntimeError" in caplog.text
    assert secret not in caplog.text


def test_static_files_may_be_kept_for_ever_and_old_versions_are_gone(client: TestClient) -> None:
    page = client.get("/").text
    start = page.index("/static/")
    url = page[start : page.index('"', start)]
    response = client.get(url)
    assert response.status_code == 200
    assert "immutable" in response.headers["cache-control"]
    assert client.get(url.replace("/static/", "/static/0")).status_code == 404
    assert client.get("/static/../app.py").status_code == 404


def test_the_access_log_names_routes_but_nothing_a_person_typed(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="bot.gateway.operation.access_log")
    client.get("/fragen/erika-musterfrau?thema=geheim")
    client.get("/erika-musterfrau")
    assert "erika" not in caplog.text
    assert "geheim" not in caplog.text
    assert "testclient" not in caplog.text
