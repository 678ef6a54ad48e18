from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.glossary.book import LiveGlossary
from tests.unit.gateway.gateway_rig import GatewayRig

ENTRY = """---
question: Wer hilft uns?
group: rahmenbedingungen
related: []
sources: []
basis: praxiswissen
checked_on: 2026-11-01
review_by: 2027-05-01
---
Fragen Sie Ihre Zentralstelle oder das DFJW.
"""


def test_the_glossary_lists_every_term_with_an_anchor(client: TestClient, rig: GatewayRig) -> None:
    page = client.get("/glossar").text
    for term in rig.services.content.glossary.current().terms:
        assert f'<dt id="{term.id}">' in page
    ids = [part.split('"', 1)[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert "Kinder- und Jugendplan des Bundes" in page
    assert "Geprüft am 23.11.2026" in page


def test_terms_stand_in_alphabetical_order(client: TestClient) -> None:
    page = client.get("/glossar").text
    places = [page.index(f'<dt id="{term}">') for term in ("apv", "kjp", "oid", "zentralstelle")]
    assert places == sorted(places)


def test_a_term_links_its_answer_only_if_there_is_one(client: TestClient, rig: GatewayRig) -> None:
    assert "/fragen/zentralstelle" not in client.get("/glossar").text
    folder = rig.services.settings.var_dir / "faq" / "rahmenbedingungen"
    (folder / "zentralstelle.md").write_text(ENTRY, encoding="utf-8")
    assert '<a href="/fragen/zentralstelle">Wer hilft uns?</a>' in client.get("/glossar").text


def test_an_answer_explains_its_terms(client: TestClient, rig: GatewayRig) -> None:
    folder = rig.services.settings.var_dir / "faq" / "rahmenbedingungen"
    (folder / "hilfe.md").write_text(ENTRY, encoding="utf-8")
    page = client.get("/fragen/hilfe").text
    assert "<summary>Begriffe</summary>" in page
    assert '<a href="/glossar#zentralstelle">Zentralstelle</a>' in page
    assert "Deutsch-Französisches Jugendwerk" in page
    assert "<summary>Begriffe</summary>" not in client.get("/fragen/gruppe").text


def test_a_broken_glossary_costs_no_answer(
    rig: GatewayRig, client: TestClient, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    object.__setattr__(rig.services.content, "glossary", LiveGlossary(tmp_path / "nirgends"))
    assert client.get("/fragen/gruppe").status_code == 200
    page = client.get("/glossar")
    assert page.status_code == 200
    assert "zurzeit nicht verfügbar" in page.text
    assert "the glossary is not usable" in caplog.text
