from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.consultations.database.engine import write_transaction
from bot.consultations.database.rows import locked
from bot.consultations.mail_kinds import MailKind
from bot.consultations.mails.outbox_mails import ClaimedMail
from bot.consultations.models import RequestState
from bot.consultations.threads.thread_models import Author, MessageKind, NewMessage, Via
from bot.consultations.threads.thread_rules import add_from_person
from bot.desk.rendering import event_label, mail_error
from tests.unit.desk.desk_rig import ORIGIN, DeskRig, hidden, log_in, post, signed_in

PUBLIC_PATHS = ("/", "/healthz", "/readyz", "/login", "/login/code")
PARAMETER = re.compile(r"\{\w+(:int)?\}")


def concrete(path: str) -> str:
    """Fill in the parameters of a route."""
    path = path.replace("{reference}", "IJ-2026-0001")
    return PARAMETER.sub(lambda match: "1" if match[1] else "x", path)


def test_every_route_but_the_login_needs_a_session(app: Starlette, visitor: TestClient) -> None:
    protected = 0
    for route in app.routes:
        assert isinstance(route, Route)
        if route.path in PUBLIC_PATHS or route.path.startswith("/static/"):
            continue
        path = concrete(route.path)
        for method in (route.methods or set()) - {"HEAD"}:
            protected += 1
            response = visitor.request(method, path, headers=ORIGIN)
            location = response.headers.get("location", "")
            assert location.partition("?")[0] == "/login", (method, path)
    assert protected >= 40


def test_every_change_needs_the_sessions_own_token(app: Starlette, staff: TestClient) -> None:
    changes = 0
    for route in app.routes:
        assert isinstance(route, Route)
        if "POST" not in (route.methods or set()) or route.path in PUBLIC_PATHS:
            continue
        changes += 1
        path = concrete(route.path)
        for form in ({}, {"csrf": "x"}, {"csrf": "ü"}):
            assert staff.post(path, data=form, headers=ORIGIN).status_code in (403, 415), path
    assert changes >= 25
    assert staff.get("/anfragen").status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_foreign_pages_can_change_nothing(
    staff: TestClient, rig: DeskRig, headers: dict[str, str]
) -> None:
    request = rig.add_request("k")
    page = staff.get(f"/anfragen/{request.reference}").text
    form = {"csrf": hidden(page), "state": "answered"}
    path = f"/anfragen/{request.reference}/status"
    assert staff.post(path, data=form, headers=headers).status_code == 403
    assert rig.services.consultations.get(request.reference).state is RequestState.RECEIVED


def test_the_list_shows_requests_with_their_dates(staff: TestClient, rig: DeskRig) -> None:
    request = rig.add_request("k", name="Kim Beispiel")
    rig.add_request("l", name="", organisation="", email=None, phone="0251 1")
    page = staff.get("/anfragen").text
    assert request.reference in page
    for words in ("Jugendring", "Kim Beispiel", "a@example.org", "0251 1"):
        assert words in page
    assert "Visum &lt;b&gt;" in page
    assert "26.11.2026" in page
    assert "23.11.2026, 10:00" in page
    assert "überfällig" not in page


def test_a_request_is_overdue_from_the_next_day_in_germany_until_it_is_answered(
    staff: TestClient, rig: DeskRig
) -> None:
    request = rig.add_request("k")
    assert request.answer_by == date(2026, 11, 26)
    rig.moment = datetime(2026, 11, 26, 22, 50, tzinfo=timezone.utc)
    log_in_again(staff, rig)
    assert "überfällig" not in staff.get("/anfragen").text
    rig.moment += timedelta(minutes=10)
    assert "überfällig" in staff.get("/anfragen").text
    rig.services.consultations.change_state(request.reference, RequestState.ANSWERED, "x")
    assert "überfällig" not in staff.get("/anfragen").text


def log_in_again(client: TestClient, rig: DeskRig) -> None:
    client.cookies.delete("desk")
    assert log_in(client, rig.start_password).status_code == 303


def test_the_list_can_be_filtered_and_paged(staff: TestClient, rig: DeskRig) -> None:
    rig.add_requests(27)
    rig.services.consultations.change_state("IJ-2026-0003", RequestState.ANSWERED, "x")
    first, second = (staff.get(f"/anfragen?ansicht=alle{more}").text for more in ("", "&seite=2"))
    assert first.count("data-row") == 25
    assert second.count("data-row") == 2
    assert 'rel="next"' in first
    assert 'rel="next"' not in second
    answered = staff.get("/anfragen?status=answered").text
    assert answered.count("data-row") == 1
    assert "IJ-2026-0003" in answered


@pytest.mark.parametrize(
    "query", ["seite=-1", "seite=x", "seite=99999999999", "seite=²", "status=%00", "status='--"]
)
def test_odd_queries_show_a_list(staff: TestClient, query: str) -> None:
    assert staff.get(f"/anfragen?{query}").status_code == 200


def test_a_request_shows_all_fields_as_text(staff: TestClient, rig: DeskRig) -> None:
    request = rig.add_request("k", name="=cmd|<img src=x onerror=alert(1)>", phone="0211 123456")
    page = staff.get(f"/anfragen/{request.reference}").text
    assert "<img src=x" not in page
    assert "=cmd|&lt;img src=x onerror=alert(1)&gt;" in page
    for shown in ("Zeile 1\nZeile 2", "a@example.org", "0211 123456", "Formular auf der Website"):
        assert shown in page


def test_staff_move_a_request_and_the_log_names_them(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    response = post(staff, f"{path}/status", path, state="in_progress")
    assert response.headers["location"] == f"{path}#status-neu"
    page = staff.get(f"/anfragen/{reference}").text
    assert "In Bearbeitung genommen" in page
    assert "(beratung)" in page


def test_a_move_that_is_not_possible_is_explained(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    rig.services.consultations.change_state(reference, RequestState.WITHDRAWN, "x")
    late = post(staff, f"{path}/status", path, state="answered")
    assert late.status_code == 409
    assert "nicht möglich" in late.text
    assert post(staff, f"{path}/status", path, state="erledigt").status_code == 400


def test_what_others_did_meanwhile_stops_a_button_once(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    before = staff.get(path).text
    form = {name: hidden(before, name) for name in ("csrf", "version")}
    words = "Bitte noch warten!"
    said = NewMessage(
        idempotency_key="p",
        author=Author.PERSON,
        actor="person",
        kind=MessageKind.TEXT,
        via=Via.PAGE,
        created_at=rig.moment,
        is_public=True,
        text=words,
    )
    with write_transaction(rig.engine) as connection:
        row = locked(connection, reference)
        add_from_person(connection, row, said, rig.moment.date(), reopens=True)
    stopped = staff.post(f"{path}/status", data={**form, "state": "closed"}, headers=ORIGIN)
    assert stopped.status_code == 409
    assert "Bitte noch warten!" in stopped.text
    assert rig.services.consultations.get(reference).state is not RequestState.CLOSED
    form["version"] = hidden(stopped.text, "version")
    staff.post(f"{path}/status", data={**form, "state": "closed"}, headers=ORIGIN)
    assert rig.services.consultations.get(reference).state is RequestState.CLOSED


def test_nobody_takes_a_request_from_who_was_faster(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    before = staff.get(path).text
    form = {name: hidden(before, name) for name in ("csrf", "version")}
    colleague = signed_in(rig, "robin", name="Robin Muster")
    assert post(colleague, f"{path}/uebernehmen", path).status_code == 303
    late = staff.post(f"{path}/uebernehmen", data=form, headers=ORIGIN)
    assert late.status_code == 409
    assert "Robin Muster: Zuständig ist jetzt Robin Muster" in late.text
    assert rig.services.work.of(reference).assignee == "robin"


def test_unknown_references_are_not_found(staff: TestClient) -> None:
    assert staff.get("/anfragen/IJ-2026-9999").status_code == 404
    csrf = hidden(staff.get("/anfragen").text)
    form = {"csrf": csrf, "state": "answered"}
    path = "/anfragen/IJ-2026-9999/status"
    assert staff.post(path, data=form, headers=ORIGIN).status_code == 404


def test_dead_mails_raise_a_red_banner(staff: TestClient, rig: DeskRig) -> None:
    request = rig.add_request("k")
    assert "nicht zustellbar" not in staff.get("/anfragen").text
    claimed = rig.services.outbox.claim_due(rig.moment, rig.moment + timedelta(minutes=1))
    assert isinstance(claimed, ClaimedMail)
    rig.services.outbox.bury(claimed, "550", rig.moment)
    page = staff.get("/anfragen").text
    assert 'class="banner bad" role="alert"' in page
    assert "Mail nicht zustellbar" in page
    assert "nicht zustellbar" in staff.get(f"/anfragen/{request.reference}").text


def test_an_answer_that_did_not_arrive_says_why_and_is_found_from_the_list(
    staff: TestClient, rig: DeskRig
) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    post(staff, f"{path}/antwort", path, channel="email", text="Ja.")
    for _ in range(2):
        claimed = rig.services.outbox.claim_due(rig.moment, rig.moment + timedelta(minutes=1))
        assert isinstance(claimed, ClaimedMail)
        if claimed.kind == "person_answer":
            rig.services.outbox.bury(claimed, "smtp_550", rig.moment)
    page = staff.get(path).text
    assert "meist gibt es die Adresse nicht (smtp_550)" in page
    # Answered requests are no longer among the open ones.
    page = staff.get("/anfragen").text
    banner = page[page.index("bei den Ratsuchenden nicht an") :]
    assert f'<a href="{path}">{reference}</a>' in banner[: banner.index("</p>")]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("connection_lost", "brach ab"),
        ("smtp_451", "gerade nicht an"),
        ("bounced_5.1.1", "kam zurück"),
        ("bounced_", "Grund: bounced_"),
        ("address_unsafe", "Grund: address_unsafe"),
    ],
)
def test_every_reason_of_a_mail_has_words(code: str, said: str) -> None:
    assert said in mail_error(code)


def test_everything_that_can_become_of_a_mail_has_words() -> None:
    for kind in MailKind:
        for outcome in ("sent", "dead", "bounced", "delayed"):
            is_notice = kind is MailKind.OFFICE_NOTICE and outcome in ("sent", "dead")
            what = f"mail:{outcome}" if is_notice else f"mail:{kind.value}:{outcome}"
            assert event_label(what) != what


def test_pages_carry_the_security_headers_and_are_never_stored(
    staff: TestClient, visitor: TestClient
) -> None:
    for response in (staff.get("/anfragen"), visitor.get("/login"), visitor.get("/nicht-da")):
        assert "default-src 'none'" in response.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
        assert "script-src 'self';" in response.headers["content-security-policy"]
        assert "unsafe" not in response.headers["content-security-policy"]
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-content-type-options"] == "nosniff"


def test_large_bodies_and_other_encodings_are_refused(visitor: TestClient) -> None:
    csrf = hidden(visitor.get("/login").text)
    form = {"csrf": csrf, "username": "x" * 20_000}
    assert visitor.post("/login", data=form, headers=ORIGIN).status_code == 413
    assert visitor.post("/login", json={"csrf": csrf}, headers=ORIGIN).status_code == 415


def test_a_broken_page_answers_in_german_and_logs_no_content(
    staff: TestClient,
    rig: DeskRig,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_reference: str) -> None:
        raise RuntimeError("Erika Musterfrau")

    rig.add_request("k")
    monkeypatch.setattr(rig.services.consultations, "get", broken)
    response = staff.get("/anfragen/IJ-2026-0001")
    assert response.status_code == 500
    assert "Auf unserer Seite ist ein Fehler" in response.text
    assert "RuntimeError" in caplog.text
    assert "Erika" not in caplog.text
