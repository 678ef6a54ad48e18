from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.consultations.access import Grant
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.models import RequestState
from bot.consultations.threads.thread import Threads
from bot.gateway.requests.own_session import SESSION_SECONDS
from tests.unit.gateway.gateway_rig import PUBLIC_URL, GatewayRig
from tests.unit.gateway.page_reading import hidden_fields

ORIGIN = {"Origin": PUBLIC_URL}


def enter(client: TestClient, rig: GatewayRig, reference: str, pin: str = "") -> Any:
    typed = {"reference": reference, "pin": pin or rig.services.consultations.pin_of(reference)}
    return client.post("/anfrage", data=typed, headers=ORIGIN)


def post(client: TestClient, path: str, form: str | None = None, **fields: str) -> Any:
    data = {**hidden_fields(client.get(form or "/anfrage").text), **fields}
    return client.post(path, data=data, headers=ORIGIN)


@pytest.fixture
def reference(rig: GatewayRig) -> str:
    return rig.submit(topic="Visum <b>für</b> Gäste").reference


def test_reference_and_pin_open_the_request(
    client: TestClient, rig: GatewayRig, reference: str
) -> None:
    assert enter(client, rig, reference).status_code == 303
    page = client.get("/anfrage").text
    assert reference in page
    assert "Eingegangen" in page
    assert "26.11.2026" in page
    assert "Visum &lt;b&gt;für&lt;/b&gt; Gäste" in page


@pytest.mark.parametrize("typed", ["ij-2026-1", " IJ 2026 0001 ", "IJ–2026–0001"])
def test_a_reference_may_be_typed_as_people_do(
    client: TestClient, rig: GatewayRig, reference: str, typed: str
) -> None:
    pin = rig.services.consultations.pin_of(reference)
    assert enter(client, rig, typed, f"{pin[:4]} {pin[4:]}").status_code == 303


@pytest.mark.parametrize(
    ("typed", "pin"),
    [("IJ-2026-0001", "00000000"), ("IJ-2026-0001", ""), ("IJ-2026-9999", "12345678"), ("", "")],
)
def test_wrong_pin_and_unknown_reference_get_the_same_answer(
    client: TestClient, rig: GatewayRig, typed: str, pin: str
) -> None:
    rig.submit(topic="Visum")
    response = client.post("/anfrage", data={"reference": typed, "pin": pin}, headers=ORIGIN)
    assert response.status_code == 422
    assert "passen nicht zusammen" in response.text
    assert response.text.count('aria-invalid="true"') == 2
    assert '<a href="#pin">' in response.text
    assert "Visum" not in client.get("/anfrage").text


def test_guessing_is_slowed_down(client: TestClient, rig: GatewayRig, reference: str) -> None:
    for _ in range(5):
        assert enter(client, rig, reference, "00000000").status_code == 422
    response = enter(client, rig, reference)
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) <= 30
    assert "zu viele Versuche" in response.text


def test_one_address_cannot_try_many_references(client: TestClient, rig: GatewayRig) -> None:
    codes = [enter(client, rig, f"IJ-2026-{n:04d}", "1").status_code for n in range(1, 30)]
    assert codes[0] == 422
    assert codes[-1] == 429


def test_information_is_added_once_however_often_it_is_sent(
    client: TestClient, rig: GatewayRig, reference: str
) -> None:
    enter(client, rig, reference)
    fields = {**hidden_fields(client.get("/anfrage").text), "message": "Wir sind jetzt 14.\r\n<i>"}
    for _ in range(3):
        added = client.post("/anfrage/ergaenzen", data=fields, headers=ORIGIN)
        assert added.status_code == 303
    assert "angekommen" not in client.get("/anfrage").text
    page = client.get(added.headers["location"]).text
    assert "Ihre Nachricht ist bei der Servicestelle angekommen." in page
    assert page.count("Wir sind jetzt 14.") == 1
    assert "&lt;i&gt;" in page


@pytest.mark.parametrize(("text", "code"), [("", 422), ("x" * 4001, 422), ("字" * 4000, 303)])
def test_a_text_that_does_not_fit_is_kept_in_the_field(
    client: TestClient, rig: GatewayRig, reference: str, text: str, code: int
) -> None:
    enter(client, rig, reference)
    response = post(client, "/anfrage/ergaenzen", message=text)
    assert response.status_code == code
    if code == 422:
        assert 'role="alert"' in response.text
        assert '<a href="#message">' in response.text
        assert 'aria-describedby="message-fehler message-hinweis" aria-invalid="true"' in (
            response.text
        )
        assert text in response.text


def test_the_answer_of_the_office_can_be_read(
    client: TestClient, rig: GatewayRig, reference: str
) -> None:
    threads = Threads(rig.engine, rig.services.now)
    request = rig.services.consultations.get(reference)
    threads.answer(
        reference, "Rufen Sie die <Botschaft> an.", "beratung", "k", request.reply_channel
    )
    threads.add_note(reference, "NUR INTERN", "beratung", "n")
    enter(client, rig, reference)
    page = client.get("/anfrage").text
    assert "Rufen Sie die &lt;Botschaft&gt; an." in page
    assert "NUR INTERN" not in page
    assert "beratung" not in re.sub(r"/beratung|Beratung", "", page)
    assert "21.02.2027" in page


def test_withdrawing_asks_first_and_then_ends_everything(
    client: TestClient, rig: GatewayRig, reference: str
) -> None:
    enter(client, rig, reference)
    assert "Ja, zurückziehen" in client.get("/anfrage/zurueckziehen").text
    assert post(client, "/anfrage/zurueckziehen").status_code == 303
    page = client.get("/anfrage").text
    assert "Zurückgezogen" in page
    assert "/anfrage/ergaenzen" not in page
    assert rig.services.consultations.get(reference).state is RequestState.WITHDRAWN


def test_erasing_leaves_a_receipt_and_nothing_else(
    client: TestClient, rig: GatewayRig, reference: str
) -> None:
    enter(client, rig, reference)
    page = client.get("/anfrage/loeschen").text
    assert "nicht rückgängig" in page
    fields = hidden_fields(page)
    for _ in range(2):
        assert client.post("/anfrage/loeschen", data=fields, headers=ORIGIN).status_code == 303
    receipt = client.get("/anfrage").text
    assert "Nachweis der Löschung" in receipt
    (seal,) = re.findall(r"<code>([0-9a-f]{64})</code>", receipt)
    assert "Visum" not in receipt
    # The PIN still opens the receipt, also in another browser and for as long as it is kept.
    client.cookies.clear()
    enter(client, rig, reference)
    assert seal in client.get("/anfrage").text


def test_everything_stored_can_be_downloaded(
    client: TestClient, rig: GatewayRig, reference: str
) -> None:
    enter(client, rig, reference)
    response = client.get("/anfrage/daten")
    assert response.headers["content-disposition"].startswith("attachment")
    data = response.json()
    assert data["Angaben"]["Anliegen"] == "Visum <b>für</b> Gäste"
    assert data["Beschreibung"] == "Wer hilft uns?"


@pytest.mark.parametrize(
    "path", ["/anfrage/zurueckziehen", "/anfrage/loeschen", "/anfrage/daten", "/anfrage/anhang/x"]
)
def test_without_a_session_everything_leads_to_the_pin(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["location"]) == (303, "/anfrage")


@pytest.mark.parametrize("path", ["ergaenzen", "zurueckziehen", "loeschen"])
def test_a_foreign_page_and_a_forged_form_change_nothing(
    client: TestClient, rig: GatewayRig, reference: str, path: str
) -> None:
    enter(client, rig, reference)
    fields = {**hidden_fields(client.get("/anfrage").text), "message": "x"}
    evil = {"Origin": "https://evil.example"}
    assert client.post(f"/anfrage/{path}", data=fields, headers=evil).status_code == 403
    forged = {**fields, "csrf": "a.b"}
    assert client.post(f"/anfrage/{path}", data=forged, headers=ORIGIN).status_code == 403
    assert rig.services.consultations.get(reference).state is RequestState.RECEIVED
    assert rig.services.access.view(Grant(reference)).messages == ()


def test_a_form_of_an_older_session_does_not_count(
    client: TestClient, rig: GatewayRig, reference: str
) -> None:
    enter(client, rig, reference)
    old = hidden_fields(client.get("/anfrage").text)
    enter(client, rig, rig.submit().reference)
    assert client.post("/anfrage/loeschen", data=old, headers=ORIGIN).status_code == 403


def test_a_session_ends_by_itself_and_by_button(
    client: TestClient, rig: GatewayRig, reference: str
) -> None:
    enter(client, rig, reference)
    client.post("/anfrage/schliessen", headers=ORIGIN)
    assert "Visum" not in client.get("/anfrage").text
    enter(client, rig, reference)
    rig.moment = rig.moment.replace(hour=9, minute=SESSION_SECONDS // 60, second=2)
    assert "Visum" not in client.get("/anfrage").text


def test_a_forged_session_opens_nothing(client: TestClient, rig: GatewayRig) -> None:
    rig.submit(topic="Visum")
    client.cookies.set("ija_request", "WzEsWyJJSi0yMDI2LTAwMDEiLCJ4Il1d.00")
    assert "Visum" not in client.get("/anfrage").text


def test_without_a_database_nothing_is_lost_or_claimed(
    client: TestClient, rig: GatewayRig, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(client, rig, reference)
    fields = {**hidden_fields(client.get("/anfrage").text), "message": "Noch etwas"}

    def refuse(*_: object) -> None:
        raise StoreUnavailableError("OperationalError")

    for name in ("add_information", "erase", "export"):
        monkeypatch.setattr(rig.services.access, name, refuse)
    added = client.post("/anfrage/ergaenzen", data=fields, headers=ORIGIN)
    assert added.status_code == 503
    assert "Noch etwas" in added.text
    erased = client.post("/anfrage/loeschen", data=fields, headers=ORIGIN)
    assert erased.status_code == 503
    assert "Nachweis" not in erased.text
    assert client.get("/anfrage/daten").status_code == 503


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(raw=st.binary(max_size=200), reference=st.text(max_size=40), pin=st.text(max_size=40))
def test_no_input_breaks_the_page(
    client: TestClient, rig: GatewayRig, raw: bytes, reference: str, pin: str
) -> None:
    rig.seconds += 1000
    kind = {**ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/anfrage", content=raw, headers=kind).status_code < 500
    typed = {"reference": reference, "pin": pin}
    clean = {name: value.encode("utf-8", "replace").decode() for name, value in typed.items()}
    assert client.post("/anfrage", data=clean, headers=ORIGIN).status_code == 422
