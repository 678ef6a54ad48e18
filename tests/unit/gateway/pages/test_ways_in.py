from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.target_groups import LiveTargetGroups
from tests.unit.gateway.gateway_rig import FAQ, GatewayRig

GROUPS = """target_groups:
  - id: offene_tueren
    name: Offene Türen
    worry: Ist ein Austausch für Team & Gruppe leistbar?
    start: gruppe
    more: [gibt_es_nicht]
  - id: kommunen
    name: Kommunen
    worry: Dürfen wir selbst Anträge stellen?
    start: gibt_es_nicht
    more: [gruppe]
  - id: niemand
    name: Niemand
    worry: Wer hilft?
    start: gibt_es_nicht
"""


def write_groups(rig: GatewayRig, content: str) -> None:
    path = rig.services.settings.var_dir / "faq" / "zielgruppen.yml"
    path.write_text(content, encoding="utf-8")


def test_each_group_finds_its_worry_and_the_way_in(client: TestClient, rig: GatewayRig) -> None:
    write_groups(rig, GROUPS)
    page = client.get("/fragen").text
    assert page.count("<h1") == 1
    assert (
        '<a href="/fragen/gruppe">„Ist ein Austausch für Team &amp; Gruppe leistbar?“</a>' in page
    )
    assert "<p>„Dürfen wir selbst Anträge stellen?“</p>" in page
    assert page.count("<summary>") == 1
    assert "gibt_es_nicht" not in page
    assert "Niemand" not in page
    assert page.index("Offene Türen") < page.index("Kommunen")


@pytest.mark.parametrize("content", ["", "target_groups: [", "7", "target_groups: []"])
def test_a_broken_file_costs_no_page(client: TestClient, rig: GatewayRig, content: str) -> None:
    write_groups(rig, content)
    page = client.get("/fragen")
    assert page.status_code == 200
    assert "Für wen?" not in page.text
    assert "Wie groß darf die Gruppe sein?" in page.text


def test_the_real_groups_all_have_their_way_in(client: TestClient, rig: GatewayRig) -> None:
    object.__setattr__(rig.services.content, "catalogue", Catalogue(FAQ))
    object.__setattr__(rig.services.content, "target_groups", LiveTargetGroups(FAQ))
    page = client.get("/fragen").text
    groups = rig.services.content.target_groups.current()
    assert len(groups) == 6
    for group in groups:
        assert f'<li class="sheet" id="gruppe-{group.id}">' in page
        assert f'<a href="/fragen/{group.start}">„{group.worry}“</a>' in page
    ids = [part.split('"', 1)[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_the_start_page_leads_to_the_groups(client: TestClient) -> None:
    page = client.get("/").text
    without_script = page[page.index('id="without-script"') : page.index("</noscript>")]
    assert 'href="/fragen#fuer-wen"' in without_script
