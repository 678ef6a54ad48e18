"""Taking over, taking that back, and what comes next."""

from __future__ import annotations

from starlette.testclient import TestClient

from bot.consultations.models import ReplyChannel, RequestState
from tests.unit.desk.desk_rig import DeskRig, post, signed_in

UNDO = "/zurueckgeben"
NEXT = "Nächste offene Anfrage: "


def test_taking_over_can_be_taken_back(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    assert UNDO not in staff.get(path).text
    post(staff, f"{path}/uebernehmen", path)
    assert UNDO in staff.get(path).text
    undone = post(staff, f"{path}/zurueckgeben", path)
    assert undone.headers["location"] == f"{path}#zurueckgegeben"
    assert "Zuständig ist jetzt: niemand." in staff.get(path).text
    assert rig.services.work.of(reference).assignee is None
    assert rig.services.consultations.get(reference).state is RequestState.RECEIVED
    assert post(staff, f"{path}/zurueckgeben", path).status_code == 409


def test_it_goes_back_to_the_colleague_who_had_it(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    colleague = signed_in(rig, "robin", name="Robin Muster")
    post(colleague, f"{path}/uebernehmen", path)
    post(staff, f"{path}/uebernehmen", path)
    post(staff, f"{path}/zurueckgeben", path)
    assert rig.services.work.of(reference).assignee == "robin"
    assert rig.services.consultations.get(reference).state is RequestState.IN_PROGRESS
    assert "Zuständig ist jetzt: Robin Muster." in staff.get(path).text


def test_what_was_worked_on_since_is_not_taken_back(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    post(staff, f"{path}/uebernehmen", path)
    rig.services.threads.add_note(reference, "Rückruf zugesagt.", "beratung", "note")
    assert UNDO not in staff.get(path).text
    late = post(staff, f"{path}/zurueckgeben", path)
    assert late.status_code == 409
    assert "Das lässt sich nicht mehr zurücknehmen" in late.text
    assert rig.services.work.of(reference).assignee == "beratung"


def test_after_an_answer_the_most_urgent_open_request_is_offered(
    staff: TestClient, rig: DeskRig
) -> None:
    done = rig.add_request("done").reference
    rig.add_request("later")
    of_a_colleague = rig.add_request("theirs", is_urgent=True).reference
    urgent = rig.add_request("urgent", is_urgent=True).reference
    rig.add_staff("robin")
    rig.services.work.assign(of_a_colleague, "robin", "robin")
    assert NEXT not in staff.get(f"/anfragen/{done}").text
    rig.services.threads.answer(done, "Ja.", "beratung", "a", ReplyChannel.EMAIL)
    page = staff.get(f"/anfragen/{done}").text
    assert f'<a href="/anfragen/{urgent}">{NEXT}{urgent}</a>' in page
    # In the head it stands all the time: the key for it looks there.
    assert f'<a href="/anfragen/{urgent}" id="naechste">' in page


def test_who_is_through_reads_that_nothing_waits(staff: TestClient, rig: DeskRig) -> None:
    done = rig.add_request("done").reference
    rig.services.consultations.change_state(done, RequestState.CLOSED, "beratung")
    page = staff.get(f"/anfragen/{done}").text
    assert "Keine offene Anfrage wartet mehr auf Sie." in page
    assert 'id="naechste"' not in page
