"""Too late – what now?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.deadlines.models import (
    FixedRule,
    LateChance,
    PatternRule,
    RollingRule,
    UnknownRule,
)
from bot.deadlines.office.book import LiveBook
from bot.deadlines.shown.too_late import UnknownProgrammeError, too_late, too_late_card
from tests.unit.deadlines.deadline_rig import (
    BRUSSELS,
    MAY,
    NOW,
    PRIMARY,
    PROGRAMME,
    REAL,
    TODAY,
    book_of,
    deadline,
)

FUTURE_DATE = re.compile(r"\d{1,2}\. \w+ (?:2026|2027|2028)")
OTHER = replace(PROGRAMME, id="andere", name="Anderes Werk", topic=None)
ELSEWHERE = replace(PROGRAMME, id="fern", name="Fernes Werk", countries=("FR",))


def test_tells_next_round_and_what_is_running_elsewhere() -> None:
    book = book_of(
        deadline(PatternRule("Im Mai.", (MAY,)), id="own"),
        deadline(FixedRule(date(2026, 10, 1), None, BRUSSELS), id="missed"),
        deadline(RollingRule("Jederzeit."), id="other", programme=OTHER),
        deadline(RollingRule("Jederzeit."), id="far", programme=ELSEWHERE),
    )
    found = too_late(book, "dpjw", NOW)
    assert [item.deadline.id for item in found.next_rounds] == ["own"]
    assert [item.deadline.id for item in found.running] == ["other"]
    assert found.coming == ()
    card = too_late_card(found, book, NOW)
    titles = [section["title"] for section in card["sections"]]
    assert titles[0] == "Nächste Runde"
    assert "Andere Programme, die gerade Anträge annehmen" in titles
    assert card["sections"][-1]["items"][0]["label"] == "Anderes Werk – Antrag"


def test_without_a_next_round_the_body_is_named() -> None:
    book = book_of(deadline(UnknownRule()))
    card = too_late_card(too_late(book, "dpjw", NOW), book, NOW)
    first = card["sections"][0]["items"][0]
    assert first["status"] == "unknown"
    assert "DPJW" in first["text"]
    assert "Restmittel" in card["sections"][1]["items"][0]["text"]


def test_what_the_office_knows_about_late_applications_is_told_with_its_source() -> None:
    programme = replace(PROGRAMME, late=(LateChance("Noch im Juli.", (PRIMARY,), TODAY),))
    book = book_of(deadline(UnknownRule(), programme=programme))
    card = too_late_card(too_late(book, "dpjw", NOW), book, NOW)
    [item] = card["sections"][1]["items"]
    assert item["text"] == "Noch im Juli."
    assert item["sources"][0]["year"] == "2026"


def test_programmes_known_to_fit_replace_the_guess() -> None:
    book = book_of(
        deadline(UnknownRule()),
        deadline(RollingRule("Jederzeit."), id="far", programme=ELSEWHERE),
        deadline(RollingRule("Jederzeit."), id="other", programme=OTHER),
    )
    found = too_late(book, "dpjw", NOW, fitting=["fern"])
    assert [item.deadline.id for item in found.running] == ["far"]
    assert too_late(book, "dpjw", NOW, fitting=[]).running == ()


def test_unknown_programme_is_an_error() -> None:
    with pytest.raises(UnknownProgrammeError):
        too_late(book_of(deadline(UnknownRule())), "nie_gehoert", NOW)


def test_every_real_programme_has_an_answer_without_a_date_to_act_on() -> None:
    book = LiveBook(REAL).current()
    for programme in book.programmes:
        card = too_late_card(too_late(book, programme.id, NOW, state="nrw"), book, NOW)
        assert len(card["sections"]) >= 2, programme.id
        for section in card["sections"]:
            for item in section["items"]:
                assert not FUTURE_DATE.search(item["text"]), item["text"]
