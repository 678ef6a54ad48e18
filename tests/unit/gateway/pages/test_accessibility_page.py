from __future__ import annotations

from starlette.testclient import TestClient


def test_the_statement_is_a_draft_and_says_what_is_missing(client: TestClient) -> None:
    page = client.get("/barrierefreiheit").text
    assert "Entwurf, von der Servicestelle zu prüfen" in page
    assert "keine unabhängige Stelle geprüft" in page
    assert "Was noch fehlt" in page
    assert "post@ija.example" in page


def test_every_page_and_the_chat_lead_to_the_statement(client: TestClient) -> None:
    for path in ("/", "/kontakt", "/fragen"):
        assert 'href="/barrierefreiheit"' in client.get(path).text
    assert '"barrierefreiheit"' in client.get("/widget.js").text
