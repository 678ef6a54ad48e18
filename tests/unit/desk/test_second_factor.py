"""Signing in with a second factor, and roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.desk import user_command
from bot.desk.app import create_app
from bot.desk.staff.accounts import Role
from bot.settings import Settings
from tests.unit.desk.desk_rig import ORIGIN, URL, DeskRig, hidden, log_in, post, signed_in

ADMIN_PATHS = ("/konten", "/zugriffe", "/anfragen/IJ-2026-0001/loeschen")


def turn_on(client: TestClient, rig: DeskRig, password: str) -> tuple[pyotp.TOTP, list[str]]:
    """Set up the second factor and return its app and the codes for paper."""
    page = client.get("/konto/zweiter-faktor").text
    found = re.search(r'class="secret">([^<]+)<', page)
    assert found
    assert "<svg" in page
    app = pyotp.TOTP(found[1].replace(" ", ""))
    form = {"csrf": hidden(page), "code": app.at(rig.moment), "password": password}
    done = client.post("/konto/zweiter-faktor", data=form, headers=ORIGIN)
    assert done.status_code == 200, done.text
    return app, re.findall(r"<li><code>([a-z0-9-]+)</code>", done.text)


def give_code(client: TestClient, code: str) -> int:
    csrf = hidden(client.get("/login/code").text)
    form = {"csrf": csrf, "code": code}
    return int(client.post("/login/code", data=form, headers=ORIGIN).status_code)


def test_signing_in_takes_the_code_too(
    staff: TestClient, visitor: TestClient, rig: DeskRig
) -> None:
    app, codes = turn_on(staff, rig, rig.start_password)
    assert len(set(codes)) == 10
    assert staff.get("/anfragen").status_code == 200
    rig.moment += timedelta(minutes=1)
    assert log_in(visitor, rig.start_password).headers["location"] == "/login/code"
    for path in ("/anfragen", "/konto", "/passwort", "/konto/zweiter-faktor"):
        assert visitor.get(path).headers["location"].partition("?")[0] == "/login/code"
    assert give_code(visitor, "000000") == 401
    assert give_code(visitor, app.at(rig.moment)) == 303
    assert visitor.get("/anfragen").status_code == 200


def test_a_code_counts_once_and_a_paper_code_too(
    staff: TestClient, app: Starlette, rig: DeskRig
) -> None:
    totp, codes = turn_on(staff, rig, rig.start_password)
    rig.moment += timedelta(minutes=1)
    code = totp.at(rig.moment)
    results = []
    for given in (code, code, codes[0].upper(), codes[0], codes[1].replace("-", " ")):
        client = TestClient(app, URL, follow_redirects=False)
        rig.seconds += 1000
        log_in(client, rig.start_password)
        results.append(give_code(client, given))
    assert results == [303, 401, 303, 401, 303]
    account = rig.services.accounts.find("beratung")
    assert account is not None
    assert rig.services.second_factors.recovery_codes_left(account) == 8


def test_guessing_codes_is_slowed_down(staff: TestClient, app: Starlette, rig: DeskRig) -> None:
    turn_on(staff, rig, rig.start_password)
    statuses = []
    for _ in range(8):
        client = TestClient(app, URL, follow_redirects=False)
        rig.seconds += 1
        log_in(client, rig.start_password)
        statuses.append(give_code(client, "123456"))
    assert statuses.count(401) <= 7
    assert statuses[-1] == 429


def test_setting_up_and_turning_off_take_the_password(staff: TestClient, rig: DeskRig) -> None:
    page = "/konto/zweiter-faktor"
    assert post(staff, page, page, code="1", password="falsch").status_code == 422
    assert post(staff, page, page, code="1", password=rig.start_password).status_code == 422
    turn_on(staff, rig, rig.start_password)
    assert post(staff, f"{page}/aus", page, password="falsch").status_code == 422
    assert post(staff, f"{page}/aus", page, password=rig.start_password).status_code == 303
    account = rig.services.accounts.find("beratung")
    assert account is not None
    assert not account.has_second_factor


@pytest.fixture
def strict(tmp_path: Path, template: Path) -> Iterator[DeskRig]:
    rig = DeskRig.build(tmp_path, template, IJA_DESK_SECOND_FACTOR="required")
    yield rig
    rig.engine.dispose()


def test_where_all_must_have_it_nothing_else_works_before(strict: DeskRig) -> None:
    client = TestClient(create_app(strict.services), URL, follow_redirects=False)
    log_in(client, strict.start_password)
    for path in ("/anfragen", "/konto", "/konten"):
        assert client.get(path).headers["location"] == "/konto/zweiter-faktor"
    turn_on(client, strict, strict.start_password)
    assert client.get("/anfragen").status_code == 200
    page = "/konto/zweiter-faktor"
    refused = post(client, f"{page}/aus", page, password=strict.start_password)
    assert refused.status_code == 403


def test_only_admins_reach_what_is_for_admins(rig: DeskRig, app: Starlette) -> None:
    rig.add_request("k")
    advisor, admin = signed_in(rig, "kim"), signed_in(rig, "robin", Role.ADMIN)
    for path in ADMIN_PATHS:
        assert advisor.get(path).status_code == 403, path
        assert admin.get(path).status_code == 200, path
    csrf = hidden(advisor.get("/anfragen").text)
    refused = 0
    for route in app.routes:
        assert isinstance(route, Route)
        is_admin = route.path.startswith("/konten") or route.path.endswith(
            ("/loeschen", "/auskunft")
        )
        if is_admin and "POST" in (route.methods or set()):
            path = re.sub(r"\{reference\}", "IJ-2026-0001", route.path)
            path = path.replace("{username}", "beratung")
            form = {"csrf": csrf, "action": "disable", "username": "neu"}
            assert advisor.post(path, data=form, headers=ORIGIN).status_code == 403, path
            refused += 1
    assert refused == 4
    page = advisor.get("/anfragen/IJ-2026-0001").text
    assert "Angaben der Person löschen" not in page
    assert "/konten" not in page
    assert not rig.services.consultations.get("IJ-2026-0001").is_erased


def test_admins_manage_accounts(staff: TestClient, rig: DeskRig, app: Starlette) -> None:
    fields = {"username": "Kim", "display_name": "Kim <b>", "role": "advisor"}
    page = post(staff, "/konten", **fields)
    found = re.search(r'class="secret">([^<]+)<', page.text)
    assert found
    client = TestClient(app, URL, follow_redirects=False)
    assert log_in(client, found[1], "kim").status_code == 303
    assert client.get("/anfragen").headers["location"] == "/passwort"
    assert page.text.count("noch mit Startpasswort") == 1
    assert post(staff, "/konten", **fields).status_code == 422
    post(staff, "/konten/kim", action="disable")
    assert client.get("/anfragen").headers["location"] == "/login"
    assert log_in(client, found[1], "kim").status_code == 401
    post(staff, "/konten/kim", action="enable")
    post(staff, "/konten/kim", action="role", role="admin")
    account = rig.services.accounts.find("kim")
    assert account is not None
    assert account.is_admin
    assert post(staff, "/konten/kim", action="x").status_code == 400
    assert post(staff, "/konten/niemand", action="disable").status_code == 422
    assert "Konto gesperrt" in staff.get("/zugriffe").text


def test_everywhere_means_everywhere(staff: TestClient, visitor: TestClient, rig: DeskRig) -> None:
    log_in(visitor, rig.start_password)
    assert "2 Anmeldungen sind offen" in staff.get("/konto").text
    post(staff, "/konto/ueberall-abmelden")
    for client in (staff, visitor):
        assert client.get("/anfragen").headers["location"] == "/login"


def test_wrong_passwords_stand_in_the_log_without_what_was_typed(
    staff: TestClient, visitor: TestClient
) -> None:
    log_in(visitor, "falsch")
    log_in(visitor, "x", "mein-geheimes-passwort")
    page = staff.get("/zugriffe").text
    assert page.count("Anmeldung fehlgeschlagen") == 2
    assert "mein-geheimes-passwort" not in page


def test_accounts_from_the_command_line(
    rig: DeskRig, visitor: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    settings: Settings = rig.services.settings
    assert user_command.main(["add", "Kim", "--name", "Kim Beispiel"], settings) == 0
    password = capsys.readouterr().out.split()[-1]
    assert log_in(visitor, password, "kim").status_code == 303
    assert user_command.main(["password", "kim"], settings) == 0
    assert log_in(visitor, capsys.readouterr().out.split()[-1], "kim").status_code == 303
    assert user_command.main(["reset-totp", "kim"], settings) == 0
    assert user_command.main(["disable", "kim"], settings) == 0
    capsys.readouterr()
    assert user_command.main(["list"], settings) == 0
    assert "kim (Kim Beispiel): Beratung" in capsys.readouterr().out
    assert user_command.main(["disable", "niemand"], settings) == 1
    assert "Dieses Konto gibt es nicht." in capsys.readouterr().err
    assert user_command.main(["disable", "beratung"], settings) == 1
    assert user_command.main(["disable", "kim", "--undo"], settings) == 0
    with pytest.raises(SystemExit):
        user_command.main(["add", "x", "--role", "gott"], settings)
