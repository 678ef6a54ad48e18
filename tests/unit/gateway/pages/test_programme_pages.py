from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.gateway.app import STATIC_FOLDER, create_app
from bot.texts import keys, text
from tests.unit.gateway.gateway_rig import PUBLIC_URL, GatewayRig
from tests.unit.gateway.page_reading import scripts_that_run
from tests.unit.programmes.sheet_rig import SHEET, write_faq

COMPARISON = "/foerderprogramme/vergleich"
PAGES = ["/foerderprogramme", "/foerderprogramme/nordland", COMPARISON,
         f"{COMPARISON}?a=nordland&b=altland"]  # fmt: skip


@pytest.fixture
def faq_dir(rig: GatewayRig, tmp_path: Path) -> Path:
    faq = tmp_path / "faq"
    for path in write_faq(tmp_path / "sheets").rglob("*.*"):
        target = faq / path.relative_to(tmp_path / "sheets" / "faq")
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    assert rig.services.content.programmes.current().get("nordland")
    return faq


@pytest.fixture
def pages(rig: GatewayRig, faq_dir: Path) -> TestClient:
    assert faq_dir.exists()
    return TestClient(create_app(rig.services), PUBLIC_URL, raise_server_exceptions=False)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_german_html_with_one_heading_and_no_script(
    pages: TestClient, path: str
) -> None:
    response = pages.get(path)
    assert response.status_code == 200
    assert '<html lang="de">' in response.text
    assert response.text.count("<h1") == 1
    assert scripts_that_run(response.text) == []
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_the_list_names_all_programmes_and_past_ones_last(pages: TestClient) -> None:
    page = pages.get("/foerderprogramme").text
    current = page.index('<a href="/foerderprogramme/nordland">JWN</a>')
    past = page.index('<a href="/foerderprogramme/altland">Altlandfonds</a>')
    assert page.index("<h2>Weitere Programme</h2>") < current
    assert current < page.index("<h2>Beendet oder abgelöst</h2>") < past
    assert "Das JWN fördert Begegnungen mit Nordland." in page


def test_an_empty_list_leads_to_the_office(pages: TestClient, faq_dir: Path) -> None:
    for path in (faq_dir / "programmes").iterdir():
        path.unlink()
    page = pages.get("/foerderprogramme").text
    assert "keine Programmblätter veröffentlicht" in page
    assert 'href="/beratung"' in page


def test_a_sheet_shows_facts_deadlines_sources_and_day(pages: TestClient) -> None:
    page = pages.get("/foerderprogramme/nordland").text
    assert "<h1>Jugendwerk Nordland</h1>" in page
    assert "Die Teilnehmenden sind 12 bis 26 Jahre alt." in page
    assert "Spätestens 3 Monate vor Beginn des Projekts." in page
    assert (
        '<a href="https://jwn.example/alter" rel="noopener noreferrer">JWN: Alter</a> (2025)'
        in page
    )
    assert "Nur für Mitglieder von: Sportjugend." in page
    assert '<span class="badge badge-members">nur für Mitglieder</span>' in page
    assert "Geprüft am 01.11.2026" in page
    assert "soll neu geprüft werden" not in page
    assert '<a href="/fragen/nordland">Was fördert das Jugendwerk Nordland?</a>' in page
    assert 'href="/foerderprogramme/vergleich?a=nordland"' in page
    assert 'href="/beratung?thema=Jugendwerk+Nordland"' in page


def test_an_edit_is_live_and_markup_stays_text(
    pages: TestClient, faq_dir: Path, rig: GatewayRig
) -> None:
    path = faq_dir / "programmes" / "nordland.yml"
    path.write_text(SHEET.replace("12 bis 26", "a & b < c"), encoding="utf-8")
    rig.moment = rig.moment.replace(year=2027, month=6)
    page = pages.get("/foerderprogramme/nordland").text
    assert "a &amp; b &lt; c" in page
    assert "Dieses Blatt soll neu geprüft werden" in page


def test_a_replaced_programme_says_so_before_everything_else(pages: TestClient) -> None:
    page = pages.get("/foerderprogramme/altland").text.partition("<main")[2]
    notice = page.index("Der Altlandfonds wurde abgelöst.")
    assert notice < page.index("Der Fonds förderte bis 2025")
    assert "Frühere Namen: Altes Werk" in page


def test_an_answer_leads_to_the_sheet_of_its_programme(pages: TestClient) -> None:
    page = pages.get("/fragen/nordland").text
    assert '<a href="/foerderprogramme/nordland">Programmblatt: Jugendwerk Nordland</a>' in page


def test_a_comparison_is_a_table_for_everyone(pages: TestClient) -> None:
    page = pages.get(f"{COMPARISON}?a=nordland&b=altland&c=").text
    assert "<caption>Vergleich: JWN, Altlandfonds</caption>" in page
    assert '<th scope="col" role="columnheader">JWN</th>' in page
    assert '<th scope="row" role="rowheader">Alter</th>' in page
    assert "Der Altlandfonds wurde abgelöst." in page
    assert '<option value="nordland" selected>' in page
    assert "Geprüft am 01.10.2026" in page


def test_the_form_comes_first_and_says_what_is_missing(pages: TestClient) -> None:
    empty = pages.get(COMPARISON).text
    assert '<form method="get" action="/foerderprogramme/vergleich"' in empty
    assert 'role="alert"' not in empty
    assert "<table" not in empty
    for query in ("?a=nordland", "?a=nordland&b=nordland", "?b=nordland&a=&c="):
        page = pages.get(COMPARISON + query).text
        assert "Bitte wählen Sie zwei verschiedene Programme aus." in page
        assert "<table" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/foerderprogramme/gibtsnicht",
        "/foerderprogramme/%00",
        "/foerderprogramme/../faq",
        "/foerderprogramme/%F0%9F%8E%89",
        f"/foerderprogramme/{'x' * 3000}",
        f"{COMPARISON}?a=nordland&b=gibtsnicht",
        f"{COMPARISON}?a=%ED%A0%80&b=nordland",
        f"{COMPARISON}?a=<b>&b=nordland",
    ],
    ids=lambda path: path[:40],
)
def test_unknown_programmes_get_a_german_error_page(pages: TestClient, path: str) -> None:
    response = pages.get(path)
    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in response.text


def test_other_pages_lead_to_the_programmes(pages: TestClient) -> None:
    for path in ("/", "/fragen", "/kontakt", "/beratung", "/nicht-da"):
        assert 'href="/foerderprogramme"' in pages.get(path).text


def test_chat_and_pages_call_a_status_the_same() -> None:
    content = (STATIC_FOLDER / "widget" / "texts.js").read_text(encoding="utf-8")
    names = [key.partition("_")[2] for key in keys() if key.startswith("cards.status_")]
    assert len(names) == 6
    for name in names:
        assert f'{name}: "{text(f"cards.status_{name}")}",' in content


def test_chat_and_server_call_what_is_always_offered_the_same() -> None:
    content = (STATIC_FOLDER / "widget" / "texts.js").read_text(encoding="utf-8")
    assert f'askHuman: "{text("gateway.request_human")}",' in content
    assert f'resume: "{text("gateway.resume_assistant")}",' in content
