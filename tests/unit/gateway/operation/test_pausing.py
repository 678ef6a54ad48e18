"""The off-switch, as a visitor meets it."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from bot.gateway.operation.pausing import PausableAssistant
from bot.maintenance.switch import Closed, MaintenanceSwitch
from tests.unit.gateway.gateway_rig import GatewayRig


@pytest.fixture
def switch(rig: GatewayRig) -> MaintenanceSwitch:
    return MaintenanceSwitch(rig.services.settings.maintenance_file)


@pytest.mark.parametrize("path", ["/", "/fragen", "/glossar", "/gibt-es-nicht"])
def test_pages_give_the_notice_and_the_way_to_people(
    client: TestClient, switch: MaintenanceSwitch, path: str
) -> None:
    switch.close(Closed("Wir prüfen <b>alle</b> Fristen."))
    page = client.get(path)
    assert page.status_code == 503
    assert page.headers["retry-after"]
    assert "Wir prüfen &lt;b&gt;alle&lt;/b&gt; Fristen." in page.text
    assert "Servicestelle" in page.text
    assert 'href="/beratung"' in page.text
    assert "112" in page.text
    switch.open()
    assert client.get(path).status_code != 503


@pytest.mark.parametrize(
    "path",
    [
        "/kontakt",
        "/impressum",
        "/datenschutz",
        "/barrierefreiheit",
        "/healthz",
        "/readyz",
        "/erinnerung/x",
        "/widget.js",
    ],
)
def test_contact_rights_and_health_stay_open(
    client: TestClient, switch: MaintenanceSwitch, path: str
) -> None:
    switch.close(Closed(form_open=False))
    assert client.get(path).status_code != 503


def test_the_form_stays_open_or_closes_as_chosen(
    client: TestClient, switch: MaintenanceSwitch
) -> None:
    switch.close(Closed(form_open=True))
    assert client.get("/beratung").status_code == 200
    assert client.get("/anfrage").status_code == 200
    switch.close(Closed(form_open=False))
    page = client.get("/beratung")
    assert page.status_code == 503
    assert 'href="/beratung"' not in page.text


async def test_every_channel_hears_the_notice_from_the_assistant(
    rig: GatewayRig, switch: MaintenanceSwitch
) -> None:
    assistant = PausableAssistant(rig.assistant, switch, lambda: rig.office)
    assert (await assistant.send("s", "Hallo", {}))[0].text == "Gern!"
    switch.close(Closed("Pause bis morgen."))
    notice, contact = await assistant.send("s", "Hallo", {})
    assert notice.text == "Pause bis morgen."
    assert contact.card is not None
    assert contact.card["card"] == "contact"
    assert len(rig.assistant.received) == 1
    switch.close(Closed())
    assert "Pause" in str((await assistant.send("s", "Hallo", {}))[0].text)
