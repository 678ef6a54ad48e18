from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.consultations.errors import StoreUnavailableError
from tests.unit.gateway.gateway_rig import PUBLIC_URL, GatewayRig
from tests.unit.gateway.page_reading import hidden_fields
from tests.unit.stored_requests import stored_requests

ANSWERS = {
    "topic": "Jugendbegegnung mit Polen",
    "description": "Wir planen etwas.\r\nWer hilft?",
    "organisation": "Jugendring",
    "name": "",
    "email": "a@example.org",
    "phone": "",
    "consent": "yes",
}
ORIGIN = {"Origin": PUBLIC_URL}


def submit(client: TestClient, **changes: str) -> Any:
    fields = {**ANSWERS, **hidden_fields(client.get("/beratung").text), **changes}
    return client.post("/beratung", data=fields, headers=ORIGIN)


def stored(rig: GatewayRig) -> list[Any]:
    return stored_requests(rig.engine)


def test_a_complete_form_is_stored_and_the_reference_shown(
    client: TestClient, rig: GatewayRig
) -> None:
    response = submit(client)
    assert response.status_code == 303
    assert response.headers["location"] == "/beratung/danke"
    (request,) = stored(rig)
    assert request.description == "Wir planen etwas.\nWer hilft?"
    assert request.channel.value == "web_form"
    thanks = client.get("/beratung/danke").text
    assert request.reference in thanks
    assert "26.11.2026" in thanks
    assert f'href="/anfrage?nummer={request.reference}"' in thanks
    (pin,) = re.findall(r'id="pin">(\d{4} \d{4})<', thanks)
    assert rig.services.access.status(request.reference, pin).request == request


def test_a_visit_with_a_time_is_a_way_of_contact(client: TestClient, rig: GatewayRig) -> None:
    none = submit(client, email="", phone="")
    assert none.status_code == 422
    assert "wünschen Sie einen Termin vor Ort" in none.text
    assert 'name="wants_visit"' in none.text
    without_time = submit(client, email="", phone="", wants_visit="yes")
    assert without_time.status_code == 422
    assert 'id="wanted_times-fehler"' in without_time.text
    assert "checked" in without_time.text.split('name="wants_visit"')[1].split(">")[0]
    done = submit(client, email="", phone="", wants_visit="yes", wanted_times="dienstags ab 15 Uhr")
    assert done.status_code == 303
    [request] = stored(rig)
    assert request.wants_visit
    assert request.wanted_times == "dienstags ab 15 Uhr"


def test_a_double_click_shows_the_same_pin(client: TestClient) -> None:
    fields = {**ANSWERS, **hidden_fields(client.get("/beratung").text)}
    pages = []
    for _ in range(2):
        client.post("/beratung", data=fields, headers=ORIGIN)
        pages.append(client.get("/beratung/danke").text)
    assert pages[0] == pages[1]


def test_without_a_database_the_receipt_still_shows_the_reference(
    client: TestClient, rig: GatewayRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreUnavailableError

    submit(client)
    (request,) = stored(rig)
    monkeypatch.setattr(rig.services.consultations, "pin_of", refuse)
    thanks = client.get("/beratung/danke").text
    assert request.reference in thanks
    assert "laden Sie diese Seite" in thanks


def test_the_reference_is_shown_to_nobody_else(client: TestClient) -> None:
    submit(client)
    client.cookies.clear()
    response = client.get("/beratung/danke")
    assert response.status_code == 303
    client.cookies.set("ija_receipt", "WzEsWyJJSiIsIjIwMjYtMTEtMjYiXV0=.00")
    assert client.get("/beratung/danke").status_code == 303


def test_a_second_click_is_the_same_request_but_a_changed_text_is_a_new_one(
    client: TestClient, rig: GatewayRig
) -> None:
    fields = {**ANSWERS, **hidden_fields(client.get("/beratung").text)}
    for _ in range(3):
        assert client.post("/beratung", data=fields, headers=ORIGIN).status_code == 303
    assert len(stored(rig)) == 1
    fields["description"] = "Doch etwas anderes"
    assert client.post("/beratung", data=fields, headers=ORIGIN).status_code == 303
    assert len(stored(rig)) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topic": ""}, "topic"),
        ({"description": "x" * 4001}, "description"),
        ({"organisation": "x" * 201}, "organisation"),
        ({"email": "kein-at"}, "email"),
        ({"email": "", "phone": "abc"}, "phone"),
        ({"email": "", "phone": ""}, "contact"),
        ({"consent": ""}, "consent"),
        ({"name": "x" * 101}, "name"),
    ],
)
def test_problems_stand_beside_the_field_and_nothing_typed_is_lost(
    client: TestClient, rig: GatewayRig, changes: dict[str, str], field: str
) -> None:
    response = submit(client, **{"organisation": 'Verein "Süd" <b>', **changes})
    assert response.status_code == 422
    assert f'id="{field}-fehler"' in response.text
    assert 'role="alert"' in response.text
    assert "<title>Fehler: " in response.text
    if "organisation" not in changes:
        assert "Verein &#34;Süd&#34; &lt;b&gt;" in response.text
    target = "email" if field == "contact" else field
    assert f'href="#{target}"' in response.text
    assert f'id="{target}"' in response.text
    assert stored(rig) == []


def test_a_corrected_form_goes_through_with_the_same_page(
    client: TestClient, rig: GatewayRig
) -> None:
    wrong = submit(client, email="")
    fields = {**ANSWERS, **hidden_fields(wrong.text)}
    assert client.post("/beratung", data=fields, headers=ORIGIN).status_code == 303
    assert len(stored(rig)) == 1


@pytest.mark.parametrize(
    "changes", [{"csrf": ""}, {"csrf": "a.b"}, {"csrf": "ü.ü"}, {"form_key": "1"}]
)
def test_a_form_that_is_not_ours_is_shown_again_and_not_stored(
    client: TestClient, rig: GatewayRig, changes: dict[str, str]
) -> None:
    response = submit(client, **changes)
    assert response.status_code == 400
    assert "Ihre Angaben stehen noch da" in response.text
    assert "Jugendring" in response.text
    assert stored(rig) == []


def test_a_token_of_somebody_else_does_not_count(client: TestClient, rig: GatewayRig) -> None:
    foreign = hidden_fields(client.get("/beratung").text)["csrf"]
    client.cookies.clear()
    assert submit(client, csrf=foreign).status_code == 400
    assert stored(rig) == []


def test_a_foreign_page_cannot_submit(client: TestClient, rig: GatewayRig) -> None:
    fields = {**ANSWERS, **hidden_fields(client.get("/beratung").text)}
    response = client.post("/beratung", data=fields, headers={"Origin": "https://evil.example"})
    assert response.status_code == 403
    assert stored(rig) == []


def test_uploads_are_not_accepted(client: TestClient) -> None:
    response = client.post("/beratung", files={"topic": b"x"}, headers=ORIGIN)
    assert response.status_code == 415


def test_without_a_database_the_form_says_so_and_keeps_everything(
    client: TestClient, rig: GatewayRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreUnavailableError

    monkeypatch.setattr(rig.services.consultations, "submit", refuse)
    response = submit(client)
    assert response.status_code == 503
    assert "konnte gerade nicht gespeichert werden" in response.text
    assert "Jugendring" in response.text
    assert client.get("/beratung/danke").status_code == 303


def test_too_many_submissions_keep_what_was_typed(client: TestClient, rig: GatewayRig) -> None:
    responses = [submit(client, topic=f"Thema {number}") for number in range(16)]
    assert responses[-1].status_code == 429
    assert "retry-after" in responses[-1].headers
    assert "Thema 15" in responses[-1].text
    assert len(stored(rig)) == 15


def test_the_topic_can_be_filled_in_by_a_link(client: TestClient) -> None:
    page = client.get("/beratung", params={"thema": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    assert "&gt;&lt;script&gt;" in page


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(raw=st.binary(max_size=300), topic=st.text(max_size=50), phone=st.text(max_size=20))
def test_no_input_breaks_the_form(
    client: TestClient, rig: GatewayRig, raw: bytes, topic: str, phone: str
) -> None:
    rig.seconds += 1000
    kind = {**ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/beratung", content=raw, headers=kind).status_code < 500
    topic = topic.encode("utf-8", "replace").decode()
    phone = phone.encode("utf-8", "replace").decode()
    assert submit(client, topic=topic, phone=phone).status_code < 500


def test_a_text_of_full_length_fits_and_a_flood_does_not(
    client: TestClient, rig: GatewayRig
) -> None:
    assert submit(client, description="字" * 4000).status_code == 303
    assert len(stored(rig)[0].description) == 4000
    flood = submit(client, description="字" * 40_000)
    assert flood.status_code == 413
    assert "zu viel Text" in flood.text


def test_all_fields_of_the_chat_are_stored(client: TestClient, rig: GatewayRig) -> None:
    asked = {
        "format": "Jugendbegegnung",
        "partner_country": "Polen",
        "period": "Sommer 2027",
        "group": "20 Jugendliche",
        "place": "Dortmund",
        "wanted_times": "abends",
        "name": "Kim",
        "phone": "0211 123456",
    }
    assert submit(client, **asked).status_code == 303
    [request] = stored(rig)
    assert {name: getattr(request, name) for name in asked} == asked
    assert not request.is_urgent


@pytest.mark.parametrize(
    ("changes", "is_urgent"),
    [
        ({"is_urgent": "yes"}, True),
        ({"period": "1. bis 8. Dezember 2026"}, True),
        ({"period": "im Dezember"}, True),
        ({"period": "Sommer 2027"}, False),
        ({"period": "am 3. November 2026"}, False),
        ({}, False),
    ],
)
def test_urgent_requests_are_marked_and_the_person_is_told(
    client: TestClient, rig: GatewayRig, changes: dict[str, str], is_urgent: bool
) -> None:
    submit(client, **changes)
    [request] = stored(rig)
    assert request.is_urgent is is_urgent
    assert ("dringend" in client.get("/beratung/danke").text) is is_urgent


def test_every_question_says_why_it_is_asked(client: TestClient) -> None:
    page = client.get("/beratung").text
    fields = re.findall(r'<(?:input|textarea) id="(\w+)" name="\1"', page)
    assert len(fields) == 12
    # Once for each part of the form; on a phone the same line below every field is what one sees.
    assert page.count("Warum fragen wir das?") == 3
    reasons = re.findall(r"<dt>[^<]+</dt><dd>[^<]{20,}</dd>", page)
    assert len(reasons) == 14


def test_what_is_not_known_needs_no_box(client: TestClient) -> None:
    page = client.get("/beratung").text
    assert "Was Sie noch nicht wissen, lassen Sie leer." in page
    boxes = re.findall(r'type="checkbox" id="(\w+)"', page)
    assert boxes == ["wants_visit", "wants_copy", "is_urgent", "consent"]


def test_the_address_fills_in_the_plan_and_no_person(client: TestClient) -> None:
    query = {
        "thema": "Beratung",
        "land": "Polen",
        "zeitraum": "Sommer 2027",
        "gruppe": "20",
        "format": "Workcamp",
        "ort": "Köln",
        "einrichtung": "Verein",
        "name": "Kim",
        "email": "kim@example.org",
        "telefon": "0211 123456",
    }
    page = client.get("/beratung", params=query).text
    for value in ("Polen", "Sommer 2027", "Workcamp", "Köln", "Verein"):
        assert f'value="{value}"' in page
    assert "kim@example.org" not in page
    assert 'value="Kim"' not in page


def test_boxes_stay_ticked_when_something_is_wrong(client: TestClient) -> None:
    page = submit(client, topic="", is_urgent="yes", wants_copy="yes").text
    for name in ("is_urgent", "wants_copy"):
        assert "checked" in page.split(f'name="{name}"')[1].split(">")[0]
