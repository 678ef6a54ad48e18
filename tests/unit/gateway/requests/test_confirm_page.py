from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from bot.consultations.database.engine import write_transaction
from bot.consultations.mails.confirmation_store import add_token
from tests.unit.gateway.gateway_rig import PUBLIC_URL, GatewayRig

ORIGIN = {"Origin": PUBLIC_URL}
PAGE = "/anfrage/bestaetigen/geheim"
Count = Callable[[], int]


@pytest.fixture
def copies(rig: GatewayRig) -> Count:
    """Return a counter of copies, after a person was asked to confirm the address."""
    request = rig.submit(wants_copy=True)
    with write_transaction(rig.engine) as connection:
        add_token(connection, str(request.uuid), "geheim", rig.moment + timedelta(days=2))

    def count() -> int:
        query = "SELECT count(*) FROM outbox WHERE kind = 'person_copy'"
        with rig.engine.connect() as connection:
            return int(connection.exec_driver_sql(query).scalar())

    return count


def test_opening_the_link_confirms_nothing_and_the_button_does(
    client: TestClient, copies: Count
) -> None:
    for _ in range(3):
        assert "Ja, das ist meine Adresse" in client.get(PAGE).text
    assert copies() == 0
    assert "unterwegs" in client.post(PAGE, headers=ORIGIN).text
    assert "schon bestätigt" in client.post(PAGE, headers=ORIGIN).text
    assert copies() == 1


def test_a_link_that_is_over_or_unknown_says_so(
    client: TestClient, rig: GatewayRig, copies: Count
) -> None:
    assert client.get("/anfrage/bestaetigen/falsch").status_code == 404
    assert client.post("/anfrage/bestaetigen/%00%F0", headers=ORIGIN).status_code == 404
    rig.moment += timedelta(days=2)
    assert client.get(PAGE).status_code == 410
    assert client.post(PAGE, headers=ORIGIN).status_code == 410
    assert copies() == 0


def test_a_foreign_page_cannot_confirm(client: TestClient, copies: Count) -> None:
    response = client.post(PAGE, headers={"Origin": "https://evil.example"})
    assert response.status_code == 403
    assert copies() == 0


def test_links_cannot_be_guessed_in_bulk(client: TestClient) -> None:
    codes = {client.get(f"/anfrage/bestaetigen/{n}").status_code for n in range(40)}
    assert codes == {404, 429}
