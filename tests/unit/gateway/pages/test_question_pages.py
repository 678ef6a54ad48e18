from __future__ import annotations

import gzip
import json
import re
from typing import Any
from xml.etree import ElementTree

from starlette.testclient import TestClient

from bot.gateway.pages.site_map import FIXED_PAGES
from tests.unit.gateway.gateway_rig import GatewayRig

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def data_of(page: str) -> list[dict[str, Any]]:
    [raw] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    content = json.loads(raw)
    assert content["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = content["@graph"]
    return graph


def test_an_answer_tells_search_engines_question_and_answer(client: TestClient) -> None:
    page = client.get("/fragen/gruppe").text
    question, way = data_of(page)
    assert question["@type"] == "FAQPage"
    [asked] = question["mainEntity"]
    assert asked["name"] == "Wie groß darf die Gruppe sein?"
    assert asked["acceptedAnswer"]["text"] == "Eine Gruppe hat 16 bis 60 Teilnehmende."
    assert question["dateModified"] == "2026-11-01"
    assert way["itemListElement"][-1]["item"] == "http://ija.test/fragen/gruppe"
    assert '<link rel="canonical" href="http://ija.test/fragen/gruppe">' in page
    assert '<meta name="description" content="Eine Gruppe hat 16 bis 60 Teilnehmende.">' in page
    assert "noindex" not in page


def test_data_for_search_engines_cannot_end_its_element(
    rig: GatewayRig, client: TestClient
) -> None:
    folder = rig.services.settings.var_dir / "faq" / "rahmenbedingungen"
    entry = (folder / "gruppe.md").read_text(encoding="utf-8")
    (folder / "boese.md").write_text(
        entry.replace("Wie groß darf", "Geht </script><script>alert(1)</script> & darf"),
        encoding="utf-8",
    )
    page = client.get("/fragen/boese").text
    assert "<script>alert" not in page
    assert data_of(page)[0]["mainEntity"][0]["name"].startswith("Geht </script>")


def test_the_search_forgives_typing_errors(client: TestClient) -> None:
    for wanted in ("gruppe", "GRUPPE", "Grupe", "Gruppen", "grösse gruppe"):
        page = client.get("/fragen", params={"suche": wanted})
        assert page.status_code == 200
        assert 'href="/fragen/gruppe"' in page.text, wanted
        assert page.headers["cache-control"] == "no-store"
        assert "noindex" in page.text


def test_a_search_in_vain_says_so_and_leads_on(client: TestClient) -> None:
    page = client.get("/fragen?suche=quantenchromodynamik").text
    assert "Dazu steht hier nichts" in page
    assert 'href="/beratung"' in page


def test_a_cry_for_help_in_the_search_is_heard(client: TestClient) -> None:
    page = client.get("/fragen", params={"suche": "ich will nicht mehr leben"}).text
    assert page.index("TelefonSeelsorge") < page.index("Dazu steht hier nichts")


def test_rubbish_in_the_search_is_answered_calmly(client: TestClient) -> None:
    markup = "%3Cscript%3Ealert(1)%3C/script%3E"
    for raw in ("%00", "%ED%A0%80", "%FF%FE", "a" * 300, markup, "%F0%9F%98%80"):
        response = client.get(f"/fragen?suche={raw}")
        assert response.status_code in (200, 422)
        assert "<script>alert" not in response.text
        assert 'role="status"' in response.text


def test_an_edit_is_found_at_once(rig: GatewayRig, client: TestClient) -> None:
    assert "Dazu steht hier nichts" in client.get("/fragen?suche=trampolin").text
    path = rig.services.settings.var_dir / "faq" / "rahmenbedingungen" / "gruppe.md"
    entry = path.read_text(encoding="utf-8")
    path.write_text(entry.replace("Teilnehmende", "Kinder auf dem Trampolin"), encoding="utf-8")
    assert 'href="/fragen/gruppe"' in client.get("/fragen?suche=trampolin").text


def test_the_site_map_names_pages_that_exist(client: TestClient) -> None:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    paths = [url.text.removeprefix("http://ija.test") for url in root.iter(LOC)]  # type: ignore[union-attr]
    assert set(FIXED_PAGES) < set(paths)
    assert len(paths) == len(set(paths))
    assert "/fragen/gruppe" in paths
    for path in paths:
        page = client.get(path)
        # The rig has no deadline book.
        assert page.status_code in (200, 503), path
        assert page.status_code == 503 or 'rel="canonical"' in page.text, path
    robots = client.get("/robots.txt").text
    assert "Sitemap: http://ija.test/sitemap.xml" in robots
    assert "Disallow: /anfrage" in robots


def test_pages_of_ones_own_are_not_for_search_engines(client: TestClient) -> None:
    for path in ("/anfrage", "/chat", "/erinnerung?termine=ja", "/gibt-es-nicht"):
        assert '<meta name="robots" content="noindex">' in client.get(path).text, path


def test_an_unchanged_page_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/fragen/gruppe")
    assert first.headers["cache-control"].startswith("public, max-age=60")
    again = client.get("/fragen/gruppe", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "content-security-policy" in again.headers
    assert again.headers["vary"] == first.headers["vary"]
    other = client.get("/fragen/gruppe", headers={"If-None-Match": 'W/"x", "y"'})
    assert other.status_code == 200


def test_a_changed_page_has_a_new_tag(rig: GatewayRig, client: TestClient) -> None:
    tag = client.get("/fragen/gruppe").headers["etag"]
    path = rig.services.settings.var_dir / "faq" / "rahmenbedingungen" / "gruppe.md"
    path.write_text(path.read_text(encoding="utf-8").replace("60", "80"), encoding="utf-8")
    response = client.get("/fragen/gruppe", headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert "16 bis 80" in response.text


def test_public_pages_travel_packed_if_the_client_likes(client: TestClient) -> None:
    wishes = {"gzip": True, "br;q=1, *": True, "gzip;q=0": False, "identity": False}
    for accepts, packed in wishes.items():
        headers = {"Accept-Encoding": accepts}
        with client.stream("GET", "/fragen/gruppe", headers=headers) as response:
            raw = b"".join(response.iter_raw())
        assert (response.headers.get("content-encoding") == "gzip") is packed
        assert "accept-encoding" in response.headers["vary"].lower()
        page = gzip.decompress(raw) if packed else raw
        assert page.endswith(b"</html>")
        assert int(response.headers["content-length"]) == len(raw)


def test_what_may_be_somebodys_own_is_neither_kept_nor_packed(client: TestClient) -> None:
    for path in ("/beratung", "/anfrage", "/chat", "/healthz", "/kontakt?x=1"):
        response = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert response.headers["cache-control"] == "no-store", path
        assert "etag" not in response.headers
        assert "content-encoding" not in response.headers


def test_head_says_the_same_without_content(client: TestClient) -> None:
    response = client.head("/fragen/gruppe")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["cache-control"].startswith("public")
    assert response.headers["etag"] == client.get("/fragen/gruppe").headers["etag"]
