from __future__ import annotations

import stat
from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.desk.staff.accounts import START_PASSWORD_FILE, Role
from bot.desk.staff.sessions import ABSOLUTE, IDLE
from tests.unit.desk.desk_rig import ORIGIN, URL, DeskRig, hidden, log_in

ALWAYS_OPEN = ("/static", "/healthz", "/readyz", "/login", "/logout", "/passwort", "/konto/")


def test_the_first_start_leaves_a_password_only_we_can_read(rig: DeskRig) -> None:
    mode = (rig.services.var_dir / START_PASSWORD_FILE).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert len(rig.start_password) >= 22


def test_a_second_start_changes_nothing(rig: DeskRig) -> None:
    before = rig.start_password
    rig.services.accounts.create_first(rig.services.var_dir, lambda: "other")
    assert rig.start_password == before


def test_the_right_password_opens_the_list(visitor: TestClient, rig: DeskRig) -> None:
    response = log_in(visitor, rig.start_password, "  Beratung ")
    assert response.headers["location"] == "/anfragen"
    cookie = next(c for c in response.headers.get_list("set-cookie") if c.startswith("desk="))
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Max-Age" not in cookie
    assert visitor.get("/anfragen").status_code == 200


def test_over_tls_the_cookies_are_pinned_to_the_host(app: Starlette, rig: DeskRig) -> None:
    client = TestClient(app, "https://desk.test", follow_redirects=False)
    csrf = hidden(client.get("/login").text)
    form = {"csrf": csrf, "username": "beratung", "password": rig.start_password}
    response = client.post("/login", data=form, headers={"Origin": "https://desk.test"})
    assert response.status_code == 303
    assert "strict-transport-security" in response.headers
    for cookie in response.headers.get_list("set-cookie"):
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie


@pytest.mark.parametrize(
    ("username", "password"),
    [("beratung", "falsch"), ("niemand", "falsch"), ("niemand", ""), ("", ""), ("beratung", "")],
)
def test_wrong_name_and_wrong_password_look_the_same(
    visitor: TestClient, username: str, password: str
) -> None:
    response = log_in(visitor, password, username)
    assert response.status_code == 401
    assert "Name oder Passwort stimmen nicht." in response.text
    assert username not in response.text or username == ""
    assert visitor.get("/anfragen").status_code == 303


def test_an_unknown_account_costs_a_hash_too(rig: DeskRig, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str | None] = []
    passwords = rig.services.accounts._passwords
    genuine = passwords.is_right

    def spy(stored: str | None, password: str) -> bool:
        checked.append(stored)
        return genuine(stored, password)

    monkeypatch.setattr(passwords, "is_right", spy)
    assert rig.services.accounts.check("niemand", "x") is None
    assert checked == [None]
    assert not genuine(None, "")


def test_the_session_ends_when_idle(staff: TestClient, rig: DeskRig) -> None:
    rig.moment += IDLE - timedelta(seconds=1)
    assert staff.get("/anfragen").status_code == 200
    rig.moment += IDLE
    assert staff.get("/anfragen").headers["location"] == "/login"


def test_the_session_ends_at_the_end_of_the_day_even_when_used(
    staff: TestClient, rig: DeskRig
) -> None:
    start = rig.moment
    while rig.moment < start + ABSOLUTE - timedelta(minutes=20):
        rig.moment += timedelta(minutes=20)
        assert staff.get("/anfragen").status_code == 200
    rig.moment += timedelta(minutes=20)
    assert staff.get("/anfragen").status_code == 303


def test_signing_out_ends_the_session_for_a_copied_cookie_too(
    staff: TestClient, app: Starlette
) -> None:
    copy = TestClient(app, URL, follow_redirects=False, cookies=dict(staff.cookies))
    csrf = hidden(staff.get("/anfragen").text)
    response = staff.post("/logout", data={"csrf": csrf}, headers=ORIGIN)
    assert response.headers["location"] == "/login"
    assert copy.get("/anfragen").status_code == 303


def test_a_session_given_before_signing_in_is_not_kept(visitor: TestClient, rig: DeskRig) -> None:
    visitor.cookies.set("desk", "fixed")
    log_in(visitor, rig.start_password)
    assert visitor.cookies.get("desk", domain="desk.test") != "fixed"


def test_the_database_knows_no_token(staff: TestClient, rig: DeskRig) -> None:
    tokens = [cookie.value for cookie in staff.cookies.jar if cookie.value]
    assert tokens
    with rig.engine.connect() as connection:
        for table in ("desk_sessions", "desk_devices", "desk_accounts"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608
            assert rows
            assert not any(token in str(rows) for token in tokens)
            assert rig.start_password not in str(rows)


def test_signing_in_needs_the_token_of_the_page(visitor: TestClient, rig: DeskRig) -> None:
    form = {"csrf": "x", "username": "beratung", "password": rig.start_password}
    assert visitor.post("/login", data=form, headers=ORIGIN).status_code == 400
    visitor.get("/login")
    assert visitor.post("/login", data=form, headers=ORIGIN).status_code == 400
    del form["csrf"]
    assert visitor.post("/login", data=form, headers=ORIGIN).status_code == 400


def test_guessing_gets_slower_and_a_known_device_is_not_affected(
    staff: TestClient, visitor: TestClient, rig: DeskRig
) -> None:
    statuses = [log_in(visitor, "falsch").status_code for _ in range(8)]
    assert statuses[:5] == [401] * 5
    assert 429 in statuses
    refused = log_in(visitor, rig.start_password)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    staff.cookies.delete("desk")
    assert log_in(staff, rig.start_password).status_code == 303


def test_after_the_wait_the_right_password_works(visitor: TestClient, rig: DeskRig) -> None:
    wait = 0
    while not wait:
        wait = int(log_in(visitor, "falsch").headers.get("retry-after", 0))
    rig.seconds += wait
    assert log_in(visitor, rig.start_password).status_code == 303


def test_changing_the_password_ends_other_sessions_and_removes_the_start_password(
    app: Starlette, staff: TestClient, rig: DeskRig
) -> None:
    other = TestClient(app, URL, follow_redirects=False)
    old = rig.start_password
    log_in(other, old)
    page = staff.get("/passwort").text
    new = "vier zufällige Wörter hier"
    form = {"csrf": hidden(page), "current": old, "new": new, "repeated": new}
    assert staff.post("/passwort", data=form, headers=ORIGIN).status_code == 303
    assert other.get("/anfragen").status_code == 303
    assert not (rig.services.var_dir / START_PASSWORD_FILE).exists()
    assert "Eigenes Passwort gesetzt" in staff.get("/zugriffe").text
    assert log_in(other, old).status_code == 401
    assert log_in(other, new).status_code == 303


def test_with_a_start_password_nothing_is_open_but_changing_it(
    app: Starlette, visitor: TestClient, rig: DeskRig
) -> None:
    rig.add_request("k")
    start = rig.add_staff("kim", Role.ADMIN)
    log_in(visitor, start, "kim")
    page = visitor.get("/passwort").text
    csrf, checked = hidden(page), 0
    for route in app.routes:
        assert isinstance(route, Route)
        path = route.path.replace("{reference}", "IJ-2026-0001").replace("{username}", "beratung")
        if "{" in path or path == "/" or path.startswith(ALWAYS_OPEN):
            continue
        for method in (route.methods or set()) & {"GET", "POST"}:
            answer = visitor.request(method, path, data={"csrf": csrf}, headers=ORIGIN)
            assert answer.headers.get("location") == "/passwort", path
            checked += 1
    assert checked > 40
    assert "Startpasswort" in page
    assert 'href="/anfragen"' not in page
    new = "vier zufällige Wörter hier"
    form = {"csrf": csrf, "current": start, "new": new, "repeated": new}
    assert visitor.post("/passwort", data=form, headers=ORIGIN).headers["location"] == "/anfragen"
    assert 'href="/anfragen"' in visitor.get("/anfragen").text


def test_the_start_password_is_no_new_one(visitor: TestClient, rig: DeskRig) -> None:
    start = rig.add_staff("kim")
    log_in(visitor, start, "kim")
    csrf = hidden(visitor.get("/passwort").text)
    form = {"csrf": csrf, "current": start, "new": start, "repeated": start}
    refused = visitor.post("/passwort", data=form, headers=ORIGIN)
    assert refused.status_code == 422
    assert "dasselbe" in refused.text
    assert visitor.get("/anfragen").headers["location"] == "/passwort"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"current": "falsch"}, "jetziges Passwort stimmt nicht"),
        ({"new": "kurz", "repeated": "kurz"}, "zu kurz"),
        pytest.param({"new": "x" * 129, "repeated": "x" * 129}, "zu lang", id="long"),
        ({"new": "aaaaaaaaaaaaaa", "repeated": "aaaaaaaaaaaaaa"}, "leicht zu erraten"),
        ({"new": "Beratung-2026!", "repeated": "Beratung-2026!"}, "leicht zu erraten"),
        ({"repeated": "etwas anderes"}, "verschieden"),
    ],
)
def test_bad_new_passwords_are_refused_with_a_reason(
    staff: TestClient, rig: DeskRig, changes: dict[str, str], message: str
) -> None:
    new = "vier zufällige Wörter hier"
    form = {
        "csrf": hidden(staff.get("/passwort").text),
        "current": rig.start_password,
        "new": new,
        "repeated": new,
        **changes,
    }
    response = staff.post("/passwort", data=form, headers=ORIGIN)
    assert response.status_code == 422
    assert message in response.text
