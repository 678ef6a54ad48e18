"""The office's own sheets, and that their ids are those of the language understanding."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from bot.deadlines.office.book import LiveBook
from bot.deadlines.office.parsing import DeadlineBook
from bot.programmes.book import LiveProgrammes, ProgrammeBook
from bot.programmes.cards import aspect_card, comparison_card, programme_card
from bot.programmes.check import check_programmes, programme_hints
from bot.programmes.models import Aspect
from bot.programmes.overview import Group
from bot.programmes.values import FORMATS, Countries
from bot.texts import keys

ROOT = Path(__file__).resolve().parents[3]
FAQ_DIR = ROOT / "faq"
NOW = datetime(2026, 11, 27, 9, tzinfo=timezone.utc)
IDS = sorted(path.stem for path in (FAQ_DIR / "programmes").glob("*.yml"))


# Members of the Council of Europe that the understanding does not know by name.
TINY_STATES = {"AD", "MC", "SM"}


@lru_cache(maxsize=1)
def books() -> tuple[ProgrammeBook, DeadlineBook]:
    return LiveProgrammes(FAQ_DIR).current(), LiveBook(FAQ_DIR).current()


def lookup(name: str) -> set[str]:
    raw = yaml.safe_load((ROOT / "data/nlu/lookups" / f"{name}.yml").read_text(encoding="utf-8"))
    [examples] = [item["examples"] for item in raw["nlu"] if item.get("lookup") == name]
    return {line.removeprefix("- ").strip() for line in examples.strip().splitlines()}


def test_sheets_have_no_findings() -> None:
    assert [str(problem) for problem in check_programmes(FAQ_DIR, NOW.date())] == []


def test_every_programme_has_a_sheet_that_was_checked_lately() -> None:
    assert [str(hint) for hint in programme_hints(FAQ_DIR, NOW.date())] == []
    book, deadline_book = books()
    assert set(book.sheets) == {programme.id for programme in deadline_book.programmes}


@pytest.mark.parametrize("programme_id", IDS)
def test_every_aspect_of_every_programme_has_an_answer(programme_id: str) -> None:
    book, deadline_book = books()
    for aspect in Aspect:
        card = aspect_card(book, deadline_book, programme_id, [aspect.value], NOW)
        [section] = card["sections"]
        assert section["items"]
        for item in section["items"]:
            is_known = item["status"] in ("confirmed", "about", "members")
            assert item["sources"] or not is_known, item
            assert all(source["url"].startswith("https://") for source in item["sources"]), item
    json.dumps(programme_card(book, deadline_book, programme_id, NOW)).encode("utf-8")


def test_programmes_can_be_compared() -> None:
    book, deadline_book = books()
    for pair in pairwise(IDS):
        card = comparison_card(book, deadline_book, pair, NOW)
        assert len(card["rows"]) >= 9


def test_aspects_and_formats_are_those_of_the_understanding() -> None:
    assert lookup("aspect") <= {aspect.value for aspect in Aspect}
    assert lookup("format") == set(FORMATS)


def test_countries_of_sheets_are_known_to_the_understanding() -> None:
    named: set[str] = set()
    for sheet in books()[0].all():
        for fact in sheet.about(Aspect.COUNTRIES):
            if isinstance(fact.value, Countries):
                named |= {*fact.value.only, *fact.value.also, *fact.value.excluded}
    assert named - lookup("country") <= TINY_STATES


def test_every_aspect_format_and_group_has_a_german_name() -> None:
    wanted = {f"programmes.aspect_{aspect.value}" for aspect in Aspect}
    wanted |= {f"programmes.format_{name}" for name in FORMATS}
    wanted |= {f"programmes.group_{group.value}" for group in Group}
    assert wanted - keys() == set()
