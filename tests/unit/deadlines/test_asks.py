"""Each deadline names the body that can tell its date (domain: programmes.md, deadlines.csv)."""

from __future__ import annotations

import pytest

from bot.deadlines.models import Route
from bot.deadlines.office.parsing import read_book
from tests.unit.deadlines.deadline_rig import REAL

BY_ID = {deadline.id: deadline for deadline in read_book(REAL).deadlines}

# Bodies that are not those of the programme, because another one sets or receives the deadline.
OTHERS = {
    "conact_landesjugendamt": "Landesjugendamt",
    "conact_zentralstelle": "ConAct",
    "dfjw_ausserschulisch": "Zentralstelle",
    "dfjw_drittort_schule": "DFJW",
    "dfjw_schulaustausch_nrw": "Bezirksregierung",
    "dgjw_hauptfrist": "DGJW",
    "dpjw_begegnungen": "DPJW",
    "kjfp_uebrige_positionen": "Landesjugendamt",
    "kjp_china_landesjugendamt": "Landesjugendamt",
    "kjp_direktverfahren": "Bundesministerium",
    "kjp_landesjugendamt": "Landesjugendamt",
    "kjp_zentralstelle": "Zentralstelle",
    "tandem_landesjugendamt": "Landesjugendamt",
}


@pytest.mark.parametrize(("name", "body"), OTHERS.items())
def test_the_body_that_sets_the_date_is_asked(name: str, body: str) -> None:
    assert body in BY_ID[name].ask.name


def test_what_goes_to_the_youth_office_is_asked_there() -> None:
    asked = {d.ask.name for d in BY_ID.values() if d.route is Route.STATE_YOUTH_OFFICE}
    assert asked == {"Landesjugendamt (LWL oder LVR)"}


def test_members_ask_their_own_body() -> None:
    members = [d for d in BY_ID.values() if d.members_of]
    assert members
    assert not [d.id for d in members if d.ask.name not in str(d.members_of)]
