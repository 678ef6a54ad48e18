"""What staff see of a request without looking for it, and how they find it again."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from bot.consultations.models import RequestState
from bot.desk.requests.merging import merge
from bot.desk.requests.saved_views import MAX_VIEWS
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


def test_a_view_that_finds_no_room_is_said_and_loses_nothing(
    staff: TestClient, rig: DeskRig
) -> None:
    for number in range(MAX_VIEWS):
        saved = post(staff, "/anfragen/ansichten", name=f"Ansicht {number}", land="Polen")
        assert saved.headers["location"].endswith("#ansicht-gespeichert")
    full = post(staff, "/anfragen/ansichten", name="Noch eine", land="Frankreich")
    assert full.status_code == 422
    assert f"Sie haben schon {MAX_VIEWS} eigene Ansichten" in full.text
    assert 'name="name" value="Noch eine"' in full.text
    assert 'name="land" value="Frankreich"' in full.text
    account = rig.services.accounts.find("beratung")
    assert account is not None
    assert len(rig.services.views.of(account)) == MAX_VIEWS
    # Making room loses neither the filters nor the name.
    number = rig.services.views.of(account)[0].id
    fields = {"name": "Noch eine", "land": "Frankreich"}
    room = post(staff, f"/anfragen/ansichten/{number}/entfernen", **fields)
    assert 'id="v-name" name="name" value="Noch eine"' in room.text
    assert 'name="land" value="Frankreich"' in room.text
    assert post(staff, "/anfragen/ansichten", **fields).status_code == 303
    left = rig.services.views.of(account)[1].id
    gone = post(staff, f"/anfragen/ansichten/{left}/entfernen", land="Polen")
    assert gone.headers["location"] == "/anfragen?land=Polen"
    # The same name again still takes the place of the old one.
    again = post(staff, "/anfragen/ansichten", name="Ansicht 3", land="Frankreich")
    assert again.status_code == 303


def test_a_merged_request_shows_whom_it_is_from_and_whom_an_answer_does_not_reach(
    staff: TestClient, rig: DeskRig
) -> None:
    first, same, other = [
        rig.add_request(key, email=email, name=name).reference
        for key, email, name in (
            ("a", "mo@example.org", "Mo"),
            ("b", "MO@example.org", "Mo"),
            ("c", "ute@example.org", "Ute Beispiel"),
        )
    ]
    for name in (same, other):
        merge(rig.engine, rig.services.now, name, first, "beratung")
    page = staff.get(f"/anfragen/{first}").text
    merged = page[page.index(f"Zusammengeführt: {other}") :]
    assert "Ute Beispiel" in merged[: merged.index("</p>", merged.index("Von:"))]
    assert "ute@example.org" in merged
    assert f"erreicht nicht die Person aus {other}" in page
    assert f"erreicht nicht die Person aus {same}" not in page
    assert "ute@example.org" in staff.get(f"/anfragen/{first}/druck").text


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
