"""A desk with a real database and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.desk.app import create_app
from bot.desk.staff.accounts import FIRST_USERNAME
from tests.unit.desk.desk_rig import URL, DeskRig, log_in


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a desk to be copied, because migrations take their time."""
    folder = tmp_path_factory.mktemp("desk-template")
    rig = DeskRig.build(folder)
    # Past the first sign-in; what that is like has tests of its own.
    rig.services.staff.set_password(FIRST_USERNAME, rig.start_password, is_start=False)
    rig.engine.dispose()
    return folder


@pytest.fixture
def rig(tmp_path: Path, template: Path) -> Iterator[DeskRig]:
    """Return the services of a desk with its first account."""
    rig = DeskRig.build(tmp_path, template)
    yield rig
    rig.engine.dispose()


@pytest.fixture
def app(rig: DeskRig) -> Starlette:
    """Return the desk's application."""
    return create_app(rig.services)


@pytest.fixture
def visitor(app: Starlette) -> TestClient:
    """Return a browser in which nobody is signed in."""
    return TestClient(app, URL, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture
def staff(app: Starlette, rig: DeskRig) -> TestClient:
    """Return a browser in which the first account is signed in."""
    client = TestClient(app, URL, raise_server_exceptions=False, follow_redirects=False)
    assert log_in(client, rig.start_password).status_code == 303
    return client
