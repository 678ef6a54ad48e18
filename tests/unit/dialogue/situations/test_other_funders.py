"""Other funders than the one above, what goes together, and the town."""

from __future__ import annotations

import re

import pytest

from bot.dialogue.context import Context, Heard
from bot.dialogue.situations.other_funders import other_funders_meant
from bot.dialogue.topics import COMBINED_TOPIC, FUNDING_OVERVIEW, TOWN_MONEY_TOPIC

_ABOVE = Context("foerderung_dpjw", "answer", ("dpjw",), ("PL",))


def _heard(text: str, programmes: tuple[str, ...]) -> Heard:
    names = tuple(found.span() for found in re.finditer("kjp|dpjw", text, re.IGNORECASE))
    return Heard(text, "clarify", None, programmes=programmes, names=names)


@pytest.mark.parametrize(
    ("text", "programmes", "topic"),
    [
        ("gibts andere geldgeber", (), FUNDING_OVERVIEW),
        ("und wer noch", (), FUNDING_OVERVIEW),
        ("und KJP dazu?", ("kjp_bund",), COMBINED_TOPIC),
        ("zusätzlich zum KJP", ("kjp_bund",), COMBINED_TOPIC),
        ("können wir da auch KJP draufpacken", ("kjp_bund",), COMBINED_TOPIC),
        ("geht da KJP noch oben drauf", ("kjp_bund",), COMBINED_TOPIC),
        ("kann man das mit KJP kombinieren", ("kjp_bund",), COMBINED_TOPIC),
        ("und die Stadt?", (), TOWN_MONEY_TOPIC),
        ("was ist mit der kommune", (), TOWN_MONEY_TOPIC),
    ],
)
def test_below_money_others_are_asked_for(
    text: str, programmes: tuple[str, ...], topic: str
) -> None:
    meant = other_funders_meant(_heard(text, programmes), _ABOVE)
    assert meant is not None
    assert (meant.topic, meant.countries) == (topic, ("PL",))


@pytest.mark.parametrize(
    ("text", "programmes"),
    [
        ("was gibts dazu beim KJP", ("kjp_bund",)),
        ("wie weit ist die Stadt weg", ()),
        ("und wie viel", ()),
        ("kann noch jemand von außerhalb mitfahren", ()),
        ("gibts ein formular dazu beim dpjw", ("dpjw",)),
        ("ansprechpartner dazu beim dpjw", ("dpjw",)),
    ],
)
def test_other_questions_are_none_for_funders(text: str, programmes: tuple[str, ...]) -> None:
    assert other_funders_meant(_heard(text, programmes), _ABOVE) is None


def test_only_below_money() -> None:
    heard = Heard("und die Stadt?", "clarify", None)
    assert other_funders_meant(heard, Context("schutzkonzept", "answer")) is None
    assert other_funders_meant(heard, None) is None


def test_which_programmes_below_deadlines_asks_who_pays() -> None:
    heard = Heard("welche förderung gibts", "clarify", None)
    shown = Context("fristen_ueberblick", "act", (), ("US",), selection="land=US")
    meant = other_funders_meant(heard, shown)
    assert meant is not None
    assert meant.topic == FUNDING_OVERVIEW
    assert other_funders_meant(heard, _ABOVE) is None


def test_who_pays_for_something_below_deadlines_asks_for_no_deadlines() -> None:
    heard = Heard("und wer zahlt die sicherheit", "clarify", None)
    shown = Context("foerderung_conact", "act", ("conact",), selection="programm=conact")
    meant = other_funders_meant(heard, shown)
    assert meant is not None
    assert (meant.decision, meant.topic) == ("answer", "foerderung_conact")
