"""Who goes alone reads of programmes for single persons, and of no money for groups."""

from __future__ import annotations

import pytest

from actions import wiring
from bot.deadlines.asked.single_person import goes_as_single_person
from bot.texts import text
from tests.unit.actions.reply_rig import message_of, replied
from tests.unit.deadlines.deadline_rig import NOW


@pytest.mark.parametrize(
    "said",
    [
        "Ich bin 20, will 2 Monate nach Uganda in ein Projekt. Wann müsst ich das einreichen?",
        "bin 19 und möchte nach spanien, bis wann muss ich mich bewerben",
        "ich will nach dem abi ein jahr nach Peru, welche fristen gibt es",
        "ich möchte allein nach Polen, bis wann beantragen",
        "ich plane einen freiwilligendienst in Ghana, wann ist frist",
    ],
)
def test_one_young_person(said: str) -> None:
    assert goes_as_single_person(said)


@pytest.mark.parametrize(
    "said",
    [
        "Ich bin 20 und leite eine Jugendgruppe, will nach Polen. Bis wann beantragen?",
        "ich bin 24, unser Verein will nach Uganda, bis wann antrag",
        "ich will mit 15 Jugendlichen nach Frankreich, frist?",
        "wir möchten nach der Schule nach Polen fahren, frist?",
        "Bin 28 und arbeite im Jugendzentrum, will einen Austausch mit Polen, Frist?",
        "ich möchte nach Polen, bis wann beantragen",
        "Ich bin 24 und will mit 15 Leuten nach Israel, frist?",
        "Ich bin 24 und will mit 15 Freundinnen nach Israel, frist?",
        "frist uganda",
        "",
    ],
)
def test_groups_and_whoever_tells_nothing(said: str) -> None:
    assert not goes_as_single_person(said)


@pytest.mark.parametrize(("size", "is_alone"), [("15", False), ("10-12", False), ("1", True)])
def test_a_number_of_people_is_a_group(size: str, *, is_alone: bool) -> None:
    said = "ich bin 24 und will mit ein paar freunden nach Israel, frist?"
    assert goes_as_single_person(said, [size]) is is_alone


def test_an_age_is_no_number_of_people() -> None:
    assert goes_as_single_person("Ich bin 17 und will mit 18 Jahren nach Peru, frist?")
    assert goes_as_single_person("Ich bin 17 und will mit 18 nach Peru, frist?")


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)


@pytest.mark.usefixtures("day")
def test_their_programmes_are_shown() -> None:
    said = "Ich bin 20, will nach Uganda in ein Projekt. Bis wann einreichen?"
    place = said.index("Uganda")
    country = {"entity": "country", "value": "UG", "start": place, "end": place + 6}
    heard = message_of(said, "act", "fristen_ueberblick")
    heard["entities"] = [country]
    messages, _ = replied(heard)
    [card] = [c for m in messages if (c := m.get("custom") or {}).get("card") == "deadlines"]
    shown = {item["programme_id"] for item in card["items"]}
    assert shown & {"weltwaerts", "ijfd", "kulturweit", "konkreter_friedensdienst"}
    assert not shown & {"kjp_bund", "kjfp_nrw", "teams_up"}
    assert text("offers.single_person") in card["intro"]


@pytest.mark.usefixtures("day")
def test_who_names_a_programme_reads_of_that_one_alone() -> None:
    said = "Ich bin 20, will nach dem Abi was mit Erasmus+ Jugend machen. Frist?"
    place = said.index("Erasmus")
    named = {"entity": "programme", "value": "erasmus_jugend", "start": place, "end": place + 14}
    heard = message_of(said, "act", "fristen_ueberblick")
    heard["entities"] = [named]
    messages, _ = replied(heard)
    [card] = [c for m in messages if (c := m.get("custom") or {}).get("card") == "deadlines"]
    assert {item["programme_id"] for item in card["items"]} == {"erasmus_jugend"}
    assert text("offers.single_person") not in card["intro"]
