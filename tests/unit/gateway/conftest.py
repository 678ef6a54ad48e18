"""A gateway with a fake assistant, a real database and a clock that stands still."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from bot.gateway.operation.recent import Recent
from tests.unit.gateway.gateway_rig import JSON, PUBLIC_URL, GatewayRig


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[GatewayRig]:
    """Return the services of a gateway and what they are connected to."""
    rig = GatewayRig(tmp_path)
    yield rig
    rig.engine.dispose()


@pytest.fixture
def client(rig: GatewayRig) -> Iterator[TestClient]:
    """Return a browser-like client that does not follow redirects."""
    app = create_app(rig.services)
    # Tests change things and look at once.
    app.state.readiness = Recent(0.0, time.monotonic)
    with TestClient(app, PUBLIC_URL, raise_server_exceptions=False) as client:
        client.follow_redirects = False
        yield client


@pytest.fixture
def session(client: TestClient) -> str:
    """Return the token of a chat that was just opened."""
    return str(client.post("/api/chat/sessions", headers=JSON, content="{}").json()["session"])
