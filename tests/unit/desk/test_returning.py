"""Whoever is signed out gets back to the page they wanted, and to what they wrote."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from starlette.testclient import TestClient

from bot.desk.access.returning import safe_target
from bot.desk.staff.sessions import IDLE
from tests.unit.desk.desk_rig import ORIGIN, DeskRig, hidden, log_in, post


def sign_in_from(client: TestClient, address: str, rig: DeskRig) -> str:
    """Sign in on the page and return where that leads."""
    page = client.get(address).text
    form = {name: hidden(page, name) for name in ("csrf", "weiter")}
    form |= {"username": "beratung", "password": rig.start_password}
    return client.post("/login", data=form, headers=ORIGIN).headers["location"]


def test_signing_in_leads_on_to_the_page_that_was_wanted(visitor: TestClient, rig: DeskRig) -> None:
    path = f"/anfragen/{rig.add_request('k').reference}"
    location = visitor.get(path).headers["location"]
    assert location == f"/login?weiter={path.replace('/', '%2F')}"
    assert sign_in_from(visitor, location, rig) == path
    assert visitor.get(location).headers["location"] == path


def test_a_wrong_password_does_not_forget_the_page(visitor: TestClient) -> None:
    page = visitor.get("/login?weiter=/statistik").text
    form = {name: hidden(page, name) for name in ("csrf", "weiter")}
    form |= {"username": "beratung", "password": "falsch"}
    wrong = visitor.post("/login", data=form, headers=ORIGIN)
    assert hidden(wrong.text, "weiter") == "/statistik"


def test_the_second_factor_does_not_forget_the_page(visitor: TestClient, rig: DeskRig) -> None:
    account = rig.services.accounts.find("beratung")
    assert account is not None
    secret = rig.services.second_factors.begin(account)
    app = pyotp.TOTP(secret)
    earlier = rig.moment - timedelta(minutes=2)
    assert rig.services.second_factors.confirm(account, app.at(earlier), earlier)
    location = sign_in_from(visitor, "/login?weiter=/statistik", rig)
    assert location == "/login/code?weiter=%2Fstatistik"
    page = visitor.get(location).text
    form = {name: hidden(page, name) for name in ("csrf", "weiter")}
    done = visitor.post("/login/code", data={**form, "code": app.at(rig.moment)}, headers=ORIGIN)
    assert done.headers["location"] == "/statistik"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/anfragen/../../x",
        "/anfragen\r\nX: y",
        "/logout",
        "/gibt-es-nicht",
        "/anfragen/" + "x" * 200,
        "javascript:alert(1)",
    ],
)
def test_nothing_leads_away_from_the_desk(raw: str) -> None:
    assert safe_target(raw) == "/anfragen"


@pytest.mark.parametrize("form", ["antwort", "notiz"])
def test_what_was_written_when_the_session_ended_is_shown(
    staff: TestClient, rig: DeskRig, form: str
) -> None:
    path = f"/anfragen/{rig.add_request('k').reference}"
    page = staff.get(path).text
    rig.moment += IDLE
    values = {"csrf": hidden(page), "text": "Rückruf <b>zugesagt</b>", "action": "send"}
    kept = staff.post(f"{path}/{form}", data=values, headers=ORIGIN)
    assert kept.status_code == 401
    assert "Rückruf &lt;b&gt;zugesagt&lt;/b&gt;</textarea>" in kept.text
    assert f'href="/login?weiter={path.replace("/", "%2F")}"' in kept.text


def test_what_was_written_on_a_page_of_an_earlier_session_is_shown(
    staff: TestClient, rig: DeskRig
) -> None:
    path = f"/anfragen/{rig.add_request('k').reference}"
    csrf = hidden(staff.get(path).text)
    staff.cookies.delete("desk")
    assert log_in(staff, rig.start_password).status_code == 303
    kept = staff.post(f"{path}/notiz", data={"csrf": csrf, "text": "Rückruf"}, headers=ORIGIN)
    assert kept.status_code == 403
    assert "Rückruf</textarea>" in kept.text
    assert f'href="{path}"' in kept.text


def test_what_was_written_before_the_code_is_entered_is_shown(
    staff: TestClient, rig: DeskRig
) -> None:
    path = f"/anfragen/{rig.add_request('k').reference}"
    csrf = hidden(staff.get(path).text)
    account = rig.services.accounts.find("beratung")
    assert account is not None
    app = pyotp.TOTP(rig.services.second_factors.begin(account))
    assert rig.services.second_factors.confirm(account, app.at(rig.moment), rig.moment)
    staff.cookies.delete("desk")
    assert log_in(staff, rig.start_password).headers["location"] == "/login/code"
    kept = staff.post(f"{path}/notiz", data={"csrf": csrf, "text": "Rückruf"}, headers=ORIGIN)
    assert kept.status_code == 401
    assert "Rückruf</textarea>" in kept.text
    # Nothing is stored, and no page is shown, before the code.
    assert staff.get(path).headers["location"] == f"/login/code?weiter={path.replace('/', '%2F')}"


def test_a_page_that_asks_by_itself_keeps_no_session_alive(staff: TestClient, rig: DeskRig) -> None:
    path = f"/anfragen/{rig.add_request('k').reference}"
    staff.get(path)
    for _ in range(3):
        rig.moment += IDLE / 2 - timedelta(seconds=1)
        answer = staff.get(f"{path}/stand?version=1")
    assert answer.status_code == 303
    assert staff.get("/anfragen").status_code == 303


def test_the_page_learns_the_token_of_a_new_session(staff: TestClient, rig: DeskRig) -> None:
    path = f"/anfragen/{rig.add_request('k').reference}"
    csrf = hidden(staff.get(path).text)
    news = staff.get(f"{path}/stand?version=1").json()
    assert (news["account"], news["csrf"]) == ("beratung", csrf)
    assert post(staff, f"{path}/notiz", path, text="x").status_code == 303
