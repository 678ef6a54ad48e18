from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from bot.consultations.errors import StoreUnavailableError
from bot.consultations.mails.mailbox_checks import MailboxChecks
from bot.gateway.operation.recent import Recent
from tests.unit.gateway.gateway_rig import GatewayRig


def test_the_process_lives(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_means_the_database_takes_writes(client: TestClient, rig: GatewayRig) -> None:
    rig.submit()
    rig.moment += timedelta(seconds=61.5)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": "ok",
        "assistant": "ok",
        "oldest_pending_mail_seconds": 61.5,
        "dead_mails": 0,
        "mailbox_error": None,
    }
    with rig.engine.connect() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM chat_readiness_probes").scalar()
    assert left == 0


def test_a_mail_that_was_given_up_is_an_alarm(client: TestClient, rig: GatewayRig) -> None:
    rig.submit()
    with rig.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'dead'")
    response = client.get("/readyz")
    assert response.status_code == 200
    assert (response.json()["status"], response.json()["dead_mails"]) == ("degraded", 1)


def test_a_mailbox_that_cannot_be_read_is_an_alarm(client: TestClient, rig: GatewayRig) -> None:
    checks = MailboxChecks(rig.engine)
    checks.note(rig.moment, "login_failed")
    body = client.get("/readyz").json()
    assert (body["status"], body["mailbox_error"]) == ("degraded", "login_failed")
    checks.note(rig.moment)
    assert client.get("/readyz").json()["status"] == "ok"


def test_without_the_assistant_the_gateway_still_serves(
    client: TestClient, rig: GatewayRig
) -> None:
    rig.assistant.up = False
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"


def test_without_a_writable_database_it_is_not_ready(
    client: TestClient, rig: GatewayRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_now: object) -> None:
        raise StoreUnavailableError

    monkeypatch.setattr(rig.services.store, "probe", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "unavailable"


async def test_a_crowd_that_asks_costs_one_look() -> None:
    looks, seconds = [], [0.0]

    async def look() -> int:
        looks.append(seconds[0])
        return len(looks)

    recent: Recent[int] = Recent(1.0, lambda: seconds[0])
    assert await asyncio.gather(*(recent.get(look) for _ in range(20))) == [1] * 20
    seconds[0] = 1.0
    assert await recent.get(look) == 2


def test_a_database_file_that_was_locked_away_turns_it_red(
    client: TestClient, rig: GatewayRig
) -> None:
    with rig.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE chat_readiness_probes")
    assert client.get("/readyz").status_code == 503
