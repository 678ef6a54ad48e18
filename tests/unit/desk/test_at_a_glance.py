"""What staff see of a request without looking for it, and how they find it again."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from bot.consultations.models import RequestState
from bot.desk.merging import merge
from tests.unit.desk.desk_rig import DeskRig, post


def test_the_head_says_who_asks_and_until_when_an_answer_is_promised(
    staff: TestClient, rig: DeskRig
) -> None:
    reference = rig.add_request("k", name="Kim Beispiel", phone="0211 123456").reference
    page = staff.get(f"/anfragen/{reference}").text
    head = page[page.index("<h1>") : page.index('class="jump"')]
    assert "Kim Beispiel · Jugendring · 0211 123456" in head
    assert "Antwort bis 26.11.2026" in head
    rig.services.consultations.change_state(reference, RequestState.ANSWERED, "x")
    assert "Antwort bis" not in staff.get(f"/anfragen/{reference}").text


def test_what_the_person_left_out_takes_one_line(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    for path in (f"/anfragen/{reference}", f"/anfragen/{reference}/druck"):
        page = staff.get(path).text
        assert "nicht angegeben</dd>" not in page
        assert page.count("Partnerland") == 1
        assert "Partnerland, Zeitraum" in page


@pytest.mark.parametrize("typed", ["IJ-2026-0001", " ij 2026 1", "IJ–2026–1"])
def test_a_whole_number_opens_its_request(staff: TestClient, rig: DeskRig, typed: str) -> None:
    rig.add_requests(11)
    found = post(staff, "/anfragen/suche", text=typed)
    assert found.headers["location"] == "/anfragen/IJ-2026-0001"


@pytest.mark.parametrize("typed", ["IJ-2026-0099", "Zeile IJ-2026-0001", "0001"])
def test_everything_else_is_searched_for(staff: TestClient, rig: DeskRig, typed: str) -> None:
    rig.add_request("k")
    found = post(staff, "/anfragen/suche", text=typed)
    assert found.headers["location"].startswith("/anfragen?ansicht=alle&suche=")


def test_saving_is_confirmed(staff: TestClient, rig: DeskRig) -> None:
    path = f"/anfragen/{rig.add_request('k').reference}"
    saved = post(staff, f"{path}/bearbeitung", path, assignee="beratung")
    assert saved.headers["location"] == f"{path}#gespeichert"
    assert 'id="gespeichert"' in staff.get(path).text


def test_each_state_has_one_button_and_what_is_final_says_so(
    staff: TestClient, rig: DeskRig
) -> None:
    reference = rig.add_request("k").reference
    page = staff.get(f"/anfragen/{reference}").text
    for state in ("in_progress", "answered", "closed", "withdrawn"):
        assert page.count(f'name="state" value="{state}"') == 1
    final = page[page.index("Die Person möchte nichts mehr") :]
    assert "Das ist endgültig." in final[: final.index("</details>")]
    rig.services.consultations.change_state(reference, RequestState.CLOSED, "x")
    path = f"/anfragen/{reference}"
    assert "In Bearbeitung nehmen" in staff.get(path).text
    post(staff, f"{path}/status", path, state="withdrawn")
    assert "Die Person möchte nichts mehr" not in staff.get(f"/anfragen/{reference}").text


def test_merged_requests_are_told_apart_on_screen_and_printed(
    staff: TestClient, rig: DeskRig
) -> None:
    first = rig.add_request("a").reference
    second = rig.add_request("b", topic="Noch einmal", description="Es eilt.").reference
    merge(rig.engine, rig.services.now, second, first, "beratung")
    for path in (f"/anfragen/{first}", f"/anfragen/{first}/druck"):
        page = staff.get(path).text
        assert f"Zusammengeführt: {second}" in page
        assert "<strong>Noch einmal</strong>" in page
        assert '<div class="lines">Es eilt.</div>' in page
